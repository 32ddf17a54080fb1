# SPDX-License-Identifier: GPL-2.0
"""Which exercises there are, and what they ask for: the chapters of the tutorial say it.

    As many as you like
    ~~~~~~~~~~~~~~~~~~~

    .. exercise:: squares

    Write a module ``squares`` ...

    .. solution::

The solution is the case docs/tutorial/<chapter>/<name>. The second line of its source says in one
sentence what the exercise is about.
"""
from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from common.program import Failure
from common.project import ROOT

TUTORIAL = ROOT / "docs/tutorial"
ABOUT = "// Solution of an exercise: "
_CHAPTER = re.compile(r"^((\d+)\. .+)\n=+$", re.MULTILINE)
_EXERCISE = re.compile(r"^(?P<title>\S.*)\n~+\n\n\.\. exercise:: (?P<name>\w+)\n"
                       r"(?P<task>(?:.*\n)*?)(?=\.\. solution::|\S.*\n[~-]+\n)", re.MULTILINE)
_INCLUDED = re.compile(r"^\.\. literalinclude:: .*\n(?:   .*\n)*\n?", re.MULTILINE)
_ROLE = re.compile(r":[\w:]+:`(?P<text>[^`<]*[^`<\s\\]|[^`]*?\\<[^`]*?)(?:\s+<[^`>]+>)?`")


@dataclass(frozen=True)
class Exercise:
    """One exercise."""

    number: str     # "3.1"
    name: str
    title: str
    chapter: str    # its title
    page: Path      # the chapter
    task: str       # as reStructuredText

    @property
    def folder(self) -> Path:
        """The case that is its solution."""
        return self.page.with_suffix("") / self.name

    @property
    def source(self) -> Path:
        """The file in which the learner writes."""
        return next((path for path in sorted(self.folder.glob("*.cc"))
                     if ABOUT in path.read_text(encoding="utf-8")),
                    self.folder / f"{self.name}.cc")

    @property
    def sentence(self) -> str:
        """What it is about."""
        text = self.source.read_text(encoding="utf-8")
        return text.partition(ABOUT)[2].partition("\n")[0].rstrip(".")

    @property
    def task_in_markdown(self) -> str:
        """What is to be done, for people who read a file: without links."""
        text = _ROLE.sub(lambda found: found["text"], _INCLUDED.sub("", self.task))
        return re.sub(r"\\(.)", r"\1", text.replace("``", "`")).strip()


@lru_cache(maxsize=None)
def all_exercises() -> tuple[Exercise, ...]:
    """The exercises, as a reader of the tutorial comes upon them."""
    found: list[Exercise] = []
    for page in sorted(TUTORIAL.glob("[0-9][0-9]_*.rst")):
        text = page.read_text(encoding="utf-8")
        if chapter := _CHAPTER.search(text):
            found += [Exercise(f"{chapter[2]}.{index}", one["name"], one["title"], chapter[1], page,
                               one["task"])
                      for index, one in enumerate(_EXERCISE.finditer(text), 1)]
    return tuple(found)


def find(wanted: str) -> Exercise:
    """An exercise by its name or number."""
    known = all_exercises()
    for one in known:
        if wanted in (one.name, one.number):
            return one
    near = difflib.get_close_matches(wanted, [one.name for one in known])
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise Failure(f"unknown exercise '{wanted}': {hint}'make exercise' lists them")


def after(exercise: Exercise) -> Exercise | None:
    """The next one."""
    known = all_exercises()
    return next(iter(known[known.index(exercise) + 1:]), None)


def listing() -> str:
    """All of them, below the titles of their chapters."""
    lines: list[str] = []
    chapter = ""
    width = max(len(one.name) for one in all_exercises())
    for one in all_exercises():
        if one.chapter != chapter:
            lines.append(chapter := one.chapter)
        lines.append(f"  {one.number}  {one.name:<{width}}  {one.sentence}")
    return "".join(f"{line}\n" for line in lines)
