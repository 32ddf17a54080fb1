# SPDX-License-Identifier: GPL-2.0
"""make test CHANGED=1: what is affected runs, and what a test reads is seen."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Iterator

import pytest
from common import memory
from common.program import Failure
from common.project import BUILD, ROOT
from common.reads import BUILDS, Recorder, built_from, imported
from testing import changed
from testing.changed import is_affected

HEADER = "kernel_support/include/kernel/bitmap.hpp"


@pytest.mark.parametrize("reads, files, affected", [
    ({"a.hpp"}, {}, False),
    ({"a.hpp"}, {"a.hpp": False}, True),
    ({"a.hpp"}, {"b.hpp": False}, False),
    ({"**"}, {"anything": False}, True),
    ({"**"}, {}, False),
    ({"/"}, {"new": True}, True),
    ({"/"}, {"old": False}, False),
    ({"folder/*.mk"}, {"folder/a.mk": False}, True),
    ({"folder/*.mk"}, {"folder/a.cc": False}, False),
    ({"folder/"}, {"folder/old": False}, False),
    ({"folder/"}, {"folder/new": True}, True),
    ({"folder/"}, {"folder/below/new": True}, True),
    ({"folder/"}, {"other/below/new": True}, False),
    ({"folder/**"}, {"folder/below/old": False}, True),
    ({"folder/**"}, {"folder2/old": False}, False)])
def test_who_sees_a_difference(reads: set[str], files: dict[str, bool], affected: bool) -> None:
    assert is_affected(reads, files) == affected


@pytest.fixture(name="recorder")
def _recorder() -> Iterator[Recorder]:
    recorder = Recorder()
    recorder.begin("test")
    yield recorder
    recorder.end()
    memory.readers.remove(recorder.add)


def test_what_is_opened_and_listed(recorder: Recorder, tmp_path: Path) -> None:
    (ROOT / HEADER).read_text(encoding="utf-8")
    list((ROOT / "configs").glob("*.toml"))
    (tmp_path / "elsewhere").write_text("")
    (BUILD / "none").is_file()
    assert {HEADER, "configs/"} <= recorder.reads["test"]
    assert not any("elsewhere" in one or one.startswith("build/")
                   for one in recorder.reads["test"])


def test_what_a_program_is_told(recorder: Recorder) -> None:
    for words in (["true", f"-I{ROOT}/docs", ROOT / HEADER], ["true", f"--folder={ROOT}/samples"],
                  [sys.executable, "-c", "", str(ROOT / "scripts/fetch_kernel.py")]):
        subprocess.run(words, check=True)
    reads = recorder.reads["test"]
    assert {HEADER, "samples/**", "scripts/fetch_kernel.py", "scripts/kernels/build.py"} <= reads
    assert "**" not in reads
    subprocess.run(["true", ROOT], check=True)
    assert "**" in reads


def test_what_an_answer_came_from(recorder: Recorder, tmp_path: Path,
                                  monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUILD_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    known = memory.Memory("topic")
    known.keep(["question"], [str(ROOT / HEADER), "/usr/include/stdio.h"], "answer", sys.maxsize)
    # Which headers there are counts, too: a new one may hide another.
    assert {HEADER, "kernel_support/include/kernel/"} <= recorder.reads["test"]
    recorder.begin("another")
    assert known.recall(["question"]) == "answer"
    assert recorder.reads["another"] == {HEADER}
    assert not any("stdio" in one for one in recorder.reads["test"])


def test_what_modules_are_built_from(tmp_path: Path) -> None:
    (tmp_path / ".some.lto.o.cmd").write_text(
        f"deps_x := \\\n  include/linux/a.h \\\n  {ROOT}/{HEADER} \\\n  {BUILD}/made.hpp \\\n")
    assert built_from(tmp_path) == {HEADER}


def test_what_a_program_of_ours_reads(tmp_path: Path) -> None:
    """It says so itself."""
    told = tmp_path / "told"
    subprocess.run([ROOT / "scripts/fetch_kernel.py", "none"], check=False, capture_output=True,
                   env=os.environ | {"CPP_READS": str(told)})
    assert {"scripts/fetch_kernel.py", "scripts/kernels/catalogue.py", "configs/"} <= set(
        told.read_text(encoding="utf-8").splitlines())


def test_what_make_builds(recorder: Recorder, tmp_path: Path) -> None:
    """What compilers note is there only afterwards."""
    (tmp_path / "make").symlink_to("/bin/true")
    subprocess.run([tmp_path / "make", "-C", "/", f"M={tmp_path}"], check=True)
    (tmp_path / ".some.lto.o.cmd").write_text(f"deps_x := {ROOT}/docs/../{HEADER}\n")
    recorder.end()
    assert recorder.reads["test"] == {HEADER, *BUILDS}


def test_what_is_imported() -> None:
    files = imported(ROOT / "scripts/run_case.py")
    assert {ROOT / "scripts/guest/boot.py", ROOT / "scripts/common/project.py",
            ROOT / "scripts/guest/__init__.py", ROOT / "scripts/check.py"} <= files
    assert ROOT / "scripts/lint.py" not in files


def test_what_differs_from_main(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "ROOT", tmp_path)

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", tmp_path, "-c", "user.name=n", "-c", "user.email=e", *words],
                       check=True, capture_output=True, env=os.environ | {"GIT_CONFIG_GLOBAL": ""})
    with pytest.raises(Failure, match="what has changed since main is not known: git says"):
        changed.changed()
    git("init", "-q", "-b", "main")
    for name in ("kept", "edited", "gone", "committed"):
        (tmp_path / name).write_text("1")
    git("add", ".")
    git("commit", "-qm", "first")
    assert changed.changed() == {}
    git("checkout", "-qb", "branch")
    (tmp_path / "committed").write_text("2")
    git("commit", "-qam", "second")
    (tmp_path / "edited").write_text("2")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("1")
    assert changed.changed() == {"committed": False, "edited": False, "gone": True, "new": True}
