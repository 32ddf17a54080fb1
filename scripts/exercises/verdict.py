# SPDX-License-Identifier: GPL-2.0
"""What a learner is told of a boot: the first thing that is not as it should be."""
from __future__ import annotations

import itertools

from common.project import path_words
from guest.judge import DIFFERS, LEFT, Verdict

_NOTHING = "nothing"


def first_difference(expected: str, got: str) -> str:
    """The first line that is not the expected one, and the command before it; empty if all are."""
    command = ""
    lines = itertools.zip_longest(expected.splitlines(), got.splitlines(), fillvalue="")
    for number, (wanted, said) in enumerate(lines, 1):
        if wanted != said:
            return (f"line {number} of expected.txt is not what comes out\n"
                    f"  after:    {command}\n"
                    f"  expected: {_line(wanted)}\n"
                    f"  got:      {_line(said)}\n")
        if wanted.startswith("# "):
            command = wanted[2:]
    return ""


def _line(text: str) -> str:
    """A line of a transcript; the next command means that no line came."""
    return _NOTHING if not text or text.startswith("# ") else text


def words(verdict: Verdict, expected: str) -> str:
    """What is wrong with a boot; empty when nothing is.

    A module that could not be unloaded says less than the line that shows why.
    """
    other = [one for one in verdict.problems if not one.startswith(DIFFERS)]
    difference = first_difference(expected, verdict.transcript)
    if difference and all(one.startswith(LEFT) for one in other):
        return f"not yet: {difference}"
    if not other:
        return ""
    folder = path_words(verdict.run.folder)
    return "".join(f"not yet: {one}\n" for one in other) + verdict.details \
        + f"  logs: {folder}/ (console.log, transcript.txt)\n"
