"""The documents of a workspace: named, removed and brought back, their files kept, and detected anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.export import dump, load
from annotator.model import Document, Generator, InputError
from annotator.review import Review, Workspace, add, apply, confirm, correct, draft_of, redo, reject, undo
from annotator.review.decisions import Draft
from tests.review.made import ASYLUM, MEXICO, TERRITORIAL, TEXT, document

AT = "2026-01-01T00:00:00.000000Z"
ADA = {"reviewer": "Ada", "at": AT}
BOB = {"reviewer": "Bob", "at": "2026-01-01T00:00:01.000000Z"}


def kept(workspace: Workspace, key: str, reviewer: str | None = None) -> Review:
    review = workspace.review(key, reviewer)
    assert review is not None
    return review


def take(workspace: Workspace, key: str, step: object, *arguments: object, **who: str) -> Review:
    """One decision, written down."""
    review = kept(workspace, key, who["reviewer"])
    event = step(review, *arguments, **who)  # type: ignore[operator]
    after = apply(review, event)
    workspace.append(key, event, after)
    return after


def ids(given: Document) -> list[str]:
    return [a.id for a in given.annotations]


def test_the_list_tells_kinds_reviewers_language_and_tables(workspace: Workspace) -> None:
    key = workspace.open(document(), b"the file").key
    take(workspace, key, reject, ids(document())[:1], **ADA)
    take(workspace, key, confirm, ids(document()), **BOB)
    (entry,) = workspace.entries("Ada")
    assert entry.kinds == {"constitution": 1, "treaty": 0, "resolution": 1}
    assert (entry.total, entry.reviewed, entry.warned) == (3, 1, 0)
    assert (entry.reviewers, entry.language, entry.references) == (("Ada", "Bob"), "und", "by hand")
    assert (entry.original, entry.settled, entry.length) == (True, False, len(TEXT))
    assert workspace.entries()[0].reviewed == 3  # whoever decided last
    assert workspace.entries("Cy")[0].reviewed == 0
    assert [(r.name, r.progress.reviewed, r.last_at) for r in workspace.reviewers(key)] == [
        ("Ada", 1, ADA["at"]),
        ("Bob", 3, BOB["at"]),
    ]


def test_each_reviewer_begins_with_what_was_detected(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    take(workspace, key, confirm, ids(document()), **ADA)
    assert kept(workspace, key, "Bob").document == document()
    assert kept(workspace, key).document == kept(workspace, key, "Ada").document
    with pytest.raises(InputError, match="needs a name"):
        take(workspace, key, confirm, ids(document()), reviewer=" ", at=AT)


def test_a_renamed_document_keeps_its_key_and_decisions(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    after = take(workspace, key, confirm, ids(document()), **ADA)
    workspace.rename(key, "../minutes\u202e of 4 May.txt")
    assert workspace.entries()[0].name == "minutes of 4 May.txt"
    renamed = kept(workspace, key).document
    assert (renamed.document.name, renamed.annotations) == ("minutes of 4 May.txt", after.document.annotations)
    assert workspace.open(document()).key == key
    assert load(dump(renamed)) == renamed
    for wrong in (" ", ""):
        with pytest.raises(InputError, match="needs a name"):
            workspace.rename(key, wrong)


def test_a_removed_document_comes_back_whole(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    after = take(workspace, key, confirm, ids(document()), **ADA)
    workspace.remove(key)
    assert (workspace.entries(), workspace.review(key), workspace.key(document().document)) == ([], None, None)
    assert [entry.key for entry in workspace.removed()] == [key]
    assert workspace.mentions().total == 0
    event = undo(after, **ADA)
    with pytest.raises(InputError, match="not in the workspace any more"):
        workspace.append(key, event, apply(after, event))
    workspace.restore(key)
    assert (kept(workspace, key), workspace.removed()) == (after, [])
    workspace.remove(key)
    assert "was removed and is back" in workspace.open(document()).said
    assert kept(workspace, key) == after
    for step in (workspace.remove, workspace.restore, lambda key: workspace.rename(key, "a")):
        with pytest.raises(InputError, match="not in the workspace"):
            step("no such key")


def test_the_bytes_of_the_file_are_kept(workspace: Workspace) -> None:
    data = bytes(range(256)) * 1000
    key = workspace.open(document()).key
    assert workspace.original(key) is None
    workspace.open(document(), data)
    workspace.open(document(), b"another file with the same text")
    assert workspace.original(key) == data
    assert workspace.original("no such key") is None


def test_decisions_of_two_in_one_file_go_to_both(workspace: Workspace) -> None:
    """A file from a workspace that did not keep reviewers apart."""
    key = workspace.open(document()).key
    first, second, _ = ids(document())
    shared = take(workspace, key, reject, [first], **ADA)
    event = confirm(shared, [second], **BOB)
    assert event is not None
    both = apply(shared, event).document
    workspace.remove(key)
    assert "longer history" in workspace.open(both).said
    assert kept(workspace, key, "Ada").document == kept(workspace, key, "Bob").document == both
    assert kept(workspace, key, "Cy").document == document()


def again(*changes: tuple[int, dict[str, object]], without: int | None = None) -> Document:
    """The document as other tables find it."""
    found = list(document().annotations)
    for at, change in changes:
        found[at] = replace(found[at], **change)  # type: ignore[arg-type]
    if without is not None:
        del found[without]
    return replace(document(), generator=Generator("annotator", "0.1.0", "newer"), annotations=tuple(found))


def test_a_new_detection_lies_under_the_decisions(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    first, second, _third = ids(document())
    before = take(workspace, key, correct, second, replace(draft_of(document().annotations[1]), pinpoints=()), **ADA)
    found = again((0, {"reference": TERRITORIAL}), (1, {"confidence": 0.3, "pinpoints": ("art_12",)}), without=2)
    told = workspace.redetect(key, found)
    assert (told.added, [a.quote for a in told.gone]) == ((), ["1967 UN General Assembly resolution"])
    assert [(c.after.id, c.fields) for c in told.changed] == [
        (first, ("reference",)),
        (second, ("pinpoints", "confidence")),
    ]
    assert workspace.differences(key) == told
    ada = kept(workspace, key, "Ada")
    # The suggestion is new, the decision stands, and what nobody had decided on is gone.
    assert [(a.id, a.reference, a.pinpoints) for a in ada.document.annotations] == [
        (first, TERRITORIAL, ("art_4",)),
        (second, MEXICO, ()),
    ]
    assert ada.document.annotations[1].confidence == 0.3
    assert (ada.count, ada.done, ada.document.generator.references) == (before.count + 1, before.done, "newer")
    assert kept(workspace, key, "Bob").document == found
    assert workspace.entries()[0].references == "newer"
    take(workspace, key, undo, **ADA)
    assert kept(workspace, key, "Ada").document.annotations[1].pinpoints == ("art_11",)
    take(workspace, key, redo, **ADA)
    assert workspace.mentions("Ada", reference_id="oas-a47").total == 1
    assert workspace.mentions("Bob", kind="resolution").total == 0
    # Nothing was destroyed: the first detection can be laid under again.
    first_one = workspace.detected(key, 1)
    assert first_one == document()
    assert first_one is not None
    assert [a.quote for a in workspace.redetect(key, first_one).added] == ["1967 UN General Assembly resolution"]
    assert kept(workspace, key, "Bob").document == document()
    assert workspace.mentions("Bob", kind="resolution").total == 1


def test_a_decision_on_the_detection_before_is_stale(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    old = kept(workspace, key, "Bob")
    workspace.redetect(key, again(without=0))
    event = confirm(old, ids(document())[:1], **BOB)
    assert event is not None
    with pytest.raises(InputError, match="another window"):
        workspace.append(key, event, apply(old, event))
    assert workspace.count(key, "Bob") == old.count + 1


def test_what_was_rejected_is_not_suggested_again_and_what_was_added_stays(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    first = document().annotations[0]
    take(workspace, key, reject, [first.id], **ADA)
    start = TEXT.index("the Caracas")
    take(workspace, key, add, Draft(start, first.end, "treaty", ASYLUM, ()), **ADA)
    workspace.redetect(key, again((0, {"confidence": 0.99})))
    held = kept(workspace, key, "Ada").document.annotations
    assert [(a.status, a.start) for a in held[:2]] == [("rejected", first.start), ("added", start)]
    assert len(held) == 4


def test_another_text_is_no_new_detection(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    other = workspace.open(replace(document(), document=replace(document().document, id="other"))).key
    assert key != other
    with pytest.raises(InputError, match="the text is another one"):
        workspace.redetect(other, document())
    with pytest.raises(InputError, match="not in the workspace"):
        workspace.redetect("no such key", document())
    assert workspace.differences(key) is None
    assert workspace.detected(key, 2) is None
