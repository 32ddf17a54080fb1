# SPDX-License-Identifier: GPL-2.0
"""The chapters say which exercises there are, and the lists and tasks made of that can be read."""
from __future__ import annotations

import re
from collections import Counter

import pytest
from common.program import Failure
from exercises import chapters
from exercises.chapters import Exercise
from modules import cases

ALL = chapters.all_exercises()


def test_each_chapter_has_two() -> None:
    count = Counter(one.page.stem for one in ALL)
    for sample in cases.samples():
        assert count[sample.name] >= 2, sample.name


def test_each_solution_is_of_one() -> None:
    """None is forgotten in its chapter, and none is asked for that there is not."""
    told = {path.parent for path in chapters.TUTORIAL.glob("*/*/*.cc")
            if chapters.ABOUT in path.read_text(encoding="utf-8")}
    assert told == {one.folder for one in ALL}
    for one in ALL:
        page = one.page.read_text(encoding="utf-8")
        assert f":: {one.page.stem}/{one.name}/{one.source.name}" in page, one.name
        assert (one.folder / "expected.txt").is_file() and (one.folder / "guest.sh").is_file()


def test_names_are_enough() -> None:
    assert len({one.name for one in ALL}) == len(ALL)


def test_list_fits_a_terminal() -> None:
    lines = chapters.listing().splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[:2] == ["1. Hello, world", "  1.1  polite      a parameter that is changed while "
                         "the module runs"]
    assert len(lines) == len(ALL) + len({one.chapter for one in ALL})


@pytest.mark.parametrize("exercise", ALL, ids=lambda one: one.name)
def test_task_can_be_read_in_a_file(exercise: Exercise) -> None:
    task = exercise.task_in_markdown
    assert len(task) > 60 and exercise.title
    assert not re.search(r"::|``|:\w+:`|\.\. |\\", task.replace("kernel::", "")), task


def test_finds_by_name_and_number() -> None:
    assert chapters.find("squares") == chapters.find("3.1")


@pytest.mark.parametrize("wanted, message", [
    ("squars", "unknown exercise 'squars': did you mean squares? 'make exercise' lists them"),
    ("nonsense", "unknown exercise 'nonsense': 'make exercise' lists them"),
])
def test_unknown_names(wanted: str, message: str) -> None:
    with pytest.raises(Failure) as caught:
        chapters.find(wanted)
    assert str(caught.value) == message


def test_each_leads_to_the_next() -> None:
    assert chapters.after(ALL[0]) == ALL[1] and chapters.after(ALL[-1]) is None
