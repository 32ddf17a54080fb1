# SPDX-License-Identifier: GPL-2.0
"""Checks of C++ sources that no compiler makes, one in each module, on libclang's tree.

`run()` parses a file once and makes them all.
"""
from __future__ import annotations

from checks import (captures, escapes, guard_members, shared_members, slicing, whole_try,
                    work_members)
from checks.tree import Finding, Tree

CHECKS = (whole_try, captures, escapes, guard_members, shared_members, slicing, work_members)


def run(file: str, arguments: list[str], folder: str = "") -> list[Finding]:
    """What is wrong in a file and, if a folder is given, in headers below it."""
    tree = Tree(file, arguments, folder)
    found = {one for check in CHECKS for one in check.check(tree)}
    return sorted(one._replace(excusable=()) for one in found
                  if not any(is_excused(one.file, line) for line in one.excusable))


def is_excused(file: str, line: int) -> bool:
    """Whether a comment right above a line has a reason why it is right: `// SAFETY: ...`."""
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            above = stream.read().split("\n")[:max(0, line - 1)]
    except OSError:
        return False
    while above and above[-1].lstrip().startswith("//"):
        if "SAFETY: " in above.pop():
            return True
    return False
