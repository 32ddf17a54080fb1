# SPDX-License-Identifier: GPL-2.0
"""How files are compiled: what clangd and clang-tidy learn from compile_commands.json.

The commands are those with which Kbuild compiled the files, as it keeps them in .cmd files, in a
form that clang understands. Files that were not built, headers among them, get the flags that a
module of their name would be compiled with. The file goes to build/, where clangd finds it; that
of a module outside of the checkout goes into the module's folder.
"""
from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator

from common.files import locked, write_if_changed
from common.program import Failure
from common.project import BUILD, ROOT, path_words, plain_environment
from hosts.tools import program
from kernels.catalogue import Kernel
from modules import cases, probes

SUPPORT = ROOT / "kernel_support"
FOLDERS = ("samples", "kernel_support", "docs")

# What clang says of options that it does not take
_COMPLAINTS = (r"unknown argument(?: ignored)?:? '(-[^']+)'",
               r"unsupported option '(-[^']+)'",
               r"optimization flag '(-[^']+)' is not supported",
               r"argument unused during compilation: '(-[^']+)'",
               r"unknown warning option '(-[^']+)'",
               r"error: '(-[^']+)' hasn't been enabled")


@dataclass(frozen=True)
class Command:
    """How one file is compiled: `arguments` begin with the compiler and end before the file."""

    folder: Path
    file: Path
    arguments: tuple[str, ...]

    def for_clang(self) -> "Command":
        """The same for clang: without the options that only GCC has."""
        return Command(self.folder, self.file, clang_arguments(self.arguments, self.folder))


def tool(name: str) -> str:
    """The program of LLVM, of the version that this system has it in."""
    found = shutil.which(program(name))
    if not found:
        raise Failure(f"'{program(name)}' is missing: run scripts/install_tools.sh lint")
    return found


@lru_cache(maxsize=None)
def _target(compiler: str) -> str:
    return subprocess.run([compiler, "-dumpmachine"], capture_output=True, text=True,
                          check=True).stdout.strip()


def _common(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """The options that do not differ from file to file."""
    return tuple(one for one in arguments if not one.startswith(("-DKBUILD_", "-D__KBUILD_")))


def _may_be_rejected(options: list[str]) -> list[str]:
    """Without macros and places of headers, which no compiler refuses, and which differ."""
    return [one for before, one in zip(("", *options), options)
            if "-include" not in (before, one) and not one.startswith(("-D", "-U", "-I"))]


@lru_cache(maxsize=None)
def _rejected(options: tuple[str, ...], folder: Path, language: str) -> frozenset[str]:
    """The options of which clang says that it does not take them."""
    rejected: set[str] = set()
    while True:
        left = [one for one in options if one not in rejected]
        done = subprocess.run(
            [tool("clang"), *left, "-fsyntax-only", "-x", language, os.devnull], cwd=folder,
            env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True, check=False)
        found = {option for pattern in _COMPLAINTS for option in re.findall(pattern, done.stderr)}
        for value, option in re.findall(r"unsupported argument '(.*?)' to option '(.*?)'",
                                        done.stderr):
            option = option if option.startswith("-") else f"-{option}"
            found |= {one for one in options if one in (option + value, f"{option}={value}")}
        if not found - rejected:
            if done.returncode != 0:
                raise Failure(f"clang does not take the kernel's flags: {done.stderr.strip()}")
            return frozenset(rejected)
        rejected |= found


def _without_parameters(arguments: tuple[str, ...]) -> list[str]:
    """Without the words `--param name=value`, which set GCC's own numbers."""
    return [one for before, one in zip(("", *arguments), arguments)
            if "--param" not in (before, one)]


# GCC itself reports attributes that it does not know; clang's would be those of GCC. To clang 19
# `struct module` is the beginning of a C++ module; older ones do not know the warning.
_SILENT = ("-Wno-unknown-attributes", "-Wno-unknown-warning-option",
           "-Wno-include-angled-in-module-purview")


def clang_arguments(arguments: tuple[str, ...], folder: Path) -> tuple[str, ...]:
    """A command line of GCC, in the form that clang takes."""
    compiler, *options = _without_parameters(arguments)
    language = "c++" if "++" in Path(compiler).name else "c"
    target = f"--target={_target(compiler)}"
    # To clang both mean "no x87", with which the `long double` of libstdc++'s headers is an error.
    rejected = {"-mno-80387", "-mno-fp-ret-in-387"}
    # Only GCC is wrong about variables without a value: see kernel_support/compile.mk.
    rejected |= {"-Wno-uninitialized"}
    rejected |= _rejected((target, *_may_be_rejected(options)), folder, language)
    return (program("clang++" if language == "c++" else "clang"), target,
            *(one for one in options if one not in rejected), *_SILENT)


def read_cmd(path: Path, kdir: Path) -> Command | None:
    """The compilation that a .cmd file of Kbuild keeps; None if it is of something else."""
    with open(path, encoding="utf-8", errors="replace") as file:
        match = re.match(r"(?:saved)?cmd_\S+ := (.*?) -c -o (\S+) (\S+)", file.readline())
    if not match:
        return None
    # Written for make: $$ is a dollar, and # would begin a comment.
    words = shlex.split(match[1].replace("$(pound)", "#").replace("$$", "$"))
    # Kbuild runs in the kernel's folder, and since 6.13 in the module's.
    folder = next((one for one in (kdir, *path.parents) if (one / match[3]).is_file()), kdir)
    # Who only looks at the file must not write its list of dependencies. Where __FILE__ is cut
    # differs between a file that was built and one that was not, and says nothing of either.
    return Command(folder, folder / match[3],
                   tuple(word for word in words
                         if not word.startswith(("-Wp,-M", "-fmacro-prefix-map="))))


def commands_in(objects: Path, kdir: Path) -> Iterator[Command]:
    """What was compiled below an object folder, from C++ or, for the helpers, from C.

    A build may go on there meanwhile: what it removes is passed over.
    """
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(objects) for name in names
             if name.startswith(".") and name.endswith(".lto.o.cmd")]
    for path in sorted(paths):
        command = None
        with suppress(FileNotFoundError):
            command = read_cmd(Path(path), kdir)
        if command and command.file.is_file():
            yield command


def flags_probe(kernel: Kernel) -> Path:
    """Builds the smallest C++ module there is, for its flags; returns its object folder."""
    objects = kernel.build / "flags"
    with locked(objects / ".lock", "building a module for its flags"):
        write_if_changed(objects / "probe.cc",
                         "// SPDX-License-Identifier: GPL-2.0\n")
        write_if_changed(objects / "Kbuild", f"obj-m := probe.o\ninclude {SUPPORT}/module.mk\n")
        noted = objects / ".probes"
        done = subprocess.run(
            ["make", "-s", "-C", kernel.kdir, f"M={objects}", *kernel.make_options,
             "probe.lto.o"],
            env=plain_environment() | probes.environment(kernel, noted),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        probes.keep(kernel, noted, done.returncode == 0)
        if done.returncode != 0:
            raise Failure("the smallest C++ module does not build, so the flags are not known:\n"
                          + done.stdout + done.stderr)
    return objects


# A program for user space, as kernel_support/module.mk compiles it.
_PROGRAM = (program("g++"), "-std=c++20", "-O2", "-Wall", "-Wextra")


class Commands:
    """How the files of the checkout are compiled for one kernel."""

    def __init__(self, kernel: Kernel) -> None:
        self._kdir = Path(kernel.kdir)
        objects = flags_probe(kernel)
        probe = read_cmd(objects / ".probe.lto.o.cmd", self._kdir)
        if not probe:
            raise Failure(f"{path_words(objects)}: the command of the C++ compiler is not there")
        self._options = _common(probe.arguments)
        # In later kernels the name stands alone.
        self._prefix = "kmod_" if "-D__KBUILD_MODNAME=kmod_probe" in probe.arguments else ""
        self._known = {command.file: command for command in commands_in(kernel.build, self._kdir)}
        self._helper: Command | None = None
        for option in self._options:
            support = Path(option.removeprefix("-I"))
            if option.startswith("-I") and (support / "bindings.hpp").is_file():
                self.support = support
        for command in commands_in(self.support, self._kdir):
            self._helper = command

    def of(self, file: Path) -> Command:
        """How `file`, a C++ source or header or a C helper, is compiled."""
        if file.suffix == ".c" and self._helper:
            return Command(self._kdir, file, self._helper.arguments)
        if file in self._known:
            return self._known[file]
        if file in cases.programs(file.parent):
            return Command(file.parent, file, (*_PROGRAM, *cases.program_options(file)))
        name = module_of(file)
        return Command(self._kdir, file, (
            *self._options, f'-DKBUILD_BASENAME="{_word(file.stem)}"',
            f'-DKBUILD_MODNAME="{name}"', f"-D__KBUILD_MODNAME={self._prefix}{name}",
            *(() if file.suffix == ".cc" else ("-x", "c++-header"))))


def _word(name: str) -> str:
    return re.sub(r"\W", "_", name)


# What lists parts, or may: another makefile.
_HAS_PARTS = re.compile(r"(?<!userprogs-always)-(?:y|objs)\b|^[ -]*s?include (?!.*/module\.mk$)",
                        re.MULTILINE)


@lru_cache(maxsize=None)
def _parts(folder: Path) -> dict[str, str]:
    """{object: module} of the modules of several parts that a Kbuild file describes.

    make expands the file, as parts may be listed through variables; module.mk does nothing there.
    """
    if not _HAS_PARTS.search((folder / "Kbuild").read_text(encoding="utf-8", errors="replace")):
        return {}
    text = (f"src := {folder}\nobj := {folder}\ninclude $(src)/Kbuild\n"
            "$(foreach name,$(filter %-y %-objs,$(.VARIABLES)),$(info $(name) $($(name))))\n"
            ".PHONY: nothing\nnothing: ;\n")
    done = subprocess.run(["make", "-s", "-f", "-", "nothing"], input=text, text=True,
                          stderr=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    found = {}
    for line in done.stdout.splitlines():
        name, *parts = line.split() or [""]
        found.update({part: re.sub("-(y|objs)$", "", name) for part in parts})
    return found


def module_of(file: Path) -> str:
    """The name of the module that a source file is a part of, as Kbuild writes it."""
    parts = _parts(file.parent) if (file.parent / "Kbuild").is_file() else {}
    return _word(parts.get(f"{file.stem}.o", file.stem))


def sources() -> list[Path]:
    """The files of the checkout that are compiled as C++, and the C helpers."""
    found = [path for folder in FOLDERS for pattern in ("*.cc", "*.hpp")
             for path in (ROOT / folder).rglob(pattern)]
    return sorted(found + [*(SUPPORT / "helpers").glob("*.[ch]")])


def database(commands: Iterable[Command]) -> str:
    """The text of a compile_commands.json."""
    entries = [{"directory": str(one.folder), "file": str(one.file),
                "arguments": [*one.arguments, "-c", str(one.file)]} for one in commands]
    return json.dumps(entries, indent=1) + "\n"


def write(kernel: Kernel) -> Path:
    """Writes the one of the checkout."""
    known = Commands(kernel)
    path = BUILD / "compile_commands.json"
    write_if_changed(path, database(known.of(file).for_clang() for file in sources()))
    return path


def write_outside(kernel: Kernel, folder: Path) -> Path:
    """Writes the one of a module outside of the checkout, which was built before."""
    objects = [cases.object_folder(kernel.build, cases.load(folder)), folder]
    commands = {command.file: command for place in objects if place.is_dir()
                for command in commands_in(place, Path(kernel.kdir))
                if command.file.suffix == ".cc" and command.file.is_relative_to(folder)}
    if not commands:
        raise Failure(f"{path_words(folder)} has not been built for {kernel.name} yet: build it "
                      "first")
    path = folder / "compile_commands.json"
    write_if_changed(path, database(command.for_clang() for command in commands.values()))
    return path
