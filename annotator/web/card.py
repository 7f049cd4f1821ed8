"""The card beside the text: what the citation at hand means, how sure that is, and the decisions open for it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from annotator.model import Annotation, Candidate, Reference
from annotator.review import is_open
from annotator.web import session
from annotator.web.desk import Desk, undecided
from annotator.web.i18n import _, day, figure, moment
from annotator.web.told import told
from annotator.web.wording import DONE, FORM, heading, html, keyed, pinpoint, stated

# Beyond these a candidate shows its title alone, so that the card stays in sight.
MOST_TOLD = 4
# Numbers that people know an instrument by, in the order they are shown.
NUMBERS = ("un-symbol", "unts", "lnts", "cets", "ilo", "hcch", "oas", "mtdsg")


def draw(desk: Desk) -> None:
    """Put the card of the citation at hand on the page."""
    citation = desk.citation
    if citation is None:
        _nothing_found(desk)
        return
    line = [a.id for a in desk.line()]
    if citation.id in line:
        place = _("{n} of {total}", n=figure(line.index(citation.id) + 1), total=figure(len(line)))
    else:
        place = _("outside the filter")
    st.html(f'<div class="card-head"><span>{html(heading(citation))}</span><span>{place}</span></div>')
    _actions(desk, citation)
    st.html(_facts(citation))
    _candidates(desk, citation)
    st.html(_small_print(citation))


def _actions(desk: Desk, citation: Annotation) -> None:
    row = st.container(horizontal=True, gap="small", key="actions")
    # Shown where the page is narrow and the card itself out of sight; it says the same, so it is not read out.
    row.html(f'<div class="card-brief" dir="auto" aria-hidden="true">{html(_brief(citation))}</div>')
    waiting = is_open(citation)

    def button(label: str, key: str, act: Callable[[str], None], **more: object) -> None:
        row.button(label, key=key, on_click=_at, args=(desk, desk.review.count, act, citation.id), **more)  # type: ignore[arg-type]

    if waiting:
        button(keyed(_("Confirm"), "a"), "confirm", desk.confirm, type="primary", disabled=undecided(citation))
    else:
        button(keyed(_("Reopen"), "o"), "reopen", desk.reopen)
    if citation.status != "rejected":
        button(keyed(_("Reject"), "x"), "reject", desk.reject)
    else:
        button(keyed(_("Confirm"), "a"), "confirm", desk.confirm)
    button(keyed(_("Edit"), "e"), "edit", desk.edit)


def _at(desk: Desk, count: int, act: Callable[[str], None], annotation: str) -> None:
    """A click means what the page showed when it was drawn; where that has changed since, it decides nothing."""
    if desk.review.count == count:
        act(annotation)
    else:
        desk.tell(_("Nothing was decided: the document changed meanwhile. Look at it again."), failed=True)


def _facts(a: Annotation) -> str:
    parts = [f'<div class="card-quote" dir="auto">{html(a.quote)}</div>']
    if a.reference is None:
        parts.append(f'<div class="card-title card-open">{html(_unknown(a))}</div>')
    else:
        parts.append(reference_html(a.reference))
    for path in a.pinpoints:
        subject = session.references().article_subject(a.reference.id, path) if a.reference else None
        said = f"<b>{html(pinpoint(path))}</b>"
        named = stated(said, html(subject)) if subject else said
        parts.append(f'<div class="card-pinpoint">{named} <code>{html(path)}</code></div>')
    parts.extend(
        f'<div class="card-warning">⚠ {html(told(w.message, "warnings"))} <code>{html(w.code)}</code></div>'
        for w in a.warnings
    )
    return f'<div class="card">{"".join(parts)}</div>'


def reference_html(reference: Reference, *, titled: bool = True, mentions: bool = True) -> str:
    """Title, facts and links of an instrument. Links come from our tables only, never from a file.

    Args:
        reference: the instrument.
        titled: whether its title comes first.
        mentions: whether a link leads to all its mentions.
    """
    known = session.instrument(reference.id)
    title = (known.title if known else "") or reference.title or reference.id
    date = (known.date if known else None) or reference.date
    row = session.facts(reference.id)
    first = [known.place if known else "", day(date) if date else ""]
    if known is not None and known.kind == "constitution":
        first.append(_("in force") if known.in_force else _("no longer in force"))
    if row.get("entry_into_force"):
        first.append(_("in force since {date}", date=day(row["entry_into_force"])))
    if row.get("depositary"):
        first.append(_("depositary: {name}", name=row["depositary"]))
    numbers = session.references().identifiers(reference.id)
    second = [f"<code>{html(reference.id)}</code>"]
    second += [html(numbers[scheme]) for scheme in NUMBERS if scheme in numbers and numbers[scheme] != reference.id]
    addresses = {_("text"): known.url if known else None, _("UN document"): numbers.get("un-document")}
    if numbers.get("wikidata"):
        addresses["Wikidata"] = f"https://www.wikidata.org/wiki/{numbers['wikidata']}"
    second += [link(address, name) for name, address in addresses.items() if address and is_web(address)]
    if mentions and "concordance" in st.session_state.get("pages", {}):
        second.append(link(f"concordance?{urlencode({'ref': reference.id})}", _("all mentions")))
    head = f'<div class="card-title">{html(title)}</div>' if titled else ""
    lines = [" · ".join(html(fact) for fact in first if fact), " · ".join(second)]
    return head + "".join(f'<div class="card-meta">{line}</div>' for line in lines if line)


def is_web(address: str) -> bool:
    """Whether an address may become a link.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)")
    (True, False)
    """
    return urlsplit(address).scheme in ("http", "https")


def link(address: str, name: str) -> str:
    """A link that opens beside the page and tells the other side nothing of it."""
    return f'<a href="{html(address)}" target="_blank" rel="noopener noreferrer">{html(name)} ↗</a>'


def _brief(a: Annotation) -> str:
    meant = _unknown(a) if a.reference is None else a.reference.title or a.reference.id
    return " · ".join((meant, *map(pinpoint, a.pinpoints)))


def _unknown(a: Annotation) -> str:
    return _("Undecided: choose a candidate") if a.candidates else _("No reference: it is in none of the tables")


def _candidates(desk: Desk, a: Annotation) -> None:
    if not a.candidates:
        return
    single = len(a.candidates) == 1 and a.reference is not None and a.candidates[0].id == a.reference.id
    if single:
        st.html(f'<div class="card">{_evidence(a.candidates[0])}</div>')
        return
    with st.container(key="candidates", gap="small"):
        for number, candidate in enumerate(a.candidates[:9], start=1):
            chosen = a.reference is not None and candidate.id == a.reference.id
            row = st.container(horizontal=True, wrap=False, gap="small", key=f"candidate_{number}")
            row.button(
                f"`{number}`",
                key=f"choose_{number}",
                type="tertiary",
                on_click=_at,
                args=(desk, desk.review.count, lambda identity, n=number: desk.choose(identity, n), a.id),
            )
            row.html(_candidate(candidate, chosen, evident=number <= MOST_TOLD))


def _candidate(c: Candidate, chosen: bool, *, evident: bool) -> str:
    mark = "●" if chosen else "○"
    title = c.title or c.id
    year = f"<time>{html(c.date[:4])}</time> · " if c.date else ""
    named = f"<span>{mark} {html(title)}</span><span>{year}{round(c.score * 100)} %</span>"
    return f'<div class="card-candidate">{named}</div>{_evidence(c) if evident else ""}'


def _evidence(c: Candidate) -> str:
    return "".join(f'<div class="card-evidence">{html(told(line, "evidence"))}</div>' for line in c.evidence)


def _small_print(a: Annotation) -> str:
    notes = [f"“{html(told(d.note, 'notes'))}” ({html(d.reviewer)})" for d in a.history if d.note]
    facts = [html(FORM[a.form]), html(_("rule {name}", name=a.rule))]
    if a.history:
        last = a.history[-1]
        said = _("{done} by {reviewer}, {at}", done=DONE[last.action], reviewer=last.reviewer, at=moment(last.at))
        facts.append(html(said))
    return f'<div class="card card-small">{" · ".join(facts)}{"<br>" if notes else ""}{"<br>".join(notes)}</div>'


def _nothing_found(desk: Desk) -> None:
    if desk.document.annotations:
        st.html('<div class="card">' + html(_("No citation passes the filter.")) + "</div>")
        return
    said = html(_("No citation was found in this text."))
    more = html(_("Select words in the text to add one that was missed."))
    st.html(f'<div class="card"><div class="card-title">{said}</div><p>{more}</p></div>')
