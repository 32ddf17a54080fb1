# SPDX-License-Identifier: GPL-2.0
"""All that depends on the processor architecture: how QEMU is started, which images boot.

Another architecture is one more entry in `_MACHINES`; no other script knows any.
"""
from __future__ import annotations

import platform
import struct
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    """How one architecture builds and boots."""

    name: str
    option: str                 # the kernel's configuration option that is set for it
    tools: str                  # prefix of the binutils that know its objects
    images: tuple[str, ...]     # bootable images in a kernel tree, the best one first
    direct_option: str          # with this option QEMU can start the uncompressed ELF file
    qemu: str
    options: tuple[str, ...]    # of QEMU: the board and the processor, without an accelerator
    console: str                # first serial port, as the kernel calls it: the console
    report: str                 # second serial port: what scripts/guest/userland/init reports
    coverage: str               # third serial port: which lines ran
    append: str                 # words for the kernel's command line
    emulated_append: str        # the same, when every instruction is emulated


_MACHINES = {
    "x86_64": Machine(
        name="x86_64",
        option="CONFIG_X86_64",
        tools="x86_64-linux-gnu-",
        images=("vmlinux", "arch/x86/boot/bzImage"),
        direct_option="CONFIG_PVH",
        qemu="qemu-system-x86_64",
        options=("-M", "pc", "-cpu", "max"),
        console="ttyS0",
        report="ttyS1",
        coverage="ttyS2",
        # The mitigations cost emulation time and protect nothing here.
        append="mitigations=off no_timer_check",
        # The self-tests of the crypto code are a fifth of the emulated boot.
        emulated_append="cryptomgr.notests tsc=reliable"),
}


def names() -> list[str]:
    """The supported architectures."""
    return sorted(_MACHINES)


def named(name: str) -> Machine:
    """The machine of this name."""
    return _MACHINES[name]


def of(config: dict[str, str]) -> Machine | None:
    """The machine a kernel of this configuration is for."""
    return next((one for one in _MACHINES.values() if config.get(one.option) == "y"), None)


def is_native(machine: Machine) -> bool:
    """Whether its programs run on this computer, so that KVM is possible."""
    return platform.machine() == machine.name


def is_bootable(path: Path) -> bool:
    """False for a missing file, and for the `vmlinux` of headers packages, which has no code."""
    if not path.is_file():
        return False
    with open(path, "rb") as file:
        head = file.read(4096)
    if head[:4] != b"\x7fELF":
        return True
    if len(head) < 64 or head[4:6] != b"\x02\x01":
        return False  # all machines known here have 64 bits, the low byte first
    (entry,), (table,) = struct.unpack_from("<Q", head, 24), struct.unpack_from("<Q", head, 32)
    size, count = struct.unpack_from("<HH", head, 54)
    for at in range(table, min(table + size * count, len(head) - 55), size):
        kind, _flags, _offset, virtual, physical, bytes_here = struct.unpack_from("<IIQQQQ", head,
                                                                                  at)
        if kind == 1 and any(start <= entry < start + bytes_here for start in (virtual, physical)):
            return True
    return False


def boots_directly(path: Path, config: dict[str, str]) -> bool:
    """Whether QEMU can start this image itself, or (bzImage) with its firmware's help."""
    found = of(config)
    return found is not None and (not _is_elf(path) or config.get(found.direct_option) == "y")


def wants_elf(path: Path, config: dict[str, str]) -> bool:
    """Whether the ELF kernel should be cut out of this compressed image."""
    found = of(config)
    return not _is_elf(path) and found is not None and config.get(found.direct_option) == "y"


def _is_elf(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"
