# SPDX-License-Identifier: GPL-2.0
"""How programs are called on this system: what tools.txt says of its release.

On a system that the table does not know, and with TOOLS=mine, it is the program without a version,
or else with one that some release has.
"""
from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("tools.txt")
# The word of the table that a program's version is in; of all others it is that of LLVM
_WORDS = {"gcc": "gcc", "g++": "gcc"}


@dataclass(frozen=True)
class Release:
    """A release of Debian that is in the table; without a name any other system."""

    name: str = ""          # debian-12
    title: str = ""         # Debian 12
    suite: str = ""         # bookworm
    words: dict[str, str] | None = None

    def word(self, name: str) -> str:
        """What the table says of it."""
        return (self.words or {}).get(name, "")

    @property
    def compilers(self) -> list[int]:
        """The versions of GCC that it has."""
        return [int(version) for version in self.word("gccs").split(",") if version]


@lru_cache(maxsize=None)
def releases() -> dict[str, Release]:
    """The releases of the table, the oldest first."""
    rows = re.findall(r"^release\|(.*?)\|(.*?)\|(.*?)\|(.*)$", TABLE.read_text(encoding="utf-8"),
                      re.MULTILINE)
    return {name: Release(name, title, suite, dict(one.split("=") for one in words.split()))
            for name, title, suite, words in rows}


def release() -> Release:
    """That of this system."""
    # OS_RELEASE: the tests pretend to be elsewhere.
    return _release_in(os.environ.get("OS_RELEASE") or "/etc/os-release")


@lru_cache(maxsize=None)
def _release_in(path: str) -> Release:
    try:
        text = Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return Release()
    says = dict(re.findall(r'^(\w+)="?(.*?)"?$', text, re.MULTILINE))
    return releases().get(f"{says.get('ID')}-{says.get('VERSION_ID')}", Release())


def program(name: str, word: str = "") -> str:
    """What to call `gcc`, `clang-format` and their like by."""
    word = word or _WORDS.get(name, "llvm")
    here = release()
    own = f"{name}-{here.word(word)}"
    if here.name and os.environ.get("TOOLS") != "mine":
        return own
    others = [f"{name}-{one.word(word)}" for one in reversed(releases().values())]
    names = list(dict.fromkeys([*([own] if here.name else []), name, *others]))
    return next((one for one in names if shutil.which(one)), name)


def formatter() -> str:
    """The clang-format that the project's files are formatted with, or nothing if it is not here.

    Two versions do not agree.
    """
    name = f"clang-format-{_formats().word('format')}"
    return name if shutil.which(name) or release() == _formats() else ""


def formats() -> str:
    """The release that has it, as people call it."""
    return _formats().title


def _formats() -> Release:
    return next(one for one in releases().values() if one.word("format") != "none")


def has_compiler(version: int) -> list[str]:
    """The releases that have this version of GCC, as people call them."""
    return [one.title for one in releases().values() if version in one.compilers]
