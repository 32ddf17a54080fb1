# SPDX-License-Identifier: GPL-2.0
"""clangd and clang-tidy understand every file as it was compiled."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from hosts.tools import program
from kernels.catalogue import Kernel
from modules import cases, commands
from modules.build import build
from modules.commands import Command, Commands

SAMPLE = ROOT / "samples/01_hello_world/hello_world.cc"
HEADER = ROOT / "kernel_support/include/kernel/result.hpp"
HELPER = ROOT / "kernel_support/helpers/bug.c"
HELPER_HEADER = ROOT / "kernel_support/helpers/bug.h"

MODULE = """\
#include <kernel/module.hpp>
#include "part.hpp"
struct Driver : kernel::Module<Driver> {
  static kernel::Result<Driver> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Driver, {.name = "driver", .license = "GPL"});
"""


def entries(path: Path) -> dict[Path, dict]:
    """A database by file."""
    return {Path(entry["file"]): entry for entry in json.loads(path.read_text(encoding="utf-8"))}


def complaints(entry: dict) -> str:
    """What clang says of a file when it is compiled as the database says."""
    return subprocess.run([*entry["arguments"], "-fsyntax-only"], cwd=entry["directory"],
                          capture_output=True, text=True, check=False).stderr


@pytest.fixture(scope="module")
def database(kernel: Kernel, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, dict]:
    """That of the checkout."""
    known = Commands(kernel)
    path = tmp_path_factory.mktemp("database") / "compile_commands.json"
    path.write_text(commands.database(known.of(file).for_clang()
                                      for file in commands.sources()),
                    encoding="utf-8")
    return entries(path)


def test_all_sources_are_there(database: dict[Path, dict]) -> None:
    """The real files, not copies below build/."""
    assert {SAMPLE, HEADER, HELPER, HELPER_HEADER} <= set(database)
    assert all(file.is_file() and not file.is_relative_to(commands.BUILD)
               for file in database)
    programs = {file for file in database if file in cases.programs(file.parent)}
    assert ROOT / "samples/06_misc_device/mailbox.cc" in programs
    assert all(Path(entry["directory"], "include/generated/autoconf.h").is_file()
               for file, entry in database.items() if file not in programs)


def test_a_build_changes_no_command(kernel: Kernel) -> None:
    """What was said of a file is found again by a checkout that built nothing: common/memory.py."""
    build(kernel, cases.load(SAMPLE.parent))
    known = Commands(kernel)
    built = known.of(SAMPLE)
    assert SAMPLE in known._known
    known._known.clear()
    assert known.of(SAMPLE) == built


@pytest.mark.parametrize("file", [SAMPLE, HEADER, HELPER, HELPER_HEADER], ids=lambda it: it.name)
def test_clang_takes_the_commands(database: dict[Path, dict], file: Path) -> None:
    """Without an error, a warning, or a word about an option."""
    assert complaints(database[file]) == ""


@pytest.mark.skipif(not shutil.which(program("clangd")), reason="clangd is not installed")
@pytest.mark.parametrize("file", [SAMPLE, HEADER, HELPER], ids=lambda file: file.name)
def test_clangd_sees_no_error(kernel: Kernel, file: Path) -> None:
    """clangd finds the database by itself."""
    commands.write(kernel)
    done = subprocess.run([program("clangd"), f"--check={file}"], capture_output=True, text=True,
                          check=False)
    assert f"Loaded compilation database from {commands.BUILD}" in done.stderr
    # code actions that are not possible somewhere are no errors in the file
    assert not [line for line in done.stderr.splitlines()
                if line.startswith("E[") and "tweak:" not in line]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """The folder of a module outside of the checkout."""
    folder = tmp_path / "driver"
    folder.mkdir()
    (folder / "Kbuild").write_text("obj-m := driver.o\ndriver-y := main.o\nccflags-y := -DSPEED=3\n"
                                   f"include {ROOT}/kernel_support/module.mk\n", encoding="utf-8")
    (folder / "main.cc").write_text(MODULE, encoding="utf-8")
    (folder / "part.hpp").write_text("static_assert(SPEED == 3);\n", encoding="utf-8")
    return folder


def test_module_outside(kernel: Kernel, outside: Path) -> None:
    """The database lies in its folder, where clangd looks for it."""
    with pytest.raises(Failure, match="has not been built for .* yet: build it first"):
        commands.write_outside(kernel, outside)
    case = cases.load(outside)
    try:
        build(kernel, case)
        path = commands.write_outside(kernel, outside)
    finally:
        # nobody builds in this folder again
        shutil.rmtree(cases.object_folder(kernel.build, case))
    assert path == outside / "compile_commands.json"
    assert list(entries(path)) == [outside / "main.cc"]
    assert complaints(entries(path)[outside / "main.cc"]) == ""


def test_module_built_in_its_folder(kernel: Kernel, outside: Path) -> None:
    """The same after make -C $KDIR M=$PWD."""
    subprocess.run(["make", "-s", "-C", kernel.kdir, f"M={outside}"], check=True,
                   capture_output=True)
    path = commands.write_outside(kernel, outside)
    assert complaints(entries(path)[outside / "main.cc"]) == ""


def test_file_that_was_not_built(kernel: Kernel, outside: Path) -> None:
    """Gets the flags of its kind and the name of its module."""
    command = Commands(kernel).of(outside / "main.cc")
    assert '-DKBUILD_MODNAME="driver"' in command.arguments
    header = Commands(kernel).of(outside / "part.hpp")
    assert header.arguments[-2:] == ("-x", "c++-header")


@pytest.mark.parametrize("text, name", [
    ("obj-m := part.o", "part"),
    ("obj-m := my-driver.o\nmy-driver-y := first.o part.o", "my_driver"),
    ("driver-objs := first.o\\\n  part.o", "driver"),
    ("driver-y := first.o\ndriver-y += part.o", "driver"),
    ("driver-y := other_part.o", "part")])
def test_module_of_a_part(tmp_path: Path, text: str, name: str) -> None:
    """The Kbuild file tells."""
    (tmp_path / "Kbuild").write_text(text + "\n", encoding="utf-8")
    assert commands.module_of(tmp_path / "part.cc") == name


@pytest.mark.parametrize("variable", ["cmd", "savedcmd"])
def test_reads_what_kbuild_keeps(tmp_path: Path, variable: str) -> None:
    """Of 6.1 and of 6.12."""
    path = tmp_path / ".a.lto.o.cmd"
    path.write_text(f"{variable}_/o/a.lto.o := g++ -Wp,-MMD,/o/.a.lto.o.d -DNAME='\"a b\"' "
                    "-DN=$(pound)1 -DM='$$' -c -o /o/a.lto.o /s/a.cc || "
                    "{ sh explain g++ /s/a.cc; exit 1; }\n"
                    "\nsource_/o/a.lto.o := /s/a.cc\n", encoding="utf-8")
    assert commands.read_cmd(path, Path("/k")) == Command(
        Path("/k"), Path("/s/a.cc"),
        ("g++", '-DNAME="a b"', "-DN=#1", "-DM=$"))
    path.write_text(f"{variable}_/o/a.o := ld -r -o /o/a.o /o/b.o\n", encoding="utf-8")
    assert commands.read_cmd(path, Path("/k")) is None


def test_options_of_gcc_only_are_left_out(tmp_path: Path) -> None:
    """And nothing else is."""
    found = commands.clang_arguments(
        (program("g++"), "-fconserve-stack", "-DA=1", "-Wno-stringop-overflow", "-flto=1",
         "-Wno-uninitialized", "-mindirect-branch=thunk-extern", "-fshort-wchar", "-Wall"),
        tmp_path)
    assert re.fullmatch(r"clang\+\+-\d+ --target=\S+ -DA=1 -fshort-wchar -Wall "
                        r"-Wno-unknown-attributes -Wno-unknown-warning-option \S+", " ".join(found))
