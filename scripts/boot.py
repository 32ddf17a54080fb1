#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Boots a kernel in QEMU with one case, and judges what the guest said.

The verdict rests on what the guest reports: a boot that says nothing has failed. Logs of each boot
are kept below build/boots.
"""
from __future__ import annotations

import argparse
import contextlib
import datetime
import fcntl
import os
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Callable

import accelerator
import cases
import expected_report
import ktap
import qemu
import reports
import saved_guest
import symbolise
import transcript
from build_module import build, module_name
from cases import Case
from common import BUILD, Failure, path_words, run_main, say
from kernel_choice import add_kernel_options, chosen_kernel
from kernels import Kernel
from make_initramfs import base, make, overlay, tools
from qemu import Settings
from reports import Finding
from transcript import Report

BOOTS = BUILD / "boots"
_KEEP = 10
_EXCERPT = 30
DIFFERS = "the transcript differs from"
NOTHING_EXPECTED = "nothing to compare with: neither an expected.txt nor KTAP in the log"


@dataclass
class Run:
    """What came out of QEMU."""

    status: int | None          # None: it had to be killed at the deadline
    messages: str               # of QEMU itself
    console: str
    report: Report
    seconds: float
    deadline: float
    folder: Path
    restored: bool = False      # it started from a saved guest


@dataclass
class Verdict:
    """What to think of a boot: no problem means that all is well."""

    run: Run
    transcript: str
    problems: list[str] = field(default_factory=list)
    details: str = ""           # lines that explain the first problem
    results: ktap.Results | None = None
    reported: list[Finding] = field(default_factory=list)  # what the kernel was to report

    @property
    def passed(self) -> bool:
        """Whether everything is as it should be."""
        return not self.problems


def new_folder(kernel: Kernel, case: Case) -> Path:
    """A folder for the logs of one boot; the oldest of the same case go."""
    above = BOOTS / kernel.name
    above.mkdir(parents=True, exist_ok=True)
    while True:
        stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        folder = above / f"{case.label}-{stamp}"
        try:
            folder.mkdir()
            break
        except FileExistsError:
            continue
    stamps = "[0-9]" * 8 + "-" + "[0-9]" * 6 + "-" + "[0-9]" * 6
    for old in sorted(above.glob(f"{case.label}-{stamps}"))[:-_KEEP]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def run(kernel: Kernel, case: Case, initramfs: bytes, settings: Settings = Settings()) -> Run:
    """Boots and waits for the end; again if that failed for what is no fault of the guest."""
    accel = accelerator.choose(kernel.machine, kernel.bootable_image())
    result = _run(kernel, case, initramfs, settings, accel)
    if accel == "kvm" and result.status is None and not result.console:
        say("  the guest says nothing under KVM: emulating instead")
        accelerator.remember(False)
        result = _run(kernel, case, initramfs, settings, "tcg")
    elif accel == "tcg" and _lost_a_patch(result):
        say("  the emulator missed a change of the kernel's code, before /init: booting again")
        result = _run(kernel, case, initramfs, settings, accel)
    return result


def _lost_a_patch(result: Run) -> bool:
    """Whether a breakpoint stopped the kernel before anything of the case ran.

    The kernel switches jumps in its code with a breakpoint in between. With several processors the
    emulator, once in thousands of boots, keeps the translation of that breakpoint.
    """
    return result.report.begun is None and bool(re.search(r"\bOops: int3: ", result.console))


def _run(kernel: Kernel, case: Case, initramfs: bytes, settings: Settings, accel: str) -> Run:
    folder = new_folder(kernel, case)
    archive = folder / "initramfs.cpio"
    archive.write_bytes(initramfs)
    deadline = settings.deadline or case.deadline * kernel.patience
    command = _note_command(kernel, case, folder, settings, accel)
    return _ended(qemu.start_alone(command), folder, deadline)


def _note_command(kernel: Kernel, case: Case, folder: Path, settings: Settings,
                  accel: str) -> list[str]:
    """The command that boots a case, which command.txt keeps for whoever wants to do it by hand."""
    command = qemu.command(kernel, folder / "initramfs.cpio", folder,
                           settings.processors or case.processors, settings, accel)
    (folder / "command.txt").write_text(shlex.join(command) + "\n", encoding="utf-8")
    return command


def _ended(child: subprocess.Popen[str], folder: Path, deadline: float,
           restored: bool = False) -> Run:
    """Waits for the end of QEMU."""
    started = time.monotonic()
    with child:
        try:
            messages = child.communicate(timeout=deadline)[1]
            status: int | None = child.returncode
        except subprocess.TimeoutExpired:
            child.kill()
            messages, status = child.communicate()[1], None
        finally:
            if child.poll() is None:
                child.kill()
    seconds = time.monotonic() - started
    raw = _content(folder / "report.raw")
    return Run(status, messages, _content(folder / "console.log").decode(errors="replace"),
               transcript.parse(raw), seconds, deadline, folder, restored)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def judge(result: Run, case: Case, modules: list[str], kernel: str = "",
          annotate: Callable[[list[str]], list[str]] = list) -> Verdict:
    """The verdict on one boot of a case whose modules have these names, on this kernel.

    Lines of the log that explain it are shown as `annotate` returns them.
    """
    text = transcript.render(result.report, modules, case.log)
    verdict = Verdict(result, text)
    findings = [one for one in reports.scan(_until_power_down(result))
                if not any(re.search(pattern, one.line) for pattern in case.tolerated)]
    problem = _how_it_ended(result, findings)
    told = _wanted(case)
    if result.report.begun is not None and {"panic"} <= {one.kind for one in findings} & told:
        problem = ""
    if problem:
        verdict.problems.append(problem)
        told.add("panic")
    for finding in findings:
        if finding.kind in case.reports:
            verdict.reported.append(finding)
        if finding.kind not in told:
            told.add(finding.kind)
            verdict.problems.append(f"the kernel reports {finding} (console.log, line "
                                    f"{finding.number})")
    if case.reports:
        verdict.problems += expected_report.problems(case, findings, result.console, kernel)
    if result.report.ended is not None:
        verdict.problems += _state_left(result.report, modules, bool(case.reports))
    if findings:
        first = _first_to_explain(findings, case)
        shown = annotate(_excerpt(result.console.splitlines(), first.number - 1))
        verdict.details = "".join(f"  | {line}\n" for line in shown)
    if case.script:
        _check_tools(verdict, set(tools(case)))
    elif case.expected.is_file():
        _compare(verdict, case, text)
    elif not case.reports or ktap.parse(result.console, modules).runs:
        _count(verdict, modules)
    return verdict


def _until_power_down(result: Run) -> str:
    """The log without what the kernel says when /init has switched the machine off.

    No module is there any more. Emulated processors that were stopped one by one are still sent
    interrupts by others, of which the kernel warns.
    """
    before, line, _after = result.console.rpartition("reboot: Power down")
    return before if line and result.report.ended is not None else result.console


def _wanted(case: Case) -> set[str]:
    """The kinds of reports that are no problem of a case."""
    return {*case.reports, *(reports.DEATH if "panic" in case.reports else ())}


def _first_to_explain(findings: list[Finding], case: Case) -> Finding:
    """The first finding that is a surprise, or the first that tells what happened."""
    surprises = [one for one in findings if one.kind not in _wanted(case)]
    return next((one for one in surprises or findings if one.kind != "panic"), findings[0])


# Lines of a report that say something only with a disassembly beside them, and frames that the
# kernel found on the stack but does not vouch for.
_TOO_MUCH = re.compile(r"^(?:\[[^]]*\] ?)*"
                       r"(?:(?:Code|R(?!IP)[A-Z0-9]{2}|[CF]S|CR2|PKRU): |PGD |\s*\? )")


def _excerpt(lines: list[str], at: int) -> list[str]:
    """The lines of a report: what it is about often stands before the one that gives it away."""
    end = next((number for number, line in enumerate(lines[at:], at) if "---[ end trace" in line),
               len(lines))
    shown = [line.rstrip() for line in lines[max(at - 2, 0):end] if not _TOO_MUCH.match(line)]
    return shown[:_EXCERPT]


def _how_it_ended(result: Run, findings: list[Finding]) -> str:
    """Why the guest did not come to its proper end; empty when it did."""
    report = result.report
    panic = next((one.line.partition("not syncing: ")[2] for one in findings
                  if one.kind == "panic"), "")
    said = f"; its last command was '{report.commands[-1].text}'" if report.commands else ""
    if "No working init found" in panic or "Unable to mount root fs" in panic:
        return "the guest has no /init that it can run"
    if panic:
        return f"the kernel panicked: {panic}{said}"
    if result.status is None and report.begun is None:
        where = "no output from /init" if result.console else "no output at all"
        return f"hang: {where} within {result.deadline:.0f} s"
    if result.status is None:
        return f"hang: the guest did not end within {result.deadline:.0f} s{said}"
    if result.status < 0:
        return f"QEMU was ended by {signal.Signals(-result.status).name}{said}"
    if result.status > 0:
        reason = (result.messages.strip().splitlines() or [f"status {result.status}"])[-1]
        return f"QEMU failed: {reason}"
    if report.begun is None:
        return "no output from /init, although the guest ended"
    if report.ended is None:
        return f"the guest ended early{said}"
    if not report.finished:
        return f"guest.sh ended early{said}"
    return ""


def _state_left(report: Report, modules: list[str], reported: bool) -> list[str]:
    problems = []
    if taints := reports.unexpected_taint(report.taint, reported):
        problems.append(f"the kernel is tainted: {', '.join(taints)}")
    names = set(map(module_name, modules))
    if left := sorted(names & set(report.loaded)):
        problems.append(f"still loaded at the end: {', '.join(left)}")
    return problems


def _check_tools(verdict: Verdict, names: set[str]) -> None:
    """A script of ours: what it starts of scripts/guest must not find a mistake."""
    for one in verdict.run.report.commands:
        if one.status and names & set(one.text.split()):
            verdict.problems.append(f"'{one.text}' ended with status {one.status}")
            lines = one.output.splitlines()
            verdict.details = verdict.details or "".join(
                f"  | {line}\n" for line in lines if "MISTAKE" in line) or "".join(
                f"  | {line}\n" for line in lines[-10:])


def _compare(verdict: Verdict, case: Case, text: str) -> None:
    expected = case.expected.read_text(encoding="utf-8")
    if text == expected:
        return
    if not verdict.problems:
        verdict.details = transcript.difference(expected, text, path_words(case.expected))
    verdict.problems.append(f"{DIFFERS} {path_words(case.expected)}")


def _count(verdict: Verdict, modules: list[str]) -> None:
    """A case without a transcript to compare with speaks KTAP."""
    results = ktap.parse(verdict.run.console, modules)
    if not results.runs:
        verdict.problems.append(NOTHING_EXPECTED)
        return
    verdict.results = results
    failed = [test for test in results.tests if not test.passed]
    verdict.problems += results.problems
    verdict.problems += [f"test {test.name} failed" for test in failed]
    verdict.problems += [f"'{one.text}' ended with status {one.status}"
                         for one in verdict.run.report.commands if one.status]
    if failed and not verdict.details:
        verdict.details = "".join(f"  | {line}\n" for line in failed[0].lines)


def from_saved_guest(kernel: Kernel, case: Case, archive: bytes, settings: Settings) -> Run | None:
    """Runs a case in a guest that has booted already; None where it has to boot by itself."""
    if case.fresh or os.environ.get("BOOT") == "fresh" or len(archive) > saved_guest.largest_case():
        return None
    processors = settings.processors or case.processors
    # A guest under KVM boots in the time that loading a saved one takes.
    if replace(settings, processors=None, deadline=None) != Settings() \
            or accelerator.choose(kernel.machine, kernel.bootable_image()) == "kvm":
        return None
    folder = new_folder(kernel, case)
    _note_command(kernel, case, folder, settings, "tcg")
    state = None
    try:
        state = saved_guest.state_for(kernel, processors)
        child = saved_guest.start(kernel, processors, state, archive, folder)
    except saved_guest.Unusable as error:
        if state:
            saved_guest.forget(state, str(error))
        else:
            say(f"  no guest can be saved, so each case boots: {error}")
        shutil.rmtree(folder)
        return None
    result = _ended(child, folder, settings.deadline or case.deadline * kernel.patience, True)
    if result.report.begun is None:
        saved_guest.forget(state, "the case did not begin")
        return None
    return result


def boot(kernel: Kernel, case: Case, modules: list[Path],
         settings: Settings = Settings()) -> Verdict:
    """Boots a case whose modules are built, or starts it in a saved guest, and judges it."""
    archive = overlay(kernel, case, modules)
    result = from_saved_guest(kernel, case, archive, settings) \
        or run(kernel, case, base() + archive, settings)

    def annotate(lines: list[str]) -> list[str]:
        return symbolise.annotate(lines, kernel, modules)

    verdict = judge(result, case, [module.stem for module in modules], kernel.name, annotate)
    if case.reports and kernel.has_lines:
        verdict.problems += expected_report.lost_lines(case, annotate(result.console.splitlines()))
    (result.folder / "transcript.txt").write_text(verdict.transcript, encoding="utf-8")
    initramfs = result.folder / "initramfs.cpio"
    if verdict.passed:
        # It can be made again; command.txt of a failed boot still works as it is.
        initramfs.unlink(missing_ok=True)
    elif result.restored:
        initramfs.write_bytes(base() + archive)
    return verdict


def shell(kernel: Kernel, case: Case, modules: list[Path],
          settings: Settings = Settings()) -> None:
    """An interactive shell in the guest, with the case at hand."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Failure("a shell needs a terminal on its input and output")
    accel = accelerator.choose(kernel.machine, kernel.bootable_image())
    folder = new_folder(kernel, case)
    archive = folder / "initramfs.cpio"
    archive.write_bytes(make(kernel, case, modules))
    rows, columns = struct.unpack("HHHH", fcntl.ioctl(1, termios.TIOCGWINSZ, b"\0" * 8))[:2]
    mode = f"MODE=shell ROWS={rows or 24} COLUMNS={columns or 80} TERM={os.environ['TERM']}"
    command = [*qemu.machine_options(kernel, archive, settings.processors or case.processors,
                                     settings, accel),
               # Ctrl-C and its like go to the guest; only Ctrl-A x goes to QEMU, and ends it.
               "-chardev", f"stdio,id=console,mux=on,signal=off,logfile={folder}/console.log",
               "-serial", "chardev:console", "-mon", "chardev=console",
               "-append", f"{qemu.command_line(kernel, settings, accel, mode)} loglevel=4"]
    (folder / "command.txt").write_text(shlex.join(command) + "\n", encoding="utf-8")
    before = termios.tcgetattr(0)
    child = qemu.start(command)
    try:
        child.wait()
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        # QEMU does it too, unless it was killed.
        termios.tcsetattr(0, termios.TCSADRAIN, before)
        with contextlib.suppress(FileNotFoundError):
            archive.unlink()
    if child.returncode != 0:
        raise Failure(f"QEMU ended with status {child.returncode}: see "
                      f"{path_words(folder)}/command.txt")


def explain(verdict: Verdict) -> str:
    """What a person needs to know about a boot that failed."""
    folder = path_words(verdict.run.folder)
    return ("".join(f"  FAILED  {problem}\n" for problem in verdict.problems)
            + verdict.details + f"  logs: {folder}/ (console.log, transcript.txt, command.txt)\n")


def reported(verdict: Verdict) -> str:
    """The report that was to come, for whoever boots a broken module to see it."""
    first: dict[str, Finding] = {}
    for finding in verdict.reported:
        first.setdefault(finding.kind, finding)
    told = "".join(f"  reported  {one} (console.log, line {one.number})\n"
                   for one in first.values())
    folder = path_words(verdict.run.folder)
    return told and f"{told}{verdict.details}  logs: {folder}/\n"


def add_boot_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options that become Settings."""
    parser.add_argument("--smp", type=int, metavar="N", help="number of processors")
    parser.add_argument("--memory", type=int, metavar="MB", default=512)
    parser.add_argument("--deadline", type=float, metavar="SECONDS",
                        help="the boot fails when it takes longer")
    parser.add_argument("--append", default="", metavar="WORDS",
                        help="more words for the kernel's command line")
    parser.add_argument("--qemu", default="", metavar="OPTIONS", help="more options for QEMU")
    parser.add_argument("--icount", action="store_true",
                        help="let the guest's clock count instructions")


def settings_from(arguments: argparse.Namespace) -> Settings:
    """The Settings that the options ask for."""
    return Settings(arguments.smp, arguments.memory, arguments.deadline, arguments.append,
                    tuple(shlex.split(arguments.qemu)), arguments.icount)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    add_boot_options(parser)
    parser.add_argument("--shell", action="store_true", help="an interactive shell instead")
    parser.add_argument("case", help="a sample's number or name, or a folder")
    arguments = parser.parse_args()
    kernel = chosen_kernel(arguments)
    case = cases.load(cases.find(arguments.case))
    cases.check_needs(case, kernel)
    modules = build(kernel, case)
    if arguments.shell:
        shell(kernel, case, modules, settings_from(arguments))
        return 0
    verdict = boot(kernel, case, modules, settings_from(arguments))
    print(verdict.transcript, end="")
    print(reported(verdict) if verdict.passed else "", end="")
    if not verdict.passed:
        print(explain(verdict), end="", file=sys.stderr)
    return 0 if verdict.passed else 1


if __name__ == "__main__":
    run_main(main)
