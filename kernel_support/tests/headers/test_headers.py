# SPDX-License-Identifier: GPL-2.0
"""Every public header can be included first and alone, by GCC and by clang, for every kernel."""
from __future__ import annotations

import os
import subprocess

import pytest
from common import ROOT
from compile_commands import Command, Commands
from kernels import Kernel
from lint import ANALYSES

INCLUDE = ROOT / "kernel_support/include"
HEADERS = sorted(str(path.relative_to(INCLUDE)) for path in INCLUDE.rglob("*.hpp"))


_commands: dict[str, Command] = {}


def command_for(kernel: Kernel, compiler: str) -> Command:
    """How C++ is compiled for a kernel."""
    if kernel.name not in _commands:
        _commands[kernel.name] = Commands(kernel).of(INCLUDE / "header.cc")
    command = _commands[kernel.name]
    return command if compiler == "g++" else command.for_clang()


def compile_text(kernel: Kernel, compiler: str, text: str) -> None:
    """Fails on any error or warning."""
    command = command_for(kernel, compiler)
    options = ANALYSES if compiler == "clang++" else ()
    done = subprocess.run([*command.arguments, *options, "-Werror", "-fsyntax-only", "-x", "c++",
                           "-"], cwd=command.folder, input=text, capture_output=True, text=True,
                          check=False, env={**os.environ, "LC_ALL": "C"})
    assert done.returncode == 0, done.stderr
    assert not done.stderr


@pytest.fixture(params=["g++", "clang++"])
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
