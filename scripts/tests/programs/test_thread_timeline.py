# SPDX-License-Identifier: GPL-2.0
"""What docs/extensions/thread_timeline.py makes of a trace, and what the script keeps of one."""
from __future__ import annotations

import re
import sys
from xml.etree import ElementTree as ET

import pytest
import trace_threads
from common.program import Failure
from common.project import ROOT

sys.path.insert(0, str(ROOT / "docs/extensions"))
import thread_timeline  # noqa: E402
from thread_timeline import READY, RUNS, SLEEPS, Span, Wake  # noqa: E402

THREADS = ["producer/0", "consumer/0"]


def switch(when: float, left: str, state: str, entered: str) -> str:
    """A line of the kernel's."""
    return (f"{left}-7 [000] d..2. {1 + when / 1e6:.6f}: sched_switch: prev_comm={left} prev_pid=7 "
            f"prev_prio=120 prev_state={state} ==> next_comm={entered} next_pid=8 next_prio=120\n")


def waking(when: float, who: str, whom: str) -> str:
    """Another one."""
    return (f"{who}-7 [000] d..3. {1 + when / 1e6:.6f}: sched_waking: comm={whom} pid=8 prio=120 "
            "target_cpu=000\n")


TRACE = "# insmod\n" + waking(0, "insmod", "consumer/0") + switch(4, "insmod", "R+", "consumer/0") \
    + waking(5, "consumer/0", "producer/0") + switch(9, "consumer/0", "S", "producer/0") \
    + switch(12, "producer/0", "X", "insmod")


def test_states_follow_from_events() -> None:
    trace = thread_timeline.read(TRACE, THREADS)
    assert sorted(trace.spans) == [
        Span("consumer/0", READY, 0, 4), Span("consumer/0", RUNS, 4, 9),
        Span("consumer/0", SLEEPS, 9, 12), Span("producer/0", READY, 5, 9),
        Span("producer/0", RUNS, 9, 12), Span("producer/0", SLEEPS, 0, 5)]
    assert trace.wakes == [Wake(5, "consumer/0", "producer/0")] and trace.length == 12


@pytest.mark.parametrize("text, message", [
    ("", "no line of a trace"), (TRACE.replace("producer", "other"), "producer/0 never runs")])
def test_what_is_no_trace(text: str, message: str) -> None:
    with pytest.raises(thread_timeline.TraceError, match=message):
        thread_timeline.read(text, THREADS)


def test_picture_has_a_bar_for_each_state() -> None:
    trace = thread_timeline.read(TRACE, THREADS)
    text = thread_timeline.draw(trace, THREADS, "Two", "They take turns", "some")
    kinds = re.findall(r'<rect class="(\w+)"', text)
    # One more of each is in the legend.
    assert [kinds.count(state) for state in (RUNS, READY, SLEEPS)] == [3, 3, 3]
    assert text.count('class="wakes"') == 2
    svg = ET.fromstring(text)
    assert svg.get("role") == "img" and "They take turns" in "".join(svg.itertext())


def test_recorded_trace_shows_what_the_chapter_tells() -> None:
    text = trace_threads.TRACE.read_text(encoding="utf-8")
    assert text.startswith("# insmod mutex_condvar.ko producers=2 consumers=1 items=4 capacity=2\n")
    trace = thread_timeline.read(text, ["producer/0", "producer/1", "consumer/0"])
    begun = {span.thread: span.state for span in reversed(trace.spans) if span.begin == 0}
    assert begun["producer/0"] == begun["producer/1"] == SLEEPS
    first = min((span for span in trace.spans
                 if span.state == RUNS and span.thread != "consumer/0"), key=lambda one: one.begin)
    assert first.thread == "producer/1"
    # Woken in vain: it ran, woke nobody and slept again.
    vain = min((span for span in trace.spans if span.state == RUNS
                and span.thread == "producer/0"), key=lambda one: one.begin)
    assert not [wake for wake in trace.wakes
                if wake.by == "producer/0" and vain.begin <= wake.at <= vain.end]


def test_script_keeps_the_lines_of_the_threads() -> None:
    noise = switch(1, "insmod", "S", "swapper/0") + waking(2, "insmod", "kthreadd")
    early = waking(0, "insmod", "producer/0")
    kept = trace_threads.kept("# insmod\n" + early + noise + TRACE.replace("# insmod\n", ""))
    assert kept.splitlines()[1:] == TRACE.splitlines()[1:]
    with pytest.raises(Failure, match="consumer/0 was started"):
        trace_threads.kept(noise)
