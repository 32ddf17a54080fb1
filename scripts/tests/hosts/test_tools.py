# SPDX-License-Identifier: GPL-2.0
"""The table of tools, and what programs are called by it."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from common.project import ROOT
from hosts import tools
from lint import project_files


def be(path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The system that a script thinks it is on, with no program at all."""
    path.mkdir()
    (path / "os-release").write_text(text, encoding="utf-8")
    (path / "bin").mkdir()
    monkeypatch.setenv("OS_RELEASE", str(path / "os-release"))
    monkeypatch.setenv("PATH", str(path / "bin"))
    monkeypatch.delenv("TOOLS", raising=False)


def have(path: Path, *names: str) -> None:
    """Programs that are there."""
    for name in names:
        (path / "bin" / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (path / "bin" / name).chmod(0o755)


@pytest.mark.parametrize("version, clang, analyser", [("12", "clang-14", "clang++-16"),
                                                      ("13", "clang-19", "clang++-19")])
def test_a_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, clang: str,
                   analyser: str) -> None:
    """The names are those of its packages, whatever else is there."""
    here = tmp_path / "debian"
    be(here, monkeypatch, f'ID=debian\nVERSION_ID="{version}"\n')
    have(here, "clang", "clang++", "gcc")
    assert tools.program("clang") == clang
    assert tools.program("clang++", "analyser") == analyser
    assert tools.program("g++") == "g++-12"
    assert bool(tools.formatter()) == (version == "12")


@pytest.mark.parametrize("text", ["", "ID=debian\n", 'ID=fedora\nVERSION_ID=42\n'])
def test_any_other_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The plain program first, then what has a version; nothing is formatted by chance."""
    here = tmp_path / "other"
    be(here, monkeypatch, text)
    assert tools.program("clang") == "clang"
    have(here, "clang-14", "clang-19", "clang-format")
    assert tools.program("clang") == "clang-19"
    have(here, "clang")
    assert tools.program("clang") == "clang"
    assert not tools.formatter()
    have(here, "clang-format-14")
    assert tools.formatter() == "clang-format-14"


def test_tools_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "debian"
    be(here, monkeypatch, 'ID=debian\nVERSION_ID="12"\n')
    have(here, "g++")
    assert tools.program("g++") == "g++-12"
    monkeypatch.setenv("TOOLS", "mine")
    assert tools.program("g++") == "g++"
    have(here, "g++-12")
    assert tools.program("g++") == "g++-12"


def test_who_has_a_compiler() -> None:
    assert tools.has_compiler(12) == ["Debian 12", "Debian 13"]
    assert tools.has_compiler(14) == ["Debian 13"]
    assert not tools.has_compiler(99)


def test_only_the_table_knows_versions() -> None:
    """Whatever else names a tool asks it."""
    named = re.compile(r"\b(gcc|g\+\+|clang(\+\+|d|-tidy|-format)?|libclang1?|python3-clang)-\d\d")
    tests = ROOT / "scripts/tests"
    allowed = {tools.TABLE, *(tests / "hosts").glob("*.py"), *(tests / "kernels").glob("*.py"),
               tests / "programs/test_install_tools.py", ROOT / ".devcontainer/Dockerfile"}
    found = [f"{file}:{number}: {line.strip()}" for file in project_files()
             if file not in allowed and file.suffix in (".py", ".sh", ".mk", ".cc", ".hpp", "")
             for number, line in enumerate(file.read_text("utf-8", "replace").split("\n"), 1)
             if named.search(line)]
    assert not found, "\n".join(found)
