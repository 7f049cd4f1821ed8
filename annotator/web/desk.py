"""The reviewer's desk: which citation is at hand, what is being edited, and what each key does.

The page only draws a desk and hands on keys and clicks; there is no Streamlit in here. Every decision is written to the
workspace before the desk shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from annotator.model import Action, Annotation, Candidate, Document, Form, InputError, Kind, Reference
from annotator.review import (
    Draft,
    Event,
    Filter,
    Order,
    Review,
    StaleError,
    Workspace,
    add,
    apply,
    choose,
    confirm,
    correct,
    draft_of,
    neighbour,
    next_open,
    now,
    queue,
    redo,
    refer,
    reject,
    reopen,
    undo,
)
from annotator.review.spans import overlapping, shortened, tidy, word_edge
from annotator.web.i18n import N_n, _, _n
from annotator.web.told import told
from annotator.web.wire import Wire
from annotator.web.wording import SAID

Mode = Literal["look", "edit", "add"]
# Words one message may move an edge by: a key that is held down sends many.
MOST_WORDS = 40
SAME = N_n("{n} more mention of “{name}” decided the same.", "{n} more mentions of “{name}” decided the same.")
__all__ = ["Desk", "Mode", "Offer", "Suggestion", "undecided"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the engine reads in a selection."""

    draft: Draft
    form: Form = "full"
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """The same decision for the other mentions of a name: what was decided, the name, and their ids."""

    action: Action
    name: str
    others: tuple[str, ...]
    reference: Reference | None


def _no_others(review: Review, annotation: str) -> tuple[str, tuple[str, ...]]:
    return "", ()


def _no_tables(reference: str) -> Reference | None:
    return None


@dataclass(slots=True)
class Desk:
    """One reviewer before one document.

    `suggest` reads a stretch of the text with the engine, `others` tells the name in a citation and which citations
    that wait bear it too, `known` gives an instrument of the tables by its id. `said` is the line that tells what
    happened last and `failed` whether it is a refusal; `round` grows when the form is filled anew, so that its fields
    are new ones; `seen` is the number of the last message, `told` that of the last line said.
    """

    key: str
    workspace: Workspace
    review: Review
    reviewer: str
    suggest: Callable[[Document, int, int], Suggestion]
    others: Callable[[Review, str], tuple[str, tuple[str, ...]]] = _no_others
    known: Callable[[str], Reference | None] = _no_tables
    current: str | None = None
    mode: Mode = "look"
    draft: Draft | None = None
    suggestion: Suggestion | None = None
    selection: tuple[int, int] | None = None
    said: str = ""
    failed: bool = False
    seen: int = 0
    round: int = 0
    help: bool = False
    focus: tuple[str, int] | None = None
    wire: Wire = field(default_factory=Wire)
    shown: Filter = field(default_factory=Filter)
    order: Order = "text"
    told: int = 0
    offer: Offer | None = None
    _line: tuple[object, list[Annotation]] = (None, [])

    def __post_init__(self) -> None:
        self._take_first()

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self.review.document

    @property
    def citation(self) -> Annotation | None:
        """The citation at hand."""
        return self.review.get(self.current)

    def line(self) -> list[Annotation]:
        """The citations that pass the filter, in the order they are gone through."""
        asked = (self.document.annotations, self.shown, self.order)
        known, line = self._line
        # A page asks several times in one run: the same citations, the same line.
        if not (isinstance(known, tuple) and known[0] is asked[0] and known[1:] == asked[1:]):
            line = queue(*asked)
            self._line = (asked, line)
        return line

    def refresh(self) -> None:
        """Read the review again if another window decided meanwhile."""
        if self.workspace.count(self.key, self.reviewer) != self.review.count:
            review = self.workspace.review(self.key, self.reviewer)
            if review is not None:
                self.review, self.offer = review, None
                self._leave()
                self._take_first()

    def tell(self, line: str, *, failed: bool = False) -> None:
        """Say one line to the reviewer."""
        self.said, self.failed = line, failed
        self.told += 1

    # Moving about

    def move(self, annotation: str | None) -> None:
        """Take another citation in hand; an unsaved form is closed."""
        if annotation is not None:
            self._leave()
            self.current = annotation
            self.tell("")

    def step(self, by: Literal[-1, 1]) -> None:
        """Go to the citation before or after."""
        self.move(neighbour(self.line(), self.current, by))

    def next(self) -> None:
        """Go to the next citation that waits for a decision."""
        following = next_open(self.line(), self.current)
        if following is None:
            self.tell(_("Every citation shown is reviewed."))
        else:
            self.move(following)

    # Deciding

    def confirm(self, annotation: str | None) -> None:
        """Accept a citation and go to the next. Candidates that are not told apart leave nothing to accept."""
        citation = self.review.get(annotation)
        if citation is not None and undecided(citation):
            self.tell(_("Choose a candidate by its number first, or edit."), failed=True)
            return
        self._decide(annotation, lambda a: confirm(self.review, [a], reviewer=self.reviewer, at=now()))

    def reject(self, annotation: str | None, note: str = "") -> None:
        """Say that it is no citation and go to the next."""
        self._decide(annotation, lambda a: reject(self.review, [a], reviewer=self.reviewer, at=now(), note=note))

    def choose(self, annotation: str | None, candidate: int) -> None:
        """Decide for a candidate and go to the next."""
        if self.mode != "look":
            self.tell(_("Save or cancel first."), failed=True)
            return
        new = partial(choose, self.review, candidate=candidate, reviewer=self.reviewer, known=self.known)
        self._decide(annotation, lambda a: new(a, at=now()))

    def same(self) -> None:
        """Decide the same for the other mentions of the name that was decided last, as one step."""
        offer = self.offer
        if offer is None:
            self.tell(_("There are no other mentions to decide the same for."), failed=True)
            return
        following = next_open([a for a in self.line() if a.id not in offer.others], self.current)
        decided = {"reviewer": self.reviewer, "at": now()}
        try:
            if offer.action == "reject":
                event = reject(self.review, offer.others, **decided)
            elif offer.reference is None:
                event = confirm(self.review, offer.others, **decided)
            else:
                event = refer(self.review, offer.others, offer.reference, **decided)
            if event is not None:
                self._record(event)
        except InputError as error:
            self._refused(error)
            return
        self._leave()
        self.offer = None
        if self.citation is None or self.current in offer.others:
            self.current = following or self.current
        number = len(event.changes) if event else 0
        self.tell(_n(*SAME, number, name=shortened(offer.name)))

    def reopen(self, annotation: str | None) -> None:
        """Take a citation back into the queue and stay with it."""
        self._decide(annotation, lambda a: reopen(self.review, [a], reviewer=self.reviewer, at=now()), stay=True)

    def undo(self) -> None:
        """Take back the last step and go where it was."""
        self._turn(_("Undone."), "undo")

    def redo(self) -> None:
        """Do the step again and go where it was."""
        self._turn(_("Done again."), "redo")

    # Correcting and adding

    def edit(self, annotation: str | None) -> None:
        """Open the form for a citation."""
        citation = self.review.get(annotation)
        if citation is not None:
            self._leave()
            self.current, self.mode, self.draft = citation.id, "edit", draft_of(citation)
            self.round += 1
            self.tell(_("Correcting. Select text or drag an edge to move the span."))

    def select(self, start: int, end: int) -> None:
        """Text was selected: the new span while a form is open, else the start of an addition."""
        try:
            start, end = tidy(self.document.text, start, end)
        except InputError as error:
            self.tell(told(str(error)), failed=True)
            return
        if self.mode == "edit" and self.draft is not None:
            self.draft = replace(self.draft, start=start, end=end)
            self.tell(_("The selection is the new span."))
            return
        self._leave()
        self.mode, self.selection = "add", (start, end)
        self.suggestion = self.suggest(self.document, start, end)
        self.draft = self.suggestion.draft
        self.round += 1
        self.tell("")

    def in_the_way(self) -> list[Annotation]:
        """The citations that share text with the selection."""
        return overlapping(self.document.annotations, *self.selection) if self.selection else []

    def take_over(self, annotation: str) -> None:
        """Correct a citation to the stretch that is selected."""
        selection = self.selection
        self.edit(annotation)
        if selection and self.draft:
            self.draft = replace(self.draft, start=selection[0], end=selection[1])

    def drag(self, annotation: str | None, start: int, end: int) -> None:
        """Put the edges of a citation's span elsewhere; the form opens where it is not open yet."""
        if self.mode == "look":
            self.edit(annotation)
        if self.draft is None:
            return
        try:
            start, end = tidy(self.document.text, start, end)
        except InputError as error:
            self.tell(told(str(error)), failed=True)
            return
        self.draft = replace(self.draft, start=start, end=end)
        self.tell(_("The span is now “{quote}”.", quote=shortened(self.document.text[start:end])))

    def nudge_words(self, annotation: str | None, edge: Literal["start", "end"], by: int) -> None:
        """Move an edge of a citation's span by words."""
        draft = self.draft or ((citation := self.review.get(annotation)) and draft_of(citation))
        if not draft:
            return
        text, start, end = self.document.text, draft.start, draft.end
        for _step in range(min(abs(by), MOST_WORDS)):
            if edge == "start":
                start = min(word_edge(text, start, by, edge), end - 1)
            else:
                end = max(word_edge(text, end, by, edge), start + 1)
        self.drag(annotation, start, end)

    def nudge(self, edge: Literal["start", "end"], by: int) -> None:
        """Move an edge of the span by code points; it stays in the text and keeps at least one."""
        if self.draft is not None:
            start, end = self.draft.start, self.draft.end
            if edge == "start":
                start = min(max(start + by, 0), end - 1)
            else:
                end = max(min(end + by, len(self.document.text)), start + 1)
            self.draft = replace(self.draft, start=start, end=end)

    def save(self, kind: Kind, reference: Reference | None, pinpoints: tuple[str, ...], note: str = "") -> None:
        """Write down what the form says, and go on."""
        if self.draft is None:
            return
        if reference is not None:
            reference = self.known(reference.id) or reference  # with its address and its numbers elsewhere
        draft = replace(self.draft, kind=kind, reference=reference, pinpoints=pinpoints)
        if self.mode == "edit":
            new = partial(correct, self.review, draft=draft, reviewer=self.reviewer, note=note)
            self._decide(self.current, lambda a: new(a, at=now()))
        elif self.mode == "add":
            read = self.suggestion or Suggestion(draft)
            made = partial(add, self.review, draft, form=read.form, candidates=read.candidates)
            self._decide("", lambda _id: made(reviewer=self.reviewer, at=now(), note=note), stay=True)

    def cancel(self) -> None:
        """Close the form or let the selection go; nothing is changed."""
        self._leave()
        self.tell("")

    def _take_first(self) -> None:
        """Where no citation is at hand, or the one that was is gone: the first that waits."""
        if self.citation is None:
            line = self.line()
            self.current = next_open(line, None) or (line[0].id if line else None)

    def _leave(self) -> None:
        self.mode, self.draft, self.suggestion, self.selection = "look", None, None, None

    def _decide(self, annotation: str | None, event_for: Callable[[str], Event | None], *, stay: bool = False) -> None:
        if annotation is None:
            self.tell(_("There is no citation at hand."), failed=True)
            return
        every = _("Every citation shown is reviewed.")
        # Which one is next is asked before: deciding may take this one out of the filter.
        following = None if stay else next_open(self.line(), annotation)
        try:
            event = event_for(annotation)
            if event is not None:
                self._record(event)
        except InputError as error:
            self._refused(error)
            return
        self._leave()
        if event is None:
            self.tell(_("Nothing to change here."))
        else:
            decided = self.review.get(event.changes[0].annotation)
            said = SAID[event.action]
            self.tell(_(said, quote=shortened(decided.quote if decided else "")))
            self.current = event.changes[0].annotation
            self.offer = self._offered(event)
        if following is not None:
            self.current = following
        elif not stay:
            self.tell(f"{self.said} {every}".strip())

    def _offered(self, event: Event) -> Offer | None:
        """The same decision for the other mentions of the name, where there are any that wait."""
        decided = self.review.get(event.changes[0].annotation)
        if decided is None or event.action not in ("confirm", "reject", "correct", "add"):
            return None
        name, others = self.others(self.review, decided.id)
        # Without a reference, only those can be confirmed that are not told apart by candidates.
        if event.action != "reject" and decided.reference is None:
            others = tuple(other for other in others if not undecided(self._citation(other)))
        return Offer(event.action, name, others, decided.reference) if others else None

    def _citation(self, annotation: str) -> Annotation:
        found = self.review.get(annotation)
        assert found is not None
        return found

    def _turn(self, said: str, way: Literal["undo", "redo"]) -> None:
        steps = self.review.done if way == "undo" else self.review.undone
        batch = self.workspace.batch(steps[-1].batch) if steps and steps[-1].batch else None
        at = now()
        try:
            if batch is not None and len(batch.documents) > 1:
                # Decided in several documents at once: taken back in all of them.
                turn = self.workspace.undo_many if way == "undo" else self.workspace.redo_many
                turn(batch.id, reviewer=self.reviewer, at=at)
                event = steps[-1]
                self.refresh()
                said += " " + _n("In {n} document.", "In {n} documents.", len(batch.documents))
            else:
                event = (undo if way == "undo" else redo)(self.review, reviewer=self.reviewer, at=at)
                self._record(event)
        except InputError as error:
            self._refused(error)
            return
        self._leave()
        self.offer = None
        touched = event.changes[0].annotation
        if self.review.get(touched):
            self.current = touched
        elif self.citation is None:
            line = self.line()
            self.current = line[0].id if line else None
        self.tell(said)

    def _record(self, event: Event) -> None:
        after = apply(self.review, event)
        self.workspace.append(self.key, event, after)
        self.review = after

    def _refused(self, error: InputError) -> None:
        if isinstance(error, StaleError):
            self.refresh()
        self.tell(told(str(error)), failed=True)


def undecided(a: Annotation) -> bool:
    """Is it open which of the candidates is meant?"""
    return a.reference is None and bool(a.candidates)
