"""Texts glued from fragments of the rules: names, designators, numbers and connectors of all languages, and noise."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import strategies as st

from annotator.references import load_references

SEED = 20240229
NUMBERS = (
    "1", "2", "14", "29", "116", "450", "1.1", "8.2.h", "5º", "1er", "4o.", "XIV", "IX", "I", "ii", "(3)", "(c)", "(iv)",
    "a)", '"a"', "14 bis", "73-1", "371A", "14-16", "XXIX-H", "٤", "第九十六条", "第14条第3款", "السادسة", "third", "primero",
    "9999", "1325 (2000)", "242 (1967)", "2312 (XXII)", "217 A (III)", "60/1", "1996/31", "17/19", "1967", "2030",
    "31 October 2000", "9 de diciembre de 2021", "1949年8月12日", "19 декабря 1991 года",
)  # fmt: skip
GENERIC = (
    "the Convention", "the Covenant", "the Constitution", "la Constitución", "la Carta", "o Pacto", "das Abkommen",
    "Пакта", "العهد", "《公约》", "the resolution", "resolution", "resolutions", "резолюция", "قرار", "号决议",
    "General Assembly", "Security Council", "Consejo de Seguridad", "l'Assemblée générale", "Human Rights Council",
    "Mexican", "del Perú", "of the Constitution", "A/RES/", "S/RES/1325 (2000)", "E/CN.4/RES/2005/81", "A/C.3/78/L.41",
    "WHA60.5", "AG/RES.", "European Parliament", "BGB", "CF", "GG", "CE", "ECHR", "hereinafter", "(hereinafter",
    '"the Convention")', "en adelante", "ci-après", "that Convention", "the said article", "ibid.", "thereof", "Act",
    "del Código Civil", "do CPC", "Amendment", "Amendments", "First", "Fourteenth", "common article",
)  # fmt: skip
GAPS = (" ", " ", " ", " ", "", ", ", "; ", ". ", "\n", "\r\n", "\n\n", "\u00a0", "\u202f", "-\n", "\u00ad", " (", ") ", "«", "” ")
NOISE = ("((((", "§§§", "1, 1, 1,", "\u200f", "\u0301", "🏛️", "𝔄", "\ud800", "\x00", "¹", "\ufffe", "ﬁ", "İ", "ẞ", "…", "a\u0308", "\u2029")


@cache
def fragments() -> tuple[str, ...]:
    """Unit words, connectors and a sample of names from the tables, the same in every run."""
    references = load_references()
    words: set[str] = set()
    for language in references.words.languages.values():
        words.update(language.units)
        for forms in language.connectors.values():
            words.update(forms)
    names = sorted({entry.written for entry in references.names.values()})
    sample = random.Random(SEED).sample(names, 400)
    return (*sorted(word for word in words if word), *sample, *NUMBERS * 4, *GENERIC * 2, *NOISE)


def texts(most: int = 30) -> st.SearchStrategy[str]:
    """Fragments with gaps between them, in no order that makes sense."""
    pieces = st.tuples(st.sampled_from(fragments()), st.sampled_from(GAPS))
    return st.lists(pieces, max_size=most).map(lambda pairs: "".join(a + b for a, b in pairs))


def wild(most: int = 120) -> st.SearchStrategy[str]:
    """Any characters at all, lone surrogates included."""
    return st.text(st.characters(exclude_categories=()), max_size=most)


SENTENCES = (
    "The claim rests on article 14 (3) of the International Covenant on Civil and Political Rights.",
    "Peru invoked Article 4 of the Convention on Diplomatic Asylum, and Mexico its own Constitution.",
    "El artículo 11 de la Constitución mexicana protege la libertad de tránsito.",
    "Véanse los artículos 8.1 y 25 de la Convención Americana sobre Derechos Humanos.",
    "L'article 6 § 1 de la Convention européenne des droits de l'homme s'applique.",
    "Rappelant la résolution 1325 (2000) du Conseil de sécurité, il conclut.",
    "O artigo 8.1 da Convenção Americana sobre Direitos Humanos foi violado.",
    "Nach Artikel 8 der Europäischen Menschenrechtskonvention gilt das nicht.",
    "L'articolo 21 della Costituzione della Repubblica italiana tutela la stampa.",
    "ссылаясь на резолюцию 46/182 от 19 декабря 1991 года,",
    "تنص المادة 51 من ميثاق الأمم المتحدة على حق الدفاع عن النفس.",
    "《联合国宪章》第五十一条规定了自卫权。",
    "The plan rests on Security Council resolutions 242 (1967) and 338 (1973).",
    "See A/RES/60/1, para. 139, and Human Rights Council resolution 17/19.",
    "The statute offends the First and Fourteenth Amendments of the United States.",
    "Nothing is cited here, although the section of the market is busy.",
)
"""Sentences that cite without leaning on what stands before them."""
