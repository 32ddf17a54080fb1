# SPDX-License-Identifier: GPL-2.0
"""Finds guards that are no local variables.

A guard gives back its lock, or ends a read section, where the block ends that it was made in. The
types can be neither copied nor moved nor made by `new`. They cannot see that a class has one as a
member or base: built in place, it goes to the heap with the object, and stays as long as that.
"""
from __future__ import annotations

import re
from typing import Iterator

from clang.cindex import CursorKind, Type, TypeKind

from checks.tree import CALL, FIELD, LAMBDA, VARIABLE, Finding, Tree, is_guard

_BASE = CursorKind.CXX_BASE_SPECIFIER.value
_OWNERS = re.compile(r"(const )?(std::(optional|array|pair|tuple|variant)|"
                     r"kernel::(rcu::)?(Box|Vec|Arc|UniqueArc|Result))<")
_HEAP = re.compile(r"(const )?kernel::(rcu::)?(Box|Vec|Arc|UniqueArc)<")


def _is_guard(spelling: str) -> bool:
    return is_guard(spelling) or bool(re.match(
        r"(const )?kernel::(ScopeGuard<|XArray<.*>::(Try)?Guard$)", spelling))


def _guard_in(type_: Type, owners: re.Pattern[str] = _OWNERS, depth: int = 0) -> bool:
    """Whether an object of a type has a guard that it owns, at the places where the type says."""
    type_ = type_.get_canonical()
    if type_.kind in (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY):
        return _guard_in(type_.element_type, owners, depth)
    if type_.kind in (TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE):
        return False
    if _is_guard(type_.spelling) and depth + (owners is _OWNERS):
        return True
    if not owners.match(type_.spelling):
        return False
    return any(_guard_in(type_.get_template_argument_type(number), _OWNERS, depth + 1)
               for number in range(max(0, type_.get_num_template_arguments())))


def check(tree: Tree) -> Iterator[Finding]:
    """What the file does wrong."""
    for node in tree.nodes():
        if node.kind == FIELD and _guard_in(node.cursor.type):
            yield node.finding(
                f"'{node.name}' is a guard, and stays as long as the object that it is a member "
                "of: make the guard a local variable of the function that needs it")
        elif node.kind == _BASE and _guard_in(node.cursor.type):
            yield node.finding(
                "a guard as a base stays as long as the object: make it a local variable of the "
                "function that needs it")
        elif node.kind == LAMBDA and any(_guard_in(field.type)
                                         for field in node.cursor.type.get_fields()):
            yield node.finding(
                "the lambda captures a guard, which stays as long as the lambda: make the guard a "
                "local variable inside of the lambda, or of the function around it")
        elif node.kind in (VARIABLE, CALL) and _guard_in(node.cursor.type, _HEAP):
            yield node.finding(
                "a guard on the heap outlives its block: make it a local variable")
