# SPDX-License-Identifier: GPL-2.0
"""Guests that have booted already: one is saved for each kernel, and cases start from there.

A guest is saved when its /init is ready for a case. Of the settings, only the number of processors
and whether lines are counted are a saved guest's. Its memory is a file, of which each guest
that starts there has a private view: nothing is copied but what it changes. The case arrives in a
window, the memory of a PCI device, which is filled while the guest is stopped. What devices a case
wants are put in then; the guest looks for them before the case begins.

What a state was made from is in the name of its folder below build/saved, so that one of another
kernel, QEMU or /init is never met. A state that does not work is removed: the guest boots then.
"""
from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import struct
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from common.files import locked, need_disk, write_whole
from common.program import Failure, say
from common.project import BUILD
from common.terminal import Step
from guest import cpio, hotplug, initramfs, qemu
from guest.monitor import Monitor, MonitorError
from guest.settings import MEMORY, Settings
from kernels.catalogue import Kernel
from modules.cases import Case

SAVED = BUILD / "saved"
_READY = b"\x1eready"
_HEADER = struct.Struct("<Qqq64sQ")     # Header of scripts/guest/userland/await_case.cc
_WINDOW = 16 << 20
_DEADLINE = 60.0
_LOADING = 20.0
_ATTEMPTS = 3
_CALIBRATION = re.compile(r"APIC calibration not consistent with PM-Timer: (\d+)ms")
_KEEP = 16                              # states, those used last
_WHOLE = "whole"                        # the file that says how long the others are


class Unusable(Exception):
    """No guest could be saved, or started from what was saved; its text says why."""


class Refused(Unusable):
    """QEMU gives a guest that runs no such device; nothing is wrong with what was saved."""


def largest_case() -> int:
    """How many bytes of archive fit."""
    return _WINDOW - _HEADER.size


def _first_archive() -> bytes:
    waiting = cpio.Archive()
    waiting.file("bin/await_case", initramfs.compiled("await_case").read_bytes(), 0o755)
    return initramfs.base() + waiting.content()


def _command(kernel: Kernel, how: Settings, folder: Path, state: Path, *,
             share: bool, more: tuple[str, ...] = ()) -> list[str]:
    """How the guest is started that is saved (sharing its memory with the file) or restored."""
    mapped = f"share={'on' if share else 'off'}"
    backends = (
        "-object", f"memory-backend-file,id=ram,size={MEMORY}M,mem-path={state}/ram,{mapped}",
        "-machine", "memory-backend=ram",
        "-object", f"memory-backend-file,id=window,size={_WINDOW},mem-path={folder}/window,"
                   "share=off",
        # One that is no master cannot be saved; the devices of a case come before it.
        "-device", "ivshmem-plain,memdev=window,master=on,addr=0x1f")
    return qemu.command(kernel, state / "initramfs.cpio", folder, how.processors,
                        replace(how, qemu=(*backends, *more)), "tcg", "wait", appended=not share)


def _name(kernel: Kernel, how: Settings) -> str:
    return f"{kernel.name}-smp{how.processors}"


def _place(kernel: Kernel, how: Settings, archive: bytes) -> Path:
    """The folder of the state that belongs to all that it is made from."""
    program = shutil.which(kernel.machine.qemu)
    if not program:
        raise Unusable(f"{kernel.machine.qemu} is missing")
    nowhere = Path("-")
    parts = [Path(__file__).read_bytes(), archive,
             *map(str.encode, _command(kernel, how, nowhere, nowhere, share=True))]
    for path in (Path(program).resolve(), kernel.bootable_image()):
        status = path.stat()
        parts.append(f"{path} {status.st_size} {status.st_mtime_ns}".encode())
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
    return SAVED / f"{_name(kernel, how)}-{digest}"


def state_for(kernel: Kernel, how: Settings) -> Path:
    """The folder of a saved guest; boots and saves one where there is none."""
    archive = _first_archive()
    place = _place(kernel, how, archive)
    if not _is_whole(place):
        with locked(SAVED / f".{_name(kernel, how)}.lock", f"booting {kernel.name}"):
            if not _is_whole(place):
                _save(kernel, how, archive, place)
    with contextlib.suppress(OSError):
        os.utime(place)
    return place


def _sizes(place: Path) -> str:
    return " ".join(str((place / name).stat().st_size) for name in ("ram", "state"))


def _is_whole(place: Path) -> bool:
    """Whether a state is there; one that was cut short is removed."""
    try:
        noted = (place / _WHOLE).read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    with contextlib.suppress(FileNotFoundError):
        if noted == _sizes(place):
            return True
    forget(place, "its files are not as they were written")
    return False


def forget(place: Path, why: str) -> None:
    """Removes a state that does not work."""
    say(f"  the saved guest {place.name} cannot be used ({why}): it is removed")
    shutil.rmtree(place, ignore_errors=True)


def _save(kernel: Kernel, how: Settings, archive: bytes, place: Path) -> None:
    try:
        need_disk(SAVED, (MEMORY + 64) << 20)
    except Failure as failure:
        raise Unusable(str(failure)) from None
    for old in SAVED.glob(f"{_name(kernel, how)}-*"):
        shutil.rmtree(old, ignore_errors=True)
    kept = sorted(SAVED.glob("*-smp*-*"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-_KEEP]:
        shutil.rmtree(old, ignore_errors=True)
    part = place.with_name(f"{place.name}.part")
    part.mkdir()
    try:
        write_whole(part / "initramfs.cpio", archive)
        with open(part / "window", "wb") as window:
            window.truncate(_WINDOW)
        with Step("BOOT", f"{kernel.name}, once for all cases that start from there"):
            for _ in range(_ATTEMPTS):
                for name in ("ram", "report.raw"):
                    (part / name).unlink(missing_ok=True)
                _boot_and_save(kernel, how, part)
                if not _is_miscalibrated(part):
                    break
            else:
                raise Unusable("its clock is wrong, as the machine was too busy")
        for name in ("window", "report.raw", qemu.COVERAGE):
            (part / name).unlink(missing_ok=True)
        write_whole(part / _WHOLE, _sizes(part))
        part.rename(place)
    except (MonitorError, OSError) as error:
        raise Unusable(str(error)) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _boot_and_save(kernel: Kernel, how: Settings, part: Path) -> None:
    monitor = Monitor()
    with contextlib.closing(monitor), \
            _started(_command(kernel, how, part, part, share=True,
                              more=monitor.options), monitor) as child:
        monitor.begin()
        _wait_until_ready(child, part / "report.raw", _DEADLINE * kernel.patience)
        monitor.ask("stop")
        # The memory is in its file already.
        _leave_shared_memory(monitor)
        with open(part / "state", "wb") as file:
            monitor.give("state", file.fileno())
            monitor.ask("migrate", uri="fd:state")
            monitor.wait_for("query-migrate", "completed", _LOADING)
        monitor.ask("quit")
        child.communicate()


def _is_miscalibrated(part: Path) -> bool:
    """Whether the guest took its clock for another, as happens where the machine is very busy.

    Each case would have it: a time that is ten times too short, stalls that are none.
    """
    said = (part / "console.log").read_text(encoding="utf-8", errors="replace")
    found = _CALIBRATION.search(said)
    return found is not None and not 50 <= int(found[1]) <= 200


def _leave_shared_memory(monitor: Monitor) -> None:
    monitor.ask("migrate-set-capabilities",
                capabilities=[{"capability": "x-ignore-shared", "state": True}])


def _wait_until_ready(child: subprocess.Popen[str], report: Path, deadline: float) -> None:
    end = time.monotonic() + deadline
    while not (report.is_file() and _READY in report.read_bytes()):
        if child.poll() is not None:
            raise Unusable("the guest ended while it booted")
        if time.monotonic() > end:
            raise Unusable(f"the guest did not boot within {deadline:.0f} s")
        time.sleep(0.01)


@contextlib.contextmanager
def _started(words: list[str], monitor: Monitor):
    """QEMU, killed unless it has ended."""
    child = _start(words, monitor)
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()


def _start(words: list[str], monitor: Monitor) -> subprocess.Popen[str]:
    return qemu.start_alone(words, pass_fds=(monitor.other.fileno(),))


def start(kernel: Kernel, how: Settings, state: Path, case: Case, archive: bytes,
          folder: Path) -> tuple[subprocess.Popen[str], Monitor]:
    """Starts a guest from a state, with a case whose archive fits; logs go to `folder`.

    There are the memories of its devices, too. What is returned is to be closed.
    """
    shutil.copyfile(state / "console.log", folder / "console.log")
    window = folder / "window"
    monitor = Monitor()
    child = None
    try:
        with open(window, "wb") as file:
            file.truncate(_WINDOW)
            file.flush()
            child = _start(_command(kernel, how, folder, state, share=False,
                                    more=("-incoming", "defer", *monitor.options)), monitor)
            _load(monitor, state)
            _plug(monitor, folder, case)
            # QEMU's view of this file is private, and it has changed nothing there: it still shows
            # what the file holds. Loading found zeroes, as they were saved.
            file.seek(_HEADER.size)
            file.write(archive)
            file.seek(0)
            now = time.time_ns()
            file.write(_HEADER.pack(len(archive), *divmod(now, 10**9), os.urandom(64),
                                    len(case.devices)))
        monitor.ask("cont")
        return child, monitor
    except (MonitorError, OSError) as error:
        said = ""
        monitor.close()
        if child:
            child.kill()
            said = (child.communicate()[1].strip().splitlines() or [""])[0]
        raise Unusable(said or str(error)) from None
    except BaseException:
        monitor.close()
        if child:
            child.kill()
            child.communicate()
        raise
    finally:
        with contextlib.suppress(FileNotFoundError):
            window.unlink()


def _plug(monitor: Monitor, folder: Path, case: Case) -> None:
    try:
        for device in case.devices:
            hotplug.plug(monitor, folder, device)
    except (MonitorError, ValueError) as error:
        raise Refused(str(error)) from None


def _load(monitor: Monitor, state: Path) -> None:
    monitor.begin()
    _leave_shared_memory(monitor)
    with open(state / "state", "rb") as file:
        monitor.give("state", file.fileno())
        monitor.ask("migrate-incoming", uri="fd:state")
        monitor.wait_for("query-status", "paused", _LOADING)
