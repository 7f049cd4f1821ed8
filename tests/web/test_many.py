"""The pages over many documents: the concordance and its decisions, the insights, the table of authorities."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from annotator.pinpoints import UNITS
from annotator.read import source_from_text
from annotator.review import Workspace, apply, reject
from annotator.web import authorities_panel, charts, concordance_page, session, wording
from tests.review.made import ASYLUM, TEXT, annotate_by_hand
from tests.web.app import go, shown, start

MARKUP = "<img src=x onerror=alert(1)>.txt"


@pytest.fixture(autouse=True)
def read_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "annotate", annotate_by_hand)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three documents that cite the same three instruments; Bo rejected the convention in the last."""
    workspace = Workspace(tmp_path / "w.sqlite3")
    for name in ("a.txt", "b.txt", MARKUP):
        key = workspace.open(annotate_by_hand(source_from_text(f"{TEXT}\n{name}", name))).key
    review = workspace.review(key, "Bo")
    assert review is not None
    first = next(a.id for a in review.document.annotations if a.kind == "treaty")
    event = reject(review, [first], reviewer="Bo", at="2026-01-01T00:00:00Z")
    assert event is not None
    workspace.append(key, event, apply(review, event))
    return workspace


def statuses(workspace: Workspace, reviewer: str) -> list[str]:
    return [item.status for item in workspace.mentions(reviewer, reference_id=ASYLUM.id).items]


def concordance(**query: str) -> AppTest:
    return go(start("Ada"), "concordance", ref=ASYLUM.id, **query)


def test_all_mentions_are_decided_in_one_step_and_taken_back(workspace: Workspace) -> None:
    at = concordance()
    assert "3 citations · 3 documents" in shown(at)
    assert at.button(key="confirm_all").label == "Confirm all 3"
    at.button(key="confirm_all").click().run()
    assert statuses(workspace, "Ada") == ["confirmed"] * 3
    assert "Confirmed: 3 citations in 3 documents." in shown(at)
    at.button(key="undo_all").click().run()
    assert statuses(workspace, "Ada") == ["suggested"] * 3
    assert "Undone: 3 citations." in shown(at)
    at.button(key="undo_all").click().run()
    assert statuses(workspace, "Ada") == ["confirmed"] * 3
    # Nobody else's decisions were touched.
    assert statuses(workspace, "Bo").count("confirmed") == 0


def test_only_what_the_filter_lets_through_is_decided(workspace: Workspace) -> None:
    [first, *_] = [entry.key for entry in workspace.entries() if entry.name == "a.txt"]
    at = concordance(doc=first)
    assert at.button(key="reject_all").label == "Reject 1"
    at.button(key="reject_all").click().run()
    assert sorted(statuses(workspace, "Ada")) == ["rejected", "suggested", "suggested"]
    at = concordance(status="suggested")
    assert "2 citations · 2 documents" in shown(at)
    at.button(key="confirm_all").click().run()
    assert sorted(statuses(workspace, "Ada")) == ["confirmed", "confirmed", "rejected"]
    at = concordance(status="nonsense")
    assert "3 citations" in shown(at)


def test_a_list_that_is_out_of_date_decides_nothing(workspace: Workspace) -> None:
    at = concordance()
    key = workspace.entries()[0].key
    review = workspace.review(key, "Ada")
    assert review is not None
    event = reject(review, [review.document.annotations[0].id], reviewer="Ada", at="2026-01-02T00:00:00Z")
    assert event is not None
    workspace.append(key, event, apply(review, event))
    at.button(key="confirm_all").click().run()
    assert "confirmed" not in statuses(workspace, "Ada")
    assert "changed meanwhile, so nothing was decided" in shown(at)


def test_all_mentions_come_to_mean_another_instrument(workspace: Workspace) -> None:
    at = concordance()
    at.text_input(key="another_query").set_value("Territorial Asylum").run()
    at.radio(key="another_id").set_value("oas-a47").run()
    assert at.button(key="another_all").label == "All 3 citations mean this"
    at.button(key="another_all").click().run()
    assert statuses(workspace, "Ada") == []
    assert "Corrected: 3 citations in 3 documents." in shown(at)
    assert len(workspace.mentions("Ada", reference_id="oas-a47").items) == 3
    at.button(key="undo_all").click().run()
    assert statuses(workspace, "Ada") == ["suggested"] * 3


def test_names_and_quotes_of_others_stay_text(workspace: Workspace) -> None:
    for at in (concordance(), go(start("Ada"), "insights"), go(start("Ada"), "insights", view="authorities")):
        assert not at.exception
        assert "<img" not in shown(at)


def test_the_list_of_instruments_leads_to_each(workspace: Workspace) -> None:
    at = go(start("Ada"), "concordance")
    labels = [str(link.proto.label).replace("\\", "") for link in at.get("page_link")]
    assert ASYLUM.title in labels
    cited = workspace.cited("Ada")
    assert [one.reference for one in concordance_page.matching(cited, "DIPLOMATIC asylum")] == [ASYLUM.id]
    assert concordance_page.matching(cited, "oas-a46")
    assert not concordance_page.matching(cited, "[")


def test_insights_count_and_filter(workspace: Workspace) -> None:
    at = go(start("Ada"), "insights")
    assert "9 citations · 3 instruments · 3 documents" in shown(at)
    assert "several instruments fit" in shown(at)
    at = go(start("Ada"), "insights", kind="treaty")
    assert "3 citations · 1 instrument · 3 documents" in shown(at)
    at.selectbox(key="whose").set_value("Bo").run()
    assert "2 citations · 1 instrument · 3 documents" in shown(at)
    at = go(start("Ada"), "insights", view="progress")
    assert "<bdi>Bo</bdi>" in shown(at)
    assert "1 (33 %)" in shown(at)


def test_documents_of_one_name_are_chosen_apart(workspace: Workspace) -> None:
    for number in range(2):
        workspace.open(annotate_by_hand(source_from_text(f"{TEXT}\n{number}", "same (1).txt")))
    at = go(start("Ada"), "insights")
    box = at.multiselect(key="doc")
    # Words of others stand there as they are: a select box reads no markup.
    assert MARKUP in box.options
    keys = [entry.key for entry in workspace.entries() if entry.name == "same (1).txt"]
    named = [f"same (1).txt ({key})" for key in keys]
    assert [name for name in box.options if name.startswith("same")] == named
    for key, name in zip(keys, named, strict=True):
        at.multiselect(key="doc").set_value([name]).run()
        assert at.query_params["doc"] == key


def test_an_empty_workspace_says_what_to_do() -> None:
    for page in ("concordance", "insights"):
        at = go(start("Ada"), page)
        assert not at.exception
        assert "open a document first" in shown(at)


def test_the_table_of_authorities_leads_to_every_place(workspace: Workspace) -> None:
    told = shown(go(start("Ada"), "insights", view="authorities"))
    assert "Convention on Diplomatic Asylum" in told
    assert "article 11" in told
    for entry in workspace.entries():
        assert f"review?doc={entry.key}&amp;citation=" in told.replace("\\u0026", "&") or entry.key in told
    assert authorities_panel.STATE["ambiguous"]


def test_names_in_a_chart_are_short_and_told_apart() -> None:
    from annotator.insights import Cited

    cited = [Cited(f"x-{n}", "A title that is very long " * 4, "treaty", 1, 1) for n in range(3)]
    names = charts.columns(cited)
    assert len(set(names.values())) == 3
    assert all(len(name) < 60 for name in names.values())


def test_every_unit_of_a_pinpoint_has_a_word() -> None:
    assert set(wording.UNIT) == set(UNITS)
