#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Builds and boots samples (or any case folder), prints their transcripts and a summary.

While one boots, it is checked as `make check` does, and the next is built. The exit status is 0
when all is as expected; findings of the checks are shown and do not count.
"""
from __future__ import annotations

import argparse
import io
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import check
from common.files import write_whole
from common.program import Failure, run_main, say
from common.project import check_root_path, path_words
from common.terminal import coloured
from guest import accelerator, boot, shell
from guest.initramfs import base
from guest.judge import DIFFERS, NOTHING_EXPECTED, Verdict, explain, reported
from guest.settings import Settings, add_boot_options, settings_from
from kernels.catalogue import Kernel
from kernels.choice import add_kernel_options, chosen_kernel
from modules import cases
from modules.build import build
from modules.cases import Case
from reports.ktap import Results


@dataclass
class Built:
    """The outcome of a build; its messages when they were not shown at once."""

    modules: list[Path]
    seconds: float
    messages: str = ""
    failure: str = ""


@dataclass
class Row:
    """One line of the summary."""

    name: str
    passed: bool
    build: float
    boot: float | None


def _build(kernel: Kernel, case: Case, verbose: bool, live: bool) -> Built:
    output: TextIO = sys.stderr if live else io.StringIO()
    started = time.monotonic()
    try:
        modules, failure = build(kernel, case, output, verbose), ""
    except Failure as error:
        modules, failure = [], str(error)
    messages = output.getvalue() if isinstance(output, io.StringIO) else ""
    return Built(modules, time.monotonic() - started, messages, failure)


def run_all(kernel: Kernel, wanted: list[Case], settings: Settings, verbose: bool,
            accept: bool) -> list[Row]:
    """Builds and boots each case in turn."""
    rows = []
    _heading(kernel, wanted[0])
    with ThreadPoolExecutor(1) as pool, ThreadPoolExecutor(1) as checker:
        ahead: list[Future[Built]] = []
        for number, case in enumerate(wanted):
            # The first build has the terminal for itself; the others run beside a boot.
            ahead.append(pool.submit(_build, kernel, case, verbose, number == 0))
        try:
            # When KVM has to be tried first, that takes some seconds: the build needs them too.
            accelerator.choose(kernel.machine, kernel.bootable_image())
            for case, future in zip(wanted, ahead):
                if case is not wanted[0]:
                    _heading(kernel, case)
                rows.append(_one(kernel, case, future, checker, settings, accept))
        finally:
            for future in ahead:
                future.cancel()
    return rows


def _heading(kernel: Kernel, case: Case) -> None:
    name = case.name + case.variant
    print(coloured(f"{name} on {kernel.name} (Linux {kernel.release})", "bold"), flush=True)


def _one(kernel: Kernel, case: Case, future: Future[Built], checker: ThreadPoolExecutor,
         settings: Settings, accept: bool) -> Row:
    built = future.result()
    if built.messages:
        print(built.messages, end="", file=sys.stderr, flush=True)
    if built.failure:
        say(f"error: {built.failure}")
        return Row(case.name + case.variant, False, built.seconds, None)
    warnings = checker.submit(check.warnings, kernel, case)
    started = time.monotonic()
    verdict = boot.boot(kernel, case, built.modules, settings)
    seconds = time.monotonic() - started
    print(warnings.result(), end="", file=sys.stderr, flush=True)
    print(_results(verdict.results) if verdict.results else verdict.transcript, end="")
    if accept:
        verdict = _accept(case, verdict)
    if verdict.passed:
        print(reported(verdict), end="")
    else:
        sys.stdout.flush()
        print(explain(verdict), end="", file=sys.stderr)
    print(flush=True)
    return Row(case.name + case.variant, verdict.passed, built.seconds, seconds)


def _results(results: Results) -> str:
    """KTAP results, one line each."""
    return "".join(f"{'skip' if test.skipped else 'ok' if test.passed else 'FAIL':<5}{test.name}\n"
                   for test in results.tests)


def _accept(case: Case, verdict: Verdict) -> Verdict:
    """Makes this transcript the expected one, when nothing else is wrong."""
    others = [problem for problem in verdict.problems
              if not problem.startswith((DIFFERS, NOTHING_EXPECTED))]
    if others or verdict.results:
        return verdict
    write_whole(case.expected, verdict.transcript)
    say(f"  wrote {path_words(case.expected)}: read it before you commit it")
    verdict.problems, verdict.details = [], ""
    return verdict


def summary(kernel: Kernel, rows: list[Row]) -> str:
    """The table at the end."""
    width = max(len("case"), *(len(row.name) for row in rows))
    lines = [coloured(f"{'case':<{width}}  {'build':>7} {'boot':>7}  result", "bold")]
    for row in rows:
        result = coloured("ok", "green") if row.passed else coloured("FAILED", "red")
        booted = f"{row.boot:.1f} s" if row.boot is not None else "-"
        built = f"{row.build:.1f} s"
        lines.append(f"{row.name:<{width}}  {built:>7} {booted:>7}  {result}")
    passed = sum(row.passed for row in rows)
    lines.append(f"{passed} passed, {len(rows) - passed} failed on {kernel.name} "
                 f"(Linux {kernel.release})")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    add_boot_options(parser)
    parser.add_argument("--shell", action="store_true",
                        help="an interactive shell in the guest instead")
    parser.add_argument("--build-only", action="store_true", help="build, do not boot")
    parser.add_argument("--accept", action="store_true",
                        help="write the transcript to expected.txt")
    parser.add_argument("--verbose", action="store_true", help="show the build's commands")
    parser.add_argument("case", nargs="*",
                        help="a sample's number or name, or a folder (default: all samples)")
    arguments = parser.parse_args()
    check_root_path()
    wanted = [cases.load(cases.find(name)) for name in arguments.case]
    wanted = wanted or [cases.load(folder) for folder in cases.samples()]
    if not wanted:
        raise Failure("there is no sample yet")
    if arguments.shell and len(wanted) != 1:
        raise Failure("a shell is for one sample: say which one with SAMPLE=")
    kernel = chosen_kernel(arguments)
    if arguments.build_only:
        for case in wanted:
            for module in build(kernel, case, verbose=arguments.verbose):
                print(path_words(module))
            print(check.warnings(kernel, case), end="", file=sys.stderr, flush=True)
        if hint := check.hint():
            say(hint)
        return 0
    kernel.bootable_image()
    for case in wanted:
        cases.check_needs(case, kernel)
    settings = settings_from(arguments)
    base()
    if arguments.shell:
        modules = build(kernel, wanted[0], verbose=arguments.verbose)
        shell.shell(kernel, wanted[0], modules, settings)
        return 0
    wanted = [variant for case in wanted for variant in case.each(settings.processors)]
    rows = run_all(kernel, wanted, settings, arguments.verbose, arguments.accept)
    print(summary(kernel, rows), end="", flush=True)
    if hint := check.hint():
        say(hint)
    return 0 if all(row.passed for row in rows) else 1


if __name__ == "__main__":
    run_main(main)
