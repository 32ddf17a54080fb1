# SPDX-License-Identifier: GPL-2.0
"""Finds TRY(...) where leaving the function would skip destructors.

TRY returns from the middle of an expression. GCC and clang then forget to destroy what a braced
initializer or the captures of a lambda have built before it. So TRY has to be a whole expression:
a statement, the initializer of a variable, the right side of an assignment, a condition or what
is returned. Any other statement expression with a `return` inside is treated alike.
"""
from __future__ import annotations

from typing import Iterator

from clang.cindex import CursorKind

from checks.tree import (BRACES, C_CAST, CALL, LAMBDA, PAREN, RETURN, STATEMENT_EXPRESSION,
                         STATIC_CAST, UNEXPOSED, Finding, Node, Place, Tree, place_of)

MESSAGE = ("TRY in the middle of an expression leaves what was built before it undestroyed: give "
           "its value a name first (auto value = TRY(...);)")

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


def _operands(node: Node) -> list[Node]:
    return [child for child in node.children if child.kind not in _REFERENCES]


def _returns(node: Node) -> bool:
    """Whether a statement expression can leave the function around."""
    return any(child.kind == RETURN or child.kind != LAMBDA and _returns(child)
               for child in node.children)


def _is_whole(node: Node) -> bool:
    """Whether a node is a whole expression."""
    above = node.parent
    while above and above.kind in _WRAPPERS and len(_operands(above)) == 1:
        node, above = above, above.parent
    if above and above.kind in _ASSIGNMENTS:
        # a call is an assignment through operator=
        if above.kind == CALL and above.name != "operator=":
            return False
        if _operands(above)[-1] is not node:
            return False
        above = above.parent
        while above and above.kind == UNEXPOSED:
            above = above.parent
        if not above or above.kind not in _STATEMENTS:
            return False
    if not above or above.kind not in _STATEMENTS + _CONDITIONS:
        return False
    # Inside of another statement expression it leaves that one as well.
    while above and above.kind != LAMBDA:
        if above.kind == STATEMENT_EXPRESSION:
            return _is_whole(above)
        above = above.parent
    return True


def _statement_expressions(tree: Tree) -> Iterator[Node]:
    for node in tree.nodes():
        if node.kind == STATEMENT_EXPRESSION and _returns(node):
            yield node


def check(tree: Tree) -> list[Finding]:
    """Where TRY is not a whole expression."""
    whole: set[Place] = set()
    wrong: set[Place] = set()
    for node in _statement_expressions(tree):
        (whole if _is_whole(node) else wrong).add(node.place)
    # libclang does not show every part of the tree, the captures of lambdas for instance: a TRY
    # that was not seen is not known to be right.
    wrong |= {place_of(one) for one in tree.macros if one.spelling == "TRY"} - whole
    return [Finding(place.file, place.line, MESSAGE) for place in wrong]
