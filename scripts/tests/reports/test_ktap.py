# SPDX-License-Identifier: GPL-2.0
"""KTAP is read as the kernel's documentation has it, and what is wrong with a report is said."""
from __future__ import annotations

from reports import ktap
import pytest

GOOD = """\
[    1.000000] Linux version 6.12
[    1.100000] KTAP version 1
[    1.100001] 1..1
[    1.100002]     KTAP version 1
[    1.100003]     # Subtest: error_test
[    1.100004]     1..3
[    1.100005]     ok 1 first
[    1.100006] some other message
[    1.100007]     ok 2 second # SKIP no such device
[    1.100008]     ok 3 - third
[    1.100009] ok 1 error_test
[    1.200000] KTAP version 1
[    1.200001] 1..1
[    1.200002]     KTAP version 1
[    1.200003]     # Subtest: fmt_test
[    1.200004]     1..1
[    1.200005]     # fmt_test.cc:7: expected 1 == 2
[    1.200006]     #   left is 1
[    1.200007]     not ok 1 first
[    1.200008] not ok 1 fmt_test
"""


def test_reads_several_runs() -> None:
    results = ktap.parse(GOOD)
    assert (results.runs, results.problems) == (2, [])
    assert [(one.name, one.passed, one.skipped) for one in results.tests] == [
        ("error_test.first", True, False), ("error_test.second", True, True),
        ("error_test.third", True, False), ("fmt_test.first", False, False)]


def test_a_failure_has_its_reason() -> None:
    failed = [one for one in ktap.parse(GOOD).tests if not one.passed]
    assert [line.strip() for line in failed[0].lines][-2:] == [
        "# fmt_test.cc:7: expected 1 == 2", "#   left is 1"]


def test_reads_a_flat_run() -> None:
    results = ktap.parse("KTAP version 1\n1..2\nok 1 a\nnot ok 2 b\n")
    assert [(one.name, one.passed) for one in results.tests] == [("a", True), ("b", False)]
    assert results.problems == []


def test_drops_the_modules_name() -> None:
    results = ktap.parse("t: KTAP version 1\nt: 1..1\nt: ok 1 a\n", ["t"])
    assert [one.name for one in results.tests] == ["a"] and not results.problems


def test_says_when_there_is_none() -> None:
    assert ktap.parse("hello\nok 1 this is not KTAP\n").runs == 0


@pytest.mark.parametrize("old, new, problem", [
    ("    1..3\n", "    1..4\n", "error_test announced 4 tests, 3 reported"),
    ("    ok 3 - third\n", "", "error_test announced 3 tests, 2 reported"),
    ("    ok 3 - third\n", "    ok 4 third\n", "'third' has number 4, 3 was next"),
    ("ok 1 error_test\n", "not ok 1 error_test\n", "suite 'error_test' failed, none of its"),
    ("ok 1 error_test\n", "", "the run announced 1 tests, 0 reported"),
], ids=["plan", "missing", "number", "suite", "unfinished"])
def test_finds_what_is_wrong(old: str, new: str, problem: str) -> None:
    log = "\n".join(line.partition("] ")[2] for line in GOOD.splitlines()) + "\n"
    assert old in log
    problems = ktap.parse(log.replace(old, new, 1)).problems
    assert any(problem in one for one in problems), problems


def test_a_run_that_stops_keeps_what_it_said() -> None:
    log = GOOD[:GOOD.index("[    1.100008]")]
    results = ktap.parse(log)
    assert [one.name for one in results.tests] == ["error_test.first", "error_test.second"]
    assert len(results.problems) == 2


def test_needs_a_plan() -> None:
    assert "plan" in ktap.parse("KTAP version 1\nok 1 a\n").problems[0]
