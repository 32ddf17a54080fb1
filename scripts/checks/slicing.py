# SPDX-License-Identifier: GPL-2.0
"""Finds copies of an object through its base class, which leave the rest of it behind.

`auto copy = *shape;` makes a Shape of a Circle: with the base's functions and without the
circle's members. Moving out of the object does the same.
"""
from __future__ import annotations

import re
from typing import Iterator

from clang.cindex import Cursor, CursorKind, TypeKind

from checks.tree import (CALL, CONSTRUCTOR, FUNCTIONS, REFERENCE, WRAPPERS, Finding, Node,
                         Tree)

_POINTING = ("operator*", "operator[]", "front", "back", "value")


def _is_polymorphic(declared: Cursor) -> bool:
    for child in declared.get_children():
        if child.kind in (CursorKind.CXX_METHOD, CursorKind.DESTRUCTOR) \
                and child.is_virtual_method():
            return True
        if child.kind == CursorKind.DESTRUCTOR and any(
                token.spelling == "virtual" for token in child.get_tokens()):
            return True
        if child.kind == CursorKind.CXX_BASE_SPECIFIER and _is_polymorphic(
                child.type.get_canonical().get_declaration()):
            return True
    return False


def _is_final(declared: Cursor) -> bool:
    return any(child.kind == CursorKind.CXX_FINAL_ATTR for child in declared.get_children())


def _may_be_more(node: Node) -> bool:
    """Whether an expression can be an object of a derived class."""
    while True:
        if node.kind in WRAPPERS and node.children:
            node = node.children[0]
        elif node.kind == CALL and node.name in ("move", "forward") and len(node.children) > 1:
            node = node.children[-1]
        else:
            break
    if node.kind == CALL:
        return node.name in _POINTING or (
            node.cursor.referenced is not None and node.cursor.referenced.result_type
            .get_canonical().kind == TypeKind.LVALUEREFERENCE)
    if node.kind == CursorKind.UNARY_OPERATOR.value:
        return True
    if node.kind == REFERENCE:
        declared = node.cursor.referenced
        return declared is not None and declared.type.get_canonical().kind in (
            TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE)
    return False


def _copies(tree: Tree) -> Iterator[tuple[Node, Node]]:
    for node in tree.nodes():
        if node.kind != CALL or not node.children or node.cursor.referenced is None:
            continue
        made = node.cursor.referenced
        if made.kind == CursorKind.CONSTRUCTOR and len(node.children) == 1 and (
                made.is_copy_constructor() or made.is_move_constructor()):
            yield node, node.children[0]
        elif node.name == "operator=" and len(node.children) >= 2:
            yield node, node.children[-1]


def check(tree: Tree) -> list[Finding]:
    """What the file does wrong."""
    found = []
    for node, source in _copies(tree):
        type_ = node.cursor.type.get_canonical()
        if type_.kind in (TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE):
            type_ = type_.get_pointee().get_canonical()
        declared = type_.get_declaration()
        if re.match(r"(const )?(kernel|std)::", type_.spelling) or not _may_be_more(source) \
                or not _is_polymorphic(declared) or _is_final(declared):
            continue
        # A derived class copies its base on purpose.
        around = node.function()
        if around is not None and around.kind in FUNCTIONS and (
                around.kind == CONSTRUCTOR or around.name == "operator="):
            continue
        found.append(node.finding(
            f"only the {declared.spelling} in the object is copied or moved, and the rest of a "
            "derived class left behind: use it by reference, or move the box"))
    return found
