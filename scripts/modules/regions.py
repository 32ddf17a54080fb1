# SPDX-License-Identifier: GPL-2.0
"""Memory of devices that is a file of the host: what a guest's hardware has in its registers.

    # memory: gpu 32M 0x0=0x172000a1 0xa00=0x172a1000
    # device: ivshmem-plain,memdev=gpu

A case says so in its guest.sh: how large it is, and which 32-bit words stand where. All else is
zero. What the guest writes stands in the file afterwards.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20}


@dataclass(frozen=True)
class Region:
    """One such memory."""

    name: str
    size: int
    words: tuple[tuple[int, int], ...]      # (offset, value)

    def write(self, path: Path) -> None:
        """Makes the file; what is zero takes no room on the disk."""
        with path.open("wb") as file:
            file.truncate(self.size)
            for offset, value in self.words:
                file.seek(offset)
                file.write(value.to_bytes(4, "little"))


def parse(text: str) -> Region:
    """What stands behind `# memory:`; ValueError if it is wrong."""
    name, size, *words = [*text.split(), "", ""][:max(2, len(text.split()))]
    found = re.fullmatch(r"(\d+)([KM]?)", size)
    if not re.fullmatch(r"[a-z]\w*", name) or not found:
        raise ValueError(f"'# memory: {text}': write a name and a size, as in gpu 32M 0x0=0x1")
    length = int(found[1]) * _UNITS[found[2]]
    pairs = []
    for word in words:
        pair = re.fullmatch(r"(0x[0-9a-f]+)=(0x[0-9a-f]{1,8})", word)
        if not pair or int(pair[1], 16) + 4 > length:
            raise ValueError(f"'# memory: {text}': '{word}' is no word inside of it, as 0xa00=0x1 "
                             "would be")
        pairs.append((int(pair[1], 16), int(pair[2], 16)))
    return Region(name, length, tuple(pairs))
