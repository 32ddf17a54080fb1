# SPDX-License-Identifier: GPL-2.0
"""One run of a guest: how it is started, where its logs are, what came out.

Logs of each run are kept below build/boots.
"""
from __future__ import annotations

import datetime
import re
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path

from common.program import say
from common.project import BUILD
from guest import accelerator, hotplug, qemu
from guest.monitor import Monitor
from guest.settings import Settings, with_devices
from kernels.catalogue import Kernel
from modules.cases import Case
from reports import transcript
from reports.transcript import Report

BOOTS = BUILD / "boots"
_KEEP = 10


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
    command = note_command(kernel, case, folder, settings, accel)
    if not case.devices:
        return ended(qemu.start_alone(command), folder, deadline)
    monitor = Monitor()
    child = qemu.start_alone([*command, *monitor.options], pass_fds=(monitor.other.fileno(),))
    return served(child, monitor, folder, deadline)


def note_command(kernel: Kernel, case: Case, folder: Path, settings: Settings,
                 accel: str) -> list[str]:
    """The command that boots a case, which command.txt keeps for whoever wants to do it by hand."""
    command = qemu.command(kernel, folder / "initramfs.cpio", folder,
                           settings.processors or case.processors,
                           with_devices(settings, case, folder), accel)
    (folder / "command.txt").write_text(shlex.join(command) + "\n", encoding="utf-8")
    return command


def served(child: subprocess.Popen[str], monitor: Monitor, folder: Path, deadline: float,
           restored: bool = False) -> Run:
    """Waits for the end of QEMU; until then its devices come and go as the guest asks."""
    with hotplug.serving(monitor, folder) as refused:
        result = ended(child, folder, deadline, restored)
    return replace(result, messages="".join([result.messages, *(f"{one}\n" for one in refused)]))


def ended(child: subprocess.Popen[str], folder: Path, deadline: float,
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
