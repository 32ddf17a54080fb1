# SPDX-License-Identifier: GPL-2.0
"""Mistakes in running text that no dictionary finds: a word twice, American among British spelling.

Text is what is left of a page when code, options and addresses are taken out.
"""
from __future__ import annotations

import re
from typing import Iterator

# C++ itself has initializers and initialization, and the kernel its synchronize_rcu().
_AMERICAN = re.compile(
    r"\b(?:color(?:s|ed|ing)?|behaviors?|neighbors?|favors?|gray|artifacts?|fulfill|labeled|"
    r"canceled|canceling|modeled|(?:optim|normal|special|synchron|initial|serial|recogn|organ|"
    r"random|minim|maxim|general|util)iz(?:e[sd]?|ing)|analyz(?:e[sdr]?|ing))\b",
    re.IGNORECASE)
_TWICE = re.compile(r"(?<![-\w])([a-z]{2,}|a)\s+\1\b")
_MARKUP = re.compile(r"``.*?``|`[^`]*`_?|<[^>]*>|\]\([^)]*\)|\"[^\"]*\"|\*[^*]+\*")
_CODE = re.compile(r"\s*\.\. (?:code-block|literalinclude|parsed-literal|raw|toctree)::"
                   r"|(?!\s*\.\. ).*::$")
# A directive with what it is about, its options
_NAMES = re.compile(r"\s*(?:\.\. [\w-]+::|:[\w-]+:( |$))")


def mistakes(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page with a mistake, and what it is."""
    prose = "\n".join(_prose(text.split("\n")))
    for match in _AMERICAN.finditer(prose):
        yield _line(prose, match), f"'{match[0]}' is American: the pages are British"
    for match in _TWICE.finditer(prose):
        yield _line(prose, match), f"'{match[1]}' stands here twice: remove one"


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def _prose(lines: list[str]) -> Iterator[str]:
    """The same number of lines, with a mark where something was taken out."""
    fenced, code = False, None  # code: how far what it belongs to is indented
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if line.startswith("```"):
            fenced = not fenced
        if code is not None and line.strip() and indent <= code:
            code = None
        if fenced or line.startswith("```") or code is not None:
            yield "|"
        elif _CODE.match(line):
            code = indent
            yield "|"
        elif _NAMES.match(line):
            yield "|"
        else:
            yield _MARKUP.sub("|", line)
