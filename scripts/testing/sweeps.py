# SPDX-License-Identifier: GPL-2.0
"""Sweeps: a case's modules loaded a hundred times, with failing allocations, and in races.

Each is the case itself with another script for the guest, made from what its guest.sh does. The
programs that the scripts start are in scripts/guest/userland; the guest looks for leaks at the end.
"""
from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

from guest.initramfs import commands
from kernels.catalogue import Kernel
from modules.build import module_name
from modules.cases import Case

# What a kernel must have been built with.
OPTIONS = ("CONFIG_FAILSLAB", "CONFIG_FAIL_PAGE_ALLOC", "CONFIG_FAULT_INJECTION_DEBUG_FS",
           "CONFIG_DEBUG_KMEMLEAK")
# The page allocator reports what it was made to refuse. This cannot hide a guest that is really out
# of memory: that one kills processes, which stays a report.
FORCED = (r"^\S+: page allocation failure: order:\d+, mode:",)
# Without memory for a driver's folder below /sys/module the kernel says EINVAL. That it does so to
# drivers in C, too, failing_registration() shows.
_OF_DRIVERS = " --errors EINVAL"
_DEADLINE = 900


def can_sweep(kernel: Kernel) -> bool:
    """Whether the kernel can fail on demand and looks for leaks."""
    return all(map(kernel.has, OPTIONS))


def loads(case: Case, modules: list[Path], every: bool = True) -> list[list[str]]:
    """[file, parameter...] of each different way in which the guest's commands load a module.

    Without `every`, only the first way of each module. What no such command loads is loaded
    without parameters.
    """
    names = [path.name for path in modules]
    found: list[list[str]] = []
    for line in commands(case, modules).splitlines():
        if not re.match(r"insmod\s[^|&;<>$]*$", line.strip()):
            continue
        words = shlex.split(line)[1:]
        if words[0] in names and words not in found and (
                every or words[0] not in (one[0] for one in found)):
            found.append(words)
    named = {one[0] for one in found}
    return found + [[name] for name in names if name not in named]


def _script(case: Case, purpose: str, lines: list[str], tolerated: tuple[str, ...] = ()) -> Case:
    """The case with these commands; modules of the kernel that it loads are loaded first."""
    purpose = f"{case.purpose}-{purpose}" if case.purpose else purpose
    first = [line for line in case.commands if line.startswith("modprobe ")]
    return replace(case, script="".join(f"{line}\n" for line in [*first, *lines]), purpose=purpose,
                   tolerated=tolerated, deadline=_DEADLINE)


def reloads(case: Case, modules: list[Path], every: bool, times: int = 100) -> Case:
    """Loads and unloads each module so many times."""
    return _script(case, "reload", [f"reload {times} {shlex.join(words)}"
                                    for words in loads(case, modules, every)])


def failing_loads(case: Case, modules: list[Path], every: bool, most: int = 0) -> Case:
    """Loads and unloads each module with one more allocation that succeeds, until none fails.

    With `every`, the first way of each module is swept without --quick. With `most`, only about so
    many of the failures, spread over all.
    """
    lines = []
    whole = loads(case, modules, every=False) if every else []
    for words in loads(case, modules, every):
        name = module_name(words[0])
        tool = ("fail_nth" + (f" --most {most}" if most else "")
                + (_OF_DRIVERS if case.devices else "")
                + ("" if words in whole else " --quick"))
        again = f"insmod {shlex.join(words)}"
        lines.append(f"{tool} --module {name} load {shlex.join(words)}")
        # A module may refuse to load, and then there is nothing to unload.
        lines.append(f"if {again} && rmmod {name}; then {tool} --module {name} "
                     f"--before {shlex.quote(again)} unload {name}; fi")
    return _script(case, "fail", lines, FORCED)


def failing_registration(case: Case, modules: list[Path]) -> Case:
    """Loads each module, a driver, with each of its slab allocations failing once."""
    return _script(case, "register", [
        f"fail_nth --quick --only slab{_OF_DRIVERS} --module {module_name(words[0])} "
        f"load {shlex.join(words)}" for words in loads(case, modules, every=False)], FORCED)


def failing_attachment(case: Case, device: str, driver: str, begin: int = 1,
                       most: int = 0) -> Case:
    """The guest attaches a driver to a device, with one more allocation that succeeds each time.

    Both are folders of /sys; the first two modules that are loaded attach them. `begin` is the
    first allocation to fail. A command that fails and leaves a graphics device behind ends with 99.
    """
    name = device.rsplit("/", 1)[-1]
    loading = [line for line in case.commands if line.startswith("insmod ")][:2]
    again = f"if [ -e {device}/driver ]; then echo {name} >{driver}/unbind; fi"
    attach = (f"echo {name} >{driver}/bind || "
              f"{{ status=$?; [ ! -e {device}/drm ] || exit 99; exit $status; }}")
    sweep = ("fail_nth --quick --only slab --calls write --files /sys/bus/"
             + (f" --most {most}" if most else "") + f" --from {begin}"
             + f" --before {shlex.quote(again)} sh -c {shlex.quote(attach)}")
    unloading = [f"rmmod {Path(line.split()[1]).stem}" for line in reversed(loading)]
    return _script(case, "attach", [*loading, sweep, *unloading], FORCED)


def failing_clients(case: Case, modules: list[Path], programs: list[str]) -> Case:
    """The guest's commands; those that use a module do it with failing allocations.

    These are the programs that the case builds, and commands that read or write parameters.
    """
    lines = []
    for line in commands(case, modules).splitlines():
        word = re.match(r"(?:\./)?([\w.-]+)", line)
        if word and word[1] in programs and not re.search(r"[|&;<>$]", line):
            line = f"fail_nth {line}"
        elif line.startswith(("echo ", "cat ", "grep ")) and "/sys/module/" in line:
            line = f"fail_nth sh -c {shlex.quote(line)}"
        lines.append(line)
    return _script(case, "client", lines, FORCED)


def races(case: Case, modules: list[Path], every: bool, seconds: int, processors: int) -> Case:
    """Processes that load, unload and use each module at once."""
    lines = [f"race {seconds} {shlex.join(words)}" for words in loads(case, modules, every)]
    return replace(_script(case, "race", lines), processors=processors, variants=(processors,))
