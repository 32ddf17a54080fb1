# SPDX-License-Identifier: GPL-2.0
"""Lists the functions that the public headers define, whether anybody uses them or not.

GCC makes no code of an inline function that nobody calls and of a template that nobody
instantiates: for its coverage these do not exist. clang's parser sees all of them.
"""
from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from common.program import Failure
from kernels.catalogue import Kernel
from modules.commands import Commands

try:
    from clang import cindex
    from clang.cindex import Cursor, CursorKind
except ImportError:
    raise Failure("Python cannot import libclang: run scripts/install_tools.sh run, and use "
                  "/usr/bin/python3") from None

# The kinds as numbers: the Python module does not know all that libclang has.
_FUNCTIONS = tuple(kind.value for kind in (
    CursorKind.FUNCTION_DECL, CursorKind.FUNCTION_TEMPLATE, CursorKind.CXX_METHOD,
    CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR, CursorKind.CONVERSION_FUNCTION))
_BLOCK, _DECLARATION, _VARIABLE = (kind.value for kind in (
    CursorKind.COMPOUND_STMT, CursorKind.DECL_STMT, CursorKind.VAR_DECL))
_EXPRESSIONS = {kind.value for kind in CursorKind.get_all_kinds() if kind.is_expression()}
_STATEMENTS = {kind.value for kind in CursorKind.get_all_kinds() if kind.is_statement()} - {
    CursorKind.COMPOUND_STMT.value, CursorKind.NULL_STMT.value}


@dataclass(frozen=True)
class Function:
    """A function with a body."""

    file: Path
    line: int                   # of its name
    last: int                   # where it ends
    name: str
    statements: tuple[int, ...]  # the lines on which one begins; that of the name if it is empty
    constexpr: bool             # the compiler may have run it


def functions(kernel: Kernel, include: Path) -> list[Function]:
    """Those of all headers below a folder, in their order."""
    headers = sorted(include.rglob("*.hpp"))
    command = Commands(kernel).of(include / "all.cc").for_clang()
    text = "".join(f'#include "{path}"\n' for path in headers)
    before = os.getcwd()
    try:
        # The kernel's include paths are relative.
        os.chdir(command.folder)
        unit = cindex.Index.create().parse(str(include / "all.cc"), args=command.arguments[1:],
                                           unsaved_files=[(str(include / "all.cc"), text)])
    finally:
        os.chdir(before)
    errors = [one for one in unit.diagnostics if one.severity >= cindex.Diagnostic.Error]
    if errors:
        raise Failure(f"clang does not take the headers: {errors[0]}")
    return sorted(_below(unit.cursor, include), key=lambda one: (one.file, one.line))


def _kind(cursor: Cursor) -> int:
    return cursor._kind_id  # pylint: disable=protected-access


def _below(cursor: Cursor, include: Path) -> Iterator[Function]:
    for child in cursor.get_children():
        file = child.location.file
        if file is None or not Path(file.name).is_relative_to(include):
            continue
        if _kind(child) in _FUNCTIONS:
            if child.is_default_method():
                continue
            body = next((one for one in child.get_children() if _kind(one) == _BLOCK), None)
            if body:
                yield _function(child, body, Path(file.name))
        else:
            yield from _below(child, include)


def _function(cursor: Cursor, body: Cursor, file: Path) -> Function:
    # A function with a parameter `auto` has no extent.
    first = cursor.extent.start.line or cursor.location.line
    head = file.read_text(encoding="utf-8").split("\n")[first - 1:body.extent.start.line]
    head[-1] = head[-1][:body.extent.start.column - 1]
    return Function(file, cursor.location.line, body.extent.end.line, cursor.spelling,
                    tuple(sorted(set(_lines(body)))) or (cursor.location.line,),
                    bool(re.search(r"\b(constexpr|consteval)\b", "\n".join(head))))


def _lines(body: Cursor) -> Iterator[int]:
    """Where the statements begin."""
    for one in body.get_children():
        kind = _kind(one)
        if kind == _DECLARATION:
            counts = any(_kind(part) == _VARIABLE for part in one.get_children())
        else:
            counts = kind in _STATEMENTS or kind in _EXPRESSIONS and _kind(body) == _BLOCK
        if counts:
            yield one.extent.start.line
        yield from _lines(one)
