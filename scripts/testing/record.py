# SPDX-License-Identifier: GPL-2.0
"""Keeps what the last run of the tests ran on and how it ended, for scripts/tested.py.

It is build/tested.json. scripts/run_tests.py loads this plugin.
"""
from __future__ import annotations

import datetime
import json
import re
from collections import Counter

import pytest
from common.files import write_whole
from common.project import BUILD
from hosts import tools
from kernels import compilers
from testing.items import chosen_kernels, kernel_of

RECORD = BUILD / "tested.json"


def asked_for(config: pytest.Config) -> str:
    """The folders whose tests were asked for; `some` if not all that are there."""
    if any(config.getoption(name) for name in ("keyword", "markexpr", "changed")):
        return "some"
    return "all" if config.args == config.getini("testpaths") else " ".join(config.args)


def kernel_in(test: str, names: list[str]) -> str:
    """The kernel that a test's name ends with; empty if it is of none."""
    longest = sorted(names, key=len, reverse=True)
    found = re.search(rf"\[(?:.*-)?({'|'.join(map(re.escape, longest))})\b(?!-)", test)
    return found[1] if found else ""


class Recorder:
    """What pytest calls, in the process where the results come together."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that fails in one phase has failed."""
        if report.when == "setup" or not report.passed:
            self.outcomes[report.nodeid] = report.outcome

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tests that could not be read have failed."""
        if report.failed:
            self.outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Writes it; a run that was stopped says nothing, and a KDIR is nobody else's kernel."""
        stopped = exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        if stopped or self._config.getoption("kdir"):
            return
        names = chosen_kernels(self._config)
        counts = {name: Counter() for name in ["", *names]}
        for test, outcome in self.outcomes.items():
            counts[kernel_in(test, names)][outcome] += 1
        kernels = [kernel_of(self._config, name) for name in names]
        write_whole(RECORD, json.dumps({
            "host": tools.release().title,
            "date": datetime.date.today().isoformat(),
            "tests": asked_for(self._config),
            "failed": sum(one["failed"] for one in counts.values()),
            "kernels": [{"name": one.name, "release": one.release,
                         "compiler": compilers.of(one.options).removeprefix(one.machine.tools),
                         "passed": counts[one.name]["passed"]} for one in kernels],
        }, indent=1) + "\n")


def pytest_configure(config: pytest.Config) -> None:
    """Only where the results come together."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(config))
