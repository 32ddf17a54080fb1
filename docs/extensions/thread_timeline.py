# SPDX-License-Identifier: GPL-2.0
"""When which thread ran, slept or was woken, drawn from lines of the kernel's ftrace.

    .. thread-timeline:: 02_mutex_condvar/timeline.txt
       :title: Two producers and a consumer
       :text: what the picture shows, for those who do not see it
       :threads: producer/0 producer/1 consumer/0

       What is written here stands under the picture.

The file has the lines of sched_switch and sched_waking (scripts/trace_threads.py writes it).
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from diagram import Picture, caption

_LINE = re.compile(r"^(\S+)-\d+ +\[\d+\] +\S+ +([\d.]+): (sched_\w+): (.*)$")
_FIELD = re.compile(r"(\w+)=(\S+)")
_LEFT, _LANE, _BAR = 92, 44, 16
_WIDE = 680
RUNS, READY, SLEEPS = "runs", "ready", "sleeps"
_LEGEND = ((RUNS, "runs"), (READY, "could run, waits for the processor"),
           (SLEEPS, "sleeps in a CondVar"))


class TraceError(Exception):
    """Lines that are no trace."""


class Span(NamedTuple):
    """What a thread did from when to when, in microseconds."""

    thread: str
    state: str
    begin: float
    end: float


class Wake(NamedTuple):
    """A thread that another one woke."""

    at: float
    by: str
    whom: str


@dataclass(frozen=True)
class Trace:
    """What happened to some threads."""

    spans: list[Span]
    wakes: list[Wake]
    length: float


def read(text: str, threads: list[str]) -> Trace:
    """The trace in the lines of a file; a thread of which nothing is said yet sleeps."""
    events = [match.groups() for match in map(_LINE.match, text.splitlines()) if match]
    if not events:
        raise TraceError("there is no line of a trace")
    start = float(events[0][1])
    states = {thread: (SLEEPS, 0.0) for thread in threads}
    spans, wakes, now = [], [], 0.0

    def becomes(thread: str, state: str) -> None:
        if thread in states and states[thread][0] != state:
            before, since = states[thread]
            spans.append(Span(thread, before, since, now))
            states[thread] = state, now

    for who, when, event, rest in events:
        now = round((float(when) - start) * 1e6, 3)
        fields = dict(_FIELD.findall(rest))
        if event == "sched_waking":
            becomes(fields["comm"], READY)
            if who in threads and fields["comm"] in threads:
                wakes.append(Wake(now, who, fields["comm"]))
        else:
            left = fields["prev_state"]
            becomes(fields["prev_comm"], READY if left[0] == "R" else "" if left == "X" else SLEEPS)
            becomes(fields["next_comm"], RUNS)
    spans += [Span(thread, state, since, now) for thread, (state, since) in states.items()]
    if missing := set(threads) - {span.thread for span in spans if span.state == RUNS}:
        raise TraceError(f"{', '.join(sorted(missing))} never runs")
    return Trace([span for span in spans if span.state and span.end > span.begin], wakes, now)


def draw(trace: Trace, threads: list[str], title: str, text: str, identity: str) -> str:
    """The SVG."""
    # What the last event leads to is seen, too.
    scale = (_WIDE - _LEFT - 20) / trace.length
    bottom = _LANE * len(threads)
    lanes = {thread: _LANE * number + _LANE / 2 for number, thread in enumerate(threads)}
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {bottom + 64}" '
             f'role="img" aria-labelledby="{identity}-title {identity}-text" '
             f'style="max-width: {_WIDE}px; min-width: {_WIDE * 0.86:.0f}px">',
             f'<title id="{identity}-title">{escape(title)}</title>',
             f'<desc id="{identity}-text">{escape(text)}</desc>',
             f'<defs><marker id="{identity}-arrow" viewBox="0 0 8 8" refX="7.2" refY="4" '
             'markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">'
             '<path class="arrow-head" d="M0,0.6 L8,4 L0,7.4 z"/></marker></defs>']
    lines += [_words(thread, _LEFT - 10, y + 4, "code", "end") for thread, y in lanes.items()]
    lines += [_bar(span.state, _LEFT + span.begin * scale, lanes[span.thread],
                   (span.end - span.begin) * scale) for span in trace.spans]
    for wake in trace.wakes:
        x, down = _LEFT + wake.at * scale, 1 if lanes[wake.whom] > lanes[wake.by] else -1
        begin, end = lanes[wake.by] + down * _BAR / 2, lanes[wake.whom] - down * 3
        lines.append(f'<polyline class="wakes" points="{x:.1f},{begin:g} {x:.1f},{end:g}" '
                     f'marker-end="url(#{identity}-arrow)"/>')
    lines.append(f'<polyline class="axis" points="{_LEFT},{bottom + 4} '
                 f'{_WIDE - 10},{bottom + 4}"/>')
    for mark in range(0, int(trace.length) + 1, 10):
        lines.append(_words(f"{mark}" if mark else "0 µs", _LEFT + mark * scale, bottom + 20))
    x = 4.0
    for state, meaning in _LEGEND:
        lines += [_bar(state, x, bottom + 46, 24), _words(meaning, x + 32, bottom + 50, "note",
                                                          "start")]
        x += 58 + len(meaning) * 6.6
    lines += [f'<polyline class="wakes" points="{x:g},{bottom + 46} {x + 26:g},{bottom + 46}" '
              f'marker-end="url(#{identity}-arrow)"/>',
              _words("wakes", x + 34, bottom + 50, "note", "start")]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bar(state: str, x: float, middle: float, wide: float) -> str:
    high = {RUNS: _BAR, READY: 6, SLEEPS: 1.5}[state]
    return (f'<rect class="{state}" x="{x:.1f}" y="{middle - high / 2:g}" width="{wide:.1f}" '
            f'height="{high}"/>')


def _words(words: str, x: float, y: float, kind: str = "note", anchor: str = "middle") -> str:
    return (f'<text class="{kind}" x="{x:.1f}" y="{y:g}" text-anchor="{anchor}">'
            f"{escape(words)}</text>")


class ThreadTimeline(SphinxDirective):
    """The directive `thread-timeline`."""

    required_arguments = 1
    has_content = True
    option_spec = {"title": directives.unchanged_required, "text": directives.unchanged_required,
                   "threads": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        if missing := [name for name in self.option_spec if name not in self.options]:
            raise self.error(f"thread-timeline needs :{missing[0]}:")
        title, text, threads = (self.options[name] for name in ("title", "text", "threads"))
        try:
            trace = read(Path(path).read_text(encoding="utf-8"), threads.split())
        except (OSError, TraceError, KeyError) as error:
            raise self.error(f"docs/{relative}: {error}")
        text = " ".join(text.split())
        svg = draw(trace, threads.split(), title, text, f"timeline-{Path(path).parent.name}")
        figure = nodes.figure("", Picture(title=title, text=f"{title}: {text}", svg=svg),
                              classes=["diagram"])
        if self.content:
            figure += caption(self)
        return [figure]


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.setup_extension("diagram")
    app.add_directive("thread-timeline", ThreadTimeline)
    app.add_css_file("thread_timeline.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
