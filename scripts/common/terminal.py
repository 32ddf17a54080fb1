# SPDX-License-Identifier: GPL-2.0
"""How messages look: one line per step, a percentage and colour only where a person watches."""
from __future__ import annotations

import os
import sys
import time
from typing import TextIO

_CODES = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}
_LINE_EACH = 60.0       # seconds, where the output is no terminal


def is_terminal(stream: TextIO) -> bool:
    """True for a terminal that understands more than plain lines."""
    return stream.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


def coloured(text: str, colour: str, stream: TextIO = sys.stdout) -> str:
    """`text` in a colour, unless nobody sees it or NO_COLOR asks for none."""
    if os.environ.get("NO_COLOR") or not is_terminal(stream):
        return text
    return f"\033[{_CODES[colour]}m{text}\033[0m"


def duration(seconds: float) -> str:
    """A time for a person who waits."""
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / 60:.0f} min"


class Step:
    """A line such as `  FETCH   name`, whose tail counts while the step runs on a terminal.

    Elsewhere there is a line each minute, so that a log shows that something goes on.
    """

    def __init__(self, verb: str, what: str) -> None:
        self._line = f"  {verb:<8}{what}"
        self._live = is_terminal(sys.stderr)
        self._shown = ""
        self._begun = self._said = time.monotonic()
        print(self._line, end="" if self._live else "\n", file=sys.stderr, flush=True)

    def progress(self, tail: str) -> None:
        """Shows how far the step is."""
        now = time.monotonic()
        if self._live and tail != self._shown:
            print(f"\r{self._line}  {tail}\033[K", end="", file=sys.stderr, flush=True)
            self._shown = tail
        elif not self._live and now - self._said >= _LINE_EACH:
            print(f"          {tail}", file=sys.stderr, flush=True)
            self._said = now

    def count(self, done: int, total: int | None, what: str) -> None:
        """Shows how many there are of as many as the last time, and how long the rest takes."""
        elapsed = time.monotonic() - self._begun
        if total is None or done >= total or not done:
            self.progress(f"{done:,} {what}, {duration(elapsed)}")
        else:
            left = elapsed / done * (total - done)
            self.progress(f"{done:,} of {total:,} {what}, {duration(left)} left")

    def __enter__(self) -> "Step":
        return self

    def __exit__(self, *_details: object) -> None:
        if self._live:
            print(f"\r{self._line}\033[K", file=sys.stderr, flush=True)
