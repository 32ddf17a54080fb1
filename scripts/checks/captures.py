# SPDX-License-Identifier: GPL-2.0
"""Finds lambdas that outlive what they refer to.

A thread, a timer and a wait entry keep the lambda that they are given and call it later. What it
captures by reference, or as a pointer, a span or a CStr, must still be there then. It is when the
object that keeps the lambda is a local variable, stays one, and was declared after all that the
lambda refers to: then it goes first. The guard of a lock is never right: the lambda runs in
another thread, or in an interrupt, which does not hold the lock.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from checks.tree import (BINARY, BRACES, CALL, CONDITIONAL, CONSTRUCTOR, FIELD, LAMBDA, MEMBER,
                         REFERENCE, RETURN, STATEMENT_EXPRESSION, TRY_RESULT, VARIABLE,
                         WRAPPERS, Finding, Node, Tree, borrows, is_guard, is_reference)

_KEEPERS = re.compile(r"\bkernel::(Thread\b|HrTimer<|WaitEntry<)")
# They call what they are given before they return
_CALLERS = re.compile(r"(with|read_with|with_\w+|do_unlocked|and_then|transform|apply|retain|"
                      r"operator\(\))$")


@dataclass
class Capture:
    """What a lambda keeps of something outside of it."""

    name: str
    refers: Node | None     # the variable that must outlive the lambda, if it is a local one
    what: str = ""          # "a pointer" ... if it refers to something else
    guard: bool = False


@dataclass
class Destination:
    """Where the object that keeps a lambda ends up; no variable: out of the function."""

    variable: Node | None
    where: Node
    how: str = ""


def _capture_list(text: bytes, offset: int) -> tuple[list[str], int]:
    """The parts of the [...] at an offset, and where it ends."""
    depth, parts, part = 0, [], ""
    for position in range(offset, len(text)):
        letter = chr(text[position])
        if letter in "[({":
            depth += 1
            part += letter if depth > 1 else ""
        elif letter in "])}":
            depth -= 1
            if depth == 0:
                return [one.strip() for one in [*parts, part] if one.strip()], position
            part += letter
        elif letter == "," and depth == 1:
            parts.append(part)
            part = ""
        else:
            part += letter
    return [], len(text)


class _Checker:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    # What a lambda refers to

    def captures(self, made: Node) -> Iterator[Capture]:
        """All that outlives is a question for."""
        text = self.tree.text(made.place.file)
        if text[made.place.offset:made.place.offset + 1] != b"[":
            return      # made by a macro
        parts, end = _capture_list(text, made.place.offset)
        used: dict[str, Node] = {}
        for node in made.all():
            if node.kind == REFERENCE and node.name not in used:
                used[node.name] = node
        outside = {name: self.tree.locals[node.target] for name, node in used.items()
                   if node.target in self.tree.locals
                   and self.tree.locals[node.target].place.offset < made.place.offset}
        explicit = {re.match(r"[&*]?\s*(\w+)", part)[1] for part in parts
                    if re.match(r"[&*]?\s*\w", part)}
        for part in parts:
            named = re.fullmatch(r"(&?)\s*(\w+)(?:\s*=\s*(.*))?", part, re.DOTALL)
            if part in ("&", "="):
                for name, declared in outside.items():
                    if name not in explicit:
                        yield from self._plain(declared, part == "&")
            elif named and named[3] is not None:
                yield from self._initialised(made, named[1] == "&", named[2], named[3], used, end)
            elif named and named[2] in outside:
                yield from self._plain(outside[named[2]], named[1] == "&")

    def _plain(self, declared: Node, by_reference: bool) -> Iterator[Capture]:
        guard = is_guard(declared.type.rstrip(" &"))
        if by_reference or guard:
            if is_reference(declared):
                yield Capture(declared.name, None, "a reference", guard)
            else:
                yield Capture(declared.name, declared, guard=guard)
        elif what := borrows(declared.cursor.type, member=False):
            yield Capture(declared.name, None, what)

    def _initialised(self, made: Node, by_reference: bool, name: str, value: str,
                     used: dict[str, Node], end: int) -> Iterator[Capture]:
        what = "a reference" if by_reference else ""
        if not by_reference and name in used and used[name].cursor.referenced:
            declared = used[name].cursor.referenced
            if made.place.offset < declared.location.offset < end:
                what = borrows(declared.type, member=False)
                if is_guard(declared.type.get_canonical().spelling):
                    yield Capture(name, None, guard=True)
                    return
        if not what:
            return
        words = re.findall(r"(?<![\w.>:])[A-Za-z_]\w*", value)
        visible = [node for node in self.tree.locals.values()
                   if node.name in words and node.place.offset < made.place.offset
                   and node.function() in (made.function(), *made.above())]
        root = max(visible, key=lambda node: node.place.offset, default=None)
        if root is None or is_reference(root) or borrows(root.cursor.type):
            yield Capture(name, None, what)
        else:
            yield Capture(root.name, root, guard=is_guard(root.type))

    # Where it goes

    def destinations(self, node: Node, closure: str, seen: set[int]) -> Iterator[Destination]:
        """Where the value of an expression, which keeps the lambda, ends up."""
        found = self._climb(node, closure)
        if found is None:
            return
        yield found
        variable = found.variable
        if variable is None or variable.key in seen:
            return
        seen.add(variable.key)
        for use in self.tree.uses(variable):
            if use.place.offset > variable.place.offset and not _only_looks(use):
                yield from self.destinations(use, closure, seen)

    def _keeps(self, spelling: str, closure: str) -> bool:
        return closure in spelling or bool(_KEEPERS.search(spelling))

    def _climb(self, node: Node, closure: str) -> Destination | None:
        while node.parent:
            child, node = node, node.parent
            if node.kind in WRAPPERS or node.kind in (CONDITIONAL, MEMBER, BRACES):
                continue
            if node.kind == CALL:
                name = node.name
                if name == "operator=":
                    return None if child is node.children[0] else \
                        self._into(node.children[0], node)
                if _CALLERS.match(name):
                    return None
                if self._keeps(node.type, closure):
                    continue
                # an argument of v.push(...): v has it then
                first = node.children[0] if node.children else None
                if first is not None and first.kind == MEMBER and first is not child and \
                        first.children and self._keeps(first.children[0].type, closure):
                    return self._into(first.children[0], node)
                return None
            if node.kind == VARIABLE:
                if node.name.startswith(TRY_RESULT):
                    whole = next((one for one in node.above()
                                  if one.kind == STATEMENT_EXPRESSION), None)
                    if whole is None or not self._keeps(whole.type, closure):
                        return None
                    node = whole
                    continue
                if node.key in self.tree.locals:
                    return Destination(node, node)
                return Destination(None, node, f"'{node.name}' outlives the function")
            if node.kind == STATEMENT_EXPRESSION:
                continue
            if node.kind == RETURN:
                return Destination(None, node, "it is returned")
            if node.kind == BINARY:
                return None
            if node.kind in (CONSTRUCTOR, FIELD):
                return Destination(None, node, "a member keeps it")
            return None
        return None

    def _into(self, target: Node, where: Node) -> Destination | None:
        root = self.tree.root(target)
        if root is None or is_reference(root) or root.type.endswith("*"):
            return Destination(None, where, "an object from outside keeps it")
        return Destination(root, where)

    # The verdict

    def check(self) -> Iterator[Finding]:
        """All lambdas of the file."""
        for made in self.tree.nodes():
            if made.kind == LAMBDA:
                yield from self._check_lambda(made)

    def _check_lambda(self, made: Node) -> Iterator[Finding]:
        captures = list(self.captures(made))
        if not captures:
            return
        places = list(self.destinations(made, made.type, set()))
        kept = any(self._keeps_closure(place, made) for place in places)
        for capture in captures:
            if capture.guard and kept:
                yield made.finding(
                    f"'{capture.name}' holds its lock for this thread alone, and the lambda runs "
                    "in another one or in an interrupt: take the lock inside the lambda")
                continue
            for place in places:
                text = self._verdict(capture, place)
                if text:
                    yield made.finding(text)
                    break

    @staticmethod
    def _keeps_closure(place: Destination, made: Node) -> bool:
        variable = place.variable
        return variable is None or bool(_KEEPERS.search(variable.type))

    @staticmethod
    def _verdict(capture: Capture, place: Destination) -> str:
        refers = capture.refers
        if place.variable is None:
            if refers is None:
                return (f"the lambda refers to what '{capture.name}', {capture.what}, leads to, "
                        f"and may run when that is gone, as {place.how}: capture an owner by "
                        "value, such as an Arc")
            if place.where.kind == RETURN and refers.function() is not place.where.function():
                return ""   # it is that of a function around
            return (f"the lambda refers to '{capture.name}', and may run when that is gone with "
                    f"this function, as {place.how}: capture it by value, or an owner, such as an "
                    "Arc")
        if refers is not None and refers is not place.variable \
                and place.variable.place.offset < refers.place.offset:
            return (f"the lambda refers to '{capture.name}', which is gone before "
                    f"'{place.variable.name}', which keeps the lambda: declare "
                    f"'{capture.name}' above '{place.variable.name}'")
        return ""


def _only_looks(use: Node) -> bool:
    """Whether `x` is only asked something: x.f(), x(), *x."""
    node = use
    while node.parent and node.parent.kind in WRAPPERS:
        node = node.parent
    above = node.parent
    if above is None:
        return True
    if above.kind == MEMBER:
        return True
    return above.kind == CALL and above.name.startswith("operator") and above.children[0] is node


def check(tree: Tree) -> list[Finding]:
    """What the file does wrong."""
    return list(_Checker(tree).check())
