# SPDX-License-Identifier: GPL-2.0
"""Compiles single files for tests, once as long as nothing changes that the compiler reads."""
from __future__ import annotations

import functools
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from common.memory import Memory, dependencies
from common.project import ROOT
from modules.commands import Command

# What a build shows of the messages of a compiler that fails
_SHOW = ROOT / "kernel_support/checks/show_messages.sh"
_CONDENSE = _SHOW.with_name("condense.awk")


@dataclass(frozen=True)
class Outcome:
    """How a compilation ended."""

    succeeded: bool
    output: str
    shown: str = ""     # of that, what a build shows


@functools.lru_cache(maxsize=None)
def _memory(compiler: str) -> Memory:
    return Memory("compilations", (compiler,), (_SHOW, _CONDENSE, Path(__file__)))


def compiled(command: Command, *options: str, text: str | None = None) -> Outcome:
    """Runs only the compiler, on the command's file or on this text."""
    what = ("-x", "c++", "-") if text is not None else (str(command.file),)
    arguments = (*command.arguments, *options, "-fsyntax-only", *what)
    known = _memory(arguments[0])
    question, begun = (str(command.folder), *arguments, text or ""), time.time_ns()
    if (kept := known.recall(question)) is not None:
        return Outcome(*kept)
    with tempfile.TemporaryDirectory(prefix="compiling-") as folder:
        listing = Path(folder) / "dependencies"
        done = subprocess.run([*arguments, "-MD", "-MF", str(listing)], cwd=command.folder,
                              input=text, capture_output=True, text=True, check=False,
                              env={**os.environ, "LC_ALL": "C"})
        said = done.stdout + done.stderr
        shown = _shown(command, arguments, said) if done.returncode != 0 and text is None else ""
        if files := dependencies(listing, command.folder):
            known.keep(question, [one for one in files if one != os.path.normpath(
                command.folder / "-")], [done.returncode == 0, said, shown], begun)
    return Outcome(done.returncode == 0, said, shown)


def _shown(command: Command, arguments: tuple[str, ...], said: str) -> str:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(said)
        file.flush()
        return subprocess.run(
            ["sh", str(_SHOW), "1", file.name, *(one for one in arguments
                                                 if one != "-fsyntax-only")],
            cwd=command.folder, capture_output=True, text=True, check=True).stderr
