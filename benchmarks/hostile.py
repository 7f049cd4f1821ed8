"""Do texts made to be slow stay near the usual time per MB?

    python benchmarks/hostile.py [FILE.txt|FILE.txt.xz] [--size CHARACTERS]

The usual text is the one given, else the slowest of those at hand. More than three times its time per MB is `SLOW`.
"""

from __future__ import annotations

import argparse
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from corpus import load, mega, table

from annotator import annotate

MOST = 3.0
PATIENCE = 120

REPEATED = {
    "opening brackets": "(",
    "nested brackets": "((a)",
    "article article": "article ",
    "1, 1, 1": "1, ",
    "article 1, 1, 1": None,
    "article 1 of article 1": "article 1 of ",
    "article 1 and article 1": "article 1 and ",
    "section signs": "§",
    "sign 1 sign 1": "§ 1 ",
    "no space": "convention",
    "no space, digits": "1",
    "quotes": "\"'“",
    "nested quotes": "“the ‘",
    "Chinese ordinal": "第",
    "Chinese articles": "第一条第二款",
    "Chinese list": "第一条、",
    "line-end hyphens": "a-\nb",
    "hyphens": "-",
    "line feeds": "\n",
    "spaces": " ",
    "the Convention": "the Convention ",
    "Convention on Convention on": "Convention on the ",
    "resolution resolution": "resolution ",
    "resolutions of": "resolutions 1 (1946), ",
    "A/RES": "A/RES/",
    "Capitals": "The Aa ",
    "Capitals Convention": "Aaaa Bbbb of the Convention ",
    "constitution of": "constitution of the republic of ",
    "1st 1st": "first second ",
    "roman": "xvi, ",
    "years": "1951 ",
    "signed at": "convention signed at ",
    "combining marks": "e\u0301",
    "soft hyphens": "\u00ad",
    "paragraph (a) of": "paragraph (a) of ",
    "hereinafter": '(hereinafter "the ',
    "Arabic article": "المادة 1 و",
    "Russian article": "статьи 1 и ",
}


def texts(size: int) -> Iterator[tuple[str, str]]:
    for name, unit in REPEATED.items():
        if unit is None:
            yield name, "article " + "1, " * (size // 3)
        else:
            yield name, (unit * (size // len(unit) + 1))[:size]
    yield "1 MB with no space", "articleconventionresolution" * 37_037


@contextmanager
def patience(seconds: int) -> Iterator[None]:
    """Raise TimeoutError after some seconds, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def seconds_a_mega(text: str) -> tuple[float, int]:
    best, found = float("inf"), 0
    for _ in range(2):
        start = time.perf_counter()
        found = len(annotate(text).annotations)
        best = min(best, time.perf_counter() - start)
        if best > 2:
            break
    return best / mega(text), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="*")
    parser.add_argument("--size", type=int, default=100_000, help="characters of each text (default 100,000)")
    options = parser.parse_args()
    annotate("Article 3 of the Convention.")
    usual = max(seconds_a_mega(text[:300_000])[0] for text in load(options.file).values())
    rows: list[tuple[object, ...]] = [("usual text", "", usual, 1.0, "")]
    for name, text in texts(options.size):
        try:
            with patience(PATIENCE):
                spent, found = seconds_a_mega(text)
        except TimeoutError:
            rows.append((name, "?", f"> {PATIENCE / mega(text):.0f}", f"> {PATIENCE / mega(text) / usual:.0f}", "SLOW"))
        except Exception as error:
            rows.append((name, "?", "-", "-", f"FAILED {type(error).__name__}: {error}"))
        else:
            rows.append((name, found, spent, spent / usual, "SLOW" if spent > MOST * usual else "ok"))
    print(table(("text", "citations", "s/MB", "times usual", "verdict"), rows))


if __name__ == "__main__":
    main()
