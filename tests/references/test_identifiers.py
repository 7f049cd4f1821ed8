"""Identifiers: each follows from an id or a column for certain, or is not there."""

from __future__ import annotations

import re

import pytest

from annotator import annotate
from annotator.references import load_references
from annotator.references.identifiers import SCHEMES

# id -> all its identifiers
ROWS = {
    "cets-005": {"cets": "005", "unts": "213 UNTS 221", "un-registration": "2889"},
    "cets-197": {"cets": "197", "un-registration": "45795"},  # CETS: the series was renamed after number 193
    "mtdsg-iv-4": {"mtdsg": "IV-4", "unts": "999 UNTS 171", "un-registration": "14668"},
    "mtdsg-i-1": {"mtdsg": "I-1", "unts": "1 UNTS XVI", "wikidata": "Q171328"},  # a Roman page
    "ilo-c169": {"ilo": "C169"},
    "ilo-p029": {"ilo": "P029"},
    "hcch-28": {"hcch": "28", "unts": "1343 UNTS 89", "un-registration": "22514"},  # the number stands in the id alone
    "oas-a46": {"oas": "A-46"},
    "es-1978": {"eli": "https://www.boe.es/eli/es/c/1978/12/27/(1)"},
    "it-1947": {"urn": "urn:nir:stato:costituzione:1947-12-27"},
    "za-1996": {"akn": "/akn/za/act/1996/constitution"},
    "mx-1917": {},  # nothing is known for certain
    "icty-statute": {},  # a series that is none
    "gc": {"wikidata": "Q133536"},  # a group is no instrument with a number of its own
    "A/RES/2312(XXII)": {
        "un-symbol": "A/RES/2312(XXII)",
        "un-document": "https://docs.un.org/en/A/RES/2312(XXII)",
    },
    "A/RES/217(III)A": {"un-symbol": "A/RES/217(III)A", "wikidata": "Q7813"},  # printed with four others
    "S/RES/1325": {"un-symbol": "S/RES/1325"},  # the symbol of the document has the year
    "E/CN.4/RES/2005/81": {"un-symbol": "E/CN.4/RES/2005/81"},  # printed in the report of the session
    "E/RES/1503(XLVIII)": {"un-symbol": "E/RES/1503(XLVIII)"},
    "A/RES/2312 (XXII)": {},  # not as the tables print it
    "no-such-id": {},
}


@pytest.mark.parametrize(("id", "expected"), ROWS.items(), ids=ROWS)
def test_identifiers(id: str, expected: dict[str, str]) -> None:
    assert load_references().identifiers(id) == expected


def test_every_scheme_is_explained_and_no_value_is_blank_or_broken() -> None:
    references = load_references()
    used = set()
    for id in references.instruments:
        for scheme, value in references.identifiers(id).items():
            used.add(scheme)
            assert value.strip() == value != "", (id, scheme)
            if scheme in ("eli", "un-document"):
                assert re.fullmatch(r"https?://\S+", value), (id, value)
    assert used <= set(SCHEMES)
    assert used >= set(SCHEMES) - {"wikidata"}  # the column may be blank


def test_two_instruments_never_share_a_number_of_a_series() -> None:
    """Pages of a volume and registrations hold several instruments; the numbers of a series do not."""
    references = load_references()
    seen: dict[tuple[str, str], str] = {}
    for id in references.instruments:
        for scheme, value in references.identifiers(id).items():
            if scheme in ("cets", "ilo", "hcch", "mtdsg", "ieadb", "eli", "urn", "akn", "wikidata", "un-symbol"):
                assert seen.setdefault((scheme, value), id) == id


def test_a_change_to_what_is_returned_changes_nothing() -> None:
    references = load_references()
    references.identifiers("cets-005")["cets"] = "999"
    assert references.identifiers("cets-005")["cets"] == "005"


def test_the_engine_gives_them_with_the_reference() -> None:
    [citation] = annotate("See article 3 of the European Convention on Human Rights.").annotations
    assert citation.reference is not None
    assert citation.reference.identifiers == ROWS["cets-005"]
