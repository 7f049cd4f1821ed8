"""Review: decisions as events that only grow, the state that follows, and the workspace that keeps them."""

from __future__ import annotations

from annotator.review.adjudication import Adjudication, Item, Version, compare, settle
from annotator.review.agreement import Agreement, Pair, agreement
from annotator.review.aliases import Alias, KeptAlias, alias_of
from annotator.review.concordance import Batch, Cited, Mention, Mentions, mentions_in
from annotator.review.decisions import (
    Draft,
    add,
    choose,
    confirm,
    correct,
    draft_of,
    now,
    redo,
    refer,
    reject,
    reopen,
    undo,
)
from annotator.review.events import Change, Event, Review, apply, begin, decisions_made, fold, snapshot
from annotator.review.queue import Filter, Order, Progress, is_open, neighbour, next_open, progress, queue
from annotator.review.redetection import Changed, Differences
from annotator.review.same import Naming, naming, same_mentions
from annotator.review.workspace import (
    Entry,
    Opened,
    ReviewerEntry,
    StaleError,
    Workspace,
    default_path,
    default_target,
)

__all__ = [
    "Adjudication",
    "Agreement",
    "Alias",
    "Batch",
    "Change",
    "Changed",
    "Cited",
    "Differences",
    "Draft",
    "Entry",
    "Event",
    "Filter",
    "Item",
    "KeptAlias",
    "Mention",
    "Mentions",
    "Naming",
    "Opened",
    "Order",
    "Pair",
    "Progress",
    "Review",
    "ReviewerEntry",
    "StaleError",
    "Version",
    "Workspace",
    "add",
    "agreement",
    "alias_of",
    "apply",
    "begin",
    "choose",
    "compare",
    "confirm",
    "correct",
    "decisions_made",
    "default_path",
    "default_target",
    "draft_of",
    "fold",
    "is_open",
    "mentions_in",
    "naming",
    "neighbour",
    "next_open",
    "now",
    "progress",
    "queue",
    "redo",
    "refer",
    "reject",
    "reopen",
    "same_mentions",
    "settle",
    "snapshot",
    "undo",
]
