# SPDX-License-Identifier: GPL-2.0
"""Reasons in the source why something is right that looks wrong."""
from __future__ import annotations


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
