"""Texts glued from fragments of the rules: names, designators, numbers and connectors of all languages, and noise."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from annotator.references import load_references

SEED = 20240229
SPACES = (" ", "\u00a0", "\u202f", "\n", "\r\n", "\n\n", "")
SIGNS = (", ", "; ", ". ", "-\n", "\u00ad", " (", ") ", "«", "” ")
GAPS = (*SPACES, *SIGNS, *" " * 8)
HOSTILE = ("((((", "§§§", "1, 1, 1,", "\x00", "…", "¹")
STRANGE = ("\u200f", "\u0301", "🏛️", "𝔄", "\ud800", "\ufffe", "ﬁ", "İ", "ẞ", "a\u0308", "\u2029")


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
    own = tomllib.loads((Path(__file__).parent / "fragments.toml").read_text("utf-8"))
    return (
        *sorted(word for word in words if word),
        *sample,
        *own["numbers"] * 4,
        *own["generic"] * 2,
        *HOSTILE,
        *STRANGE,
    )


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
