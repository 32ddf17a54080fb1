# SPDX-License-Identifier: GPL-2.0
"""Kernels that are none, but look like one as far as the scripts look."""
from __future__ import annotations

import struct
from pathlib import Path

import machine

X86 = machine.named("x86_64")
# An ELF header with one program header, which is what makes a file bootable.
ELF = b"\x7fELF" + bytes(52) + struct.pack("<HHHH", 1, 0, 0, 0)
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
        (folder / tool).write_text("")
        (folder / tool).chmod(0o755)
    return folder
