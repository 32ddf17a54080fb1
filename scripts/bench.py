#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Measures what C++ costs beside C, in instructions per operation, and prints a table.

kernel_support/bench holds the operations in both languages. One boot for each kernel counts them:
the emulated processor's clock advances by one for each instruction, so the numbers are the same
on every run. They go to build/bench.json too.
"""
from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from common.files import write_whole
from common.program import Failure, run_main
from common.project import BUILD, ROOT, check_root_path, path_words
from common.terminal import Step, coloured
from guest import cpio, runs
from guest.initramfs import make
from guest.judge import NOTHING_EXPECTED, explain, judge
from guest.settings import Settings
from kernels import catalogue
from kernels.catalogue import Kernel
from kernels.choice import add_kernel_options
from kernels.fetch import fetch
from modules import cases
from modules.build import build
from modules.cases import Case
from reports.transcript import Report

FOLDER = ROOT / "kernel_support/bench"
RESULT = BUILD / "bench.json"
DOCUMENTED = ROOT / "docs/design/bench.json"
# Samples that drive hardware, and the same drivers in C, which pass the same tests.
DRIVERS = {ROOT / "samples/05_nova_drm": ROOT / "kernel_support/tests/guest/nova_in_c",
           ROOT / "samples/07_pci_edu": ROOT / "kernel_support/tests/guest/edu_in_c"}
# A program that the guest runs; Kbuild makes it beside the modules.
_PROGRAM = "load"
_SETTINGS = Settings(
    icount=True,
    # Without a clock and random numbers from outside, each boot is like the other.
    qemu=("-rtc", "base=2020-01-01,clock=vm", "-seed", "1"),
    # Loading a module waits for RCU; the waiting shall not count, the work shall.
    append="rcupdate.rcu_expedited=1 norandmaps randomize_kstack_offset=off")


@dataclass(frozen=True)
class Row:
    """One line of the table: a cost in both languages."""

    name: str
    kernel: str
    c: float
    cxx: float
    ratio: float
    unit: str = "instructions"


def row(name: str, kernel: str, c: float, cxx: float, unit: str = "instructions") -> Row:
    """A row with its ratio; whole numbers stay whole."""
    if c <= 0 and c != cxx:
        raise Failure(f"'{name}' cannot be compared: it costs {c:g} {unit} in C")
    ratio = round(cxx / c, 2) if c != cxx else 1.0
    return Row(name, kernel, _short(c), _short(cxx), ratio, unit)


def _short(number: float) -> float:
    return int(number) if number == int(number) else round(number, 1)


def rows_of(report: Report, kernel: str) -> list[Row]:
    """What the guest measured: lines `row ID UNIT OPERATIONS C C++ NAME`, `failed ...`."""
    rows = []
    for command in report.commands:
        for line in command.output.splitlines():
            words = line.split(" ", 6)
            if words[0] == "failed":
                raise Failure(f"{kernel}: {line.removeprefix('failed ')}")
            if words[0] == "row" and len(words) == 7:
                operations, c, cxx = (int(word) for word in words[3:6])
                rows.append(row(words[6], kernel, c / operations, cxx / operations, words[2]))
    if not rows:
        raise Failure(f"{kernel}: the guest measured nothing")
    return rows


@dataclass(frozen=True)
class Size:
    """How large a module is, in bytes."""

    code: int
    loaded: int


def size_of(readelf: str, module: Path) -> Size:
    """Adds up the sections of a module that are code, and all that are loaded."""
    done = subprocess.run([readelf, "--sections", "--wide", module], capture_output=True,
                          text=True, check=True)
    code = loaded = 0
    for line in done.stdout.splitlines():
        # [number] name type address offset size entry size flags link info alignment
        section = re.match(r"\s*\[ *\d+\] \S+ +\w+ +\w+ \w+ (\w+) \w+ +([A-Zlop]*) ", line)
        if section:
            size, flags = int(section[1], 16), section[2]
            code += size if "X" in flags else 0
            loaded += size if "A" in flags else 0
    return Size(code, loaded)


def sizes(kernel: Kernel, modules: dict[str, Path]) -> list[Row]:
    """Rows for the sizes of the modules that exist in both languages."""
    return [one for name, what in (("minimal", "minimal module"), ("bench", "benchmark module"))
            for one in _size_rows(kernel, what, modules[f"{name}_c11"], modules[f"{name}_cxx"])]


def driver_sizes(kernel: Kernel, verbose: bool = False) -> list[Row]:
    """Rows for the sizes of the drivers that exist in both languages, which are built for it."""
    rows = []
    for in_cxx, in_c in DRIVERS.items():
        built = [build(kernel, cases.load(folder), verbose=verbose) for folder in (in_c, in_cxx)]
        for c, cxx in zip(*map(sorted, built)):
            rows += _size_rows(kernel, f"driver {cxx.stem}", c, cxx)
    return rows


def _size_rows(kernel: Kernel, what: str, c_module: Path, cxx_module: Path) -> list[Row]:
    readelf = f"{kernel.machine.tools}readelf"
    c, cxx = size_of(readelf, c_module), size_of(readelf, cxx_module)
    return [row(f"code of the {what}", kernel.name, c.code, cxx.code, "bytes"),
            row(f"size of the {what}, loaded", kernel.name, c.loaded, cxx.loaded, "bytes")]


def _initramfs(kernel: Kernel, case: Case, modules: list[Path]) -> bytes:
    """The guest's file system with the program for it."""
    archive = cpio.Archive()
    archive.file(f"case/{_PROGRAM}", (modules[0].parent / _PROGRAM).read_bytes(), 0o755)
    return make(kernel, case, modules) + archive.content()


def measure(kernel: Kernel, verbose: bool = False) -> list[Row]:
    """Builds both languages, boots once and returns what it cost."""
    case = cases.load(FOLDER)
    modules = build(kernel, case, verbose=verbose)
    with Step("BENCH", f"{kernel.name}: counting instructions"):
        result = runs.run(kernel, case, _initramfs(kernel, case, modules), _SETTINGS)
    verdict = judge(result, case, [module.stem for module in modules])
    verdict.problems = [problem for problem in verdict.problems
                        if problem != NOTHING_EXPECTED]
    verdict.problems += [f"'{command.text}' ended with status {command.status}"
                         for command in result.report.commands if command.status]
    if not verdict.passed:
        (result.folder / "transcript.txt").write_text(verdict.transcript, encoding="utf-8")
        print(explain(verdict), end="", file=sys.stderr)
        raise Failure(f"the benchmark does not run on {kernel.name}")
    rows = rows_of(result.report, kernel.name)
    (result.folder / "initramfs.cpio").unlink()
    rows += sizes(kernel, {module.stem: module for module in modules})
    rows += driver_sizes(kernel, verbose)
    return sorted(rows, key=lambda one: one.unit != "instructions")


def table(kernel: Kernel, rows: list[Row]) -> str:
    """The rows of a kernel for people, at most 80 columns wide."""
    lines = [coloured(f"{kernel.name} (Linux {kernel.release})", "bold")]
    unit = ""
    for one in rows:
        if one.unit != unit:
            unit = one.unit
            lines.append(f"{unit if unit == 'bytes' else f'{unit} per operation':<51} "
                         f"{'C':>10} {'C++':>10}  ratio")
        ratio = f"{one.ratio:.2f}"
        lines.append(f"  {one.name:<49} {_number(one.c):>10} {_number(one.cxx):>10}   "
                     + (coloured(ratio, "yellow") if one.ratio > 1 else ratio))
    return "\n".join(lines) + "\n"


def _number(number: float) -> str:
    return f"{number:,}"


def to_json(rows: list[Row]) -> str:
    """The rows for programs, one on each line, so that a change reads well."""
    return "[\n" + ",\n".join(json.dumps(asdict(one)) for one in rows) + "\n]\n"


def default_kernels() -> list[str]:
    """All known kernels, unless their file in configs/ says `bench = false`.

    A kernel made for debugging says so, as what it costs there is the debugging.
    """
    return [name for name in catalogue.known() if catalogue.settings(name).get("bench", True)
            and catalogue.fits(name)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.set_defaults(kernel=None)
    parser.add_argument("--update-docs", action="store_true",
                        help=f"write {path_words(DOCUMENTED)} too, with all kernels")
    parser.add_argument("--verbose", action="store_true", help="show the build's commands")
    arguments = parser.parse_args()
    if arguments.update_docs and (arguments.kernel or arguments.kdir):
        raise Failure("the documentation shows every kernel: use --update-docs without another "
                      "option")
    check_root_path()
    if arguments.kdir:
        wanted = [catalogue.from_tree(arguments.kdir, arguments.image)]
    else:
        names = [arguments.kernel] if arguments.kernel else default_kernels()
        wanted = [fetch(name) for name in names]
    for kernel in wanted:
        kernel.bootable_image()
    rows: list[Row] = []
    for number, kernel in enumerate(wanted):
        measured = measure(kernel, arguments.verbose)
        print(("\n" if number else "") + table(kernel, measured), end="", flush=True)
        rows += measured
    write_whole(RESULT, to_json(rows))
    if arguments.update_docs:
        write_whole(DOCUMENTED, to_json(rows))


if __name__ == "__main__":
    run_main(main)
