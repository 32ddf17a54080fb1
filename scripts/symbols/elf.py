# SPDX-License-Identifier: GPL-2.0
"""Reads what a search for a place in the source needs of an ELF file: sections and symbols."""
from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from common.program import Failure
from common.project import path_words

_SYMTAB = 2
_NOBITS = 8
_EXECUTABLE = 4
_SECTION_KINDS = (3, 4)     # STT_SECTION, STT_FILE: they name no place
_RESERVED = 0xff00


@dataclass(frozen=True)
class Section:
    """One section; its address is 0 in a module, which is still to be placed."""

    name: str
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int


@dataclass(frozen=True)
class Symbol:
    """A name for a place: relative to its section in a module, absolute in a kernel."""

    name: str
    section: str
    value: int
    size: int


class Elf:
    """A file of 64 bits with the low byte first, as all supported machines have."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with open(path, "rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:
                raise Failure(f"{path_words(path)} is empty") from None
        if self._data[:6] != b"\x7fELF\x02\x01":
            raise Failure(f"{path_words(path)} is not an ELF file of this machine")

    @cached_property
    def sections(self) -> list[Section]:
        """All of them, in the order of their numbers."""
        table, = struct.unpack_from("<Q", self._data, 40)
        size, count, names = struct.unpack_from("<HHH", self._data, 58)
        heads = [struct.unpack_from("<IIQQQQI", self._data, table + number * size)
                 for number in range(count)]
        text = heads[names][4]
        return [Section(self._text(text + name), kind, flags, address, offset, length, link)
                for name, kind, flags, address, offset, length, link in heads]

    @cached_property
    def symbols(self) -> list[Symbol]:
        """Those that name a place in the file."""
        found = []
        for table in self.sections:
            if table.kind != _SYMTAB:
                continue
            names = self.sections[table.link].offset
            data = self._data[table.offset:table.offset + table.size]
            for name, info, _, index, value, size in struct.iter_unpack("<IBBHQQ", data):
                if name and 0 < index < _RESERVED and info & 15 not in _SECTION_KINDS:
                    found.append(Symbol(self._text(names + name), self.sections[index].name,
                                        value, size))
        return found

    def has_lines(self) -> bool:
        """Whether it knows which line each instruction comes from."""
        return any(one.name == ".debug_line" and one.kind != _NOBITS for one in self.sections)

    def named(self, name: str) -> list[Symbol]:
        """All symbols of this name: static functions of several files may share one."""
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self) -> dict[str, list[Symbol]]:
        found: dict[str, list[Symbol]] = defaultdict(list)
        for one in self.symbols:
            found[one.name].append(one)
        return found

    def room(self, symbol: Symbol) -> int | None:
        """The bytes up to the next symbol, None behind the last one of its section.

        That is what the kernel takes for the size of a function.
        """
        values = self._values[symbol.section]
        after = bisect_right(values, symbol.value)
        return values[after] - symbol.value if after < len(values) else None

    @cached_property
    def _values(self) -> dict[str, list[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for one in self.symbols:
            found[one.section].add(one.value)
        return {section: sorted(values) for section, values in found.items()}

    def executable(self) -> list[str]:
        """The names of the sections with code."""
        return [one.name for one in self.sections if one.flags & _EXECUTABLE]

    def _text(self, at: int) -> str:
        return self._data[at:self._data.find(b"\0", at)].decode(errors="replace")
