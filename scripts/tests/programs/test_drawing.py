# SPDX-License-Identifier: GPL-2.0
"""What docs/extensions/drawing.py draws, and what it refuses."""
from __future__ import annotations

import re
import sys
from xml.etree import ElementTree as ET

import pytest
from common.project import ROOT

sys.path.insert(0, str(ROOT / "docs/extensions"))
import drawing  # noqa: E402

DIAGRAMS = sorted((ROOT / "docs/diagrams").glob("*.toml"))
SVG = "{http://www.w3.org/2000/svg}"
TWO = '''\
title = "Two"
text = "One leads to the other"
size = [300, 200]
boxes = [
  {name = "a", at = [10, 10], size = [80, 40], code = "A<T>", note = ["one", "two"]},
  {name = "b", at = [150, 30], size = [80, 40], head = "B"},
  {name = "c", at = [150, 150], size = [80, 40], head = "C"},
]
arrows = [ARROW]
'''


def described(arrow: str) -> str:
    """The boxes with one arrow."""
    return TWO.replace("ARROW", arrow)


def corners(arrow: str) -> list[tuple[float, float]]:
    """Where the arrow runs."""
    picture = drawing.read(described(arrow))
    return drawing.path_of(picture, picture.arrows[0])


def test_straight_arrow_runs_where_boxes_face_each_other() -> None:
    assert corners('{from = "a", to = "b"}') == [(90, 40), (150, 40)]
    assert corners('{from = "b", to = "a", y = 45}') == [(150, 45), (90, 45)]
    assert corners('{from = "b", to = "c"}') == [(190, 70), (190, 150)]
    assert corners('{from = "c", to = "b", x = 160}') == [(160, 150), (160, 70)]


def test_arrow_goes_around_a_corner() -> None:
    assert corners('{from = "a", to = "c"}') == [(90, 30), (190, 30), (190, 150)]
    assert corners('{from = "a", to = "c", x = 120}') == [
        (90, 30), (120, 30), (120, 170), (150, 170)]


def test_arrow_along_points() -> None:
    assert corners("{points = [[1, 2], [3, 4]]}") == [(1, 2), (3, 4)]


def test_words_are_text_and_escaped() -> None:
    svg = ET.fromstring(drawing.draw(drawing.read(described(
        '{from = "a", to = "b", label = "x & y"}')), "some"))
    assert [one.text for one in svg.iter(f"{SVG}text")] == ["A<T>", "one", "two", "B", "C", "x & y"]
    assert svg.get("role") == "img"
    named = {one.get("id"): one.text for one in svg.iter() if one.get("id")}
    assert named["some-title"] == "Two" and named["some-text"] == "One leads to the other"
    assert svg.get("aria-labelledby") == "some-title some-text"


@pytest.mark.parametrize("old, new, message", [
    ("arrows", "arrow", "unexpected keyword argument 'arrow'"),
    ("size = [300", "size = [220", "box 'b' is outside of the picture"),
    ('"A<T>"', '"A<Whatever>"', "box 'a': 'A<Whatever>' is wider than the box"),
    ('"two"', '"a long remark"', "box 'a': 'a long remark' is wider than the box"),
    ('to = "b"', 'to = "d"', "an arrow wants a box 'd', and there is none"),
    ('name = "c"', 'name = "b"', "two boxes are called 'b'"),
    ('head = "B"', 'kind = "round"', "box 'b': unknown kind 'round'"),
    ('to = "b"', 'to = "b", kind = "eats"', "unknown kind of arrow 'eats'"),
    ("title =", "title", "no description of a drawing"),
])
def test_refused(old: str, new: str, message: str) -> None:
    text = described('{from = "a", to = "b"}')
    assert old in text
    with pytest.raises(drawing.DrawingError, match=re.escape(message)):
        drawing.read(text.replace(old, new))


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
def test_colours_are_those_of_the_theme(path: object) -> None:
    """A colour in the picture would not follow the switch from light to dark."""
    svg = drawing.draw(drawing.read(path.read_text(encoding="utf-8")), "some")
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b|\b(fill|stroke|font-family)[=:]", svg)


def test_every_drawing_is_shown() -> None:
    shown = " ".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.rst"))
    assert len(DIAGRAMS) >= 5
    for path in DIAGRAMS:
        assert f".. diagram:: {path.stem}\n" in shown, path.stem
