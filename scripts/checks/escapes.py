# SPDX-License-Identifier: GPL-2.0
"""Finds ways to what a lock guards, or RCU protects, that stay when the guard is gone.

The types refuse to return a pointer or a reference from with(). They cannot see one that is
assigned to a variable outside, or that hides in a structure.
"""
from __future__ import annotations

import re
from typing import Iterator

from clang.cindex import TypeKind

from checks.tree import (BINARY, CALL, LAMBDA, PARAMETER, REFERENCE, RETURN, VARIABLE, WRAPPERS,
                         Finding, Node, Tree, borrows, is_guard, is_reference)

_GIVERS = re.compile(r"(with|with_\w+|read_with)$")


def _mentions(node: Node, keys: set[int]) -> bool:
    return any(one.kind == REFERENCE and one.target in keys for one in node.all())


def _derived(body: Node, start: Node) -> set[int]:
    """The variables that lead to what `start` leads to."""
    keys = {start.key}
    for node in body.all():
        if node.kind == VARIABLE and node.place.offset > start.place.offset \
                and borrows(node.cursor.type) and any(_mentions(one, keys)
                                                      for one in node.children):
            keys.add(node.key)
    return keys


def _assignments(tree: Tree, body: Node) -> Iterator[tuple[Node, Node, Node]]:
    """(whole, left, right) of the assignments of something that refers to something else."""
    for node in body.all():
        if node.kind == BINARY and len(node.children) == 2:
            left, right = node.children
            between = tree.text(node.place.file)[left.place.offset:right.place.offset].decode(
                errors="replace")
            if re.search(r"(?<![=!<>+\-*/%&|^])=(?!=)", between) is None:
                continue
        elif node.kind == CALL and node.name == "operator=" and len(node.children) >= 2:
            left, right = node.children[0], node.children[-1]
            if left.name == "operator=":
                left, right = node.children[1], node.children[-1]
        else:
            continue
        type_ = left.cursor.type
        if type_.get_canonical().kind != TypeKind.INVALID and borrows(type_, member=False):
            yield node, left, right


def _given(tree: Tree) -> Iterator[Finding]:
    """What a lambda that with() calls keeps."""
    for call in tree.nodes():
        if call.kind != CALL or not _GIVERS.match(call.name):
            continue
        for made in call.children:
            while made.kind in WRAPPERS and len(made.children) == 1:
                made = made.children[0]
            if made.kind != LAMBDA:
                continue
            inside = {node.key for node in made.all() if node.kind in (VARIABLE, PARAMETER)}
            for parameter in made.children:
                if parameter.kind != PARAMETER:
                    continue
                keys = _derived(made, parameter)
                for whole, left, right in _assignments(tree, made):
                    root = tree.root(left)
                    if root is not None and (root.key in inside or root.key in keys):
                        continue
                    if _mentions(right, keys):
                        yield whole.finding(
                            f"'{left_name(left)}' stays when {call.name}() has returned, and leads "
                            f"to '{parameter.name}', which must not be used then: copy the value")
        if what := _hidden(call):
            yield call.finding(f"what {call.name}() returns has {what} in it, which leads to what "
                               "must not be used then: return a value")


def _hidden(call: Node) -> str:
    type_ = call.cursor.type.get_canonical()
    if type_.kind != TypeKind.RECORD or re.match(r"(const )?(kernel|std)::", type_.spelling):
        return ""
    return borrows(type_)


def left_name(left: Node) -> str:
    """What is assigned to, in words."""
    return next((node.name for node in left.all() if node.name), "a member")


def _guarded(tree: Tree) -> Iterator[Finding]:
    """What outlives a guard that is a local variable."""
    for guard in list(tree.locals.values()):
        if guard.kind != VARIABLE or is_reference(guard) or not is_guard(guard.type):
            continue
        body = guard.function()
        keys = _derived(body, guard)
        for whole, left, right in _assignments(tree, body):
            if whole.place.offset < guard.place.offset or not _mentions(right, keys):
                continue
            root = tree.root(left)
            if root is not None and (root.key in keys
                                     or root.place.offset > guard.place.offset):
                continue
            yield whole.finding(
                f"'{left_name(left)}' stays when '{guard.name}' has unlocked, and leads to what it "
                "guards: declare it below the guard, or copy the value")
        yield from _returned(body, guard, keys)


def _returned(body: Node, guard: Node, keys: set[int]) -> Iterator[Finding]:
    for node in body.all():
        if node.kind != RETURN or not node.children or node.function() is not body:
            continue
        given = node.children[0]
        what = borrows(given.cursor.type, member=False)
        result = body.cursor.result_type.get_canonical()
        if not what and result.kind == TypeKind.LVALUEREFERENCE:
            what = "a reference"
        if what and _mentions(given, keys):
            yield node.finding(f"{what} to what '{guard.name}' guards is returned, and the guard "
                               "unlocks here: return a value, or hand the guard in")


def check(tree: Tree) -> list[Finding]:
    """What the file does wrong."""
    return [*_given(tree), *_guarded(tree)]
