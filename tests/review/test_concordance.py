"""Mentions across the workspace: the index gives what a full look gives, and decisions in bulk hold as a whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.model import Document, InputError
from annotator.read import source_from_text
from annotator.review import Mentions, Review, StaleError, Workspace, apply, confirm, mentions_in, reject, undo
from annotator.review.redetection import lay_under
from tests.review.made import ASYLUM, MEXICO, TERRITORIAL, TEXT, annotate_by_hand, document
from tests.review.test_decisions import play, steps

AT = "2026-01-01T00:00:00.000000Z"
ADA = {"reviewer": "Ada", "at": AT}


def other(name: str = "other.txt", text: str = TEXT) -> Document:
    """The same citations in another document."""
    return annotate_by_hand(source_from_text(text, name))


def kept(workspace: Workspace, key: str, reviewer: str = "Ada") -> Review:
    review = workspace.review(key, reviewer)
    assert review is not None
    return review


def looked_up(workspace: Workspace, reviewer: str) -> list[tuple[object, ...]]:
    """What a look through every document gives, the slow way."""
    found: list[tuple[object, ...]] = []
    for entry in workspace.entries():
        for a in kept(workspace, entry.key, reviewer).document.annotations:
            reference = a.reference.id if a.reference else None
            found.append((entry.key, a.id, a.start, a.end, a.quote, a.kind, a.status, reference, a.pinpoints))
    return sorted(found, key=str)


def indexed(found: Mentions) -> list[tuple[object, ...]]:
    rows = [
        (m.document, m.annotation, m.start, m.end, m.quote, m.kind, m.status, m.reference, m.pinpoints)
        for m in found.items
    ]
    return sorted(rows, key=str)


# (what is asked for, the quotes of the answer, or how they begin)
ASKED = [
    ({}, ["Article 4", "article 11", "1967 UN"]),
    ({"reference_id": "mx-1917"}, ["article 11"]),
    ({"reference_id": "mx"}, []),  # an id is exact
    ({"kind": "resolution"}, ["1967 UN"]),
    ({"kind": {"resolution", "treaty"}}, ["Article 4", "1967 UN"]),
    ({"text": "CARÁCAS"}, ["Article 4"]),  # case and accents aside
    ({"text": "%"}, []),  # a sign of the query language is a sign of the text
    ({"text": "_rticle"}, []),
    ({"warned": True}, ["Article 4"]),
    ({"status": "rejected"}, []),
    ({"status": ["suggested"]}, ["Article 4", "article 11", "1967 UN"]),
    ({"below": 0.8}, []),
    ({"below": 0.81, "kind": "treaty"}, ["Article 4"]),
    ({"form": "short"}, []),
    ({"unresolved": True}, []),
    ({"document": "no such key"}, []),
    ({"limit": 1, "offset": 1}, ["article 11"]),
]


def test_what_is_asked_for_is_what_comes(workspace: Workspace) -> None:
    workspace.open(document())
    for asked, quotes in ASKED:
        found = workspace.mentions("Ada", **asked)  # type: ignore[arg-type]
        assert [m.quote[: len(q)] for m, q in zip(found.items, quotes, strict=True)] == quotes, asked
        assert found.total == (3 if "limit" in asked else len(quotes))


def test_a_mention_has_its_context_and_its_document(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    workspace.rename(key, "minutes.txt")
    (mention,) = workspace.mentions(reference_id="mx-1917").items
    assert (mention.document, mention.name) == (key, "minutes.txt")
    assert TEXT[mention.start : mention.end] == mention.quote
    assert TEXT[: mention.start].endswith(mention.prefix) and len(mention.prefix) == 80
    assert TEXT[mention.end :].startswith(mention.suffix) and len(mention.suffix) == 80


def test_a_document_at_hand_has_the_mentions_that_the_index_has(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    review = kept(workspace, key)
    event = reject(review, [review.document.annotations[1].id], **ADA)
    assert event is not None
    workspace.append(key, event, apply(review, event))
    held = kept(workspace, key).document
    assert mentions_in(key, held) == workspace.mentions("Ada").items
    assert [m.status for m in mentions_in(key, held)] == ["suggested", "rejected", "suggested"]


def test_each_reviewer_sees_one_s_own(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    review = kept(workspace, key)
    event = reject(review, [review.document.annotations[0].id], **ADA)
    assert event is not None
    workspace.append(key, event, apply(review, event))
    assert workspace.mentions("Ada", status="rejected").total == 1
    assert workspace.mentions("Bob", status="rejected").total == 0
    assert workspace.mentions(status="rejected").total == 1  # whoever decided last


def test_instruments_are_counted(workspace: Workspace) -> None:
    workspace.open(document())
    workspace.open(other())
    found = [(c.reference, c.mentions, c.documents) for c in workspace.cited()]
    assert sorted(found) == [("A/RES/2312(XXII)", 2, 2), ("mx-1917", 2, 2), ("oas-a46", 2, 2)]
    assert [c.title for c in workspace.cited(kind="constitution")] == [MEXICO.title]


def test_one_decision_over_all_documents_is_one_step(workspace: Workspace) -> None:
    keys = sorted(workspace.open(made).key for made in (document(), other()))
    listed = workspace.mentions("Ada", reference_id="oas-a46")
    made = workspace.decide_many(listed, TERRITORIAL, **ADA)
    assert made is not None
    assert (made.documents, made.changed, made.action) == (tuple(keys), 2, "correct")
    for key in keys:
        a = kept(workspace, key).document.annotations[0]
        assert (a.reference, a.status) == (TERRITORIAL, "corrected")
        assert a.history[-1].note == "one of 2 decided at once in 2 documents"
    assert workspace.mentions("Ada", reference_id="oas-a47").total == 2
    # In one document alone it cannot be taken back.
    review = kept(workspace, keys[0])
    event = undo(review, **ADA)
    with pytest.raises(InputError, match="in 2 documents at once"):
        workspace.append(keys[0], event, apply(review, event))
    assert workspace.undo_many(made.id, **ADA).undone
    for key in keys:
        a = kept(workspace, key).document.annotations[0]
        assert (a.reference, a.status) == (ASYLUM, "suggested")
        assert [line.action for line in a.history] == ["correct", "undo"]
    assert not workspace.redo_many(made.id, **ADA).undone
    assert workspace.mentions("Ada", reference_id="oas-a47").total == 2
    assert workspace.batch(made.id) == made


def test_exactly_what_is_listed_is_decided(workspace: Workspace) -> None:
    key = workspace.open(document()).key
    workspace.open(other())
    listed = workspace.mentions("Ada", kind=["treaty", "resolution"], document=key)
    made = workspace.decide_many(listed, "confirm", **ADA)
    assert made is not None and made.documents == (key,)
    assert [a.status for a in kept(workspace, key).document.annotations] == ["confirmed", "suggested", "confirmed"]
    assert workspace.mentions("Ada", status="suggested").total == 4
    # In one document it is a step like any other.
    review = kept(workspace, key)
    event = undo(review, **ADA)
    workspace.append(key, event, apply(review, event))


def test_if_a_document_was_changed_meanwhile_nothing_is_decided(workspace: Workspace) -> None:
    keys = sorted(workspace.open(made).key for made in (document(), other()))
    listed = workspace.mentions("Ada", reference_id="oas-a46")
    review = kept(workspace, keys[1])
    event = confirm(review, [review.document.annotations[2].id], **ADA)
    assert event is not None
    workspace.append(keys[1], event, apply(review, event))
    with pytest.raises(StaleError, match="nothing was decided"):
        workspace.decide_many(listed, "reject", **ADA)
    assert [workspace.count(key, "Ada") for key in keys] == [0, 1]
    workspace.remove(keys[0])
    with pytest.raises(StaleError, match="removed meanwhile"):
        workspace.decide_many(listed, "reject", **ADA)
    with pytest.raises(InputError, match="another reviewer"):
        workspace.decide_many(listed, "reject", reviewer="Bob")


def test_a_later_decision_in_one_document_keeps_all_from_being_taken_back(workspace: Workspace) -> None:
    keys = sorted(workspace.open(made).key for made in (document(), other()))
    made = workspace.decide_many(workspace.mentions("Ada", kind="treaty"), "reject", **ADA)
    assert made is not None
    review = kept(workspace, keys[1])
    event = confirm(review, [review.document.annotations[2].id], **ADA)
    assert event is not None
    workspace.append(keys[1], event, apply(review, event))
    with pytest.raises(InputError, match="take those back first"):
        workspace.undo_many(made.id, **ADA)
    assert workspace.mentions("Ada", status="rejected").total == 2
    with pytest.raises(InputError, match="no such decision"):
        workspace.undo_many(made.id, reviewer="Bob")
    with pytest.raises(InputError, match="no such decision"):
        workspace.undo_many("", **ADA)


_numbers = count()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps(), steps())
def test_laws(
    workspace: Workspace, of_ada: list[tuple[str, int, int, int]], of_bob: list[tuple[str, int, int, int]]
) -> None:
    """Two reviewers decide in turn: their states never mix, and the index is what a full look gives."""
    number = next(_numbers)
    key = workspace.open(other(f"{number}.txt")).key
    states = {name: kept(workspace, key, name) for name in ("Ada", "Bob")}
    for at in range(max(len(of_ada), len(of_bob))):
        for name, taken in (("Ada", of_ada), ("Bob", of_bob)):
            event = play(states[name], taken[at], at) if at < len(taken) else None
            if event is not None:
                event = replace(event, reviewer=name)
                states[name] = apply(states[name], event)
                workspace.append(key, event, states[name])
        if at == 3:
            # The engine looks again and finds less, then as much as before.
            found = workspace.detected(key)
            assert found is not None
            for again in (replace(found, annotations=found.annotations[1:]), found):
                workspace.redetect(key, again)
                for name, state in states.items():
                    laid = lay_under(state.document.annotations, again, state.removed)
                    states[name] = kept(workspace, key, name)
                    assert states[name].document.annotations == laid
                    assert states[name].done == state.done
    for name, state in states.items():
        assert kept(workspace, key, name) == state
        assert {line.reviewer for a in state.document.annotations for line in a.history} <= {name}
        assert indexed(workspace.mentions(name)) == looked_up(workspace, name)
    entry = next(entry for entry in workspace.entries("Ada") if entry.key == key)
    shown = states["Ada"].document.annotations
    assert (entry.total, entry.reviewed) == (len(shown), sum(a.status != "suggested" for a in shown))
    workspace.remove(key)
