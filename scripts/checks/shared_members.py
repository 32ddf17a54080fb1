# SPDX-License-Identifier: GPL-2.0
"""Finds members that must stay with one thread in objects that several threads use.

The concept Send refuses a pointer, but C++ does not let it look at the members of a class. This
looks: at the classes of the file that an Arc, an rcu::Box, a SetOnce, a lock or a Thread shares.
"""
from __future__ import annotations

import re
from typing import Iterator

from clang.cindex import Cursor, CursorKind, Type, TypeKind

from checks.tree import (CALL, FIELD, PARAMETER, VARIABLE, Finding, Tree, borrows, is_guard,
                         place_of)

_SHARERS = re.compile(r"kernel::(Arc|UniqueArc|rcu::Box|rcu::Pointer|SetOnce|Work|DelayedWork|"
                      r"Lock|RwSemaphore)<")
_SHARED = {"Arc": "an Arc", "UniqueArc": "an Arc", "rcu::Box": "an rcu::Box",
           "rcu::Pointer": "an rcu::Pointer", "SetOnce": "a SetOnce", "Work": "work",
           "DelayedWork": "work", "Lock": "a lock", "RwSemaphore": "an RwSemaphore"}


def _arguments(type_: Type) -> Iterator[Type]:
    for number in range(max(0, type_.get_num_template_arguments())):
        yield type_.get_template_argument_type(number).get_canonical()


def _sharers(type_: Type, seen: set[str]) -> Iterator[tuple[Type, str]]:
    """(class, by what) of what a type says to be shared, at any depth."""
    type_ = type_.get_canonical()
    if type_.kind in (TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE, TypeKind.POINTER):
        type_ = type_.get_pointee().get_canonical()
    if type_.kind != TypeKind.RECORD or type_.spelling in seen:
        return
    seen.add(type_.spelling)
    match = re.match(r"(?:const )?" + _SHARERS.pattern, type_.spelling)
    for argument in _arguments(type_):
        if match:
            yield argument, _SHARED[match[1]]
        yield from _sharers(argument, seen)


class _Checker:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.seen: set[str] = set()
        self.vouched = {_squeezed(name) for name in _specialised(tree)}

    def check(self) -> Iterator[Finding]:
        """All that the file shares."""
        known: set[str] = set()
        for node in self.tree.nodes():
            if node.kind in (CALL, FIELD, PARAMETER, VARIABLE):
                for type_, sharer in _sharers(node.cursor.type, known):
                    yield from self._class(type_, sharer)
            if node.kind == CALL and node.name == "spawn":
                for argument in node.children[1:]:
                    yield from self._class(argument.cursor.type, "a thread")

    def _class(self, type_: Type, sharer: str) -> Iterator[Finding]:
        type_ = type_.get_canonical()
        if type_.kind in (TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE):
            type_ = type_.get_pointee().get_canonical()
        for argument in _arguments(type_):
            yield from self._class(argument, sharer)
        declared = type_.get_declaration()
        name = re.sub(r"^const ", "", type_.spelling)
        if type_.kind != TypeKind.RECORD or name in self.seen or not self.tree.owns(declared) \
                or "(lambda at" in name or _squeezed(name) in self.vouched:
            return
        self.seen.add(name)
        for field in type_.get_fields():
            what = self._unfit(field.type)
            if what:
                yield self._finding(field, what, name, sharer)
            else:
                yield from self._class(field.type, sharer)

    def _unfit(self, type_: Type) -> str:
        canonical = type_.get_canonical()
        if _squeezed(canonical.spelling) in self.vouched:
            return ""
        if canonical.kind == TypeKind.RECORD and self.tree.owns(canonical.get_declaration()):
            return "a NotThreadSafe" if _stays(canonical) else ""
        if is_guard(canonical.spelling):
            return "a guard"
        if what := borrows(canonical) if _plain(canonical) else "":
            return what
        return "a NotThreadSafe" if canonical.kind == TypeKind.RECORD and _stays(canonical) else ""

    def _finding(self, field: Cursor, what: str, name: str, sharer: str) -> Finding:
        place = place_of(field)
        short = name.rsplit("::", 1)[-1]
        return Finding(place.file, place.line,
                       f"'{field.spelling}' is {what}, and {sharer} shares {short} among threads: "
                       "own what it refers to (Arc, KBox, CString), or give the class the base "
                       "NotThreadSafe", (place.line,))


def _plain(type_: Type) -> bool:
    """Whether all that a type is made of are library types, of which borrows() knows."""
    return type_.kind != TypeKind.RECORD or bool(re.match(
        r"(?:const )?(?:std::|"
        r"kernel::(?:CStr|ArcBorrow|OptionalRef|BitmapRef|Box|Vec|ARef|Result)\b)",
        type_.spelling))


def _stays(type_: Type) -> bool:
    """Whether a class has the base NotThreadSafe, at any depth."""
    for child in type_.get_declaration().get_children():
        if child.kind == CursorKind.CXX_BASE_SPECIFIER:
            base = child.type.get_canonical()
            if base.spelling == "kernel::NotThreadSafe" or _stays(base):
                return True
    return False


def _squeezed(spelling: str) -> str:
    return re.sub(r"\b(struct|class)\b|\s|\w+::", "", spelling)


def _specialised(tree: Tree) -> Iterator[str]:
    """The types of which the file says `kIsSend<type> = true`."""
    for top in tree.tops:
        if top.name == "kIsSend":
            text = tree.text(top.place.file)[top.place.offset:][:400].decode(errors="replace")
            found = re.match(r"[\w:]*?kIsSend\s*<(.*)>\s*=\s*true", text.split(";")[0], re.DOTALL)
            if found:
                yield found[1]


def check(tree: Tree) -> list[Finding]:
    """What the file does wrong."""
    return list(_Checker(tree).check())
