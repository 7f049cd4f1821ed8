"""The JSON Schema of the native JSON, made from the types; `python -m annotator.export.schema` prints it."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from annotator.export.native import HEAD
from annotator.model import Document


def schema() -> dict[str, Any]:
    """The JSON Schema of the format, made from the types. Fields that no version knows are refused.

    >>> schema()["title"]
    'Annotated document, version 1'
    """
    made = msgspec.json.schema(Document)
    for definition in made["$defs"].values():
        definition["additionalProperties"] = False
    whole = made["$defs"]["Document"]
    # The types give these a value, so that nobody has to; a file must say them.
    whole["required"] = [*HEAD, *whole["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Annotated document, version 1",
        **made,
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2, ensure_ascii=False))
