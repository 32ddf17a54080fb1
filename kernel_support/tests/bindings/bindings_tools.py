# SPDX-License-Identifier: GPL-2.0
"""Runs the generator and the compilers."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from hosts.tools import program

HERE = Path(__file__).resolve().parent
BINDINGS = HERE.parents[1] / "bindings"
GENERATE = BINDINGS / "generate.py"
C = [program("gcc"), "-std=gnu11"]
# A packed bit-field makes GCC tell of a change in its version 4.4.
C_STRICT = ["-O2", "-Wall", "-Wextra", "-Wmissing-prototypes", "-Wmissing-declarations",
            "-Wno-packed-bitfield-compat"]
CXX = {"g++": [program("g++"), "-Wno-packed-bitfield-compat"],
       "clang++": [program("clang++")]}
CXX_STRICT = ["-std=gnu++20", "-ffreestanding", "-nostdinc", "-Wall", "-Wextra"]

ENGLISH = {**os.environ, "LC_ALL": "C"}  # the messages of the compilers

Run = subprocess.CompletedProcess


def generate(headers: Path, names: Path, out: Path, command: Sequence[str] = C,
             cwd: Path | None = None, env: dict[str, str] | None = None) -> Run:
    """Runs the generator."""
    return subprocess.run([GENERATE, "--headers", headers, "--names", names, "--out", out, "--",
                           *command], cwd=cwd, env=env, capture_output=True, text=True)


def generate_text(folder: Path, headers: str, names: str) -> Run:
    """Runs the generator on texts; the files are in `folder`, the result in `folder`/out."""
    (folder / "headers.h").write_text(headers, encoding="utf-8")
    (folder / "names.txt").write_text(names, encoding="utf-8")
    return generate(folder / "headers.h", folder / "names.txt", folder / "out",
                    [*C, f"-I{folder}"])


def compile_c(source: Path, command: Sequence[str] = (*C, *C_STRICT),
              cwd: Path | None = None) -> Run:
    """Compiles the check."""
    return subprocess.run([*command, "-c", "-o", source.with_suffix(".o"), source], cwd=cwd,
                          env=ENGLISH, capture_output=True, text=True)


def compile_cxx(compiler: str, source: Path, *flags: str) -> Run:
    """Compiles a C++ file, with warnings."""
    output = source.with_suffix(f".{compiler}.o")
    return subprocess.run([*CXX[compiler], *CXX_STRICT, *flags, "-c", "-o", output, source],
                          env=ENGLISH, capture_output=True, text=True)


def quiet(run: Run) -> bool:
    """True if a program succeeded without a word; otherwise shows what it said."""
    if run.returncode != 0 or run.stderr or run.stdout:
        print(run.args, run.stdout, run.stderr, sep="\n")
        return False
    return True
