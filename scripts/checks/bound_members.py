# SPDX-License-Identifier: GPL-2.0
"""Finds bound devices that are kept.

A reference to a Device<Bound>, or to what is as strong, says that a driver is attached now. The
types cannot see where it is written down for later: in a member of the driver's own object, of a
handler, of an open file's object, which all may be there when the driver is not. A class that is
NotThreadSafe is a local variable, and may have one.
"""
from __future__ import annotations

import re
from typing import Iterator

from clang.cindex import Cursor, CursorKind, Type, TypeKind

from checks.tree import CLASSES, FIELD, VARIABLE, Finding, Tree

_DEVICE = re.compile(r"(const )?kernel::(\w+::)*Device<")
_STRONG = ("kernel::device::Bound", "kernel::device::Core")
# What leads to such a device, and is a local variable
_LOCAL = re.compile(r"(const )?kernel::(irq::Request|pci::(IrqVectors|ConfigSpace))$")
_LIBRARY = re.compile(r"(const )?(kernel|std)::")


def _is_bound(type_: Type) -> bool:
    type_ = type_.get_canonical()
    return bool(_DEVICE.match(type_.spelling)) and \
        type_.get_template_argument_type(0).get_canonical().spelling in _STRONG


def _leads(type_: Type, depth: int = 0) -> bool:
    """Whether an object of a type leads to a bound device."""
    type_ = type_.get_canonical()
    if type_.kind in (TypeKind.POINTER, TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE):
        return _is_bound(type_.get_pointee())
    if type_.kind in (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY):
        return _leads(type_.element_type, depth)
    if type_.kind != TypeKind.RECORD:
        return False
    if depth and _is_bound(type_) or _LOCAL.match(type_.spelling):
        return True
    if _LIBRARY.match(type_.spelling):
        # A Ref to one, an optional Request
        return any(_leads(type_.get_template_argument_type(number), depth + 1)
                   for number in range(max(0, type_.get_num_template_arguments())))
    return _is_local(type_.get_declaration()) and any(_leads(field.type, depth)
                                                      for field in type_.get_fields())


def _is_local(class_: Cursor) -> bool:
    """Whether a class has the base NotThreadSafe, at any depth."""
    for child in class_.get_children():
        if child.kind == CursorKind.CXX_BASE_SPECIFIER:
            base = child.type.get_canonical()
            if base.spelling == "kernel::NotThreadSafe" or _is_local(base.get_declaration()):
                return True
    return False


def check(tree: Tree) -> Iterator[Finding]:
    """What the file does wrong."""
    for node in tree.nodes():
        if node.kind == FIELD:
            if not node.parent or node.parent.kind not in CLASSES or _is_local(node.parent.cursor):
                continue
        elif node.kind != VARIABLE or node.function():
            continue
        if _leads(node.cursor.type):
            yield node.finding(
                f"'{node.name}' says that a driver is attached, and stays when it is not: keep an "
                "ARef<Device<>> or a Devres, or give the class the base NotThreadSafe")
