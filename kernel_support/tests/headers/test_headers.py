# SPDX-License-Identifier: GPL-2.0
"""Every public header can be included first and alone, for every kernel.

By GCC, by clang, and by the newer clang that analyses.
"""
from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from checks.analyses import ANALYSER, WARNINGS
from common import slices
from common.code import mentions
from common.files import write_if_changed
from common.project import BUILD, ROOT
from kernels.catalogue import Kernel
from modules.commands import Command, Commands
from testing.compiling import compiled
from testing.items import chosen_kernels, kernel_of

INCLUDE = ROOT / "kernel_support/include"
HEADERS = sorted(str(path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.hpp"))


_commands: dict[str, Commands] = {}


def commands_for(kernel: Kernel) -> Commands:
    """How all files are compiled for a kernel."""
    if kernel.name not in _commands:
        _commands[kernel.name] = Commands(kernel)
    return _commands[kernel.name]


def command_for(kernel: Kernel, compiler: str) -> Command:
    """How C++ is compiled for a kernel."""
    command = commands_for(kernel).of(INCLUDE / "header.cc")
    if compiler == "g++":
        return command
    command = command.for_clang()
    if compiler == "analyser":
        command = replace(command, arguments=(ANALYSER, *command.arguments[1:], *WARNINGS))
    return command


def compile_text(kernel: Kernel, compiler: str, text: str) -> None:
    """Fails on any error or warning."""
    outcome = compiled(command_for(kernel, compiler), "-Werror", text=text)
    assert outcome.succeeded and not outcome.output, outcome.output


@pytest.fixture(params=["g++", "clang++", "analyser"])
def compiler(request: pytest.FixtureRequest) -> str:
    """Which compiler reads the headers."""
    return request.param


@pytest.mark.parametrize("header", HEADERS)
def test_compiles_alone(kernel: Kernel, compiler: str, header: str) -> None:
    """It brings all that it needs, and may be included twice."""
    compile_text(kernel, compiler, f"#include <{header}>\n" * 2)


def test_compile_together(kernel: Kernel, compiler: str) -> None:
    """No header depends on another to come first."""
    for order in (HEADERS, HEADERS[::-1]):
        compile_text(kernel, compiler, "".join(f"#include <{header}>\n" for header in order))


def included(header: str) -> set[Path]:
    """All files of ours that come with a header."""
    found: set[Path] = set()
    ahead = [INCLUDE / header]
    while ahead:
        file = ahead.pop()
        found.add(file)
        for name in re.findall(r"^#include [<\"](.*?)[>\"]", file.read_text(encoding="utf-8"),
                               re.MULTILINE):
            ahead += [path for above in (INCLUDE, INCLUDE.parent, file.parent)
                      if (path := above / name).is_file() and path not in found]
    return found


@pytest.mark.parametrize("header", HEADERS)
def test_compiles_with_the_bindings_it_uses(request: pytest.FixtureRequest, header: str) -> None:
    """What is remembered of a file is so as long as these are the same."""
    first = kernel_of(request.config, chosen_kernels(request.config)[0])
    command = command_for(first, "g++")
    support = commands_for(first).support
    folder = BUILD / "slices" / first.name / header.replace("/", "-")
    users = [mentions(str(file)) for file in included(header)]
    write_if_changed(folder / slices.NAME, slices.used(f"{support}/{slices.NAME}", users))
    arguments = tuple(f"-I{folder}" if one == f"-I{support}" else one for one in command.arguments)
    outcome = compiled(replace(command, arguments=arguments), "-Werror",
                       text=f"#include <{header}>\n")
    assert outcome.succeeded and not outcome.output, outcome.output
