# SPDX-License-Identifier: GPL-2.0
"""How a step shows that it goes on, on a terminal and in a log."""
from __future__ import annotations

import io
import time

import pytest
from common import terminal
from common.terminal import Step


class Stream(io.StringIO):
    """What a person sees, or a log."""

    def __init__(self, live: bool) -> None:
        super().__init__()
        self._live = live

    def isatty(self) -> bool:
        """Whether a person sees it."""
        return self._live


def shown_on(live: bool, monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Where messages go from now on."""
    stream = Stream(live)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_on_a_terminal_the_line_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_on(True, monkeypatch)
    with Step("FETCH", "some") as step:
        step.progress("50 %")
        step.progress("50 %")
    assert shown.getvalue() == \
        "  FETCH   some\r  FETCH   some  50 %\033[K\r  FETCH   some\033[K\n"


def test_in_a_log_a_line_each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_on(False, monkeypatch)
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with Step("BUILD", "some") as step:
        for now in (10.0, 59.0, 61.0, 62.0, 130.0):
            step.progress(f"{now:.0f}")
    assert shown.getvalue() == "  BUILD   some\n          61\n          130\n"


@pytest.mark.parametrize("done, total, said", [
    (250, 1000, "250 of 1,000 files, 3 min left"), (1000, 1000, "1,000 files, 61 s"),
    (250, None, "250 files, 61 s"), (1001, 1000, "1,001 files, 61 s"), (0, 1000, "0 files, 61 s")])
def test_counting(monkeypatch: pytest.MonkeyPatch, done: int, total: int | None,
                  said: str) -> None:
    shown = shown_on(False, monkeypatch)
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with Step("BUILD", "some") as step:
        now = 61.0
        step.count(done, total, "files")
    assert shown.getvalue().splitlines()[1:] == [f"          {said}"]
    assert terminal.duration(61) == "61 s"
