"""The lookup tables: instruments, their names, the words of countries, bodies and languages.

`load_references()` compiles them once; everything else asks the object it returns.
"""

from annotator.references.index import Instrument, Meaning, NameEntry, References, load_references
from annotator.references.tables import Tables, TablesError
from annotator.references.words import Language, Words

__all__ = [
    "Instrument",
    "Language",
    "Meaning",
    "NameEntry",
    "References",
    "Tables",
    "TablesError",
    "Words",
    "load_references",
]
