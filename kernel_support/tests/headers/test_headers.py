# SPDX-License-Identifier: GPL-2.0
"""Every public header can be included first and alone, for every kernel.

By GCC, by clang, and by the newer clang that analyses.
"""
from __future__ import annotations

from dataclasses import replace

import pytest
from checks.analyses import ANALYSER, WARNINGS
from common.project import ROOT
from kernels.catalogue import Kernel
from modules.commands import Command, Commands
from testing.compiling import compiled

INCLUDE = ROOT / "kernel_support/include"
HEADERS = sorted(str(path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.hpp"))


_commands: dict[str, Command] = {}


def command_for(kernel: Kernel, compiler: str) -> Command:
    """How C++ is compiled for a kernel."""
    if kernel.name not in _commands:
        _commands[kernel.name] = Commands(kernel).of(INCLUDE / "header.cc")
    command = _commands[kernel.name]
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
