# SPDX-License-Identifier: GPL-2.0
"""The tree of a source as libclang gives it, with what the checks ask of it again and again."""
from __future__ import annotations

import ctypes
import os
import re
from typing import Iterator, NamedTuple

from clang import cindex
from clang.cindex import Cursor, CursorKind, TranslationUnit, Type, TypeKind

# The kinds as numbers: the Python module does not know all that libclang has.
(UNEXPOSED, PAREN, STATIC_CAST, C_CAST, FUNCTIONAL_CAST, BRACES, CALL, STATEMENT_EXPRESSION, LAMBDA,
 RETURN, MACRO, VARIABLE, PARAMETER, REFERENCE, MEMBER, CONDITIONAL, BINARY, COMPOUND, CONSTRUCTOR,
 STATEMENT, FIELD, THIS) = (kind.value for kind in (
     CursorKind.UNEXPOSED_EXPR, CursorKind.PAREN_EXPR, CursorKind.CXX_STATIC_CAST_EXPR,
     CursorKind.CSTYLE_CAST_EXPR, CursorKind.CXX_FUNCTIONAL_CAST_EXPR, CursorKind.INIT_LIST_EXPR,
     CursorKind.CALL_EXPR, CursorKind.StmtExpr, CursorKind.LAMBDA_EXPR, CursorKind.RETURN_STMT,
     CursorKind.MACRO_INSTANTIATION, CursorKind.VAR_DECL, CursorKind.PARM_DECL,
     CursorKind.DECL_REF_EXPR, CursorKind.MEMBER_REF_EXPR, CursorKind.CONDITIONAL_OPERATOR,
     CursorKind.BINARY_OPERATOR, CursorKind.COMPOUND_STMT, CursorKind.CONSTRUCTOR,
     CursorKind.DECL_STMT, CursorKind.FIELD_DECL, CursorKind.CXX_THIS_EXPR))
CLASSES = tuple(kind.value for kind in (
    CursorKind.CLASS_DECL, CursorKind.STRUCT_DECL, CursorKind.CLASS_TEMPLATE,
    CursorKind.CLASS_TEMPLATE_PARTIAL_SPECIALIZATION))
FUNCTIONS = tuple(kind.value for kind in (
    CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR,
    CursorKind.CONVERSION_FUNCTION, CursorKind.FUNCTION_TEMPLATE))
# They give on what they are given
WRAPPERS = (UNEXPOSED, PAREN, STATIC_CAST, C_CAST, FUNCTIONAL_CAST, BRACES)
_STATIC = cindex.StorageClass.STATIC
TRY_RESULT = "kernel_try_result"


class Finding(NamedTuple):
    """What a check has found: where, and one sentence with what to do."""

    file: str
    line: int
    text: str
    # Lines above which a comment can say that it is right; none if it never is
    excusable: tuple[int, ...] = ()


class Place(NamedTuple):
    """A position in the source, by what a programmer wrote there, not by where macros lead."""

    file: str
    line: int
    offset: int


def place_of(cursor: Cursor) -> Place:
    """Where a cursor begins."""
    file, offset, line = cindex.c_object_p(), ctypes.c_uint(), ctypes.c_uint()
    cindex.conf.lib.clang_getFileLocation(cursor.location, ctypes.byref(file), ctypes.byref(line),
                                          None, ctypes.byref(offset))
    name = cindex.File(file).name if file else ""
    return Place(name, line.value, offset.value)


class Node:
    """A cursor with the way up."""

    __slots__ = ("cursor", "kind", "parent", "children", "place", "_type")

    def __init__(self, cursor: Cursor, parent: Node | None) -> None:
        self.cursor, self.parent, self.kind = cursor, parent, cursor._kind_id
        self.place = place_of(cursor)
        self._type: str | None = None
        self.children = [Node(child, self) for child in cursor.get_children()]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.cursor.spelling

    @property
    def type(self) -> str:
        """Its type in full."""
        if self._type is None:
            self._type = self.cursor.type.get_canonical().spelling
        return self._type

    @property
    def target(self) -> int | None:
        """The key of the declaration that it refers to."""
        found = self.cursor.referenced
        return found.hash if found is not None else None

    @property
    def key(self) -> int:
        """What `target` is of references to it."""
        return self.cursor.hash

    def all(self) -> Iterator[Node]:
        """Itself and all below."""
        yield self
        for child in self.children:
            yield from child.all()

    def above(self) -> Iterator[Node]:
        """What it is in, from inside."""
        node = self.parent
        while node:
            yield node
            node = node.parent

    def function(self) -> Node | None:
        """The innermost function or lambda around it."""
        return next((one for one in self.above() if one.kind in FUNCTIONS or one.kind == LAMBDA),
                    None)

    def statement(self) -> Node:
        """The outermost expression around it: what stands in a block."""
        node = self
        for one in self.above():
            if one.kind == COMPOUND and not (one.parent and
                                             one.parent.kind == STATEMENT_EXPRESSION):
                break
            if one.kind in FUNCTIONS or one.kind in CLASSES:
                break
            node = one
        return node

    def finding(self, text: str) -> Finding:
        """Something wrong here, unless a comment above says why it is right."""
        return Finding(self.place.file, self.place.line, text,
                       (self.place.line, self.statement().place.line))


class Tree:
    """A parsed source: what its own files declare."""

    def __init__(self, file: str, arguments: list[str], folder: str = "") -> None:
        self.file, self.folder = file, folder
        self.unit = cindex.Index.create().parse(
            file, args=arguments, options=TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        errors = [one for one in self.unit.diagnostics if one.severity >= cindex.Diagnostic.Error]
        if errors:
            raise ValueError(f"{errors[0].location.line}: {errors[0].spelling}")
        self.macros: list[Cursor] = []
        self.tops: list[Node] = []
        self._texts: dict[str, bytes] = {}
        for cursor in self.unit.cursor.get_children():
            if not self.owns(cursor):
                continue
            if cursor._kind_id == MACRO:
                self.macros.append(cursor)
            elif cursor._kind_id < 500:
                self.tops.append(Node(cursor, None))
        self.locals = {node.key: node for node in self.nodes()
                       if node.kind in (VARIABLE, PARAMETER) and node.function()
                       and node.cursor.storage_class != _STATIC}

    def owns(self, cursor: Cursor) -> bool:
        """Whether it stands in the file, or in another one of the module."""
        name = cursor.location.file.name if cursor.location.file else ""
        return name == self.file or bool(self.folder) and os.path.abspath(name).startswith(
            self.folder.rstrip("/") + "/")

    def nodes(self) -> Iterator[Node]:
        """All nodes of the file."""
        for top in self.tops:
            yield from top.all()

    def text(self, file: str) -> bytes:
        """What stands in a file; offsets count bytes."""
        if file not in self._texts:
            with open(file, "rb") as stream:
                self._texts[file] = stream.read()
        return self._texts[file]

    def uses(self, declared: Node) -> Iterator[Node]:
        """The expressions that name a local variable."""
        around = declared.function()
        for node in around.all() if around else ():
            if node.kind == REFERENCE and node.target == declared.key:
                yield node

    def root(self, node: Node) -> Node | None:
        """The local variable that `x`, `x.y`, `*x`, `x[i]` and `x->z()` lead back to."""
        while True:
            if node.kind == REFERENCE:
                return self.locals.get(node.target)
            if not node.children:
                return None
            node = node.children[0]


def is_reference(node: Node) -> bool:
    """Whether a variable is a reference, so that the object is somebody else's."""
    return node.cursor.type.get_canonical().kind in (TypeKind.LVALUEREFERENCE,
                                                     TypeKind.RVALUEREFERENCE)


def is_guard(spelling: str) -> bool:
    """Whether a type is the guard of a lock, or of RCU."""
    return bool(re.match(r"(const )?kernel::(\w+::)*(?!ScopeGuard)\w*Guard\b", spelling))


_BORROWERS = {"kernel::CStr": "a CStr", "std::span": "a span",
              "std::basic_string_view": "a string_view", "kernel::ArcBorrow": "an ArcBorrow",
              "kernel::OptionalRef": "an OptionalRef", "kernel::BitmapRef": "a BitmapRef",
              "kernel::LocalFile": "a LocalFile"}
_NAMED = re.compile(r"(?:const |volatile )*((?:kernel|std)::[\w:]+)")


def borrows(type_: Type, member: bool = True) -> str:
    """What a type has in it that refers to an object which it does not own; or nothing.

    `member` says whether references count, which variables are as well.
    """
    return _borrows(type_.get_canonical(), member, set())


def _borrows(type_: Type, references: bool, seen: set[str]) -> str:
    if type_.kind == TypeKind.POINTER:
        pointee = type_.get_pointee().get_canonical()
        return "" if pointee.kind in (TypeKind.FUNCTIONPROTO, TypeKind.FUNCTIONNOPROTO) \
            else "a pointer"
    if type_.kind in (TypeKind.LVALUEREFERENCE, TypeKind.RVALUEREFERENCE):
        return "a reference" if references else \
            _borrows(type_.get_pointee().get_canonical(), references, seen)
    if type_.kind in (TypeKind.CONSTANTARRAY, TypeKind.INCOMPLETEARRAY):
        return _borrows(type_.element_type.get_canonical(), references, seen)
    if type_.kind != TypeKind.RECORD or type_.spelling in seen:
        return ""
    seen.add(type_.spelling)
    known = _NAMED.match(type_.spelling)
    if known:
        if known[1] in _BORROWERS:
            return _BORROWERS[known[1]]
        # Of a library's class counts what it is a template of: an optional pointer is a pointer.
        for number in range(max(0, type_.get_num_template_arguments())):
            found = _borrows(type_.get_template_argument_type(number).get_canonical(), references,
                             seen)
            if found:
                return found
        return ""
    for field in type_.get_fields():
        found = _borrows(field.type.get_canonical(), True, seen)
        if found:
            return found
    return ""
