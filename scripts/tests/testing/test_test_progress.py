# SPDX-License-Identifier: GPL-2.0
"""Who waits for the tests sees how many are left and how long that takes."""
from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from testing import progress as test_progress
from testing.progress import Progress, duration


def ended(progress: Progress, name: str, seconds: float, failed: bool = False) -> None:
    """A test ran."""
    for when, part in (("setup", 0.0), ("call", seconds), ("teardown", 0.0)):
        progress.report(SimpleNamespace(nodeid=name, when=when, duration=part,
                                        failed=failed and when == "call"))


def test_counts() -> None:
    progress = Progress({}, 1, waiting={"a", "b", "c"})
    assert progress.line() == "0 of 3 tests"
    ended(progress, "a", 1.5)
    ended(progress, "b", 0.2, failed=True)
    assert progress.line() == "2 of 3 tests, 1 failed"


def test_time_left_as_the_last_time() -> None:
    progress = Progress({"a": 5.0, "b": 100.0, "c": 300.0}, 2, waiting={"a", "b", "c"})
    ended(progress, "a", 1.0)
    assert progress.left() == 200.0 and progress.line() == "1 of 3 tests, 3 min left"


def test_time_left_as_until_now(monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress({}, 2, waiting={"a", "b", "c", "d"})
    assert progress.left() is None
    ended(progress, "a", 1.0)
    assert progress.left() is None, "nobody can know yet"
    now = time.monotonic()
    monkeypatch.setattr(test_progress.time, "monotonic", lambda: now + 30)
    assert progress.left() == pytest.approx(90, abs=1)


def test_slowest() -> None:
    progress = Progress({}, 1)
    for number in range(20):
        ended(progress, f"file.py::test_{number}@group", number / 2)
    assert len(progress.slowest()) == 10
    assert progress.slowest()[0] == "    9.5 s  file.py::test_19"


def test_durations() -> None:
    assert [duration(one) for one in (0.1, 42.4, 89.0, 100, 3000)] == [
        "1 s", "42 s", "89 s", "2 min", "50 min"]
