#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Finds TRY(...) where leaving the function would skip destructors.

TRY returns from the middle of an expression. GCC and clang then forget to destroy what a braced
initializer or the captures of a lambda have built before it. So TRY has to be a whole expression:
a statement, the initializer of a variable, the right side of an assignment, a condition or what
is returned. Any other statement expression with a `return` inside is treated alike.
"""
from __future__ import annotations

import ctypes
import sys
from typing import Iterator, NamedTuple

from clang import cindex
from clang.cindex import Cursor, CursorKind, TranslationUnit

MESSAGE = ("TRY in the middle of an expression leaves what was built before it undestroyed: give "
           "its value a name first (auto value = TRY(...);)")

# The kinds as numbers: the Python module does not know all that libclang has.
(UNEXPOSED, PAREN, STATIC_CAST, C_CAST, BRACES, CALL, STATEMENT_EXPRESSION, LAMBDA, RETURN,
 MACRO) = (kind.value for kind in (
     CursorKind.UNEXPOSED_EXPR, CursorKind.PAREN_EXPR, CursorKind.CXX_STATIC_CAST_EXPR,
     CursorKind.CSTYLE_CAST_EXPR, CursorKind.INIT_LIST_EXPR, CursorKind.CALL_EXPR,
     CursorKind.StmtExpr, CursorKind.LAMBDA_EXPR, CursorKind.RETURN_STMT,
     CursorKind.MACRO_INSTANTIATION))
# Passed through: they build nothing beside the TRY
_WRAPPERS = (UNEXPOSED, PAREN, STATIC_CAST, C_CAST, BRACES, CALL)
_ASSIGNMENTS = (CursorKind.BINARY_OPERATOR.value, CursorKind.COMPOUND_ASSIGNMENT_OPERATOR.value,
                CALL)
_STATEMENTS = tuple(kind.value for kind in (
    CursorKind.COMPOUND_STMT, CursorKind.CASE_STMT, CursorKind.DEFAULT_STMT,
    CursorKind.LABEL_STMT))
_CONDITIONS = (RETURN, *(kind.value for kind in (
    CursorKind.IF_STMT, CursorKind.WHILE_STMT, CursorKind.DO_STMT, CursorKind.FOR_STMT,
    CursorKind.CXX_FOR_RANGE_STMT, CursorKind.SWITCH_STMT, CursorKind.VAR_DECL)))
_REFERENCES = tuple(kind.value for kind in (
    CursorKind.TYPE_REF, CursorKind.TEMPLATE_REF, CursorKind.NAMESPACE_REF))

Path = tuple[Cursor, ...]


class Place(NamedTuple):
    """A position in the source, by what a programmer wrote there, not by where macros lead."""

    file: str
    line: int
    offset: int


def _place(cursor: Cursor) -> Place:
    file, offset, line = cindex.c_object_p(), ctypes.c_uint(), ctypes.c_uint()
    cindex.conf.lib.clang_getFileLocation(cursor.location, ctypes.byref(file), ctypes.byref(line),
                                          None, ctypes.byref(offset))
    name = cindex.File(file).name if file else ""
    return Place(name, line.value, offset.value)


def _kind(cursor: Cursor) -> int:
    return cursor._kind_id


def _operands(cursor: Cursor) -> list[Cursor]:
    return [child for child in cursor.get_children() if _kind(child) not in _REFERENCES]


def _returns(cursor: Cursor) -> bool:
    """Whether a statement expression can leave the function around."""
    return any(_kind(child) == RETURN or _kind(child) != LAMBDA and _returns(child)
               for child in cursor.get_children())


def _is_whole(path: Path) -> bool:
    """Whether the last cursor of a path is a whole expression."""
    node, above = path[-1], list(path[:-1])
    while above and _kind(above[-1]) in _WRAPPERS and len(_operands(above[-1])) == 1:
        node = above.pop()
    if above and _kind(above[-1]) in _ASSIGNMENTS:
        operator = above.pop()
        # a call is an assignment through operator=
        if _kind(operator) == CALL and operator.spelling != "operator=":
            return False
        if _operands(operator)[-1] != node:
            return False
        while above and _kind(above[-1]) == UNEXPOSED:
            above.pop()
        if not above or _kind(above[-1]) not in _STATEMENTS:
            return False
    if not above or _kind(above[-1]) not in _STATEMENTS + _CONDITIONS:
        return False
    # Inside of another statement expression it leaves that one as well.
    while above and _kind(above[-1]) != LAMBDA:
        if _kind(above[-1]) == STATEMENT_EXPRESSION:
            return _is_whole(tuple(above))
        above.pop()
    return True


def _statement_expressions(path: Path) -> Iterator[Path]:
    for child in path[-1].get_children():
        if _kind(child) == STATEMENT_EXPRESSION and _returns(child):
            yield *path, child
        yield from _statement_expressions((*path, child))


def check(file: str, arguments: list[str]) -> list[int]:
    """The lines of `file` on which TRY is not a whole expression."""
    unit = cindex.Index.create().parse(
        file, args=arguments, options=TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
    errors = [one for one in unit.diagnostics if one.severity >= cindex.Diagnostic.Error]
    if errors:
        raise ValueError(f"{errors[0].location.line}: {errors[0].spelling}")
    whole: set[Place] = set()
    wrong: set[Place] = set()
    expanded: set[Place] = set()
    for cursor in unit.cursor.get_children():
        place = cursor.location.file
        if place is None or place.name != file:
            continue
        if _kind(cursor) == MACRO:
            if cursor.spelling == "TRY":
                expanded.add(_place(cursor))
            continue
        for path in _statement_expressions((cursor,)):
            (whole if _is_whole(path) else wrong).add(_place(path[-1]))
    # libclang does not show every part of the tree, the captures of lambdas for instance: a TRY
    # that was not seen is not known to be right.
    wrong |= expanded - whole
    return sorted({place.line for place in wrong if place.file == file})


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] == "--help":
        print(f"usage: {sys.argv[0]} FILE [-- COMPILER FLAGS...]", file=sys.stderr)
        return 2 if len(sys.argv) < 2 else 0
    file, arguments = sys.argv[1], sys.argv[2:]
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    try:
        lines = check(file, arguments)
    except (ValueError, cindex.TranslationUnitLoadError) as error:
        print(f"{file}:{error}", file=sys.stderr)
        return 2
    for line in lines:
        print(f"{file}:{line}: {MESSAGE}")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
