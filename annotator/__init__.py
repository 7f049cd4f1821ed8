"""Legal references in text: find every citation of a constitution, a treaty or a UN resolution.

>>> document = annotate("The Council recalled resolutions 242 (1967) and 338 (1973).")
>>> [annotation.reference.id for annotation in document.annotations]
['S/RES/242(1967)', 'S/RES/338(1973)']
>>> load(dump(document)) == document
True
"""

from annotator.engine import VERSION, annotate
from annotator.export import dump, load
from annotator.model import Annotation, Candidate, Document, InputError, Notice, Reference, Source
from annotator.read import read
from annotator.references import References, load_references

__version__ = VERSION
__all__ = [
    "Annotation",
    "Candidate",
    "Document",
    "InputError",
    "Notice",
    "Reference",
    "References",
    "Source",
    "annotate",
    "dump",
    "load",
    "load_references",
    "read",
]
