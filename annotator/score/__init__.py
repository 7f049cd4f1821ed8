"""How well citations were found, by the figures that CONTRIBUTING.md explains.

>>> gold = Row(0, 9, "treaty", "un-charter", frozenset({"art_2"}))
>>> found = Row(0, 9, "treaty", "un-charter", frozenset({"art_4"}))
>>> score = Score()
>>> score.add(Paper("a.json", "en", "Article 2 ...", (gold,)), (found,))
>>> figures = score.figures()["all"]
>>> figures.f1, figures.pinpointed, figures.end_to_end_f1
(1.0, 0.0, 0.0)
"""

from __future__ import annotations

from annotator.score.changes import Changes, compare
from annotator.score.figures import Figures, Outcome, Score
from annotator.score.rows import Paper, Row, read_paper

__all__ = ["Changes", "Figures", "Outcome", "Paper", "Row", "Score", "compare", "read_paper"]
