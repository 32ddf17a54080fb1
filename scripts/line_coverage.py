#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Measures which lines of kernel_support the tests run, and says where they do not.

The tests' modules are built once more, with counters, and booted on a kernel with GCOV. A table
goes to the terminal, each line to build/coverage/index.html. The exit status is 0 when all tests
passed and enough lines ran.
"""
from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import os
import threading
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Callable

from common.files import write_whole
from common.program import Failure, run_main, say
from common.project import BUILD, ROOT, path_words
from coverage import gcov, report
from coverage.functions import functions
from coverage.gcov import Counts
from guest import boot, qemu
from guest.initramfs import base, make
from guest.judge import explain
from guest.settings import Settings
from kernels.catalogue import Kernel
from kernels.choice import add_kernel_options, chosen_kernel
from modules import cases, examples
from modules.build import build
from modules.cases import Case

SUPPORT = ROOT / "kernel_support"
# What is measured.
FOLDERS = (SUPPORT / "include/kernel", SUPPORT / "helpers", SUPPORT / "runtime")
THRESHOLD = 99.0
_KERNEL = "debug-6.12"
_PAGE = BUILD / "coverage/index.html"
_DATA = BUILD / "coverage/data"


class Instrumented(Kernel):
    """A kernel for which modules are built with counters, in a folder of their own."""

    @property
    def make_options(self) -> list[str]:
        """Those of the kernel, and the one for counters."""
        return [*super().make_options, "CXX_COVERAGE=y"]

    @property
    def patience(self) -> int:
        """Counters cost time, and so do the checks of a kernel that has GCOV."""
        return 10


def instrumented(kernel: Kernel) -> Instrumented:
    """The same kernel; refuses one that cannot count."""
    if not kernel.has("CONFIG_GCOV_KERNEL"):
        raise Failure(f"{kernel.name} cannot count lines (CONFIG_GCOV_KERNEL is not set): take "
                      f"KERNEL={_KERNEL}")
    fields = dataclasses.asdict(kernel)
    return Instrumented(**fields | {"name": f"{kernel.name}-coverage"})


def measured(kernel: Kernel) -> list[Case]:
    """The tests that run in a guest of this kernel; those that take longest come first."""
    examples.write()
    folders = [SUPPORT / "tests/unit", examples.FOLDER,
               *sorted(path.parent for path in (SUPPORT / "tests/guest").glob("*/Kbuild")),
               *cases.samples()]
    found = [cases.load(folder) for folder in folders]
    return [case for case in found if not case.unmet(kernel)]


@dataclasses.dataclass
class Result:
    """What one boot has counted."""

    case: Case
    counts: Counts
    seconds: float = 0.0
    problem: str = ""       # of a test that failed


def boot_once(kernel: Instrumented, case: Case, modules: list[Path],
              folders: tuple[Path, ...]) -> Result:
    """Boots a case; counts in the files below the folders."""
    verdict = boot.boot(kernel, case, modules, Settings(coverage=True))
    # The lines of a test that failed ran all the same, if the guest came to its end.
    counts = ({} if verdict.run.report.ended is None
              else gcov.read(verdict.run.folder / qemu.COVERAGE, folders))
    problem = "" if verdict.passed else f"{case.name} failed\n{explain(verdict)}".rstrip("\n")
    return Result(case, counts, verdict.run.seconds, problem)


def count(kernel: Instrumented, case: Case, modules: list[Path]) -> Result:
    """Boots a case unless the very same has passed before."""
    key = hashlib.sha256(make(kernel, case, modules))
    image = kernel.bootable_image().stat()
    key.update(f"{image.st_mtime_ns} {image.st_size} {case}".encode())
    kept = _DATA / kernel.name / f"{case.label}.json"
    if kept.is_file():
        known = json.loads(kept.read_text(encoding="utf-8"))
        if known["key"] == key.hexdigest():
            return Result(case, _paths(known["counts"]))
    result = boot_once(kernel, case, modules, FOLDERS)
    say(f"  {case.name}: {'FAILED' if result.problem else 'ok'}, {result.seconds:.0f} s")
    if not result.problem:
        write_whole(kept, json.dumps({"key": key.hexdigest(), "counts": {
            str(file.relative_to(SUPPORT)): lines for file, lines in result.counts.items()}}))
    return result


def _paths(counts: dict[str, dict[str, int]]) -> Counts:
    return {SUPPORT / file: {int(line): number for line, number in lines.items()}
            for file, lines in counts.items()}


def _started(work: Callable[[], Result], room: threading.Semaphore) -> Future[Result]:
    """Does it beside, when there is room. Guests end with this process, however it ends."""
    outcome: Future[Result] = Future()

    def run() -> None:
        with room:
            try:
                outcome.set_result(work())
            except BaseException as error:  # pylint: disable=broad-exception-caught
                outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return outcome


def count_all(kernel: Instrumented, wanted: list[Case]) -> list[Result]:
    """Builds one case after the other; what is built boots meanwhile."""
    base()
    # One more than processors: a guest that looks for leaks waits for seconds.
    room = threading.Semaphore(len(os.sched_getaffinity(0)) + 1)
    booting = []
    for case in wanted:
        modules = build(kernel, case)
        booting.append(_started(partial(count, kernel, case, modules), room))
    return [one.result() for one in booting]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.set_defaults(kernel=_KERNEL)
    parser.add_argument("--threshold", type=float, default=THRESHOLD, metavar="PERCENT",
                        help="fail below this (default: %(default).0f)")
    parser.add_argument("--missing", action="store_true", help="list the lines that did not run")
    parser.add_argument("case", nargs="*", type=Path,
                        help="measure what these cases run (default: all tests that boot)")
    arguments = parser.parse_args()
    kernel = instrumented(chosen_kernel(arguments))
    wanted = [cases.load(path) for path in arguments.case] or measured(kernel)
    results = count_all(kernel, wanted)
    total: Counts = {}
    for one in results:
        gcov.add(total, one.counts)
    found = report.judge(total, functions(kernel, SUPPORT / "include"))
    if arguments.missing:
        print(report.missing(found, SUPPORT), end="")
    print(report.table(found, SUPPORT, arguments.threshold), end="")
    report.write_pages(found, _PAGE)
    print(f"line by line: {path_words(_PAGE)}", flush=True)
    failed = [one for one in results if one.problem]
    for one in failed:
        say(one.problem)
    share = report.percent(report.all_lines(found))
    if share < arguments.threshold:
        raise Failure(f"{share:.1f} % of the lines ran, not {arguments.threshold:.0f} %; most are "
                      f"missing in {report.worst(found, SUPPORT)}")
    return 1 if failed else 0


if __name__ == "__main__":
    run_main(main)
