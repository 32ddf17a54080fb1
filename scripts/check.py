#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Checks modules for what their compiler does not see: clang's analyses, and the project's own.

Prints a line for each finding, file:line: what is wrong and what to do, and a line for each module;
the status is 1 if there was a finding. Findings are about the module's own files. What a comment
`// SAFETY: reason` right above the line gives a reason for is none. `make run` and `make build` do
the same, and show the findings as warnings.
"""
from __future__ import annotations

import argparse
import io
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checks import analyses
from checks.analyses import Depth, Problem, Problems, Report, analysed
from checks.excuse import is_excused
from common.program import Failure, run_main
from common.project import check_root_path, path_words
from common.terminal import coloured
from kernels.catalogue import Kernel
from kernels.choice import add_kernel_options, chosen_kernel
from modules import cases
from modules.build import build
from modules.cases import Case
from modules.commands import Command, commands_in

# clang-tidy's checks for mistakes that lead to memory that is gone
_TIDY = "-*,bugprone-use-after-move,bugprone-dangling-handle," \
        "bugprone-undefined-memory-manipulation,bugprone-unhandled-self-assignment," \
        "cppcoreguidelines-slicing"
# Of clang's warnings, those about soundness; g++ has the others
_WARNINGS = re.compile(r"-W(error,-W)?(thread-safety|consumed|dangling|return-stack|"
                       r"(sometimes-|conditional-)?uninitialized|infinite-recursion|"
                       r"null-dereference|self-move|unsequenced|array-bounds)")
# What to do, where the tools do not say it
_ADVICE = (
    (r"-Wdangling|-Wreturn-stack|dangling-handle", "give what it refers to a name that lives "
                                                   "longer, or return a value"),
    (r"requires holding|-Wthread-safety", "hold it there, or let a function say that its caller "
                                          "does (KERNEL_MUST_HOLD)"),
    (r"-Wconsumed", "use it once"),
    (r"use-after-move", "move it last, or assign to it first"),
    (r"uninitialized", "give it a value where it is declared"),
)


def depth(folder: Path | None) -> Depth:
    """The analyses of a module whose files are in a folder."""
    return Depth("check", ("--config={}", f"--checks={_TIDY}", "--header-filter="), folder,
                 at_once=True)


def findings(report: Report, own: Path) -> Problems:
    """What a report says of the files below a folder, or of one file, each in one line."""
    found = set()
    for name, problems in report.items():
        for one in problems:
            if one.file != own and not one.file.is_relative_to(own):
                continue
            if name == "clang++" and not _WARNINGS.search(one.text):
                continue
            if name == "clang-tidy" and is_excused(str(one.file), one.line):
                continue
            found.add(Problem(one.file, one.line, _with_advice(one.text)))
    return sorted(found)


def _with_advice(text: str) -> str:
    for pattern, advice in _ADVICE:
        if re.search(pattern + r".*\]$", text):
            said, _, name = text.rpartition(" [")
            return f"{said}: {advice} [{name}"
    return text


def own_commands(kernel: Kernel, case: Case) -> list[Command]:
    """How the C++ sources of a module are compiled, as its last build has left it."""
    objects = cases.object_folder(kernel.build, case)
    return [command for command in commands_in(objects, Path(kernel.kdir))
            if command.file.suffix == ".cc" and command.file.is_relative_to(case.folder)]


def _is_built(kernel: Kernel, case: Case) -> bool:
    """Whether the last build knew all sources and the Kbuild file as it is."""
    objects = cases.object_folder(kernel.build, case)
    known = {command.file for command in own_commands(kernel, case)}
    sources = set(case.folder.glob("*.cc")) - cases.programs(case.folder)
    if not known or not sources <= known:
        return False
    oldest = min((path.stat().st_mtime for path in objects.rglob(".*.lto.o.cmd")), default=0.0)
    return (case.folder / "Kbuild").stat().st_mtime < oldest


def check(kernel: Kernel, case: Case) -> Problems:
    """The findings in a module that was built before."""
    how = depth(case.folder)
    known = analyses.memory()
    found: set[Problem] = set()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        commands = own_commands(kernel, case)
        for command, report in zip(commands, pool.map(
                lambda one: analysed(one, known, how), commands)):
            if errors := analyses.errors(report):
                found.add(Problem(errors[0].file, errors[0].line,
                                  f"clang does not compile this, so {command.file.name} was not "
                                  f"checked: {errors[0].text}"))
            else:
                found.update(findings(report, case.folder))
    return sorted(found)


def check_or_build(kernel: Kernel, case: Case) -> Problems:
    """The findings in a module, which is built first if its flags are not known."""
    if not _is_built(kernel, case):
        try:
            build(kernel, case, io.StringIO())
        except Failure as failure:
            raise Failure(f"{failure}: 'make build SAMPLE={path_words(case.folder)}' says "
                          "why") from None
    return check(kernel, case)


def warnings(kernel: Kernel, case: Case) -> str:
    """What a build or a run shows of the findings: lines, none where clang is not here."""
    if analyses.missing_tools():
        return ""
    try:
        lines = [f"{path_words(one.file)}:{one.line}: "
                 f"{coloured('warning:', 'yellow', sys.stderr)} {one.text}"
                 for one in check(kernel, case)]
    except Failure as failure:
        lines = [f"note: {case.name} was not checked: {str(failure).splitlines()[0]}"]
    return "".join(f"{line}\n" for line in lines)


def hint() -> str:
    """What to say where clang is not here."""
    return "note: clang is not here, so the code was built and not checked: 'make check' " \
        "installs it" if analyses.missing_tools() else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.add_argument("case", nargs="*",
                        help="a sample's number or name, or a folder (default: all samples)")
    arguments = parser.parse_args()
    check_root_path()
    wanted = [cases.load(cases.find(name)) for name in arguments.case] or \
        [cases.load(folder) for folder in cases.samples()]
    if missing := analyses.missing_tools():
        raise Failure(f"missing: {', '.join(missing)}: scripts/install_tools.sh check installs "
                      "them")
    kernel = chosen_kernel(arguments)
    started = time.monotonic()
    found = 0
    for case in wanted:
        problems = check_or_build(kernel, case)
        for problem in problems:
            print(problem)
        count = len(own_commands(kernel, case))
        verdict = coloured(f"{len(problems)} findings" if len(problems) != 1 else "1 finding",
                           "red") if problems else coloured("ok", "green")
        print(f"  {case.name:<24}{count:>3} {'file ' if count == 1 else 'files'}  {verdict}",
              flush=True)
        found += len(problems)
    print(f"{len(wanted)} checked, {found} findings in {time.monotonic() - started:.1f} s")
    return 1 if found else 0


if __name__ == "__main__":
    run_main(main)
