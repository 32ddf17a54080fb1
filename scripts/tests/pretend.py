# SPDX-License-Identifier: GPL-2.0
"""Kernels that are none, but look like one as far as the scripts look."""
from __future__ import annotations

import struct
from pathlib import Path

from common import machine

X86 = machine.named("x86_64")


def elf(entry: int) -> bytes:
    """An ELF file that loads 0x1000 bytes at 0x1000; it can boot if it is entered there."""
    head = b"\x7fELF\x02\x01\x01" + bytes(9)
    head += struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, entry, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    return head + struct.pack("<IIQQQQQQ", 1, 5, 0, 0x1000, 0x1000, 0x1000, 0x1000, 0)


ELF = elf(0x1800)
_CONFIG = {X86.option: "y", X86.direct_option: "y", "CONFIG_MODULES": "y",
           "CONFIG_GCC_VERSION": "120200", "CONFIG_LOCALVERSION": '"-mine"'}


def bzimage(payload: bytes, version: int = 0x20F) -> bytes:
    """A bzImage around `payload`, with one setup sector and 100 bytes before it."""
    image = bytearray(1024 + 100)
    image[0x1F1] = 1
    image[0x202:0x206] = b"HdrS"
    struct.pack_into("<H", image, 0x206, version)
    struct.pack_into("<II", image, 0x248, 100, len(payload))
    return bytes(image) + payload + b"what follows"


def tree(folder: Path, release: str = "6.12.0-mine", **changes: str | None) -> Path:
    """A configured and built kernel tree; `changes` are options, None takes one away."""
    for name in ("include/config", "include/generated", "scripts/basic", "scripts/mod"):
        (folder / name).mkdir(parents=True)
    for name in ("Makefile", ".config", "Module.symvers"):
        (folder / name).write_text("")
    (folder / "include/config/auto.conf").write_text(
        "".join(f"{key}={value}\n" for key, value in (_CONFIG | changes).items() if value))
    (folder / "include/config/kernel.release").write_text(release + "\n")
    for tool in ("scripts/basic/fixdep", "scripts/mod/modpost"):
        (folder / tool).write_text("#!/bin/sh\n")
        (folder / tool).chmod(0o755)
    return folder
