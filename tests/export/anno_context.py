"""The terms of the W3C's context for annotations that our files use, so that no test asks the network.

Each says what http://www.w3.org/ns/anno.jsonld says of it.
"""

from __future__ import annotations

from typing import Any

OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
AS = "http://www.w3.org/ns/activitystreams#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

_OA_CLASSES = ("Annotation", "TextualBody", "SpecificResource", "Choice", "TextQuoteSelector", "TextPositionSelector")
_PURPOSES = ("classifying", "describing", "identifying", "linking", "tagging")
_LITERALS = ("start", "end", "exact", "prefix", "suffix")


def _link(iri: str, kind: str = "@id", **more: str) -> dict[str, str]:
    return {"@id": iri, "@type": kind, **more}


CONTEXT: dict[str, Any] = {
    "@context": {
        "oa": OA,
        "id": {"@id": "@id", "@type": "@id"},
        "type": {"@id": "@type", "@type": "@id"},
        **{name: OA + name for name in _OA_CLASSES + _PURPOSES + _LITERALS},
        "Text": "http://purl.org/dc/dcmitype/Text",
        "Person": "http://xmlns.com/foaf/0.1/Person",
        "Software": AS + "Application",
        "AnnotationCollection": AS + "OrderedCollection",
        "AnnotationPage": AS + "OrderedCollectionPage",
        "body": _link(OA + "hasBody"),
        "target": _link(OA + "hasTarget"),
        "source": _link(OA + "hasSource"),
        "selector": _link(OA + "hasSelector"),
        "motivation": _link(OA + "motivatedBy", "@vocab"),
        "purpose": _link(OA + "hasPurpose", "@vocab"),
        "creator": _link(DCTERMS + "creator"),
        "generator": _link(AS + "generator"),
        "first": _link(AS + "first"),
        "items": _link(AS + "items", **{"@container": "@list"}),
        "created": DCTERMS + "created",
        "modified": DCTERMS + "modified",
        "format": "http://purl.org/dc/elements/1.1/format",
        "language": "http://purl.org/dc/elements/1.1/language",
        "value": RDF + "value",
        "name": "http://xmlns.com/foaf/0.1/name",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        "total": AS + "totalItems",
        "startIndex": AS + "startIndex",
    }
}
