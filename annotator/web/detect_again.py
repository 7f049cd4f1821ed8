"""What a new detection finds otherwise: shown before anything is written, then laid under the decisions if wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from annotator.model import Annotation, Candidate, Document, InputError
from annotator.review.redetection import Changed, Differences, Field, compare
from annotator.web import session
from annotator.web.i18n import N_, Words, _, _n
from annotator.web.told import told
from annotator.web.wording import KIND, WARNING, html, literal, pinpoint, stated

__all__ = ["Again", "ask", "detect_again", "differences", "show"]

# Those beyond are folded away.
MOST_SHOWN = 25
MOST_CANDIDATES = 3
FIELD: Words[Field] = Words(
    {
        "kind": N_("kind"),
        "reference": N_("reference"),
        "pinpoints": N_("pinpoints"),
        "candidates": N_("candidates"),
        "confidence": N_("certainty"),
        "warnings": N_("warnings"),
    }
)
# A citation in which one of these changed says something else; in the others only what is thought of it.
WEIGHTY: frozenset[Field] = frozenset({"kind", "reference", "pinpoints"})


@dataclass(frozen=True, slots=True)
class Again:
    """A document detected anew: how that differs from what counts, and the citations somebody decided on, by id.

    `before` is the digest of the tables that the detection that counts was made with.
    """

    key: str
    before: str
    document: Document
    differences: Differences
    decided: frozenset[str]

    @property
    def is_new(self) -> bool:
        """Is there anything to write: a difference, or at least other tables?"""
        return not self.differences.none or session.is_stale(self.before)


def detect_again(key: str) -> Again:
    """What the engine finds in a document with the tables in use. Nothing is written.

    Raises:
        InputError: there is no such document.
    """
    workspace = session.workspace()
    held = workspace.detected(key)
    if held is None:
        raise InputError("This document is not in the workspace.")
    found = session.detect(held.document)
    reviews = [workspace.review(key, one.name) for one in workspace.reviewers(key)]
    decided = frozenset(a.id for review in reviews if review for a in review.document.annotations if a.history)
    return Again(key, held.generator.references, found, compare(held, found), decided)


@dataclass(slots=True)
class _Asked:
    """The documents that are to be detected again, and what was found in them so far."""

    keys: list[str]
    found: dict[str, Again]


def ask(keys: Iterable[str]) -> None:
    """Have the dialog for some documents open at the next drawing."""
    st.session_state["detect_again"] = _Asked(list(keys), {})


def show(tell: Callable[[str], None]) -> None:
    """Put the dialog on the page where it was asked for, until it is answered or closed.

    Args:
        tell: called with one line on what was done.
    """
    asked = st.session_state.get("detect_again")
    if isinstance(asked, _Asked):
        st.dialog(_("Detect again"), width="medium", on_dismiss=_close)(_dialog)(asked, tell)


def _dialog(asked: _Asked, tell: Callable[[str], None]) -> None:
    try:
        _detect(asked)
    except InputError as error:
        st.error(literal(told(str(error))))
        return
    found = list(asked.found.values())
    st.html(differences(found))
    row = st.container(horizontal=True, gap="small", key="again_answers")
    if new := [one for one in found if one.is_new]:
        if row.button(_("Use the new detection"), key="again_use", type="primary"):
            _close()
            tell(_use(new))
            st.rerun()
        label = _("Keep the present one")
    else:
        label = _("Close")
    if row.button(label, key="again_keep"):
        _close()
        st.rerun()


def _detect(asked: _Asked) -> None:
    """Find what was not found yet: a dialog is drawn several times."""
    missing = [key for key in asked.keys if key not in asked.found]
    if not missing:
        return
    bar = st.progress(0.0, _("Detecting…"))
    for number, key in enumerate(missing):
        asked.found[key] = detect_again(key)
        bar.progress((number + 1) / len(missing), literal(asked.found[key].document.document.name))
    bar.empty()


def _use(found: Sequence[Again]) -> str:
    """Lay the new detections under the decisions, and say so in one line. One that cannot be laid stops no other."""
    refused = []
    for one in found:
        try:
            session.workspace().redetect(one.key, one.document)
        except InputError as error:
            refused.append(stated(one.document.document.name, told(str(error))))
    done = len(found) - len(refused)
    if len(found) > 1:
        said = [_n("{n} document was detected again.", "{n} documents were detected again.", done)]
    else:
        said = [_("{name}: detected again. What was decided stays.", name=found[0].document.document.name)] * done
    return " ".join((*said, *refused))


def _close() -> None:
    st.session_state.pop("detect_again", None)


def differences(found: Sequence[Again]) -> str:
    """What the new detections of some documents find otherwise, as HTML."""
    stays = _("What somebody decided stays as it is; only what nobody decided on is changed.")
    parts = [f'<p class="card-small">{html(stays)}</p>']
    for one in found:
        name, counted = html(one.document.document.name), html(_counted(one.differences))
        if len(found) == 1:
            parts.append(f'<h3 dir="auto">{name}</h3><p role="status">{counted}</p>{_lists(one)}')
        elif one.differences.none:
            parts.append(f"<p><bdi>{name}</bdi>: {counted}</p>")
        else:
            parts.append(f"<details><summary><bdi>{name}</bdi>: {counted}</summary>{_lists(one)}</details>")
    return f'<div class="differences">{"".join(parts)}</div>'


def _counted(found: Differences) -> str:
    if found.none:
        return _("Nothing differs: the same citations are found.")
    numbers = (
        (_n("{n} new", "{n} new", len(found.added)), found.added),
        (_n("{n} no longer found", "{n} no longer found", len(found.gone)), found.gone),
        (_n("{n} changed", "{n} changed", len(found.changed)), found.changed),
    )
    return " · ".join(said for said, ones in numbers if ones)


def _lists(one: Again) -> str:
    changed = sorted(one.differences.changed, key=lambda changed: not WEIGHTY.intersection(changed.fields))
    return "".join(
        (
            _list(_("New"), "+", (_citation(a, one) for a in one.differences.added)),
            _list(_("No longer found"), "−", (_citation(a, one) for a in one.differences.gone)),
            _list(_("Changed"), "±", (_change(change, one) for change in changed)),
        )
    )


def _list(title: str, sign: str, rows: Iterator[str]) -> str:
    lines = [f"<li>{row}</li>" for row in rows]
    if not lines:
        return ""
    told = f"<ul>{''.join(lines[:MOST_SHOWN])}</ul>"
    if rest := lines[MOST_SHOWN:]:
        more = html(_n("and {n} more", "and {n} more", len(rest)))
        told += f"<details><summary>{more}</summary><ul>{''.join(rest)}</ul></details>"
    return f'<h4><span aria-hidden="true">{sign}</span> {html(title)}</h4>{told}'


def _citation(a: Annotation, one: Again) -> str:
    meant = [_reference(a), _pinpoints(a)]
    return f"{_quote(a, one)}<div>{html(' · '.join(part for part in meant if part))}</div>"


def _change(changed: Changed, one: Again) -> str:
    lines = []
    for field in changed.fields:
        before, after = html(_value(changed.before, field)), html(_value(changed.after, field))
        lines.append(f"<div>{html(FIELD[field])}: <bdi>{before}</bdi> → <bdi>{after}</bdi></div>")
    return _quote(changed.after, one) + "".join(lines)


def _quote(a: Annotation, one: Again) -> str:
    quote = f'<q dir="auto">{html(" ".join(a.quote.split()))}</q>'
    return f"{quote} <em>{html(_('decided: stays'))}</em>" if a.id in one.decided else quote


def _value(a: Annotation, field: Field) -> str:
    if field == "kind":
        return KIND[a.kind]
    if field == "reference":
        return _reference(a)
    if field == "pinpoints":
        return _pinpoints(a) or _("none")
    if field == "candidates":
        return _candidates(a.candidates)
    if field == "confidence":
        return f"{round(a.confidence * 100)} %"
    return ", ".join(WARNING.get(warning.code, warning.code) for warning in a.warnings) or _("none")


def _reference(a: Annotation) -> str:
    if a.reference is None:
        return _("undecided") if a.candidates else _("instrument not known")
    return a.reference.title or a.reference.id


def _pinpoints(a: Annotation) -> str:
    return "; ".join(pinpoint(path) for path in a.pinpoints)


def _candidates(candidates: Sequence[Candidate]) -> str:
    told = [candidate.title or candidate.id for candidate in candidates[:MOST_CANDIDATES]]
    if len(candidates) > MOST_CANDIDATES:
        told.append(_n("and {n} more", "and {n} more", len(candidates) - MOST_CANDIDATES))
    return "; ".join(told) or _("none")
