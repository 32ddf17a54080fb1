# SPDX-License-Identifier: GPL-2.0
"""Shows how far a run of the tests is, how long it will take, and which tests were the slowest.

How long a test took is kept in pytest's cache, for the next run. scripts/run_tests.py loads this
plugin; with -v, pytest shows each test by itself instead.
"""
from __future__ import annotations

import time
from dataclasses import dataclass, field

import pytest
from common.terminal import duration

_KEPT = "cpp/durations"
_SLOWEST = 10
_LINE_EACH = 60.0       # seconds, where the output is no terminal
_LEARNED = 20.0         # seconds until a rate means something


@dataclass
class Progress:
    """How far the tests are."""

    known: dict[str, float]                 # what each took in an earlier run
    workers: int
    begun: float = field(default_factory=time.monotonic)
    taken: dict[str, float] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    done: int = 0
    failed: int = 0

    def report(self, one: pytest.TestReport) -> None:
        """Counts a phase of a test."""
        self.taken[one.nodeid] = self.taken.get(one.nodeid, 0.0) + one.duration
        self.failed += one.failed
        if one.when == "teardown":
            self.done += 1
            self.waiting.discard(one.nodeid)

    @property
    def total(self) -> int:
        """The number of tests."""
        return self.done + len(self.waiting)

    def left(self) -> float | None:
        """The seconds that the rest will take: as the last time, or as those before it."""
        elapsed = time.monotonic() - self.begun
        known = [self.known[name] for name in self.waiting if name in self.known]
        if self.waiting and len(known) >= 0.9 * len(self.waiting):
            return sum(known) / len(known) * len(self.waiting) / self.workers
        if elapsed < _LEARNED or not self.done:
            return None
        return elapsed / self.done * len(self.waiting)

    def line(self) -> str:
        """All in one line."""
        failed = f", {self.failed} failed" if self.failed else ""
        left = self.left()
        time_left = f", {duration(left)} left" if left is not None and self.waiting else ""
        return f"{self.done:,} of {self.total:,} tests{failed}{time_left}"

    def slowest(self) -> list[str]:
        """The tests that took longest, one line each."""
        order = sorted(self.taken.items(), key=lambda one: -one[1])[:_SLOWEST]
        return [f"{seconds:7.1f} s  {name.rpartition('@')[0] if '@' in name else name}"
                for name, seconds in order if seconds >= 1]


class Reporter:
    """What pytest calls, in the process that has the terminal."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        workers = config.getoption("numprocesses", None) or 1
        self._progress = Progress(config.cache.get(_KEPT, {}), int(workers))
        self._last = time.monotonic()
        self._open = False

    @property
    def _terminal(self) -> pytest.TerminalReporter:
        return self._config.pluginmanager.getplugin("terminalreporter")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Without other processes."""
        self._progress.waiting |= {item.nodeid for item in session.items}

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """In each other process."""
        self._progress.waiting |= set(ids)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """No dots; a failure is a line at once."""
        if report.passed and report.when == "call":
            return "passed", "", "PASSED"
        if report.skipped and report.when != "teardown":
            return "skipped", "", "SKIPPED"
        return None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """After each phase of a test."""
        self._progress.report(report)
        now = time.monotonic()
        if report.failed:
            self._clear()
            self._terminal.write_line(f"FAILED {report.nodeid}", red=True)
        if self._terminal.isatty:
            if report.failed or now - self._last >= 0.2:
                self._terminal.rewrite(self._progress.line(), erase=True)
                self._last, self._open = now, True
        elif now - self._last >= _LINE_EACH:
            self._terminal.write_line(self._progress.line())
            self._last = now

    def _clear(self) -> None:
        if self._open:
            self._terminal.rewrite("", erase=True)
            self._open = False

    def pytest_sessionfinish(self) -> None:
        """Keeps what each test took."""
        self._clear()
        self._config.cache.set(_KEPT, self._progress.known | self._progress.taken)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The slowest."""
        if slowest := self._progress.slowest():
            terminalreporter.section("the slowest tests")
            for line in slowest:
                terminalreporter.write_line(line)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Only where the results come together."""
    if not hasattr(config, "workerinput") and config.getoption("verbose") <= 0:
        config.pluginmanager.register(Reporter(config))
