# SPDX-License-Identifier: GPL-2.0
"""A broken module passes only if the kernel reports what is named, and nothing else."""
from __future__ import annotations

from pathlib import Path

import pytest
from common.project import ROOT
from guest.judge import DIFFERS, Verdict, judge, reported
from guest.runs import Run
from modules import cases
from modules.cases import Case
from guest import expected
from reports.transcript import Command, Report

BROKEN = ROOT / "kernel_support/tests/broken"
KASAN = "[    2.1] BUG: KASAN: slab-use-after-free in show+0x33/0x50 [late]\n"
WARNING = "[    2.2] WARNING: CPU: 0 PID: 89 at /src/late.cc:12 late_init+0x1c/0x1000 [late]\n"
OOPS = ("[    2.1] BUG: kernel NULL pointer dereference, address: 0000000000000000\n"
        "[    2.1] #PF: supervisor read access in kernel mode\n"
        "[    2.1] Oops: 0000 [#1] PREEMPT SMP NOPTI\n"
        "[    2.2] Kernel panic - not syncing: Fatal exception\n")


def case_of(folder: Path, script: str) -> Case:
    """A case with this guest.sh."""
    folder.mkdir(parents=True)
    (folder / "Kbuild").write_text("obj-m := late.o\n")
    (folder / "guest.sh").write_text(script)
    return cases.load(folder)


def judged(case: Case, console: str, taint: int = 0, ended: bool = True,
           kernel: str = "") -> Verdict:
    """The verdict on a boot that said this."""
    report = Report(1.0, 3.0 if ended else None, ended, taint,
                    commands=[Command("insmod late.ko", status=0)])
    run = Run(0, "", console, report, 3.0, 60.0, ROOT / "build")
    return judge(run, case, ["late"], kernel)


def test_the_expected_report_is_no_problem(tmp_path: Path) -> None:
    case = case_of(tmp_path / "late", "# report: KASAN\ninsmod late.ko\n")
    verdict = judged(case, KASAN + KASAN, 1 << 5 | 1 << 9 | 1 << 12)
    assert verdict.passed, verdict.problems
    shown = reported(verdict)
    assert shown.count("reported  KASAN: BUG: KASAN: slab-use-after-free in show") == 1
    assert "logs: build/" in shown


def test_an_unexpected_report_beside_it(tmp_path: Path) -> None:
    case = case_of(tmp_path / "late", "# report: KASAN\ninsmod late.ko\n")
    verdict = judged(case, KASAN + "[    2.1] Call Trace:\n" * 3 + WARNING)
    assert [one.partition(" at ")[0] for one in verdict.problems] == [
        "the kernel reports WARNING: WARNING: CPU: 0 PID: 89"]
    assert "late.cc:12" in verdict.details, "the surprise is what is shown"


def test_no_report(tmp_path: Path) -> None:
    case = case_of(tmp_path / "late", "# report: KASAN\n# report: WARNING\ninsmod late.ko\n")
    assert judged(case, WARNING).problems == ["the kernel does not report KASAN"]


def test_a_taint_that_no_report_brings(tmp_path: Path) -> None:
    case = case_of(tmp_path / "late", "# report: KASAN\ninsmod late.ko\n")
    assert judged(case, KASAN, 1 << 6).problems == [
        "the kernel is tainted: U (requested by user space)"]


@pytest.mark.parametrize("script, console, problems", [
    ("# report: null pointer\n# report: panic\n", OOPS, []),
    ("# report: null pointer\n", OOPS,
     ["the kernel panicked: Fatal exception; its last command was 'insmod late.ko'",
      "the kernel reports Oops: Oops: 0000 [#1] PREEMPT SMP NOPTI (console.log, line 3)"]),
    ("# report: panic\n", OOPS,
     ["the kernel reports null pointer: BUG: kernel NULL pointer dereference, address: "
      "0000000000000000 (console.log, line 1)"]),
    ("# report: KASAN\n# report: panic\n", KASAN,
     ["the guest ended early; its last command was 'insmod late.ko'",
      "the kernel does not report panic"]),
])
def test_an_end_by_an_oops(tmp_path: Path, script: str, console: str,
                           problems: list[str]) -> None:
    case = case_of(tmp_path / "late", script + "insmod late.ko\n")
    assert judged(case, console, ended=False).problems == problems


def test_a_transcript_is_still_compared(tmp_path: Path) -> None:
    case = case_of(tmp_path / "late", "# report: KASAN\ninsmod late.ko\n")
    case.expected.write_text("# insmod late.ko\nnever said\n")
    assert judged(case, KASAN).problems[0].startswith(DIFFERS)


LOG = """\
[    2.100000] BUG: KASAN: slab-use-after-free in show+0x33/0x50 [late]
[    2.100001] Read of size 4 at addr ffff888003b2a600 by task insmod/88
[    2.100002]
[    2.100003] CPU: 0 UID: 0 PID: 88 Comm: insmod Tainted: G           O       6.12.117 #1
[    2.100004] Call Trace:
[    2.100005]  ? never_mind+0x10/0x20
[    2.100006]  show+0x33/0x50 [late]
[    2.100007]  kmalloc at mm/slub.c:4321
[    2.100008] UBSAN: shift-out-of-bounds in /home/me/project/late.cc:12:14
"""


@pytest.mark.parametrize("wanted, missing", [
    (LOG, []),
    ("BUG: KASAN: slab-use-after-free in show+0x1/0x2 [late]\n"
     "Read of size 4 at addr ffff888001111111 by task insmod/102\n...\n show+0x3/0x4 [late]\n", []),
    (" kmalloc at mm/slub.c:99\nUBSAN: shift-out-of-bounds in /elsewhere/late.cc:12:14\n", []),
    ("Read of size 8 at addr ffff888003b2a600 by task insmod/88\n",
     ["Read of size 8 at addr ffff888003b2a600 by task insmod/88"]),
    ("UBSAN: shift-out-of-bounds in /home/me/project/late.cc:13:14\n",
     ["UBSAN: shift-out-of-bounds in /home/me/project/late.cc:13:14"]),
    ("BUG: KASAN: slab-use-after-free in show+0x33/0x50 [late]\nCall Trace:\n",
     ["BUG: KASAN: slab-use-after-free in show+0x33/0x50 [late]", "Call Trace:"]),
    ("Call Trace:\n...\nBUG: KASAN: slab-use-after-free in show+0x33/0x50 [late]\n",
     ["BUG: KASAN: slab-use-after-free in show+0x33/0x50 [late]"]),
])
def test_finds_the_lines_of_a_report(wanted: str, missing: list[str]) -> None:
    assert expected.missing_block(wanted, LOG) == missing


def test_the_lines_are_those_of_one_kernel(tmp_path: Path) -> None:
    case = case_of(tmp_path / "late", "# report: KASAN\ninsmod late.ko\n")
    case.report("mine").write_text("BUG: KASAN: double-free in show+0x33/0x50 [late]\n")
    assert judged(case, KASAN, kernel="other").passed
    problem, = judged(case, KASAN, kernel="mine").problems
    assert problem.startswith("console.log does not have these lines of ")
    assert problem.endswith("report.mine.txt: BUG: KASAN: double-free in show+0x33/0x50 [late]")


@pytest.mark.parametrize("line, lost", [
    ("          2 | int late = *gone;  // caught here", []),
    ("          2 | int late = *gone;", ["the report does not lead to late.cc:2"]),
    ("         12 | int late = *gone;  // caught here", ["the report does not lead to late.cc:2"]),
])
def test_a_report_must_lead_to_the_line(tmp_path: Path, line: str, lost: list[str]) -> None:
    case = case_of(tmp_path / "late", "# report: KASAN\ninsmod late.ko\n")
    (case.folder / "late.cc").write_text("// late\nint late = *gone;  // caught here\n")
    annotated = ["BUG: KASAN: ... in show+0x33/0x50 [late] (late.cc:2)", line]
    assert expected.lost_lines(case, annotated) == lost


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_each_broken_module_says_what_it_is_for(folder: Path) -> None:
    case = cases.load(folder)
    assert case.reports, "a broken module names its report"
    assert len(expected.guilty_lines(case)) == 1, "and one line that is guilty"
