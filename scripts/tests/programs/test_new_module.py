# SPDX-License-Identifier: GPL-2.0
"""`make new` makes a folder that works at once, or refuses with one line."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Callable

import new_module
import pytest
from common.program import Failure
from common.project import ROOT


@pytest.mark.parametrize("name", ["", "My_driver", "9lives", "_x", "my-driver", "a b", "../x",
                                  "ü", "a" * 56])
def test_refuses_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(Failure) as caught:
        new_module.create(name, tmp_path / "new")
    assert "\n" not in str(caught.value) and not (tmp_path / "new").exists()


def test_takes_the_longest_name(tmp_path: Path) -> None:
    new_module.create("a" * 55, tmp_path / "new")


@pytest.mark.parametrize("prepare, message", [
    (lambda place: (place.mkdir(), (place / "notes").touch()), "is not empty"),
    (lambda place: place.touch(), "is a file"),
    (lambda place: (place.parent.rmdir(), place.parent.touch()), "cannot write"),
], ids=["not empty", "file", "below a file"])
def test_refuses_places(tmp_path: Path, prepare: Callable[[Path], object], message: str) -> None:
    (tmp_path / "above").mkdir()
    place = tmp_path / "above/new"
    prepare(place)
    with pytest.raises(Failure, match=message):
        new_module.create("my_driver", place)


@pytest.mark.parametrize("place", ["with space", "with:colon"])
def test_refuses_paths_that_kbuild_refuses(tmp_path: Path, place: str) -> None:
    with pytest.raises(Failure, match="space or a colon"):
        new_module.create("my_driver", tmp_path / place)
    assert not (tmp_path / place).exists()


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    new_module.create("blinker", tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        ".gitignore", "Kbuild", "Makefile", "README.md", "blinker.cc", "dkms.conf", "expected.txt",
        "guest.sh"]


def test_nothing_of_the_template_is_left(tmp_path: Path) -> None:
    new_module.create("tiny_net2", tmp_path / "new")
    for path in (tmp_path / "new").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "my_driver" not in text and "MyDriver" not in text and "../.." not in text
    assert "struct TinyNet2" in (tmp_path / "new/tiny_net2.cc").read_text(encoding="utf-8")
    kbuild = (tmp_path / "new/Kbuild").read_text(encoding="utf-8")
    assert re.findall(r"/\S+/module\.mk", kbuild.replace("(src)", "")) == [
        f"{ROOT}/kernel_support)/module.mk", "/usr/local/share/cpp-for-linux/module.mk",
        "/usr/share/cpp-for-linux/module.mk"]


def test_builds_boots_and_passes(tmp_path: Path) -> None:
    """As its user does it: through the Makefile in the folder."""
    subprocess.run(["make", "-s", "new", "NAME=lighthouse", f"DIR={tmp_path}/new"], cwd=ROOT,
                   check=True)
    for command in (["make"], ["make", "run"]):
        done = subprocess.run(command, cwd=tmp_path / "new", check=False, text=True,
                              capture_output=True)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "lighthouse: loaded, the answer is 42\n" in done.stdout
    assert "1 passed, 0 failed" in done.stdout
    # Objects go to the checkout's build folder, not beside the sources.
    assert not list((tmp_path / "new").glob("*.o"))


def test_without_the_checkout(tmp_path: Path) -> None:
    """The kernel's own build is what is left."""
    new_module.create("lighthouse", tmp_path / "new")
    (tmp_path / "kernel").mkdir()
    (tmp_path / "kernel/Makefile").write_text("modules:\n\t@echo built in $(M)\n")
    done = subprocess.run(["make", "CPP_LINUX=/nowhere", f"KDIR={tmp_path}/kernel"],
                          cwd=tmp_path / "new", check=True, text=True, capture_output=True)
    assert f"built in {tmp_path}/new\n" in done.stdout
    done = subprocess.run(["make", "run", "CPP_LINUX=/nowhere"], cwd=tmp_path / "new", check=False,
                          text=True, capture_output=True)
    assert done.returncode != 0 and done.stderr.splitlines()[0] == (
        "error: make run takes a checkout of C++ for Linux: name one by CPP_LINUX=")
