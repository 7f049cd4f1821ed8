"""A process of its own for a reader written in C: where a broken file ends it or never lets it end, nothing else stops.

The process is started at the first question and kept for the next; after a file that broke it, a new one is started.
What is said goes over its standard input and output in parts: eight bytes of length, then as many bytes. A part
without bytes ends an answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import IO

from annotator.model import InputError

# Seconds without a sign of life: the slowest sound page takes a tenth of it.
PATIENCE = 60.0
_LENGTH = 8
_ROOT = Path(__file__).parents[2]


class Apart:
    """Asks a program that answers questions one after the other.

    Args:
        program: a Python file that takes the parts of a question and gives those of the answer.
        patience: how many seconds it may go without giving a part.
    """

    def __init__(self, program: Path, patience: float = PATIENCE) -> None:
        self.program, self.patience = program, patience
        self._one_at_a_time = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, *parts: bytes) -> list[bytes]:
        """The parts of the answer.

        Raises:
            InputError: the program came to an end over it, or took too long. The line does not name the file.
        """
        with self._one_at_a_time:
            late = Event()
            answer: list[bytes] = []
            try:
                process = self._running()
                assert process.stdin is not None and process.stdout is not None
                while True:
                    watch = Timer(self.patience, _give_up, (process, late))
                    watch.daemon = True
                    watch.start()
                    try:
                        for part in parts:
                            send(process.stdin, part)
                        parts = ()
                        said = receive(process.stdout)
                    finally:
                        watch.cancel()
                    if not said:
                        return answer
                    answer.append(said)
            except (OSError, EOFError):
                self.end()
                if late.is_set():
                    raise InputError(
                        f"reading it came no further for {self.patience:.0f} seconds: save it anew, or leave it out"
                    ) from None
                raise InputError("reading it ended the program that reads it: save it anew, or leave it out") from None
            except BaseException:
                # Stopped in the middle: what is left of the answer must not be taken for the next one.
                self.end()
                raise

    def end(self) -> None:
        """End the process; the next question starts a new one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            # A fork of this process has the pipes of its parent, which are not its own.
            self._owner = os.getpid()
            # The same modules as here, and none from the folder a person happens to stand in.
            paths = [*filter(None, sys.path), str(_ROOT)]
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(self.program)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )  # fmt: skip
        return self._process


def _give_up(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def send(pipe: IO[bytes], part: bytes) -> None:
    """Write one part.

    >>> import io
    >>> pipe = io.BytesIO()
    >>> send(pipe, b"See article 5.")
    >>> receive(io.BytesIO(pipe.getvalue()))
    b'See article 5.'
    """
    pipe.write(len(part).to_bytes(_LENGTH, "big"))
    pipe.write(part)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read one part.

    Raises:
        EOFError: the other side has ended.
    """
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        raise EOFError
    part: bytes = pipe.read(int.from_bytes(length, "big"))
    if len(part) < int.from_bytes(length, "big"):
        raise EOFError
    return part
