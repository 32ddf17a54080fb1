# SPDX-License-Identifier: GPL-2.0
"""The samples in a kernel's source tree: built in they say what they say as modules."""
from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pytest
import tree_kernel
from common.project import ROOT
from guest import boot
from guest.judge import explain
from guest.settings import Settings
from kernels.catalogue import Kernel
from modules import cases, in_tree
from modules.cases import Case
from reports.kernel_log import STAMP
from tree_kernel import BUILT_IN, MODULES, Built

SAMPLES = [cases.load(ROOT / "samples" / name) for name in in_tree.NAMES]
_WARNING = re.compile(r"warning", re.IGNORECASE)


def transcript(case: Case) -> list[tuple[str, list[str]]]:
    """The commands of an expected.txt, and what comes of each."""
    blocks: list[tuple[str, list[str]]] = []
    for line in case.expected.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            blocks.append((line[2:], []))
        else:
            blocks[-1][1].append(line)
    return blocks


def said_by(name: str, command: str) -> list[str]:
    """What a module says to the kernel's log when it is loaded by a command."""
    case = next(one for one in SAMPLES if f"{name}.o" in (one.folder / "Kbuild").read_text("utf-8"))
    lines = dict(transcript(case))[command]
    return [line for line in lines if line.startswith(f"{name}: ")]


def while_loaded(case: Case) -> list[tuple[str, list[str]]]:
    """What a sample's guest does between its first insmod and the rmmod."""
    blocks = transcript(case)
    first = next(at for at, (command, _) in enumerate(blocks) if command.startswith("insmod ")) + 1
    last = next(at for at, (command, _) in enumerate(blocks) if command.startswith("rmmod "))
    return blocks[first:last]


def messages(console: str, name: str) -> list[str]:
    """The lines of the log that are of one module."""
    lines = [STAMP.sub("", line).rstrip() for line in console.splitlines()]
    return [line for line in lines if line.startswith(f"{name}: ")]


def boot_built_in(built: Built, script: str, words: str) -> boot.Verdict:
    """Boots with all samples, and runs commands."""
    case = replace(cases.load(ROOT / "samples/06_misc_device"), script=script, fresh=True)
    verdict = boot.boot(built.kernel, case, [],
                        Settings(processors=2, deadline=180, append=f"loglevel=7 {words}"))
    assert verdict.passed, explain(verdict)
    return verdict


@pytest.fixture(scope="module", name="built_in")
def _built_in(tree: Kernel) -> Built:
    return tree_kernel.build(tree, BUILT_IN)


@pytest.fixture(scope="module", name="modular")
def _modular(built_in: Built, tree: Kernel) -> Built:
    # Both are built in the same folder: one after the other.
    del built_in
    return tree_kernel.build(tree, MODULES)


pytestmark = pytest.mark.xdist_group("in_tree")


def test_built_in(built_in: Built) -> None:
    """Messages of the start, and all that programs see then, are those of the modules."""
    blocks = [block for case in SAMPLES for block in while_loaded(case)]
    script = "".join(f"{command}\n" for command, _ in blocks)
    verdict = boot_built_in(built_in, script, "hello_world.times=often")
    assert verdict.transcript == "".join(f"# {command}\n" + "".join(f"{line}\n" for line in lines)
                                         for command, lines in blocks)
    console = verdict.run.console
    for name in ("hello_world", "mutex_condvar", "allocation", "hello_world_fails"):
        assert messages(console, name) == said_by(name, f"insmod {name}.ko"), name
    refused = said_by("hello_world", "insmod hello_world.ko times=often")[0].partition(": ")[2]
    assert refused.replace("`times", "`hello_world.times") in console


def test_parameters_on_the_command_line(built_in: Built) -> None:
    """They come through, are shown in sysfs, and an init() that fails undoes what it did."""
    script = ("cat /sys/module/hello_world/parameters/*\n"
              "cat /sys/module/cpp_first/parameters/number\n"
              "echo 7 >/sys/module/cpp_first/parameters/number\n"
              "cat /sys/module/cpp_first/parameters/number\n"
              "ls /sys/bus/auxiliary/drivers | grep cpp_\n")
    verdict = boot_built_in(built_in, script, "hello_world.whom=Ada hello_world.times=2 "
                            "mutex_condvar.consumers=0 mutex_condvar.patience=1000")
    assert [line for line in verdict.transcript.splitlines() if not line.startswith("#")] \
        == ["2", "Ada", "1", "7", "cpp_first.cpp_first", "cpp_last.cpp_last"]
    console = verdict.run.console
    assert messages(console, "hello_world") == said_by(
        "hello_world", "insmod hello_world.ko whom=Ada times=2")
    assert messages(console, "mutex_condvar") == said_by(
        "mutex_condvar", "insmod mutex_condvar.ko consumers=0 patience=1000")
    assert messages(console, "cpp_first") == ["cpp_first: cpp_first has 42 corners, 4"]
    order = [console.index(f"{name}: ") for name in ("cpp_first", "hello_world", "cpp_last")]
    assert order == sorted(order)


def test_vmlinux(built_in: Built) -> None:
    """One copy of each start, and nothing that only a module has use for."""
    symbols = subprocess.run(["nm", "-C", built_in.file("vmlinux")], capture_output=True, text=True,
                             check=True).stdout
    for name in ("hello_world", "misc_device", "cpp_first", "cpp_last"):
        assert re.findall(rf"^\w+ (\w) {name}_init$", symbols, re.MULTILINE) == ["t"]
    assert len(re.findall(r" [bd] kernel_module_object_$", symbols, re.MULTILINE)) > 5
    for absent in ("cpp_helper_", "cleanup_module", "~HelloWorld", "~First", "init_module "):
        assert absent not in symbols
    image = built_in.file("vmlinux").read_bytes()
    assert b"Hello, %.*s!" in image or b"Hello, %s!" in image
    assert b"Goodbye" not in image and b"never destroyed" not in image


def test_what_the_kernel_says_of_them(built_in: Built) -> None:
    """modules.builtin is what modprobe reads, the other what modinfo does."""
    there = built_in.file("modules.builtin").read_text(encoding="utf-8").splitlines()
    assert "kernel/samples/cpp/01_hello_world/hello_world.ko" in there
    assert "kernel/samples/cpp_driver/cpp_first.ko" in there
    known = built_in.file("modules.builtin.modinfo").read_bytes().split(b"\0")
    for entry in (b"hello_world.license=GPL", b"hello_world.parm=whom:whom to greet",
                  b"hello_world.parmtype=times:uint", b"misc_device.license=GPL"):
        assert known.count(entry) == 1


def test_the_build_is_silent(built_in: Built, modular: Built) -> None:
    """No warning of the compiler, the linker, objtool or modpost; helpers are compiled once."""
    for built, helpers in ((built_in, "builtin"), (modular, "helpers")):
        assert not [line for line in built.log.splitlines() if _WARNING.search(line)]
        assert len(re.findall(rf"{helpers}\.lto\.o$", built.log, re.MULTILINE)) <= 1


@pytest.mark.parametrize("case", SAMPLES, ids=[case.name for case in SAMPLES])
def test_as_module(modular: Built, case: Case) -> None:
    """Of the tree's own `make modules`: the transcript is that of every other kernel."""
    verdict = boot.boot(modular.kernel, case, modular.modules(case))
    assert verdict.passed, explain(verdict)
