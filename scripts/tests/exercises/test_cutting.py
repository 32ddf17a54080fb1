# SPDX-License-Identifier: GPL-2.0
"""The answer goes, what is to be done comes in its place, and nobody sees how that was told."""
from __future__ import annotations

from pathlib import Path

import pytest
from common.project import ROOT
from exercises import chapters, skeleton
from exercises.chapters import Exercise

SOLUTION = """\
//! [solution]
int answer() {
  //! [task]
  //! say what the answer is, in so many words that they do not fit into one line, as nobody can
  //! read it.
  //! > return 0;
  //! >
  //! >   // indented
  int six = 6;

  return six * 7;
  //! [task]
}

//! [task]
//! and what the question is.
int question();
//! [task]

int last();
//! [solution]
"""
BEGUN = """\
int answer() {
  // Your part: say what the answer is, in so many words that they do not fit into one line, as
  // nobody can read it.
  return 0;

    // indented
}

// Your part: and what the question is.

int last();
"""


def test_cuts() -> None:
    assert skeleton.cut(SOLUTION) == BEGUN


def test_a_cut_without_words_is_a_mistake() -> None:
    """It stays, and test_marks_are_complete finds it."""
    assert "answer" in skeleton.cut("//! [task]\nint answer;\n//! [task]\n")


@pytest.mark.parametrize("exercise", chapters.all_exercises(), ids=lambda one: one.name)
def test_marks_are_complete(exercise: Exercise) -> None:
    text = exercise.source.read_text(encoding="utf-8")
    begun = skeleton.files(exercise, ROOT / "nowhere")
    parts = begun[exercise.source.name].count(skeleton.YOURS)
    assert 0 < parts == text.count("//! [task]") / 2
    for name, content in begun.items():
        assert "//!" not in content and "../" not in content, name
        if not name.endswith((".txt", ".md", ".sh")):
            assert max(map(len, content.splitlines())) <= 100, name
    assert "Solution" not in begun[exercise.source.name]


def test_knows_whose_folder_it_is(tmp_path: Path) -> None:
    exercise = chapters.find("shredder")
    begun = skeleton.files(exercise, tmp_path)
    assert sorted(begun) == ["Kbuild", "README.md", "expected.txt", "guest.sh", "set_limit.cc",
                             "shredder.cc", "shredder.h"]
    for name, text in begun.items():
        (tmp_path / name).write_text(text)
    assert skeleton.owner(tmp_path) == "shredder"
    assert skeleton.owner(exercise.folder) == "" == skeleton.owner(tmp_path / "nowhere")
    assert skeleton.changed(exercise, tmp_path) == []
    (tmp_path / "expected.txt").write_text("")
    assert skeleton.changed(exercise, tmp_path) == ["expected.txt"]
