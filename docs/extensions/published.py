# SPDX-License-Identifier: GPL-2.0
"""The sources of which the site has a page each, and where in them something stands."""
from __future__ import annotations

import re
from pathlib import Path

HEADERS = "kernel_support/include"
_CODE = (".cc", ".hpp", ".c", ".h")
# What makes a type, or another name for one; what is only announced does not count.
_MADE = re.compile(r"^[ ]*(?:template\s*<[^;{]*?>\s*)?"
                   r"(?:(?:class|struct|union|enum(?:[ ]class)?)\s+"
                   r"(?:[A-Z_]{2,}(?:\([^()]*\))?\s+)?(\w+)(?:<[^;{]*?>)?(?:[ ]final)?\s*"
                   r"(?::[^:]|\{)"
                   r"|(?:concept|using)\s+(\w+)\s*=)", re.MULTILINE)


def files(root: Path) -> list[str]:
    """All of them, seen from the top of the checkout."""
    found = [*(root / HEADERS).rglob("*.hpp")]
    found += [path for path in (root / "kernel_support/helpers").iterdir()
              if path.suffix in _CODE]
    found += [path for path in (root / "samples").glob("*/*")
              if path.suffix in _CODE or path.name in ("Kbuild", "guest.sh")]
    # the modules that chapters show: docs/tutorial/02_mutex_condvar/closing/closing.cc
    found += [path for path in (root / "docs").glob("*/*/*/*") if path.suffix in _CODE]
    return sorted(str(path.relative_to(root)) for path in found)


def page_of(file: str) -> str:
    """The name of its page."""
    return f"source/{file}"


def header_of(file: str) -> str:
    """kernel/error.hpp, if it is that; or nothing."""
    return file.removeprefix(f"{HEADERS}/") if file.startswith(f"{HEADERS}/") else ""


def line_of(text: str, part: str) -> int:
    """The line at which a part of a text begins, whatever the part is indented by; 0 if nowhere."""
    lines = [line.strip() for line in text.splitlines()]
    wanted = [line.strip() for line in part.strip("\n").splitlines()]
    for start in range(len(lines) - len(wanted) + 1):
        if lines[start:start + len(wanted)] == wanted:
            return start + 1
    return 0


def made(text: str) -> dict[str, int]:
    """The types that a text makes, and at which line."""
    found: dict[str, int] = {}
    for match in _MADE.finditer(text):
        place = match.start(match.lastindex or 0)
        found.setdefault(match[match.lastindex or 0], text.count("\n", 0, place) + 1)
    return found
