# SPDX-License-Identifier: GPL-2.0
"""Drawings of boxes and arrows: from a small description to SVG.

A description is TOML. Whoever writes it says where the boxes are, in pixels; arrows find their own
way from edge to edge. What would look wrong is refused: a text that is wider than its box, a box
outside of the picture, an arrow from nowhere.

    title = "A short name"
    text = "What it shows, for those who do not see it"
    size = [400, 200]
    boxes = [
      {name = "a", at = [10, 10], size = [120, 44], code = "KBox", note = "owns", kind = "ours"},
    ]
    arrows = [{from = "a", to = "b", label = "owns", kind = "borrows"}]
    labels = [{at = [10, 190], text = "words that stand alone", anchor = "start"}]

A box has a `head` in bold or a `code` in the font of code, and a `note` of one or several lines.
An arrow that the default does not serve has an `x` or `y` at which it runs, or its own `points`.
Colours and fonts are classes, which docs/static/diagram.css defines: a picture has none itself.
"""
from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from html import escape

BOXES = ("plain", "ours", "kernel", "state", "panel")
ARROWS = ("owns", "borrows", "step")

_HEAD, _NOTE = 17, 15       # height of a line of each
_MARGIN = 5                 # between a text and the edge of its box
# Widths of letters in units of the font's size: that of a wide font, as nobody knows the reader's.
_NARROW, _WIDE = "ijlftr.,:;'|!()[] ", "mwMWGOQ@%"


class DrawingError(Exception):
    """A description that makes no picture."""


@dataclass(frozen=True)
class Box:
    """A box, and what is written into it."""

    name: str
    at: list[int]
    size: list[int]
    head: str = ""
    code: str = ""
    note: str | list[str] = ""
    kind: str = "plain"

    @property
    def notes(self) -> list[str]:
        """The lines under its heading."""
        return [self.note] * bool(self.note) if isinstance(self.note, str) else self.note

    def span(self, axis: int) -> tuple[float, float]:
        """Where it begins and ends, from left to right (0) or from top to bottom (1)."""
        return self.at[axis], self.at[axis] + self.size[axis]

    def middle(self, axis: int) -> float:
        """Its middle."""
        return self.at[axis] + self.size[axis] / 2


@dataclass(frozen=True)
class Arrow:
    """A line from a box to another, or along points."""

    start: str = ""
    end: str = ""
    label: str = ""
    kind: str = "owns"
    x: float | None = None
    y: float | None = None
    points: list[list[float]] = field(default_factory=list)


@dataclass(frozen=True)
class Label:
    """Words beside the boxes."""

    at: list[int]
    text: str
    anchor: str = "middle"
    kind: str = "note"


@dataclass(frozen=True)
class Drawing:
    """A whole picture."""

    title: str
    text: str
    size: list[int]
    boxes: list[Box]
    arrows: list[Arrow]
    labels: list[Label]


def read(source: str) -> Drawing:
    """The drawing that a description describes."""
    try:
        known = tomllib.loads(source)
        boxes = [Box(**one) for one in known.pop("boxes", [])]
        arrows = [Arrow(**{{"from": "start", "to": "end"}.get(key, key): value
                           for key, value in one.items()}) for one in known.pop("arrows", [])]
        labels = [Label(**one) for one in known.pop("labels", [])]
        drawing = Drawing(boxes=boxes, arrows=arrows, labels=labels, **known)
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise DrawingError(f"no description of a drawing: {error}") from None
    _check(drawing)
    return drawing


def _check(drawing: Drawing) -> None:
    names = [box.name for box in drawing.boxes]
    for box in drawing.boxes:
        if names.count(box.name) > 1:
            raise DrawingError(f"two boxes are called '{box.name}'")
        if box.kind not in BOXES:
            raise DrawingError(f"box '{box.name}': unknown kind '{box.kind}': known are "
                               f"{', '.join(BOXES)}")
        if any(box.span(axis)[0] < 0 or box.span(axis)[1] > drawing.size[axis] for axis in (0, 1)):
            raise DrawingError(f"box '{box.name}' is outside of the picture")
        room = box.size[0] - 2 * _MARGIN
        for words, size, mono in ((box.head, 13, False), (box.code, 12, True),
                                  *((line, 12, False) for line in box.notes)):
            if width(words, size, mono) > room:
                raise DrawingError(f"box '{box.name}': '{words}' is wider than the box")
    for arrow in drawing.arrows:
        if arrow.kind not in ARROWS:
            raise DrawingError(f"unknown kind of arrow '{arrow.kind}': known are "
                               f"{', '.join(ARROWS)}")
        for end in (arrow.start, arrow.end):
            if not arrow.points and end not in names:
                raise DrawingError(f"an arrow wants a box '{end}', and there is none")


def width(words: str, size: float, mono: bool = False) -> float:
    """The most that a text may need, in pixels."""
    if mono:
        return len(words) * 0.61 * size
    return size * sum(0.36 if letter in _NARROW else 0.9 if letter in _WIDE else
                      0.7 if letter.isupper() else 0.58 for letter in words)


def path_of(drawing: Drawing, arrow: Arrow) -> list[tuple[float, float]]:
    """The corners of an arrow."""
    if arrow.points:
        return [(x, y) for x, y in arrow.points]
    boxes = {box.name: box for box in drawing.boxes}
    start, end = boxes[arrow.start], boxes[arrow.end]
    for axis, fixed in ((0, arrow.x), (1, arrow.y)):
        # Straight, where one is beside the other
        low = max(start.span(axis)[0], end.span(axis)[0])
        high = min(start.span(axis)[1], end.span(axis)[1])
        place = (low + high) / 2 if fixed is None else fixed
        if low <= place <= high:
            return _turned(axis, [(place, leave) for leave in _between(start, end, 1 - axis)])
    if arrow.x is None and arrow.y is None:
        # Once around a corner: out of the side, into the top or bottom
        side = _between(start, end, 0)[0]
        edge = end.span(1)[0] if end.middle(1) > start.middle(1) else end.span(1)[1]
        return [(side, start.middle(1)), (end.middle(0), start.middle(1)), (end.middle(0), edge)]
    # Out of an edge, along the given line, into the edge on the other side
    axis, along = (1, arrow.x) if arrow.x is not None else (0, arrow.y)
    assert along is not None
    leave, enter = (box.span(1 - axis)[along > box.middle(1 - axis)] for box in (start, end))
    return _turned(axis, [(start.middle(axis), leave), (start.middle(axis), along),
                          (end.middle(axis), along), (end.middle(axis), enter)])


def _between(start: Box, end: Box, axis: int) -> tuple[float, float]:
    """The edges that look at each other."""
    if start.middle(axis) < end.middle(axis):
        return start.span(axis)[1], end.span(axis)[0]
    return start.span(axis)[0], end.span(axis)[1]


def _turned(axis: int, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points of a place along the axis and one across it, as x and y."""
    return points if axis == 0 else [(across, along) for along, across in points]


def draw(drawing: Drawing, identity: str) -> str:
    """The SVG; `identity` sets its anchors apart from those of others on the page."""
    wide, high = drawing.size
    # Small print is as small as letters may get: then the picture is scrolled.
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" '
             f'aria-labelledby="{identity}-title {identity}-text" '
             f'style="max-width: {wide}px; min-width: {wide * 0.86:.0f}px">',
             f'<title id="{identity}-title">{escape(drawing.title)}</title>',
             f'<desc id="{identity}-text">{escape(" ".join(drawing.text.split()))}</desc>',
             f'<defs><marker id="{identity}-arrow" viewBox="0 0 8 8" refX="7.2" refY="4" '
             'markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">'
             '<path class="arrow-head" d="M0,0.6 L8,4 L0,7.4 z"/></marker></defs>']
    lines += [line for box in drawing.boxes if box.kind == "panel" for line in _box(box)]
    lines += [_line(path_of(drawing, arrow), arrow, identity) for arrow in drawing.arrows]
    lines += [line for box in drawing.boxes if box.kind != "panel" for line in _box(box)]
    lines += [_label_of(path_of(drawing, arrow), arrow) for arrow in drawing.arrows if arrow.label]
    lines += [_text(label.text, *label.at, label.kind, label.anchor) for label in drawing.labels]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _box(box: Box) -> list[str]:
    (x, y), (wide, high) = box.at, box.size
    radius = {"state": min(high / 2, 22), "panel": 10}.get(box.kind, 6)
    lines = [f'<rect class="{box.kind}" x="{x}" y="{y}" width="{wide}" height="{high}" '
             f'rx="{radius:g}"/>']
    texts = [("head", box.head, _HEAD)] * bool(box.head)
    texts += [("code", box.code, _HEAD)] * bool(box.code)
    texts += [("note", line, _NOTE) for line in box.notes]
    top = y + 8 if box.kind == "panel" else y + (high - sum(size for *_, size in texts)) / 2
    for kind, words, size in texts:
        lines.append(_text(words, x + wide / 2, top + size * 0.76, kind))
        top += size
    return lines


def _line(corners: list[tuple[float, float]], arrow: Arrow, identity: str) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in corners)
    return f'<polyline class="{arrow.kind}" points="{points}" marker-end="url(#{identity}-arrow)"/>'


def _label_of(corners: list[tuple[float, float]], arrow: Arrow) -> str:
    """In the middle of the longest part of the line, which is broken there."""
    (x1, y1), (x2, y2) = max(zip(corners, corners[1:]), key=lambda part: abs(
        part[0][0] - part[1][0]) + abs(part[0][1] - part[1][1]))
    x, y, wide = (x1 + x2) / 2, (y1 + y2) / 2, width(arrow.label, 12)
    return (f'<rect class="gap" x="{x - wide / 2:g}" y="{y - 8:g}" width="{wide:g}" height="16"/>\n'
            + _text(arrow.label, x, y + 4, "note"))


def _text(words: str, x: float, y: float, kind: str, anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'
