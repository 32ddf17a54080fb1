# SPDX-License-Identifier: GPL-2.0
"""`make exercise` and `make check-exercise`, as a learner types them."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Callable

import exercise as program
import pytest
from common.program import Failure
from common.project import ROOT
from exercises import chapters

POLITE = chapters.find("polite")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs make."""
    return subprocess.run(["make", "-s", *arguments], cwd=ROOT, check=False, text=True,
                          capture_output=True)


def one_error(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that says what is wrong; make adds that it stops."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert done.returncode != 0 and len(lines) == 1, done.stderr
    return lines[0]


def test_lists() -> None:
    done = make("exercise")
    assert done.returncode == 0 and done.stdout == chapters.listing()
    assert "next: make exercise NAME=polite" in done.stderr


@pytest.mark.parametrize("target, arguments, message", [
    ("exercise", ["NAME=polit"], "did you mean polite"),
    ("exercise", ["DIR=/nowhere"], "say which exercise: NAME="),
    ("check-exercise", [], "say which exercise: NAME="),
    ("check-exercise", ["NAME=nonsense"], "'make exercise' lists them"),
    ("check-exercise", ["NAME=polite", "DIR=/nowhere"], "'make exercise NAME=polite' makes it"),
    ("check-exercise", ["DIR=/nowhere"], "/nowhere holds no exercise"),
    ("check-exercise", ["DIR=samples/01_hello_world"], "01_hello_world holds no exercise"),
])
def test_mistakes_are_one_line(target: str, arguments: list[str], message: str) -> None:
    said = one_error(make(target, *arguments))
    assert said.startswith("error: ") and message in said


@pytest.mark.parametrize("prepare, message", [
    (lambda place: (place.mkdir(), (place / "polite.cc").touch()), "is not empty"),
    (lambda place: place.touch(), "is a file"),
    (lambda place: (place.parent.rmdir(), place.parent.touch()), "cannot write"),
], ids=["begun before", "file", "below a file"])
def test_overwrites_nothing(tmp_path: Path, prepare: Callable[[Path], object],
                            message: str) -> None:
    (tmp_path / "above").mkdir()
    place = tmp_path / "above/polite"
    prepare(place)
    before = [(path, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()]
    with pytest.raises(Failure, match=message):
        program.create(POLITE, place)
    assert [(path, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()] == before


def test_refuses_what_kbuild_refuses(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="space or a colon"):
        program.create(POLITE, tmp_path / "with space")
    assert not list(tmp_path.iterdir())


def test_from_the_first_line_to_the_last(tmp_path: Path) -> None:
    """Begun, not solved, not even C++, solved."""
    place = f"DIR={tmp_path}/mine"
    done = make("exercise", "NAME=polite", place)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == f"next: write it, then make check-exercise {place}"

    done = make("check-exercise", place)
    assert done.returncode != 0
    assert done.stdout.startswith("1.1 Polite or not, on ")
    assert "# insmod polite.ko\npolite: Hello!\n" in done.stdout
    assert ("not yet: line 4 of expected.txt is not what comes out\n"
            "  after:    cat /sys/module/polite/parameters/polite\n"
            "  expected: Y\n") in done.stderr
    assert "Traceback" not in done.stderr

    source = tmp_path / "mine/polite.cc"
    begun = source.read_text(encoding="utf-8")
    source.write_text(begun.replace("Result<Polite>", "Result<>"), encoding="utf-8")
    done = make("check-exercise", place)
    assert done.returncode != 0 and "polite.cc:" in done.stderr
    assert "\nnot yet: it does not build, and the messages above say why\n" in done.stderr

    shutil.copy(POLITE.source, source)
    (tmp_path / "mine/guest.sh").open("a").write("# my own words\n")
    done = make("check-exercise", place, "NAME=polite")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-2:] == [
        "passed: the solution of the chapter is docs/tutorial/01_hello_world/polite/polite.cc",
        "next: make exercise NAME=limit"]
    assert "note: guest.sh is not that of the exercise any more" in done.stderr
