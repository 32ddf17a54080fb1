# SPDX-License-Identifier: GPL-2.0
"""What the text of a source in C or C++ mentions."""
from __future__ import annotations

import functools
import os
import re
from typing import NamedTuple

WORD = re.compile(r"[A-Za-z_]\w*")
# Comments, and what could look like the start of one: literals
_NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+\w+(?:\(([^)]*)\))?((?:.*\\\n)*.*)$", re.MULTILINE)
_PASTED = re.compile(r"\w+(?:\s*##\s*\w+)+")
# Also what __has_include() asks for
_INCLUDED = re.compile(r"include(?:_next)?\b[\s(]*[<\"]([^>\"\n]+)[>\"]")


class Mentions(NamedTuple):
    """What is in a text, whatever it means there."""

    words: frozenset[str]
    pasted: frozenset[tuple[str, ...]]  # of each name that a macro pastes together, what is fixed
    included: frozenset[str]            # the names of included files, without folders


def mentions(path: str) -> Mentions:
    """Of a file; nothing if it is not there."""
    try:
        state = os.stat(path)
        return _of_file(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return of_text("")


@functools.lru_cache(maxsize=None)
def _of_file(path: str, _time: int, _size: int) -> Mentions:
    with open(path, encoding="utf-8", errors="replace") as file:
        return of_text(file.read())


def of_text(text: str) -> Mentions:
    """The same of a text."""
    text = without_comments(text)
    pasted = set()
    for parameters, body in _MACRO.findall(text) if "##" in text else ():
        given = set(WORD.findall(parameters))
        pasted |= {tuple(sorted({part.strip() for part in token.split("##")} - given))
                   for token in _PASTED.findall(body.replace("\\\n", " "))}
    return Mentions(frozenset(WORD.findall(text)), frozenset(pasted),
                    frozenset(name.rpartition("/")[2] for name in _INCLUDED.findall(text)))


def without_comments(text: str) -> str:
    """A text with a blank for each comment."""
    return _NO_CODE.sub(lambda found: found[0] if found[0].startswith('"') else " ", text)
