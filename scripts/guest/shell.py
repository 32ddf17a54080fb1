# SPDX-License-Identifier: GPL-2.0
"""An interactive shell in a guest."""
from __future__ import annotations

import contextlib
import fcntl
import os
import shlex
import struct
import sys
import termios
from pathlib import Path

from common.program import Failure
from common.project import path_words
from guest import accelerator, qemu
from guest.initramfs import make
from guest.runs import new_folder
from guest.settings import Settings, with_devices
from kernels.catalogue import Kernel
from modules.cases import Case


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
    processors = settings.processors or case.processors
    command = [*qemu.machine_options(kernel, archive, processors,
                                     with_devices(settings, case, folder), accel),
               # Ctrl-C and its like go to the guest; only Ctrl-A x goes to QEMU, and ends it.
               "-chardev", f"stdio,id=console,mux=on,signal=off,logfile={folder}/console.log",
               "-serial", "chardev:console", "-mon", "chardev=console",
               "-append",
               f"{qemu.command_line(kernel, processors, settings, accel, mode)} loglevel=4"]
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
