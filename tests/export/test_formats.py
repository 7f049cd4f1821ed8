"""The table of formats: every row can be used, and an old file still loads."""

from __future__ import annotations

import json

import pytest

from annotator.export import FORMATS, dump, format_of, load, write
from annotator.model import InputError
from tests.review.made import document


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.id)
def test_every_row_has_one_way_to_write(row) -> None:
    assert [row.one, row.many, row.into].count(None) == 2
    assert (row.into is not None) == bool(row.original)
    assert row.suffix.startswith(".")


def test_ids_are_told_apart() -> None:
    assert len({row.id for row in FORMATS}) == len(FORMATS)


def test_two_documents_do_not_go_into_a_file_for_one() -> None:
    with pytest.raises(InputError, match="one document a file, not 2"):
        write(format_of("json"), [document(), document()])


def test_a_file_from_before_identifiers_still_loads() -> None:
    shape = json.loads(dump(document()))
    for a in shape["annotations"]:
        if a["reference"]:
            del a["reference"]["identifiers"]
    assert load(json.dumps(shape).encode()) == document()
