# SPDX-License-Identifier: GPL-2.0
"""Finds out whether KVM works here; otherwise QEMU emulates every instruction (TCG).

/dev/kvm can be there, run a few instructions and still hang every kernel, so a kernel is started
once without a file system: one that works soon panics because of that. The verdict is kept for a
day, or until the computer is started again.
"""
from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

from common.files import locked, write_whole
from common.machine import Machine, is_native
from common.program import say
from common.project import BUILD

_VERDICT = BUILD / "kvm.json"
_DEADLINE = 6.0
_KEEP_SECONDS = 24 * 3600


def choose(target: Machine, image: Path) -> str:
    """"kvm" or "tcg"; ACCEL in the environment decides when it is set."""
    forced = os.environ.get("ACCEL")
    if forced in ("kvm", "tcg"):
        return forced
    if not is_native(target) or not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return "tcg"
    works = _remembered()
    if works is None:
        with locked(BUILD / "kvm.lock", "trying KVM"):
            works = _remembered()
            if works is None:
                works = _probe(target, image)
                remember(works)
    return "kvm" if works else "tcg"


def remember(works: bool) -> None:
    """Keeps a verdict for the next runs."""
    write_whole(_VERDICT, json.dumps({"works": works, "boot": _boot_id(), "time": time.time()}))


def _remembered() -> bool | None:
    try:
        verdict = json.loads(_VERDICT.read_text(encoding="utf-8"))
        fresh = 0 <= time.time() - verdict["time"] < _KEEP_SECONDS
        return bool(verdict["works"]) if fresh and verdict["boot"] == _boot_id() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _boot_id() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def _probe(target: Machine, image: Path) -> bool:
    command = [target.qemu, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
               *target.options, "-accel", "kvm", "-m", "256", "-kernel", str(image), "-append",
               f"console={target.console} panic=-1 {target.append}", "-serial", "stdio"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=_DEADLINE, check=False)
    except subprocess.TimeoutExpired:
        say("  /dev/kvm is there, but a kernel hangs under it: emulating instead")
        return False
    return b"Kernel panic - not syncing: VFS" in done.stdout or b"Run /init" in done.stdout
