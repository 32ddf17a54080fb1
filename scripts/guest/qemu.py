# SPDX-License-Identifier: GPL-2.0
"""How QEMU is started: its options, the kernel's command line, and the process itself."""
from __future__ import annotations

import ctypes
import signal
import subprocess
from pathlib import Path

from common.program import Failure
from guest.settings import Settings
from kernels.catalogue import Kernel

COVERAGE = "coverage.tar.gz"    # among the logs of a boot
_PR_SET_PDEATHSIG = 1


def command(kernel: Kernel, initramfs: Path, folder: Path, processors: int,
            settings: Settings, accel: str, mode: str = "case",
            appended: bool = False) -> list[str]:
    """The command that starts the guest, with the console and the report in files of `folder`.

    What the console says is written over an older log, or appended to it.
    """
    more = ",append=on" if appended else ""
    return [*machine_options(kernel, initramfs, processors, settings, accel),
            "-chardev", f"file,id=console,path={folder}/console.log{more}",
            "-chardev", f"file,id=report,path={folder}/report.raw",
            "-serial", "chardev:console", "-serial", "chardev:report",
            *(("-chardev", f"file,id=coverage,path={folder}/{COVERAGE}",
               "-serial", "chardev:coverage") if settings.coverage else ()),
            "-append", command_line(kernel, processors, settings, accel, f"MODE={mode}")]


def machine_options(kernel: Kernel, initramfs: Path, processors: int, settings: Settings,
                    accel: str) -> list[str]:
    """The options for the machine and what boots on it."""
    options = ["-accel", accel]
    if settings.icount:
        options = ["-accel", "tcg", "-icount", "shift=0,sleep=off"]
    return [kernel.machine.qemu, "-nodefaults", "-no-user-config", "-display", "none",
            "-no-reboot", *kernel.machine.options, *options, "-smp", str(processors),
            "-m", str(settings.memory), "-kernel", str(kernel.bootable_image()),
            "-initrd", str(initramfs), *settings.qemu]


def command_line(kernel: Kernel, processors: int, settings: Settings, accel: str,
                 mode: str) -> str:
    """The kernel's command line; `mode` is for scripts/guest/userland/init."""
    target = kernel.machine
    words = [
        f"console={target.console}",
        # Warnings of the boot are wanted, its chatter is not: each character costs time.
        "loglevel=5", "log_buf_len=1M",
        # An oops ends the guest at once, and QEMU with it (-no-reboot): nobody has to wait.
        "oops=panic", "panic=-1",
        # To ask ACPI where the wire of a device's interrupt leads takes such a kernel half a minute
        # each time, emulated; it finds them without, but then no second processor either.
        "acpi=noirq" if processors == 1 and kernel.has("CONFIG_KASAN") else "",
        target.append, "" if accel == "kvm" else target.emulated_append, settings.append,
        mode, f"REPORT={target.report}",
        f"COVERAGE={target.coverage}" if settings.coverage else ""]
    return " ".join(word for word in words if word)


def start_alone(words: list[str], **how: object) -> subprocess.Popen[str]:
    """Starts QEMU without a terminal: Ctrl-C is not for it, and what it says itself is kept."""
    return start(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                 stderr=subprocess.PIPE, text=True, start_new_session=True, **how)


def start(words: list[str], **how: object) -> subprocess.Popen[str]:
    """Starts QEMU, which ends when this process does."""
    libc = ctypes.CDLL(None)
    try:
        # However we end.
        return subprocess.Popen(
            words, preexec_fn=lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL), **how)
    except FileNotFoundError:
        raise Failure(f"{words[0]} is missing: run scripts/install_tools.sh run") from None
