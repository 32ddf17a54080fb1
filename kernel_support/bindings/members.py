# SPDX-License-Identifier: GPL-2.0
"""Walks the members of a record as far as they can be named from outside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import model


@dataclass(frozen=True)
class Place:
    """A member, also of structs without a name inside the record."""

    path: str       # "owner", "u.ptr", "slots[0].lock"
    offset: int     # bits from the start of the record
    field: model.Field
    settable: bool  # neither it nor what it is in is const or volatile


def places(record: model.Record, rename: Callable[[str], str] = str) -> Iterator[Place]:
    """All named members in order; `rename` gives the spelling of a name in the language."""
    return _places(record, "", 0, True, rename)


def _places(record: model.Record, prefix: str, base: int, settable: bool,
            rename: Callable[[str], str]) -> Iterator[Place]:
    for member in record.fields or ():
        offset = base + member.offset
        path = prefix + rename(member.name)
        inner, index, plain = _inline_record(member)
        plain = plain and settable
        if member.name:
            yield Place(path, offset, member, plain)
        if inner is None or inner.opaque:
            continue
        if not member.name:
            yield from _places(inner, prefix, offset, plain, rename)
        elif index is not None:
            yield from _places(inner, path + index + ".", offset, plain, rename)


def _inline_record(member: model.Field) -> tuple[model.Record | None, str | None, bool]:
    """The record written in place of a member's type, how to get into it, if not qualified."""
    type_ = member.type
    index: str | None = ""
    plain = True
    while isinstance(type_, (model.Array, model.Qualified)):
        if isinstance(type_, model.Array):
            index = index + "[0]" if type_.length and index is not None else None
        plain = plain and not isinstance(type_, model.Qualified)
        type_ = type_.of
    if isinstance(type_, model.Tag) and isinstance(type_.decl, model.Record) \
            and (type_.decl.inline or not member.name):
        return type_.decl, index, plain
    return None, None, plain
