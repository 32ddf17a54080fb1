# SPDX-License-Identifier: GPL-2.0
"""The commands as they are typed: help, and one clear line for each mistake."""
from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from common.project import ROOT
from kernels import catalogue


def make(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs make."""
    return subprocess.run(["make", *arguments], cwd=cwd, text=True, capture_output=True,
                          check=False)


def one_error(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that says what is wrong; make adds that it stops."""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert done.returncode != 0 and len(lines) == 1, done.stderr
    assert lines[0].startswith("error: ")
    return lines[0]


def test_bare_make_helps() -> None:
    done = make()
    assert done.returncode == 0 and done.stdout == make("help").stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    for name in catalogue.known():
        assert name in done.stdout


def test_help_and_targets_agree() -> None:
    phony = set(re.findall(r"[\w-]+", " ".join(
        re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE))))
    helped = set(re.findall(r"^  make ([\w-]+)", make().stdout, re.MULTILINE))
    assert {name for name in phony if not name.startswith("tools-")} - {"help"} == helped


def test_unknown_sample() -> None:
    assert "01_hello_world" in one_error(make("run", "SAMPLE=99"))


def test_unknown_kernel() -> None:
    for target in ("run", "test", "build"):
        assert "debian-6.1, debian-6.12" in one_error(make(target, "KERNEL=debian-5.10"))


def test_unknown_suite() -> None:
    assert "samples" in one_error(make("test", "SUITE=nonsense"))


def test_bad_kdir(tmp_path: Path) -> None:
    for target in ("run", "test"):
        assert "not a kernel tree" in one_error(make(target, f"KDIR={tmp_path}"))


def test_shell_needs_a_sample() -> None:
    if len(list((ROOT / "samples").glob("*/Kbuild"))) > 1:
        assert "SAMPLE=" in one_error(make("shell"))


def test_shell_needs_a_terminal() -> None:
    done = make("shell", "SAMPLE=01")
    assert done.returncode != 0 and "error: a shell needs a terminal" in done.stderr


def test_new_needs_name_and_place() -> None:
    assert "NAME=" in one_error(make("new"))
    assert "DIR=" in one_error(make("new", "NAME=x"))


@pytest.mark.parametrize("name, what", [("with space", "space"), ("with:colon", "colon")])
def test_paths_that_kbuild_refuses(tmp_path: Path, name: str, what: str) -> None:
    (tmp_path / name).mkdir()
    shutil.copy(ROOT / "Makefile", tmp_path / name)
    done = make("run", cwd=tmp_path / name)
    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1 and f"contains a {what}" in done.stderr


@pytest.mark.parametrize("script", sorted(
    path.name for path in (ROOT / "scripts").iterdir() if path.stat().st_mode & 0o100
    and path.is_file()))
def test_every_script_helps(script: str) -> None:
    done = subprocess.run([ROOT / "scripts" / script, "--help"], capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and "usage: " in done.stdout + done.stderr


def test_clean_keeps_what_was_downloaded(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/clean.sh", tmp_path / "scripts")
    for name in ("downloads/a.deb", "kernels/k/kernel.json", "initramfs/base.cpio", "k/a.o",
                 "docs/html/index.html", "kvm.json"):
        (tmp_path / "build" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "build" / name).touch()
    subprocess.run([tmp_path / "scripts/clean.sh"], check=True)
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        "downloads", "initramfs", "kernels"]
