# SPDX-License-Identifier: GPL-2.0
"""The verdict on a run: what the guest reported against what is expected of the case.

A run that says nothing has failed.
"""
from __future__ import annotations

import re
import signal
from dataclasses import dataclass, field
from typing import Callable

from common.project import path_words
from guest.initramfs import tools
from guest.runs import Run
from modules.build import module_name
from modules.cases import Case
from guest import expected
from reports import kernel_log, ktap, transcript
from reports.kernel_log import Finding
from reports.transcript import Report

_EXCERPT = 30
DIFFERS = "the transcript differs from"
LEFT = "still loaded at the end"
NOTHING_EXPECTED = "nothing to compare with: neither an expected.txt nor KTAP in the log"
# Lines of a report that say something only with a disassembly beside them, and frames that the
# kernel found on the stack but does not vouch for.
_TOO_MUCH = re.compile(r"^(?:\[[^]]*\] ?)*"
                       r"(?:(?:Code|R(?!IP)[A-Z0-9]{2}|[CF]S|CR2|PKRU): |PGD |\s*\? )")


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


def judge(result: Run, case: Case, modules: list[str], kernel: str = "",
          annotate: Callable[[list[str]], list[str]] = list) -> Verdict:
    """The verdict on one boot of a case whose modules have these names, on this kernel.

    Lines of the log that explain it are shown as `annotate` returns them.
    """
    text = transcript.render(result.report, modules, case.log)
    verdict = Verdict(result, text)
    findings = [one for one in kernel_log.scan(_until_power_down(result))
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
        verdict.problems += expected.problems(case, findings, result.console, kernel)
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
    return {*case.reports, *(kernel_log.DEATH if "panic" in case.reports else ())}


def _first_to_explain(findings: list[Finding], case: Case) -> Finding:
    """The first finding that is a surprise, or the first that tells what happened."""
    surprises = [one for one in findings if one.kind not in _wanted(case)]
    return next((one for one in surprises or findings if one.kind != "panic"), findings[0])


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
    if taints := kernel_log.unexpected_taint(report.taint, reported):
        problems.append(f"the kernel is tainted: {', '.join(taints)}")
    names = set(map(module_name, modules))
    if left := sorted(names & set(report.loaded)):
        problems.append(f"{LEFT}: {', '.join(left)}")
    return problems


def _check_tools(verdict: Verdict, names: set[str]) -> None:
    """A script of ours: what it starts of scripts/guest/userland must not find a mistake."""
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
