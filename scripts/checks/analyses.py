# SPDX-License-Identifier: GPL-2.0
"""The analyses of single C++ files: clang's warnings, clang-tidy, and the project's own checks.

`make lint` makes them on the project's files, `make check` on those of any module. What was said of
a file is kept and said again until the file, or one that it includes, changes.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, NamedTuple

from common.memory import Memory, dependencies
from common.program import Failure
from common.project import ROOT, path_words
from hosts.tools import program
from modules.commands import Command, database, tool

# The project's own checks, as a program
CHECKER = (sys.executable, "-m", "checks.source")
_OWN = (*sorted(Path(__file__).parent.glob("*.py")), ROOT / "scripts/modules/commands.py")
# A clang that follows a guard which a function returns
ANALYSER = program("clang++", "analyser")
# The flags of the build have the usual warnings already
WARNINGS = ("-Wthread-safety", "-Wconsumed")
# What they are made with
TOOLS = (program("clang"), ANALYSER, program("clang-tidy"))
# A context may be entered again within itself, by a spinlock under a spinlock; clang knows that of
# no capability before version 21.
_ENTERED_AGAIN = re.compile(r"acquiring \w+ context '.*' that is already held")

GCC_STYLE = r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?:\d+:)? (?:fatal )?" \
            r"(?:error|warning|note): (?P<text>.*)$"
COMPILER = GCC_STYLE.replace("|note", "")
_LINES = r"^(?P<file>[^:\n]+):(?P<line>\d+): (?P<text>.*)$"


class Problem(NamedTuple):
    """Something to correct."""

    file: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{path_words(self.file)}:{self.line}: {self.text}"


Problems = list[Problem]
Report = dict[str, Problems]


@dataclass(frozen=True)
class Depth:
    """Which analyses are made, and of what they may speak."""

    name: str
    tidy: tuple[str, ...]           # options of clang-tidy
    folder: Path | None = None      # where the module's own files are; None: the file alone
    at_once: bool = False           # all analyses of a file side by side


def run(command: list[str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs a checker."""
    try:
        return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, errors="replace", check=False,
                              env={**os.environ, "LC_ALL": "C.UTF-8",
                                   "PYTHONPATH": str(ROOT / "scripts")})
    except FileNotFoundError:
        name = Path(command[0]).name
        raise Failure(f"'{name}' is missing: run scripts/install_tools.sh lint") from None


def parsed(done: subprocess.CompletedProcess[str], pattern: str, cwd: Path = ROOT) -> Problems:
    """The problems in the output of a checker; its failure without any is one as well."""
    output = done.stdout + done.stderr
    found = list(dict.fromkeys(
        Problem(Path(os.path.normpath(cwd / match["file"])), int(match["line"]),
                match["text"].strip())
        for match in re.finditer(pattern, output, re.MULTILINE)))
    if done.returncode < 0 or done.returncode != 0 and not found:
        name = Path(done.args[0]).name
        raise Failure(f"{name} fails with status {done.returncode}: {output.strip()[:2000]}")
    return found


def missing_tools() -> list[str]:
    """The programs that are not here, of those that the analyses need."""
    return [name for name in TOOLS if not shutil.which(name)]


def run_clang(command: Command, listing: Path) -> Problems:
    """clang as a compiler: its warnings, thread safety among them."""
    found = parsed(run([ANALYSER, *command.arguments[1:], *WARNINGS, "-fsyntax-only", "-MD",
                        "-MF", str(listing), str(command.file)], command.folder),
                   COMPILER, command.folder)
    return [problem for problem in found if not _ENTERED_AGAIN.search(problem.text)]


def run_checks(command: Command, folder: Path | None = None) -> Problems:
    """The project's own checks."""
    below = ["--folder", str(folder)] if folder else []
    return parsed(run([*CHECKER, *below, str(command.file), "--", *command.arguments[1:]],
                      command.folder), _LINES)


def run_tidy(command: Command, options: tuple[str, ...]) -> Problems:
    """clang-tidy."""
    # It takes the flags for a header only from a database.
    with tempfile.TemporaryDirectory(prefix="analyses-") as folder:
        Path(folder, "compile_commands.json").write_text(database([command]), encoding="utf-8")
        return parsed(run([tool("clang-tidy"), "--quiet", f"-p={folder}", *options,
                           str(command.file)], command.folder), COMPILER, command.folder)


def memory(*settings: Path) -> Memory:
    """What was said of files, as long as the analyses and these settings are the same."""
    return Memory("analyses", TOOLS, (*_OWN, *settings))


def errors(report: Report) -> Problems:
    """Why clang does not compile the file; warnings have their name at the end."""
    return [one for one in report["clang++"] if not re.search(r"\[-W[^\]]*\]$", one.text)]


def analysed(command: Command, known: Memory, depth: Depth) -> Report:
    """All that is to be said of a file, given as the compiler gets it, or what was said before."""
    question = (depth.name, *depth.tidy, str(depth.folder), str(command.folder), str(command.file),
                *command.arguments)
    if (kept := known.recall(question)) is not None:
        return {name: [Problem(Path(file), line, text) for file, line, text in problems]
                for name, problems in kept.items()}
    begun, command = time.time_ns(), command.for_clang()
    with tempfile.TemporaryDirectory(prefix="analyses-") as scratch:
        listing = Path(scratch) / "dependencies"
        steps: dict[str, Callable[[], Problems]] = {
            "checks": lambda: run_checks(command, depth.folder),
            "clang-tidy": lambda: run_tidy(command, depth.tidy)}
        with ThreadPoolExecutor(len(steps)) as pool:
            ahead = {name: pool.submit(step) for name, step in steps.items()} \
                if depth.at_once else {}
            report = {"clang++": run_clang(command, listing)}
            if errors(report) or report["clang++"] and not depth.at_once:
                return report  # the others could not make sense of it
            files = dependencies(listing, command.folder)
            report |= {name: ahead[name].result() if ahead else step()
                       for name, step in steps.items()}
    if not files:
        return report
    known.keep(question, files, {name: [(str(one.file), one.line, one.text) for one in problems]
                                 for name, problems in report.items()}, begun)
    return report
