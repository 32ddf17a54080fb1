# SPDX-License-Identifier: GPL-2.0
"""The kernel counts how often each line of a module in C++ runs, and the report says just that."""
from __future__ import annotations

import re
from pathlib import Path

import line_coverage
import pytest
from common.program import Failure
from coverage import report as coverage_report
from kernels.catalogue import Kernel
from modules import cases
from modules.build import build

COUNTED = Path(__file__).parent / "counted"
_MARK = re.compile(r"// (?:(\d+) times|(no code))$")


def expected(file: Path) -> dict[int, int | None]:
    """What the comments of a source say: {line: how often it runs}; None where there is no code."""
    marks = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if mark := _MARK.search(line):
            marks[number] = int(mark[1]) if mark[1] else None
    return marks


def test_lines_are_counted(kernel: Kernel) -> None:
    """In several files of both languages, over two loads of the module; or it is refused."""
    if not kernel.has("CONFIG_GCOV_KERNEL"):
        with pytest.raises(Failure, match="cannot count lines .*KERNEL=debug-6.12"):
            line_coverage.instrumented(kernel)
        return
    counting = line_coverage.instrumented(kernel)
    case = cases.load(COUNTED)
    result = line_coverage.boot_once(counting, case, build(counting, case), (COUNTED,))
    assert not result.problem
    sources = sorted(path for path in COUNTED.iterdir() if path.suffix in (".cc", ".hpp", ".c"))
    assert sorted(result.counts) == sources
    for file in sources:
        marks = expected(file)
        counts = result.counts[file]
        assert marks and {number: counts.get(number) for number in marks} == marks, file
    # A function that nothing calls is one line to declare it and one to do it.
    report = coverage_report.judge(result.counts, [])
    assert coverage_report.missing(report, COUNTED) == "".join(
        f"{file.name}:{first}{last}\n" for file, first, last in (
            (COUNTED / "legacy.c", 12, "-14"), (COUNTED / "main.cc", 10, "-11"),
            (COUNTED / "main.cc", 27, "")))


def test_ordinary_objects_are_left_alone(kernel: Kernel) -> None:
    """What is built for counting goes elsewhere, and what is built otherwise does not count."""
    if not kernel.has("CONFIG_GCOV_KERNEL"):
        return
    case = cases.load(COUNTED)
    folders = {}
    for one in (kernel, line_coverage.instrumented(kernel)):
        modules = build(one, case)
        folders[one.name] = modules[0].parent
        assert (b"__gcov_init" in modules[0].read_bytes()) == (one is not kernel)
    assert len(set(folders.values())) == 2
