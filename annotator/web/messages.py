"""What the text in the browser says, turned into steps at the desk. Nothing in a message is taken on trust.

A message is a JSON object: `n` its number, `do` what is asked, `doc` and `base` the document and the number of events
the browser saw, `id` the citation that was at hand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.web.desk import Desk
from annotator.web.i18n import _


def hear(desk: Desk, message: Mapping[str, Any]) -> None:
    """Do what a key, click or selection in the text asks for. A message that was heard already is passed over."""
    number = message.get("n")
    if not isinstance(number, int) or number <= desk.seen:
        return
    desk.seen = number
    do = message.get("do")
    if do == "resend" or message.get("doc") != desk.key:
        desk.wire.forget()
        return
    if message.get("base") != desk.review.count:
        # A browser that lost its server sends its last message again: it must not decide twice.
        desk.tell(_("Nothing was decided: the document changed meanwhile. Look at it again."), failed=True)
        return
    chosen = message.get("id")
    identity = chosen if isinstance(chosen, str) and desk.review.get(chosen) else None
    if do == "select":
        start, end = message.get("start"), message.get("end")
        if isinstance(start, int) and isinstance(end, int):
            desk.select(start, end)
    elif do == "drag":
        start, end = message.get("start"), message.get("end")
        if isinstance(start, int) and isinstance(end, int):
            desk.drag(identity, start, end)
    elif do == "nudge":
        edge, by = message.get("edge"), message.get("by")
        if edge in ("start", "end") and isinstance(by, int):
            desk.nudge_words(identity, edge, by)
    elif do == "choose":
        digit = message.get("digit")
        if isinstance(digit, int):
            desk.choose(identity, digit)
    elif do == "help":
        desk.help = True
    elif do == "move":
        desk.move(identity)
    elif do in ("next", "cancel"):
        {"next": desk.next, "cancel": desk.cancel}[do]()
    else:
        _press(desk, str(do), identity)


def _press(desk: Desk, do: str, identity: str | None) -> None:
    if desk.mode != "look":
        # Keys that decide must not reach past an open form.
        desk.tell(_("Save or cancel first."), failed=True)
    elif do in ("edit", "search"):
        desk.edit(identity)
        field = "edit_search" if do == "search" else "edit_pinpoints"
        desk.focus = (f"{field}_{desk.round}", desk.seen)
    elif do in ("undo", "redo", "same"):
        {"undo": desk.undo, "redo": desk.redo, "same": desk.same}[do]()
    elif do in ("confirm", "reject", "reopen"):
        {"confirm": desk.confirm, "reject": desk.reject, "reopen": desk.reopen}[do](identity)
