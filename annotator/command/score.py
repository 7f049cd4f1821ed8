"""`annotator score`: how well citations were found, and what changed since the last time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from annotator.command.files import Complaints, read_bytes
from annotator.model import InputError
from annotator.score import Changes, Figures, Outcome, Paper, Score, compare, read_paper
from annotator.score.changes import state

# Gold files are small; this only keeps a slip of the hand from filling the memory.
_LIMIT = 100_000_000


@click.command()
@click.argument("gold")
@click.argument("predicted")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Also list the first N errors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, which --against can read later.")
@click.option("--against", metavar="LAST.json", help="Also list what was gained and lost since that run.")
def command(gold: str, predicted: str, errors: int, as_json: bool, against: str | None) -> None:
    """Score the citations in PREDICTED against those in GOLD.

    Both are folders of JSON files paired by name, or one file each. A gold file holds `text` and `citations`;
    a predicted one is what `annotator detect` wrote. A document with no prediction counts as one where nothing was
    found. CONTRIBUTING.md says what each figure means.
    """
    complaints = Complaints()
    score, missing = Score(), 0
    last: dict[str, str] | None = None
    with complaints.about():
        last = _last(against) if against else None
        pairs = _pairs(Path(gold), Path(predicted))
        for gold_file, found_file in pairs:
            with complaints.about():
                paper = _paper(gold_file)
                missing += not found_file.exists()
                score.add(paper, _paper(found_file).rows if found_file.exists() else ())
    changes = compare(last, score.outcomes) if last is not None else None
    if score.outcomes or not complaints.count:
        click.echo(_json(score, missing, changes) if as_json else _table(score, missing, errors, changes))
    complaints.end()


def _pairs(gold: Path, predicted: Path) -> list[tuple[Path, Path]]:
    if gold.is_file():
        return [(gold, predicted / gold.name if predicted.is_dir() else predicted)]
    if not predicted.is_dir():
        raise InputError(f"{predicted}: there is no such folder: name what `annotator detect -o` wrote")
    files = sorted(gold.glob("*.json"))
    if not files:
        raise InputError(f"{gold}: there are no JSON files: name a folder of gold files")
    return [(file, predicted / file.name) for file in files]


def _paper(path: Path) -> Paper:
    return read_paper(read_bytes(str(path), _LIMIT)[0], path.name)


def _last(path: str) -> dict[str, str]:
    try:
        states = json.loads(read_bytes(path, _LIMIT)[0])["citations"]
        return {str(key): str(value) for key, value in states.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: not an earlier run: name what `annotator score --json` printed") from None


def _json(score: Score, missing: int, changes: Changes | None) -> str:
    result: dict[str, object] = {
        "missing_files": missing,
        "scores": {group: asdict(figures) for group, figures in score.figures().items()},
        "citations": {outcome.key: state(outcome) for outcome in score.outcomes},
    }
    if changes is not None:
        result["changes"] = asdict(changes)
    return json.dumps(result, indent=1, ensure_ascii=False)


def _table(score: Score, missing: int, errors: int, changes: Changes | None) -> str:
    lines = [f"Documents with no prediction: {missing}"] if missing else []
    lines.append(f"{'':<22}{'gold':>6}" + "".join(f"{name:>7}" for name in _COLUMNS))
    lines += [_line(group, figures) for group, figures in score.figures().items()]
    wrong = [outcome for outcome in score.outcomes if outcome.verdict != "right" or outcome.faults]
    lines += [_error(outcome) for outcome in wrong[:errors]]
    if changes is not None:
        lines += _change_lines(changes)
    return "\n".join(lines)


_COLUMNS = ("prec", "recall", "F1", "exact", "linked", "pins", "e2e")


def _line(group: str, figures: Figures) -> str:
    values = (
        *(figures.precision, figures.recall, figures.f1, figures.exact),
        *(figures.linked, figures.pinpointed, figures.end_to_end_f1),
    )
    return f"{group:<22}{figures.gold:>6}" + "".join("      -" if v is None else f"{v:>7.3f}" for v in values)


def _error(outcome: Outcome) -> str:
    said = [f"{outcome.key}: {state(outcome)}", _one_line(outcome.quote)]
    for what, row in (("gold", outcome.gold), ("found", outcome.found)):
        if row is not None:
            said.append(f"{what} {row.start}-{row.end} {row.reference or '-'} {' '.join(sorted(row.pinpoints)) or '-'}")
    return " | ".join(said)


def _change_lines(changes: Changes) -> Sequence[str]:
    lines = [f"gained {len(changes.gained)}, lost {len(changes.lost)}"]
    for sign, rows in (("+", changes.gained), ("-", changes.lost)):
        lines += [f"{sign} {key}: {old} -> {new}" for key, old, new in rows]
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
