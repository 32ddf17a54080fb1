# SPDX-License-Identifier: GPL-2.0
"""Finds the attributes that give a C++ struct the layout that the C struct has.

libclang tells where every member is, not why.  So the usual layout rules are followed member by
member, and `packed` or `aligned(N)` is added exactly where they would put it elsewhere.  Nothing is
taken on trust: static assertions in both generated files compare the result with the numbers.
"""

from dataclasses import dataclass, field

from model import Field, Record


@dataclass
class Attributes:
    """What has to be written beside the members."""

    packed: bool = False
    aligned: int = 0                                          # 0: nothing to write
    member_aligned: dict[int, int] = field(default_factory=dict)  # by index of the member
    member_packed: set[int] = field(default_factory=set)


def find_attributes(record: Record) -> Attributes | None:
    """The attributes for a loaded record, or None if none give its layout."""
    if record.packed:
        attempts = (True, False)
    else:
        attempts = (False, True)
    for packed in attempts:
        found = _try(record, packed)
        if found:
            return found
    return None


def _round_up(value: int, to: int) -> int:
    return -(-value // to) * to


def _try(record: Record, packed: bool) -> Attributes | None:
    result = Attributes(packed=packed)
    end = 0                 # bits
    natural = 1             # bytes
    for index, member in enumerate(record.fields or ()):
        start = 0 if record.keyword == "union" else end
        placed = _place(member, start, packed)
        align = 1 if packed else member.align
        if placed != member.offset:
            wanted = _member_alignment(member, start, 1 if packed else member.align, record.align)
            if wanted:
                result.member_aligned[index] = align = wanted
            elif not packed and member.width is None and member.offset == _round_up(start, 8):
                result.member_packed.add(index)
                align = 1
            else:
                return None
        if member.width is None:
            natural = max(natural, align)
            end = max(end, member.offset + 8 * member.size)
        else:
            if member.name and member.width:
                natural = max(natural, align)
            end = max(end, member.offset + member.width)
    if natural > record.align:
        return None
    if natural < record.align:
        result.aligned = record.align
    if _round_up(end, 8 * record.align) != 8 * record.size:
        return None
    return result


def _place(member: Field, start: int, packed: bool) -> int:
    """Where a member goes by the rules of the System V ABIs (GCC and clang on Linux)."""
    align = 8 if packed else 8 * member.align
    if member.width is None:
        return _round_up(start, align)
    if member.width == 0:
        return _round_up(start, 8 * member.align)
    if packed:
        return start
    size = 8 * member.size
    if start % align + member.width > size:
        return _round_up(start, align)
    return start


def _member_alignment(member: Field, start: int, above: int, limit: int) -> int:
    """The smallest aligned(N) that moves a member from `start` to where it is; 0 if none does."""
    align = 2 * above
    while align <= limit:
        if _round_up(start, 8 * align) == member.offset:
            return align
        align *= 2
    return 0
