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
from typing import Iterable

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
        change(path, self.words)


def path_of(folder: Path, name: str) -> Path:
    """Where the memory of this name lies, in the folder of a boot."""
    return folder / f"{name}.memory"


def change(path: Path, words: Iterable[tuple[int, int]]) -> None:
    """Writes words of a memory, also while a guest has it."""
    with path.open("r+b") as file:
        for offset, value in words:
            file.seek(offset)
            file.write(value.to_bytes(4, "little"))


def word(text: str) -> tuple[int, int]:
    """What `0xOFFSET=0xVALUE` says; ValueError if it is wrong."""
    pair = re.fullmatch(r"(0x[0-9a-f]+)=(0x[0-9a-f]{1,8})", text)
    if not pair:
        raise ValueError(f"'{text}' is no word of a memory, as 0xa00=0x1 would be")
    return int(pair[1], 16), int(pair[2], 16)


def parse(text: str) -> Region:
    """What stands behind `# memory:`; ValueError if it is wrong."""
    name, size, *words = [*text.split(), "", ""][:max(2, len(text.split()))]
    found = re.fullmatch(r"(\d+)([KM]?)", size)
    if not re.fullmatch(r"[a-z]\w*", name) or not found:
        raise ValueError(f"'# memory: {text}': write a name and a size, as in gpu 32M 0x0=0x1")
    length = int(found[1]) * _UNITS[found[2]]
    try:
        pairs = tuple(map(word, words))
    except ValueError as error:
        raise ValueError(f"'# memory: {text}': {error}") from None
    if any(offset + 4 > length for offset, _ in pairs):
        raise ValueError(f"'# memory: {text}': a word lies behind its end")
    return Region(name, length, pairs)
