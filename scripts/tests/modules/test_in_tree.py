# SPDX-License-Identifier: GPL-2.0
"""Samples go into a kernel's tree and out again without a trace; nothing of anybody's is lost."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

import into_tree
import pytest
from common.program import Failure
from common.project import ROOT
from modules import in_tree

KCONFIG = """\
menuconfig SAMPLES
\tbool "Sample kernel code"

if SAMPLES

source "samples/rust/Kconfig"

endif # SAMPLES
"""


@pytest.fixture(name="tree")
def _tree(tmp_path: Path) -> Path:
    """As much of a kernel's tree as the command looks at, under git."""
    tree = tmp_path / "linux"
    for name, text in {"Kconfig": "", "kernel/Makefile": "", "scripts/Makefile.build": "",
                       "samples/Kconfig": KCONFIG, "samples/Makefile": "obj-y += kobject/\n",
                       ".gitignore": ".*\n*.o\n"}.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    for words in (["init", "-q"], ["add", "-f", "."],
                  ["-c", "user.name=a", "-c", "user.email=a", "commit", "-qm", "tree"]):
        subprocess.run(["git", "-C", tree, *words], check=True)
    return tree


def changes(tree: Path) -> str:
    """What git says of the tree."""
    return subprocess.run(["git", "-C", tree, "status", "--porcelain", "--ignored"], text=True,
                          capture_output=True, check=True).stdout


def refused(tree: Path, **how: bool) -> str:
    """The one line of a refusal."""
    with pytest.raises(Failure) as caught:
        in_tree.put(tree, **how)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("link", [False, True])
def test_in_and_out(tree: Path, link: bool) -> None:
    assert in_tree.put(tree, link)
    assert [line for line in changes(tree).splitlines() if not line.startswith("!!")] == [
        " M samples/Kconfig", " M samples/Makefile", "?? samples/cpp/"]
    menu = (tree / "samples/Kconfig").read_text().splitlines()
    assert menu[menu.index('source "samples/cpp/Kconfig"') + 1] == "endif # SAMPLES"
    assert (tree / "samples/cpp/kernel_support/module.mk").is_file()
    assert (tree / "samples/cpp/kernel_support").is_symlink() == link
    # What was built there goes, too.
    (tree / "samples/cpp/01_hello_world/hello_world.o").touch()
    (tree / "samples/cpp/support/bindings_check.c").touch()
    assert in_tree.remove(tree) and changes(tree) == "" and not (tree / "samples/cpp").exists()
    assert not in_tree.remove(tree)
    assert (ROOT / "kernel_support/module.mk").is_file()


def test_again(tree: Path) -> None:
    """The second time there is nothing to do, and make finds nothing new."""
    in_tree.put(tree)
    times = {path: path.stat().st_mtime_ns for path in tree.rglob("*") if path.is_file()}
    assert not in_tree.put(tree)
    manifest = tree / "samples/cpp/.manifest"
    assert {path for path, time in times.items() if path.stat().st_mtime_ns != time} <= {manifest}


def test_what_is_missing_is_completed(tree: Path) -> None:
    in_tree.put(tree)
    (tree / "samples/cpp/03_allocation/allocation.cc").unlink()
    (tree / "samples/Kconfig").write_text(KCONFIG)
    assert in_tree.put(tree) and (tree / "samples/cpp/03_allocation/allocation.cc").is_file()
    assert "cpp/Kconfig" in (tree / "samples/Kconfig").read_text()


def test_kbuild_of_a_sample_follows_kconfig(tree: Path) -> None:
    in_tree.put(tree)
    text = (tree / "samples/cpp/06_misc_device/Makefile").read_text()
    assert "\nobj-$(CONFIG_SAMPLE_CPP_MISC_DEVICE) := misc_device.o\n" in text
    assert "\nuserprogs-always-$(CONFIG_SAMPLE_CPP_PROGRAMS) := mailbox\n" in text
    assert "\ninclude $(srctree)/samples/cpp/kernel_support/module.mk\n" in text
    kconfig = (tree / "samples/cpp/Kconfig").read_text()
    for name in in_tree.NAMES:
        assert f"config {in_tree.option(name)}\n\ttristate" in kconfig
        assert (tree / "samples/cpp" / name / "Makefile").is_file()


def another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the checkout has a file more, one less and another one."""
    wanted = in_tree.files()
    del wanted["support/Makefile"]
    wanted |= {"new.mk": in_tree.File(b"new"), "Kconfig": in_tree.File(b"other")}
    monkeypatch.setattr(in_tree, "files", lambda _link=False: wanted)


def test_another_version(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_tree.put(tree)
    another_version(monkeypatch)
    assert refused(tree).endswith("holds another version of the samples: UPDATE=1 replaces it, "
                                  "REMOVE=1 removes it")
    assert in_tree.put(tree, update=True)
    assert (tree / "samples/cpp/new.mk").is_file()
    assert not (tree / "samples/cpp/support/Makefile").exists()
    assert not in_tree.put(tree)


@pytest.mark.parametrize("link", [False, True])
def test_links_and_copies_replace_each_other(tree: Path, link: bool) -> None:
    in_tree.put(tree, link)
    assert "another version" in refused(tree, link=not link)
    assert in_tree.put(tree, not link, update=True)
    assert (tree / "samples/cpp/kernel_support/include/kernel/module.hpp").is_file()
    assert (ROOT / "kernel_support/include/kernel/module.hpp").is_file()
    assert in_tree.remove(tree) and changes(tree) == ""


@pytest.mark.parametrize("name, message", [
    ("01_hello_world/hello_world.cc", "was changed there"),
    ("01_hello_world/mine.cc", "was added there"),
])
def test_work_of_others_is_kept(tree: Path, name: str, message: str) -> None:
    in_tree.put(tree)
    (tree / "samples/cpp" / name).write_text("mine")
    assert message in refused(tree) and message in refused(tree, update=True)
    with pytest.raises(Failure, match=message):
        in_tree.remove(tree)
    assert (tree / "samples/cpp" / name).read_text() == "mine"
    assert in_tree.remove(tree, force=True) and changes(tree) == ""


def test_lines_of_others_are_kept(tree: Path) -> None:
    in_tree.put(tree)
    for name, line in {"Kconfig": "# mine\n", "Makefile": "obj-y += mine/\n"}.items():
        with open(tree / "samples" / name, "a", encoding="utf-8") as file:
            file.write(line)
    in_tree.remove(tree)
    assert (tree / "samples/Kconfig").read_text() == KCONFIG + "# mine\n"
    assert (tree / "samples/Makefile").read_text() == "obj-y += kobject/\nobj-y += mine/\n"


def test_a_folder_of_others(tree: Path) -> None:
    (tree / "samples/cpp").mkdir()
    assert "was not put there by this command: move it" in refused(tree)


def test_an_interrupted_run_is_completed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, count = in_tree.File.write, iter(range(20))

    def interrupted(file: in_tree.File, path: Path) -> None:
        if next(count) == 19:
            raise KeyboardInterrupt
        write(file, path)

    with monkeypatch.context() as patched:
        patched.setattr(in_tree.File, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            in_tree.put(tree)
    assert in_tree.put(tree) and not in_tree.put(tree)
    assert in_tree.remove(tree) and changes(tree) == ""


def test_no_tree(tmp_path: Path, tree: Path) -> None:
    assert "no such folder" in refused(tmp_path / "nothing")
    assert "is not the source tree of a kernel, Kconfig is missing" in refused(tmp_path)
    assert "contains a space or a colon" in refused(tmp_path / "a b")
    (tree / "samples/Kconfig").write_text("menu\nendmenu\n")
    assert "take a tree from 6.1 on" in refused(tree)


def test_a_tree_that_cannot_be_written(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda *_: False)
        assert "cannot be written" in refused(tree)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "samples/cpp/Kconfig")

    monkeypatch.setattr(in_tree, "write_whole", full)
    assert refused(tree) == "cannot write samples/cpp/Kconfig: No space left on device"


def test_the_command(tree: Path) -> None:
    """As it is typed; each refusal is one line."""
    program = into_tree.__file__
    for words, status, said in (([tree], 0, "next: make menuconfig"),
                                ([tree], 0, "all is there already"),
                                (["--remove", tree], 0, "are gone"),
                                (["--remove", tree], 0, "nothing to do"),
                                ([""], 1, "error: say which tree: TREE=../linux")):
        done = subprocess.run([program, *words], text=True, capture_output=True, check=False)
        assert done.returncode == status and said in done.stderr
