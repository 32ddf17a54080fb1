# SPDX-License-Identifier: GPL-2.0
"""A learner is told the first thing that is wrong, in words that lead on."""
from __future__ import annotations

from pathlib import Path

from exercises import verdict
from guest.judge import DIFFERS, LEFT, Verdict
from guest.runs import Run
from reports.transcript import Report

EXPECTED = "# insmod x.ko\nx: one\nx: two\n# rmmod x\n"


def told(got: str, *problems: str) -> str:
    """What is said of a boot in which this came out."""
    run = Run(0, "", "", Report(), 1.0, 60.0, Path("/logs"))
    return verdict.words(Verdict(run, got, list(problems), "  | BUG\n"), EXPECTED)


def test_passed() -> None:
    assert told(EXPECTED) == ""


def test_another_line() -> None:
    assert told(EXPECTED.replace("two", "three"), f"{DIFFERS} expected.txt") == (
        "not yet: line 3 of expected.txt is not what comes out\n"
        "  after:    insmod x.ko\n"
        "  expected: x: two\n"
        "  got:      x: three\n")


def test_a_line_is_missing() -> None:
    """The next command stands in its place, and says nothing to a learner."""
    said = told(EXPECTED.replace("x: two\n", ""), f"{DIFFERS} expected.txt")
    assert said.endswith("  expected: x: two\n  got:      nothing\n")


def test_a_line_too_many() -> None:
    said = told(EXPECTED.replace("x: two\n", "x: two\nx: more\n"), f"{DIFFERS} expected.txt")
    assert said.endswith("  expected: nothing\n  got:      x: more\n")
    said = told(EXPECTED + "x: more\n", f"{DIFFERS} expected.txt")
    assert said.endswith("  after:    rmmod x\n  expected: nothing\n  got:      x: more\n")


def test_the_line_says_more_than_what_comes_of_it() -> None:
    said = told("# insmod x.ko\n# rmmod x\n", f"{LEFT}: x", f"{DIFFERS} expected.txt")
    assert said.startswith("not yet: line 2 ") and LEFT not in said


def test_left_although_all_came_out() -> None:
    assert told(EXPECTED, f"{LEFT}: x").startswith(f"not yet: {LEFT}: x\n")


def test_the_kernel_says_more_than_a_line() -> None:
    said = told("# insmod x.ko\n", "the kernel reports BUG (console.log, line 7)",
                f"{DIFFERS} expected.txt")
    assert said == ("not yet: the kernel reports BUG (console.log, line 7)\n  | BUG\n"
                    "  logs: /logs/ (console.log, transcript.txt)\n")
