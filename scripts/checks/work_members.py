# SPDX-License-Identifier: GPL-2.0
"""Finds members that go before the work whose function may use them.

A Work waits, as it is destroyed, until its function has returned. Members go in the reverse order
of their declaration, so what stands below a Work is gone by then, and the function still runs.
"""
from __future__ import annotations

import re
from typing import Iterator

from clang.cindex import CursorKind, Type, TypeKind

from checks.tree import CLASSES, FIELD, Finding, Node, Tree

_WORK = re.compile(r"kernel::(Delayed)?Work<(.*)>$")
# Of a library's classes, those that leave nothing behind that could be used
_OWNERS = re.compile(r"kernel::(rcu::)?(Box|Vec|Arc|UniqueArc|ARef|ListShared|List|RBTree|XArray|"
                     r"BasicCString|Pointer|Srcu|Bitmap)<")


def _destroys(type_: Type) -> bool:
    """Whether something of an object is gone when its destructor has run."""
    type_ = type_.get_canonical()
    if type_.kind in (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY):
        return _destroys(type_.element_type)
    if type_.kind != TypeKind.RECORD or _WORK.match(type_.spelling):
        return False
    if re.match(r"(const )?(kernel|std)::", type_.spelling):
        return bool(_OWNERS.match(re.sub("^const ", "", type_.spelling))) or any(
            _destroys(type_.get_template_argument_type(number))
            for number in range(max(0, type_.get_num_template_arguments())))
    declared = type_.get_declaration()
    return any(child.kind == CursorKind.DESTRUCTOR and not child.is_default_method()
               or child.kind == CursorKind.CXX_BASE_SPECIFIER and _destroys(child.type)
               for child in declared.get_children()) or any(
                   _destroys(field.type) for field in type_.get_fields())


def _of(class_: Node) -> Iterator[Finding]:
    work = None
    for field in (one for one in class_.children if one.kind == FIELD):
        match = _WORK.match(field.type)
        if match and class_.type.rsplit("::", 1)[-1] in match[2]:
            work = work or field
        elif work and _destroys(field.cursor.type):
            yield field.finding(
                f"'{field.name}' is destroyed before '{work.name}', whose function may still run "
                f"and use it: declare '{work.name}' below '{field.name}'")


def check(tree: Tree) -> Iterator[Finding]:
    """What the file does wrong."""
    for node in tree.nodes():
        if node.kind in CLASSES:
            yield from _of(node)
