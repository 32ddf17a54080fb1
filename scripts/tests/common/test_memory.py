# SPDX-License-Identifier: GPL-2.0
"""What programs said is said again, as long as nothing changes that it came from."""
from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from common import memory
from common.memory import Memory, dependencies
from common.project import ROOT

QUESTION = ("compiler", "-O2", f"{ROOT}/a.cc")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("BUILD_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def kept(file: Path) -> Memory:
    """A memory with an answer that came from a file."""
    known = Memory("topic")
    known.keep(QUESTION, [str(file)], {"said": f"{ROOT}/a.cc:1: no", "status": 1},
               sys.maxsize)
    return known


def answers(folder: Path) -> list[Path]:
    """The files of the answers."""
    return [path for path in (folder / "cache/cpp-for-linux/answers/topic").glob("*/*")]


def test_the_same_again(folder: Path) -> None:
    file = folder / "a.hpp"
    file.write_text("one")
    known = kept(file)
    assert known.recall(QUESTION) == {"said": f"{ROOT}/a.cc:1: no", "status": 1}
    assert known.recall((*QUESTION, "-DMORE")) is None
    assert Memory("another").recall(QUESTION) is None


@pytest.mark.parametrize("content", ["two", None, "one and more"])
def test_a_file_has_changed(folder: Path, content: str | None) -> None:
    file = folder / "a.hpp"
    file.write_text("one")
    known = kept(file)
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
        os.utime(file, (1, 1))
    assert known.recall(QUESTION) is None
    file.write_text("one")
    assert known.recall(QUESTION) is not None, "it is the content that counts"


def test_another_program_or_setting(folder: Path) -> None:
    program, setting = folder / "program", folder / "setting"
    program.write_text("1")
    setting.write_text("a")
    Memory("topic", [str(program)], [setting]).keep(QUESTION, [], "said", 1)
    assert Memory("topic", [str(program)], [setting]).recall(QUESTION) == "said"
    program.write_text("22")
    assert Memory("topic", [str(program)], [setting]).recall(QUESTION) is None
    program.write_text("1")
    setting.write_text("b")
    assert Memory("topic", [str(program)], [setting]).recall(QUESTION) is None


def test_for_another_checkout(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in the checkout may lie elsewhere, if it is the same."""
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "a.hpp").write_text("same")
    monkeypatch.setattr(memory, "_HERE", f"{folder}/one/")
    Memory("topic").keep([f"-I{folder}/one/x"], [f"{folder}/one/a.hpp"], f"{folder}/one/a.hpp:1",
                         sys.maxsize)
    monkeypatch.setattr(memory, "_HERE", f"{folder}/two/")
    assert Memory("topic").recall([f"-I{folder}/two/x"]) == f"{folder}/two/a.hpp:1"
    (folder / "two/a.hpp").write_text("different")
    assert Memory("topic").recall([f"-I{folder}/two/x"]) is None


@pytest.mark.parametrize("damage", [b"", b"x\x9c broken", None])
def test_a_damaged_answer_is_none(folder: Path, damage: bytes | None) -> None:
    (folder / "a.hpp").write_text("one")
    known = kept(folder / "a.hpp")
    one, = answers(folder)
    one.write_bytes(one.read_bytes()[:20] if damage is None else damage)
    assert known.recall(QUESTION) is None


def test_the_oldest_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Memory("topic", most=3)
    monkeypatch.setattr(known, "_place", lambda words: folder / "answers" / words[0])
    for number in range(3):
        known.keep([str(number)], [], number, 1)
        os.utime(folder / "answers" / str(number), (number, number))
    assert known.recall(["0"]) == 0     # used now
    known.keep(["3"], [], 3, 1)
    assert [known.recall([str(number)]) for number in range(4)] == [0, None, 2, 3]


def test_what_changes_meanwhile_is_not_kept(folder: Path) -> None:
    """The compiler may have read either."""
    begun = time.time_ns()
    file = folder / "a.hpp"
    file.write_text("one")
    known = Memory("topic")
    for files in ([str(file)], [str(folder / "none")]):
        known.keep(QUESTION, files, "said", begun)
        assert known.recall(QUESTION) is None
    os.utime(file, (1, 1))
    known.keep(QUESTION, [str(file)], "said", begun)
    assert known.recall(QUESTION) == "said"


def test_a_new_header_may_hide_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of a name that no file includes cannot."""
    monkeypatch.setattr(memory, "ROOT", folder)
    (folder / "kernel_support/include/kernel").mkdir(parents=True)
    (folder / "a.cc").write_text("#include <kernel/new.hpp>\n")
    kept(folder / "a.cc")
    (folder / "kernel_support/include/kernel/other.hpp").write_text("")
    assert Memory("topic").recall(QUESTION) is not None
    (folder / "kernel_support/include/kernel/new.hpp").write_text("")
    assert Memory("topic").recall(QUESTION) is None


def test_of_the_bindings_counts_what_is_used(folder: Path) -> None:
    source, bindings = folder / "a.cc", folder / "bindings.hpp"
    source.write_text("int a = bindings::ONE;\n")
    bindings.write_text("constexpr int ONE = 1;\n")
    known = Memory("topic")
    for words, also in ((QUESTION, "TWO"), ((*QUESTION, "-DNAME=TWO"), "THREE")):
        known.keep(words, [str(source), str(bindings)], "said", sys.maxsize)
        with bindings.open("a", encoding="utf-8") as file:
            file.write(f"constexpr int {also} = 2;\n")
        assert known.recall(words) == "said"
    bindings.write_text("constexpr int ONE = 1;\nconstexpr int TWO = 3;\n")
    assert known.recall(QUESTION) == "said" and known.recall((*QUESTION, "-DNAME=TWO")) is None
    bindings.write_text("constexpr int ONE = 2;\n")
    assert known.recall(QUESTION) is None
    bindings.unlink()
    assert known.recall(QUESTION) is None


def test_a_full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")
    monkeypatch.setattr(memory, "write_whole", full)
    (folder / "a.hpp").write_text("one")
    kept(folder / "a.hpp")
    assert not answers(folder)


def test_dependencies(tmp_path: Path) -> None:
    listing = tmp_path / "a.d"
    listing.write_text("a.o: a.cc ../b.hpp \\\n /usr/include/c.h\n")
    assert dependencies(listing, Path("/x/y")) == ["/x/y/a.cc", "/x/b.hpp", "/usr/include/c.h"]
    assert not dependencies(tmp_path / "none", tmp_path)
