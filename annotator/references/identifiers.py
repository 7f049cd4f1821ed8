"""What the world calls an instrument: numbers in treaty series, symbols, legislation identifiers, Wikidata.

Only what follows for certain from an id or a column of the tables; what is not certain is left out.

>>> of_symbol("S/RES/1325(2000)")["un-document"]
'https://docs.un.org/en/S/RES/1325(2000)'
>>> of_treaty({"id": "cets-005", "series": "ETS 5; 213 UNTS 221", "registration": "2889", "wikidata": "", "url": ""})
{'cets': '005', 'unts': '213 UNTS 221', 'un-registration': '2889'}
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from annotator.references.tables import Tables
from annotator.symbols import Symbol, parse_symbol

__all__ = ["SCHEMES", "of_symbol", "of_tables", "of_treaty"]

# scheme -> what its values are
SCHEMES = {
    "un-symbol": "symbol of a United Nations document",
    "un-document": "address of that document in the Official Document System",
    "unts": "volume and page of the United Nations Treaty Series",
    "lnts": "volume and page of the League of Nations Treaty Series",
    "un-registration": "registration number with the United Nations Secretariat",
    "mtdsg": "chapter and number in Multilateral Treaties Deposited with the Secretary-General",
    "cets": "number in the Council of Europe Treaty Series (ETS and CETS count on)",
    "ilo": "number of an ILO Convention (C) or Protocol (P)",
    "hcch": "number of a Hague Conference convention",
    "oas": "number of an inter-American treaty",
    "ieadb": "number in the International Environmental Agreements Database",
    "eli": "European Legislation Identifier",
    "urn": "URN:LEX, or URN:NIR in Italy",
    "akn": "FRBR work URI of Akoma Ntoso",
    "wikidata": "item of Wikidata",
}

# scheme -> how it stands in the column `series`; the group is the value
_SERIES = {
    "cets": re.compile(r"C?ETS (\d+)"),
    "ilo": re.compile(r"ILO ([CP]\d{3})"),
    "hcch": re.compile(r"HCCH (\d+)"),
    "oas": re.compile(r"OAS Treaty Series ([ABC]-\d+)"),
    "mtdsg": re.compile(r"MTDSG (\S+)"),
    "unts": re.compile(r"(\d+ UNTS (?:\d+|[IVXL]+))"),
    "lnts": re.compile(r"(\d+ LNTS \d+)"),
    "ieadb": re.compile(r"IEADB (\d+)"),
}
# scheme -> how it stands in an id of ours
_IDS = {
    "cets": re.compile(r"cets-(\d{3})"),
    "ilo": re.compile(r"ilo-([cp]\d{3})"),
    "hcch": re.compile(r"hcch-(\d+)"),
}


def of_treaty(row: Mapping[str, str]) -> dict[str, str]:
    """The identifiers that a row of treaties.csv tells of.

    >>> of_treaty({"id": "npt", "series": "729 UNTS 161", "registration": "10485", "wikidata": "", "url": ""})
    {'unts': '729 UNTS 161', 'un-registration': '10485'}
    """
    found = {s: match[1].upper() for s, pattern in _IDS.items() if (match := pattern.fullmatch(row["id"]))}
    for place in row["series"].split("; "):
        for scheme, pattern in _SERIES.items():
            if (match := pattern.fullmatch(place)) and scheme not in found:
                # The Council of Europe writes three digits.
                found[scheme] = match[1].zfill(3) if scheme == "cets" else match[1]
    if row["registration"]:
        found["un-registration"] = row["registration"]
    return found | _of_columns(row)


def of_symbol(text: str) -> dict[str, str]:
    """The identifiers of a resolution or statement; the address only where the document bears that very symbol.

    A lettered resolution stands in a document with others, and bodies before 1978 printed theirs in reports.

    >>> of_symbol("A/RES/217(III)A")
    {'un-symbol': 'A/RES/217(III)A'}
    >>> of_symbol("oas-a46")
    {}
    """
    symbol = parse_symbol(text)
    if symbol is None or str(symbol) != text:
        return {}
    found = {"un-symbol": text}
    if _has_document(symbol):
        found["un-document"] = f"https://docs.un.org/en/{text}"
    return found


def of_tables(tables: Tables) -> dict[str, dict[str, str]]:
    """The identifiers of all treaties and constitutions that have any, by id.

    Raises:
        TablesError: a table cannot be read.
    """
    found = {row["id"]: of_treaty(row) for row in tables.rows("treaties")}
    found |= {row["id"]: _of_columns(row) for row in tables.rows("constitutions")}
    for row in tables.rows("identifiers"):
        found.setdefault(row["id"], {})[row["scheme"]] = row["value"]
    return {id: values for id, values in found.items() if values}


def _has_document(symbol: Symbol) -> bool:
    if symbol.letter:
        return False
    match symbol.body, symbol.kind:
        case "GA" | "HRC", "RES":
            return True
        case "SC", "RES" | "PRST":
            return symbol.year is not None
        case "ECOSOC", "RES":
            return symbol.year is not None and symbol.year >= 1996
        case _:
            return False


def _of_columns(row: Mapping[str, str]) -> dict[str, str]:
    found = {"eli": row["url"]} if "/eli/" in row["url"] else {}
    return found | ({"wikidata": row["wikidata"]} if row["wikidata"] else {})
