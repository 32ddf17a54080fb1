# SPDX-License-Identifier: GPL-2.0
"""Reads test results in KTAP (Documentation/dev-tools/ktap.rst) out of a kernel log."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from reports.kernel_log import STAMP

_RESULT = re.compile(r"^( *)(ok|not ok) (\d+)(?: -?\s*(.*?))?(?:\s+# *(SKIP|TODO|XFAIL)\b *(.*))?$",
                     re.IGNORECASE)
_VERSION = re.compile(r"^( *)KTAP version \d")
_SUBTEST = re.compile(r"^ +# Subtest: (.+)$")
_PLAN = re.compile(r"^( *)1\.\.(\d+)")


@dataclass
class Result:
    """One test's result, with the log lines before it that explain a failure."""

    name: str
    passed: bool
    skipped: bool = False
    lines: list[str] = field(default_factory=list)


@dataclass
class Results:
    """All results of a log, and what is wrong with the report itself."""

    runs: int = 0
    tests: list[Result] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class _Run:
    """One run: from a `KTAP version` line at the margin to the next one."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._planned: dict[int, int] = {}      # indentation -> announced count
        self._counted: dict[int, int] = {}
        self._waiting: list[Result] = []        # subtests whose suite has not ended yet
        self._said: list[str] = []
        self._suite = ""

    def line(self, line: str) -> None:
        """Takes the next line of the log."""
        if plan := _PLAN.match(line):
            self._planned[len(plan[1])] = int(plan[2])
            self._counted[len(plan[1])] = 0
            self._said.clear()
        elif result := _RESULT.match(line):
            self._result(len(result[1]), result)
        elif subtest := _SUBTEST.match(line):
            self._suite = subtest[1]
        elif line.strip() and not _VERSION.match(line):
            self._said.append(line)

    def _result(self, depth: int, result: re.Match[str]) -> None:
        number = int(result[3])
        name = result[4] or f"test {number}"
        self._counted[depth] = self._counted.get(depth, 0) + 1
        if number != self._counted[depth]:
            self._results.problems.append(f"KTAP: '{name}' has number {number}, "
                                          f"{self._counted[depth]} was next")
            self._counted[depth] = number
        found = Result(name, result[2].lower() == "ok", (result[5] or "").upper() == "SKIP",
                       list(self._said))
        self._said.clear()
        inner = [at for at in self._planned if at > depth]
        if inner:
            self._end_suite(found, inner)
        elif depth:
            self._waiting.append(found)
        else:
            self._results.tests.append(found)

    def _end_suite(self, suite: Result, inner: list[int]) -> None:
        for at in inner:
            self._check_count(suite.name, at)
        if not suite.passed and all(test.passed for test in self._waiting):
            self._results.problems.append(f"KTAP: suite '{suite.name}' failed, none of its tests "
                                          "did")
        self._flush(suite.name)

    def _flush(self, suite: str) -> None:
        for test in self._waiting:
            test.name = f"{suite}.{test.name}"
        self._results.tests += self._waiting
        self._waiting = []
        self._suite = ""

    def _check_count(self, name: str, depth: int) -> None:
        planned, counted = self._planned.pop(depth), self._counted.pop(depth)
        if planned != counted:
            self._results.problems.append(f"KTAP: {name} announced {planned} tests, {counted} "
                                          "reported")

    def end(self) -> None:
        """The log is over, or the next run begins."""
        if not self._planned:
            self._results.problems.append("KTAP: a run without a plan ('1..N')")
        for depth in sorted(self._planned, reverse=True):
            self._check_count(self._suite if depth and self._suite else "the run", depth)
        self._flush(self._suite or "unfinished")


def parse(log: str, modules: list[str] | None = None) -> Results:
    """Finds the KTAP lines; a subtest is named `suite.test`, a suite's own line is no test.

    Several runs may follow each other. `modules` are names whose "name: " before a line is dropped.
    """
    starts = tuple(f"{name}: " for name in modules or [])
    results = Results()
    run: _Run | None = None
    for raw in log.splitlines():
        line = STAMP.sub("", raw.rstrip())
        for start in starts:
            line = line.removeprefix(start)
        version = _VERSION.match(line)
        if version and not version[1]:
            if run:
                run.end()
            run = _Run(results)
            results.runs += 1
        if run:
            run.line(line)
    if run:
        run.end()
    return results
