# SPDX-License-Identifier: GPL-2.0
"""Writes the archive format of an initramfs (cpio "newc").

Written here and not by the cpio tool: device nodes need no root this way, and the same content
always gives the same bytes.
"""
from __future__ import annotations

import stat


class Archive:
    """An initramfs under construction."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._folders: set[str] = set()
        self._count = 0

    def _entry(self, name: str, mode: int, data: bytes, device: tuple[int, int] = (0, 0)) -> None:
        self._count += 1
        encoded = name.encode() + b"\0"
        # inode, mode, uid, gid, links, mtime, size, device of the file, device it is, name, check
        numbers = (self._count, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(encoded), 0)
        head = b"070701" + b"".join(b"%08X" % number for number in numbers) + encoded
        for part in (head, data):
            self._parts += [part, bytes(-len(part) % 4)]

    def folder(self, name: str) -> None:
        """Adds a folder and those above it."""
        above = name.rpartition("/")[0]
        if above:
            self.folder(above)
        if name not in self._folders:
            self._folders.add(name)
            self._entry(name, stat.S_IFDIR | 0o755, b"")

    def file(self, name: str, data: bytes, mode: int = 0o644) -> None:
        """Adds a file and the folders above it."""
        if "/" in name:
            self.folder(name.rpartition("/")[0])
        self._entry(name, stat.S_IFREG | mode, data)

    def link(self, name: str, target: str) -> None:
        """Adds a symbolic link."""
        self._entry(name, stat.S_IFLNK | 0o777, target.encode())

    def character_device(self, name: str, major: int, minor: int) -> None:
        """Adds a device node."""
        self._entry(name, stat.S_IFCHR | 0o600, b"", (major, minor))

    def content(self) -> bytes:
        """The archive; archives may be concatenated, later files replace earlier ones."""
        count, self._count = self._count, -1
        parts = len(self._parts)
        self._entry("TRAILER!!!", 0, b"")
        result = b"".join(self._parts)
        del self._parts[parts:]
        self._count = count
        return result


def names(data: bytes) -> dict[str, tuple[int, int]]:
    """Every file of an archive (several may be concatenated): {name: (mode, size)}."""
    found: dict[str, tuple[int, int]] = {}
    position = 0
    while data[position:position + 6] == b"070701":
        field = [int(data[position + 6 + 8 * i:position + 14 + 8 * i], 16) for i in range(13)]
        mode, size, length = field[1], field[6], field[11]
        name = data[position + 110:position + 110 + length - 1].decode()
        position += 110 + length
        position += -position % 4 + size
        position += -position % 4
        if name != "TRAILER!!!":
            found[name] = (mode, size)
        while data[position:position + 4] == b"\0\0\0\0":
            position += 4
    return found
