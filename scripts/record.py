#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Records a real `make run SAMPLE=01`, with its timing, as an animated picture for README.md.

It is an SVG with nothing but text and style: it plays once and rests on the last frame, which is
all that those see who want no motion. Long pauses are shortened, and lines that come at once are a
moment apart. What other checkouts have built is not taken, so that the compiler is seen at work.
"""
from __future__ import annotations

import argparse
import os
import pty
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from html import escape
from pathlib import Path

from common.files import write_whole
from common.program import Failure, run_main
from common.project import BUILD, ROOT, path_words
from kernels.catalogue import DEFAULT
from modules import cases

PICTURE = ROOT / "docs/pictures/hello.svg"
ROWS, COLUMNS = 26, 76
_SHORTEST, _LONGEST = 0.06, 0.9     # seconds between two lines in the picture
_KEY = 0.05         # seconds for each letter that is typed
_LINE, _WIDTH, _SIZE, _EDGE, _TOP = 18, 7.9, 13, 16, 34
_ESCAPE = re.compile(r"\x1b\[([\d;]*)([A-Za-z])")
_STYLES = {"1": "bold", "32": "good", "31": "bad"}
_CSS = """\
svg { --back: #fbfbfd; --front: #1d1f24; --edge: #d4d6dc;
  --quiet: #5a5c63; --good: #0b6e30; --bad: #b30000; }
@media (prefers-color-scheme: dark) {
  svg { --back: #16181b; --front: #dcdee2; --edge: #3a3d42;
    --quiet: #9ca0a5; --good: #5ecb85; --bad: #ee6a6a; }
}
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  fill: var(--front); white-space: pre; }
.quiet { fill: var(--quiet); } .bold { font-weight: bold; }
.good { fill: var(--good); } .bad { fill: var(--bad); }
.frame { fill: var(--back); stroke: var(--edge); }
.l { animation: l 1ms steps(1) both; }
@keyframes l { from { opacity: 0; } }
.screen { transform: translateY(LASTpx); animation: s TOTALs steps(1, end); }
@keyframes s { SCROLL }
@media (prefers-reduced-motion: reduce) { .l, .screen { animation: none; } }
"""


@dataclass(frozen=True)
class Line:
    """A line of the terminal, and the second at which it is there."""

    text: str       # with the terminal's marks for colours
    at: float


def recorded(command: list[str], environment: dict[str, str]) -> list[Line]:
    """What a command says to a terminal."""
    ours, theirs = pty.openpty()
    begun = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs,
                          stderr=theirs, env=environment) as child:
        os.close(theirs)
        lines, rest = [], ""
        while data := _some(ours):
            *whole, rest = (rest + data).split("\n")
            lines += [Line(_settled(line), time.monotonic() - begun) for line in whole]
    os.close(ours)
    if child.returncode != 0:
        raise Failure(f"'{' '.join(command)}' failed: {_plain(rest or lines[-1].text)}")
    return lines


def _some(terminal: int) -> str:
    try:
        return os.read(terminal, 65536).decode(errors="replace")
    except OSError:
        return ""   # whoever wrote there has ended


def _settled(line: str) -> str:
    """What is left of a line that was written over."""
    return line.rstrip("\r").rpartition("\r")[2].replace("\x1b[K", "")


def _plain(line: str) -> str:
    return _ESCAPE.sub("", line)


def shortened(lines: list[Line], begin: float) -> list[Line]:
    """The same lines as the picture has them, the first after a time."""
    found, now, before = [], begin, 0.0
    for line in lines:
        now += min(max(line.at - before, _SHORTEST), _LONGEST)
        before = line.at
        found.append(Line(line.text, round(now, 2)))
    return found


def drawn(command: str, lines: list[Line]) -> str:
    """The picture."""
    typed = 0.6 + _KEY * len(command)
    lines = shortened(lines, typed)
    total = lines[-1].at + 0.5
    # When a line comes that does not fit, the others move up.
    moves = [(line.at, row - ROWS + 1) for row, line in enumerate(lines, 1) if row >= ROWS]
    scroll = " ".join(f"{at / total:.2%} {{ transform: translateY({-_LINE * up}px); }}"
                      for at, up in [(0, 0), *moves, (total, moves[-1][1] if moves else 0)])
    css = (_CSS.replace("SCROLL", scroll).replace("TOTAL", f"{total:.2f}")
           .replace("LAST", str(-_LINE * max(0, len(lines) + 1 - ROWS))))
    wide, high = round(COLUMNS * _WIDTH) + 2 * _EDGE, ROWS * _LINE + _TOP + 14
    said = " ".join(_plain(line.text) for line in lines)
    rows = [_row(0, _typed(command))]
    rows += [_row(number, f'<tspan class="l" style="animation-delay:{line.at:g}s">'
                          f'{_styled(line.text)}</tspan>')
             for number, line in enumerate(lines, 1) if line.text]
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" \
height="{high}" role="img" aria-labelledby="title text">
<!-- SPDX-License-Identifier: GPL-2.0, made by scripts/record.py -->
<title id="title">{escape(command)}</title>
<desc id="text">{escape(said)}</desc>
<style>
{css}</style>
<rect class="frame" x="0.5" y="0.5" width="{wide - 1}" height="{high - 1}" rx="8"/>
<text class="quiet" x="{wide / 2:g}" y="21" text-anchor="middle">C++ for Linux</text>
<svg x="0" y="{_TOP}" width="{wide}" height="{ROWS * _LINE + 4}"><g class="screen">
{chr(10).join(rows)}
</g></svg>
</svg>
"""


def _row(number: int, content: str) -> str:
    return f'<text x="{_EDGE}" y="{number * _LINE + _SIZE}">{content}</text>'


def _typed(command: str) -> str:
    letters = "".join(f'<tspan class="l" style="animation-delay:{0.6 + _KEY * number:.2f}s">'
                      f"{escape(letter)}</tspan>" for number, letter in enumerate(command))
    return f'<tspan class="quiet">$ </tspan>{letters}'


def _styled(line: str) -> str:
    """Marks of the terminal as classes; what a guest was told stands out, too."""
    if line.startswith("# "):
        return f'<tspan class="bold">{escape(line)}</tspan>'
    found, style, end = [], "", 0
    for mark in (*_ESCAPE.finditer(line), None):
        words = escape(line[end:mark.start() if mark else None])
        found.append(f'<tspan class="{style}">{words}</tspan>' if style and words else words)
        if mark:
            style, end = _STYLES.get(mark[1], "") if mark[2] == "m" else style, mark.end()
    return "".join(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=PICTURE,
                        help=f"the picture (default: {path_words(PICTURE)})")
    arguments = parser.parse_args()
    command = ["make", "run", "SAMPLE=01"]
    # What it takes once is no part of the picture: the kernel, the bindings, a booted guest.
    recorded(command, dict(os.environ))
    shutil.rmtree(BUILD / DEFAULT / cases.load(cases.find("01")).place)
    with tempfile.TemporaryDirectory() as cache:
        lines = recorded(command, {**os.environ, "XDG_CACHE_HOME": cache, "TERM": "xterm"})
    write_whole(arguments.output, drawn(" ".join(command), lines))
    print(f"wrote {path_words(arguments.output)}")


if __name__ == "__main__":
    run_main(main)
