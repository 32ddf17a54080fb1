#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Boots a case in QEMU with gdb attached, and stops in the init of its modules.

The guest runs guest.sh as ever; nothing ends it but its own end, or that of gdb.
"""
from __future__ import annotations

import argparse
import json
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common.program import Failure, run_main, say
from common.project import ROOT, check_root_path, path_words
from guest import qemu, runs
from guest.initramfs import make
from guest.settings import Settings, add_boot_options, settings_from, with_devices
from kernels.catalogue import Kernel
from kernels.choice import add_kernel_options, chosen_kernel
from modules import cases
from modules.build import build, module_name
from modules.cases import Case
from symbols.elf import Elf
from symbols.symbolise import with_lines

KERNEL = "debug-6.12"
_COMMANDS = ROOT / "scripts/symbols/gdb/modules.py"
_PATIENCE = 20


def symbols_of(kernel: Kernel) -> Path:
    """The kernel's vmlinux, or a refusal: gdb can do nothing without."""
    vmlinux = Path(kernel.kdir) / "vmlinux"
    elf = Elf(vmlinux) if vmlinux.is_file() else None
    if not elf or not elf.has_lines() or not elf.named("do_init_module"):
        raise Failure(f"{kernel.name} has no debug information, which gdb needs: use "
                      f"KERNEL={KERNEL}, or a KDIR= whose vmlinux has it (CONFIG_DEBUG_INFO)")
    return vmlinux


def gdb_commands(kernel: Kernel, vmlinux: Path, modules: list[Path], folder: Path,
                 socket: Path) -> str:
    """What gdb does first; an editor's gdb can do the same."""
    session = {"modules": {module_name(path): str(with_lines(path) or path)
                           for path in modules},
               "folder": str(folder), "socket": str(socket), "linker": f"{kernel.machine.tools}ld"}
    return (f"add-auto-load-safe-path {kernel.kdir}\n"
            f"file {vmlinux}\n"
            f"python session = {json.dumps(session)}\n"
            f"source {_COMMANDS}\n")


def start_guest(kernel: Kernel, case: Case, modules: list[Path], folder: Path, socket: Path,
                settings: Settings) -> subprocess.Popen[str]:
    """QEMU, stopped before the first instruction."""
    archive = folder / "initramfs.cpio"
    archive.write_bytes(make(kernel, case, modules))
    # Breakpoints in memory that is not there yet need the emulation.
    command = qemu.command(kernel, archive, folder, settings.processors or case.processors,
                           with_devices(settings, case, folder), "tcg")
    command += ["-S", "-chardev", f"socket,id=gdb,path={socket},server=on,wait=off",
                "-gdb", "chardev:gdb"]
    (folder / "command.txt").write_text(shlex.join(command) + "\n", encoding="utf-8")
    # Ctrl-C is for gdb, which stops the guest with it.
    child = qemu.start_alone(command)
    end = time.monotonic() + _PATIENCE
    while not socket.exists():
        if child.poll() is not None or time.monotonic() > end:
            child.kill()
            reason = (child.communicate()[1].strip().splitlines() or ["it does not start"])[-1]
            raise Failure(f"QEMU failed: {reason}")
        time.sleep(0.05)
    return child


def debug(kernel: Kernel, vmlinux: Path, case: Case, settings: Settings, wait: bool = False,
          script: Path | None = None) -> int:
    """One session; returns gdb's status."""
    modules = build(kernel, case, own_paths=True)
    program = shutil.which("gdb")
    if not program and not wait:
        raise Failure("gdb is missing: run scripts/install_tools.sh debug")
    folder = runs.new_folder(kernel, case)
    # The path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="gdb-") as private:
        socket = Path(private) / "socket"
        child = start_guest(kernel, case, modules, folder, socket, settings)
        try:
            commands = folder / "session.gdb"
            commands.write_text(gdb_commands(kernel, vmlinux, modules, folder, socket),
                                encoding="utf-8")
            say(f"  the guest's console: {path_words(folder)}/console.log")
            if wait:
                return _wait(child, commands, socket)
            more = ["-batch", "-x", str(script)] if script else ["-ex", "continue"]
            # A person's own settings are welcome in a session, and not in a test.
            own = ["-nx"] if script else []
            return _run([program, "-q", *own, "-x", str(commands), *more])
        finally:
            child.kill()
            child.communicate()
            (folder / "initramfs.cpio").unlink(missing_ok=True)


def _run(command: list[str]) -> int:
    """gdb in the foreground: Ctrl-C is its own affair."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def _wait(child: subprocess.Popen[str], commands: Path, socket: Path) -> int:
    say(f"  with symbols: gdb -x {path_words(commands)}\n"
        "  the guest waits for that; Ctrl-C ends it")
    # Whoever reads this line may act on it at once, so it is the last.
    print(f"target remote {socket}", flush=True)
    child.wait()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.set_defaults(kernel=KERNEL)
    add_boot_options(parser)
    parser.add_argument("--wait", action="store_true",
                        help="do not start gdb: say where the guest waits for one")
    parser.add_argument("--script", type=Path, metavar="FILE",
                        help="let gdb run these commands and end, without a person")
    parser.add_argument("case", nargs="?", help="a sample's number or name, or a folder")
    arguments = parser.parse_args()
    check_root_path()
    if not arguments.case:
        raise Failure("a session is for one sample: say which one with SAMPLE=")
    case = cases.load(cases.find(arguments.case))
    if not (arguments.wait or arguments.script or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise Failure("gdb needs a terminal on its input and output (or --script FILE, or --wait)")
    kernel = chosen_kernel(arguments)
    return debug(kernel, symbols_of(kernel), case, settings_from(arguments), arguments.wait,
                 arguments.script)


if __name__ == "__main__":
    run_main(main)
