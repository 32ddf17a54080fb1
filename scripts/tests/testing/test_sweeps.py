# SPDX-License-Identifier: GPL-2.0
"""The scripts that sweeps run in the guest, and the programs that they start."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from guest.initramfs import tools
from guest.judge import Verdict, judge
from guest.runs import Run
from modules import cases
from reports.transcript import Command, Report
from testing import sweeps


def _case(folder: Path, script: str) -> cases.Case:
    (folder / "Kbuild").write_text("obj-m := a.o b.o\n", encoding="utf-8")
    (folder / "guest.sh").write_text(script, encoding="utf-8")
    return cases.load(folder)


MODULES = [Path("a.ko"), Path("b.ko")]


def test_loads(tmp_path: Path) -> None:
    """Each way of loading a module counts once; one that only the shell understands, as none."""
    case = _case(tmp_path, "insmod a.ko\ninsmod a.ko x=1\ninsmod a.ko\ninsmod b.ko &\nrmmod a\n")
    assert sweeps.loads(case, MODULES) == [["a.ko"], ["a.ko", "x=1"], ["b.ko"]]
    assert sweeps.loads(case, MODULES, every=False) == [["a.ko"], ["b.ko"]]
    assert sweeps.loads(case, MODULES[1:]) == [["b.ko"]], "one of several modules"


def test_loads_without_commands(tmp_path: Path) -> None:
    """A case without a guest.sh loads each of its modules."""
    (tmp_path / "Kbuild").touch()
    assert sweeps.loads(cases.load(tmp_path), MODULES) == [["a.ko"], ["b.ko"]]


def test_names(tmp_path: Path) -> None:
    """A file's name with a dash is a module's name with an underscore."""
    case = _case(tmp_path, "insmod my-driver.ko x=1\n")
    assert "fail_nth --module my_driver load my-driver.ko x=1" in \
        sweeps.failing_loads(case, [Path("my-driver.ko")], every=True).script


def test_thoroughness(tmp_path: Path) -> None:
    """The first way of each module is swept whole, the others, and the short form, quickly."""
    case = _case(tmp_path, "insmod a.ko\ninsmod a.ko x=1\ninsmod b.ko\n")
    said = sweeps.failing_loads(case, MODULES, every=True).script
    assert re.findall(r"^fail_nth (.*?)--module \w load (.*)$", said, re.MULTILINE) == [
        ("", "a.ko"), ("--quick ", "a.ko x=1"), ("", "b.ko")]
    said = sweeps.failing_loads(case, MODULES, every=False, most=40).script
    assert re.findall(r"^fail_nth (.*?) *--module \w load (.*)$", said, re.MULTILINE) == [
        ("--most 40 --quick", "a.ko"), ("--most 40 --quick", "b.ko")]


def test_drivers(tmp_path: Path) -> None:
    """What has a device may say EINVAL, where it is loaded in whatever way."""
    case = _case(tmp_path, "# device: edu\ninsmod a.ko\ninsmod b.ko x=1\n")
    for swept in (sweeps.failing_loads(case, MODULES, every=False),
                  sweeps.failing_registration(case, MODULES)):
        loading = re.findall(r"^fail_nth .* load .*$", swept.script, re.MULTILINE)
        assert len(loading) == 2 and all(" --errors EINVAL " in line for line in loading)


def test_attachment(tmp_path: Path) -> None:
    """What loading has attached is detached, and attached again with failures, from one on."""
    case = _case(tmp_path, "modprobe m\ninsmod a.ko\ninsmod b.ko\nrmmod b\n")
    swept = sweeps.failing_attachment(case, "/sys/bus/x/devices/d", "/sys/bus/x/drivers/b", 7, 40)
    *before, sweep, last, first = swept.script.splitlines()
    assert before == ["modprobe m", "insmod a.ko", "insmod b.ko"]
    assert [last, first] == ["rmmod b", "rmmod a"]
    assert " --most 40 --from 7 " in sweep
    assert "echo d >/sys/bus/x/drivers/b/unbind" in sweep
    assert "echo d >/sys/bus/x/drivers/b/bind" in sweep


def test_clients(tmp_path: Path) -> None:
    """Programs of the case and commands on parameters fail; the others do what they did."""
    case = _case(tmp_path, "insmod a.ko\n./use it\necho 1 > /sys/module/a/parameters/x\nrmmod a\n")
    assert sweeps.failing_clients(case, MODULES, ["use"]).script.splitlines() == [
        "insmod a.ko", "fail_nth ./use it",
        "fail_nth sh -c 'echo 1 > /sys/module/a/parameters/x'", "rmmod a"]


def test_logs_apart(tmp_path: Path) -> None:
    """Each sweep of a case has logs of its own."""
    case = _case(tmp_path, "insmod a.ko\n")
    swept = (sweeps.reloads(case, MODULES, True), sweeps.races(case, MODULES, True, 1, 2),
             sweeps.failing_loads(case, MODULES, True))
    assert len({case.label, *(one.label for one in swept)}) == 4


def test_tools_only_where_used(tmp_path: Path) -> None:
    """A guest gets the programs that its script starts."""
    case = _case(tmp_path, "insmod a.ko\n")
    assert not tools(case)
    assert set(tools(sweeps.reloads(case, MODULES, True))) == {"reload"}


def _judged(case: cases.Case, command: Command, console: str) -> Verdict:
    report = Report(begun=1.0, ended=2.0, finished=True, commands=[command])
    return judge(Run(0, "", console, report, 1.0, 60.0, case.folder), case, ["a", "b"])


def test_verdict(tmp_path: Path) -> None:
    """The programs decide: other commands may fail, as the case's transcript does not count."""
    case = sweeps.failing_loads(_case(tmp_path, "insmod a.ko\n"), MODULES, True)
    assert _judged(case, Command("insmod a.ko", status=1), "").passed
    verdict = _judged(case, Command("fail_nth load a.ko", "n=1\nMISTAKE n=2 here\n", status=1), "")
    assert verdict.problems == ["'fail_nth load a.ko' ended with status 1"]
    assert "MISTAKE n=2 here" in verdict.details and "n=1" not in verdict.details


@pytest.mark.parametrize("line, passes", [
    ("fail_nth: page allocation failure: order:0, mode:0xdc0(GFP_KERNEL|__GFP_ZERO)", True),
    ("Out of memory: Killed process 71 (fail_nth)", False),
    ("kmemleak: 1 new suspected memory leaks (see /sys/kernel/debug/kmemleak)", False)])
def test_forced_reports(tmp_path: Path, line: str, passes: bool) -> None:
    """That a page was refused is no report where that was wanted; elsewhere it is one."""
    case = _case(tmp_path, "insmod a.ko\n")
    command = Command("fail_nth load a.ko", status=0)
    swept = sweeps.failing_loads(case, MODULES, True)
    assert _judged(swept, command, f"[    1.000000] {line}\n").passed is passes
    assert not _judged(sweeps.reloads(case, MODULES, True), command, line).passed


@pytest.fixture(name="fail_nth")
def _fail_nth(tmp_path: Path) -> Path:
    return tools(sweeps.failing_loads(_case(tmp_path, "insmod a.ko\n"), MODULES, True))["fail_nth"]


def _said(*command: object) -> str:
    return subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False, timeout=60).stdout


def test_what_counts(fail_nth: Path) -> None:
    """System calls on devices' files count, in children and by relative names, others do not."""
    said = _said(fail_nth, "--list", "sh", "-c",
                 "cat /proc/version /etc/passwd; (cd /proc && cat uptime); echo >/dev/null")
    calls = [line for line in said.splitlines() if line.startswith(("openat ", "read ", "write "))]
    assert {"openat /proc/version", "read /proc/version", "openat /proc/uptime"} <= set(calls)
    assert not [line for line in calls if "/etc/" in line or "/dev/null" in line or ".so" in line]


def test_chosen_calls(fail_nth: Path) -> None:
    """Names on the command line choose."""
    said = _said(fail_nth, "--list", "--calls", "openat", "--files", "/etc/pass", "cat",
                 "/etc/passwd", "/proc/version")
    assert [line for line in said.splitlines() if line.startswith(("openat /", "read /"))] == \
        ["openat /etc/passwd"]


def test_usage(fail_nth: Path) -> None:
    """Without a command it says how it is used."""
    assert _said(fail_nth).startswith("usage: fail_nth")
