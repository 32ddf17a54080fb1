# SPDX-License-Identifier: GPL-2.0
"""The recording in README.md shows what the sample says, and how the script makes one."""
from __future__ import annotations

import os
import re
from xml.etree import ElementTree as ET

import pytest
import record
from common.program import Failure
from common.project import ROOT
from record import Line, drawn, recorded, shortened

SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> list[str]:
    """The lines of text in a picture."""
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


def test_picture_says_what_the_sample_says() -> None:
    picture = record.PICTURE.read_text(encoding="utf-8")
    expected = (ROOT / "samples/01_hello_world/expected.txt").read_text(encoding="utf-8")
    shown = words(picture)
    assert shown[1] == "$ make run SAMPLE=01"
    begin = shown.index(expected.splitlines()[0])
    assert shown[begin:begin + expected.count("\n")] == expected.splitlines(), \
        "the sample says something else now: scripts/record.py records it again"
    assert shown[-1].startswith("1 passed, 0 failed")
    assert len(picture) < 60_000
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_pauses_are_shortened() -> None:
    lines = [Line("a", 0.5), Line("b", 30.0), Line("c", 30.1), Line("d", 30.1)]
    assert [line.at for line in shortened(lines, 1.0)] == [1.5, 2.4, 2.5, 2.56]


def test_lines_that_do_not_fit_move_the_others_up() -> None:
    few = drawn("make", [Line("one", 0.1)])
    assert "translateY(0px)" in few and "translateY(-" not in few
    many = drawn("make", [Line(str(number), number / 10) for number in range(record.ROWS + 1)])
    # With the command there are two more than rows.
    assert f".screen {{ transform: translateY({-2 * record._LINE}px)" in many


def test_colours_become_classes() -> None:
    svg = drawn("make", [Line("\x1b[1m<case>\x1b[0m x  \x1b[32mok\x1b[0m", 0.1),
                         Line("# rmmod a", 0.2)])
    assert words(svg)[2:] == ["<case> x  ok", "# rmmod a"]
    assert '<tspan class="bold">&lt;case&gt;</tspan> x  <tspan class="good">ok</tspan>' in svg
    assert "prefers-color-scheme: dark" in svg and "prefers-reduced-motion: reduce" in svg


def test_what_a_command_says_to_a_terminal() -> None:
    script = r"printf '  BOOT one'; printf '\r  BOOT one\033[K\n'; test -t 1 && echo here"
    lines = recorded(["/bin/sh", "-c", script], dict(os.environ))
    assert [line.text for line in lines] == ["  BOOT one", "here"]
    assert all(0 <= line.at < 60 for line in lines)


def test_failing_command_is_no_picture() -> None:
    with pytest.raises(Failure, match=re.escape("'/bin/sh -c echo no; exit 1' failed: no")):
        recorded(["/bin/sh", "-c", "echo no; exit 1"], dict(os.environ))
