"""XML from strangers: a document type, an entity or a reference to the outside is refused, never followed."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from annotator.model import InputError


def parse(data: bytes) -> Element:
    """The root of an XML text.

    Raises:
        InputError: it is not well-formed, or declares a document type or entities.

    >>> parse(b"<a>1</a>").text
    '1'
    >>> parse(b'<!DOCTYPE a [<!ENTITY e "lol">]><a>&e;</a>')
    Traceback (most recent call last):
    annotator.model.InputError: its XML declares a document type or entities, which are never read: save the file anew
    """
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise InputError(
            "its XML declares a document type or entities, which are never read: save the file anew"
        ) from None
    except (ParseError, ValueError, LookupError):  # LookupError: an encoding nobody knows
        raise InputError("its XML is damaged: save or copy the file anew") from None
    return root


def local(element: Element) -> str:
    """An element's name without its namespace.

    >>> local(parse(b'<w:p xmlns:w="urn:w"/>'))
    'p'
    """
    return str(element.tag).rpartition("}")[2]
