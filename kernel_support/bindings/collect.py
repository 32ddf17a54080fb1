# SPDX-License-Identifier: GPL-2.0
"""From the wanted names to an ordered list of declarations with everything they need.

What is needed by value comes along completely, in an order in which C++ can read it; what is only
pointed to comes along as a forward declaration.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import chain

import model
from errors import BindingsError
from layout import Attributes, find_attributes
from names import Wanted
from parse import Headers
from preprocess import Macro, Preprocessed
from render import CXX_TYPES, expressible

Definition = model.Record | model.Enum | model.Typedef

# C++'s own headers define these; a kernel typedef that differs would clash with them.
_STDINT = {f"{sign}int{bits}_t": f"__{sign.upper()}INT{bits}_TYPE__"
           for sign in ("", "u") for bits in (8, 16, 32, 64)}
_STDINT |= {"intptr_t": "__INTPTR_TYPE__", "uintptr_t": "__UINTPTR_TYPE__",
            "ptrdiff_t": "__PTRDIFF_TYPE__", "size_t": "__SIZE_TYPE__"}


@dataclass
class Bindings:
    """Everything that is emitted, in order."""

    forward: dict[str, model.Record | model.Enum] = field(default_factory=dict)
    definitions: list[Definition] = field(default_factory=list)
    functions: list[model.FunctionDecl] = field(default_factory=list)
    variables: list[model.VariableDecl] = field(default_factory=list)
    constants: list[model.Constant] = field(default_factory=list)
    enumerators: list[tuple[str, model.Enum]] = field(default_factory=list)  # of named enums
    layouts: dict[model.Record, Attributes] = field(default_factory=dict)
    bypassed: set[model.Typedef] = field(default_factory=set)
    missing: list[Wanted] = field(default_factory=list)      # optional names
    skipped: list[str] = field(default_factory=list)         # of globs, with the reason
    opaque_members: list[str] = field(default_factory=list)
    big_endian: bool = False

    def shown_records(self) -> list[model.Record]:
        """The structs and unions whose members are shown."""
        return [d for d in self.definitions if isinstance(d, model.Record) and not d.opaque]


def macros_to_probe(wanted: list[Wanted], pre: Preprocessed,
                    header_name: Callable[[str], str]) -> list[str]:
    """The macros whose values are needed, sorted."""
    names: set[str] = set()
    for item in wanted:
        if item.kind != "constant":
            continue
        if item.is_glob:
            names.update(m.name for m in pre.macros.values()
                         if item.matches(m.name, header_name(m.file)) and _may_be_constant(m))
        elif item.name in pre.macros and _may_be_constant(pre.macros[item.name]):
            names.add(item.name)
    return sorted(names)


def _words(integer: str) -> list[str]:
    """`long unsigned int` and `unsigned long` are the same type."""
    words = sorted(integer.split())
    return words if words == ["int"] else [word for word in words if word != "int"]


def _may_be_constant(macro: Macro) -> bool:
    body = macro.body
    return (not macro.function_like and body != "" and not any(c in body for c in '"{};')
            and body.count("(") == body.count(")"))


class Collector:
    """Resolves wanted names; the result is in `bindings`."""

    def __init__(self, headers: Headers, pre: Preprocessed,
                 header_name: Callable[[str], str]) -> None:
        self.bindings = Bindings(big_endian=pre.big_endian)
        self._headers = headers
        self._pre = pre
        self._header_name = header_name
        self._done: set[Definition] = set()
        self._later: list[model.Record] = []    # by value, but only in a function's signature
        self._kinds: dict[str, str] = {}        # of what is in namespace bindings, by name

    def collect(self, wanted: list[Wanted]) -> Bindings:
        """Resolves all names; an unknown one is an error."""
        for item in wanted:
            if item.kind == "opaque":
                self._make_opaque(item)
        for item in wanted:
            if item.is_glob:
                self._glob(item)
            else:
                self._one(item)
            while self._later:
                self._define_record(self._later.pop())
        return self.bindings

    def _make_opaque(self, item: Wanted) -> None:
        names = [item.name]
        if item.is_glob:
            names = [n for n, h in self._headers.complete_types if item.matches(n, h)]
        for name in names:
            type_ = self._headers.named_type(name)
            record = model.record_of(type_)
            if record:
                record.opaque = f"asked for in {item.where}"
            elif type_ and not item.is_glob:
                raise BindingsError(f"{item.where}: opaque {name}: neither a struct nor a union: "
                                    f"use `type`")

    def _want(self, kind: str, name: str) -> str:
        """Takes a name in; the result says why it cannot be had."""
        if kind in ("type", "opaque"):
            return self._want_type(name)
        known = self._kinds.get(name)
        if known:
            return "" if known == kind else f"is already a {known}"
        want = {"function": self._want_function, "variable": self._want_variable,
                "constant": self._want_constant}[kind]
        why = want(name)
        if not why:
            self._kinds[name] = kind
        return why

    def _one(self, item: Wanted) -> None:
        why = self._want(item.kind, item.name)
        if why and item.optional:
            self.bindings.missing.append(item)
        elif why:
            raise BindingsError(f"{item.where}: {item.kind} {item.name}: {why}")

    def _glob(self, item: Wanted) -> None:
        matching = [name for name, header in self._candidates(item.kind)
                    if item.matches(name, header)]
        for name in matching:
            why = self._want(item.kind, name)
            if why:
                self.bindings.skipped.append(f"{item.kind} {name}: {why}")
        if not matching and item.optional:
            self.bindings.missing.append(item)
        elif not matching:
            raise BindingsError(f"{item.where}: {item.kind} {item.name}: nothing matches in "
                                f"{' '.join(item.headers)}: see the spelling, or add the header "
                                f"to headers.h")

    def _candidates(self, kind: str) -> Iterable[tuple[str, str]]:
        """Name and header of everything that a glob could mean."""
        h = self._headers
        if kind == "constant":
            macros = ((m.name, self._header_name(m.file)) for m in self._pre.macros.values()
                      if _may_be_constant(m))
            return chain(macros, h.enumerators)
        if kind == "function":
            return h.extern_functions
        return h.extern_variables if kind == "variable" else h.complete_types

    def _want_type(self, name: str) -> str:
        type_ = self._headers.named_type(name)
        if type_ is None:
            return "no header defines it: see the spelling, or add its header to headers.h"
        decl = getattr(type_, "decl", None)
        if isinstance(decl, (model.Record, model.Enum)) and not decl.complete:
            return "the headers only declare it: add the header that defines it to headers.h"
        if isinstance(decl, model.Typedef) and self._bypass(decl):
            return "C++ has another type of this name: use the kernel's (u64 for uint64_t)"
        why = expressible(type_)
        if not why:
            self._require(type_, True)
        return why

    def _want_function(self, name: str) -> str:
        macro = self._pre.macros.get(name)
        if macro and name not in self._headers.functions:
            return f"a macro of {self._header_name(macro.file)}: wrap it in a helper"
        return self._declare(name, self._headers.functions, self._headers.function,
                             "a static inline function", self.bindings.functions)

    def _want_variable(self, name: str) -> str:
        return self._declare(name, self._headers.variables, self._headers.variable,
                             "a static variable", self.bindings.variables)

    def _declare(self, name: str, known: Container[str], find: Callable, if_static: str,
                 declared: list) -> str:
        if name not in known:
            return "no header declares it: see the spelling, or add its header to headers.h"
        decl = find(name)
        why = if_static if decl is None else expressible(decl.type)
        if why:
            return f"{why}: wrap it in a helper"
        self._require(decl.type, True)
        declared.append(decl)
        return ""

    def _want_constant(self, name: str) -> str:
        macro = self._pre.macros.get(name)
        probed = self._headers.probe(name) if macro else None
        if probed:
            assert macro
            value, type_ = probed
            plain = model.strip(type_)
            if not isinstance(plain, model.Builtin) and not (
                    isinstance(plain, model.Tag) and isinstance(plain.decl, model.Enum)):
                return "not of an integer type"
            self._require(type_, True)
            self.bindings.constants.append(
                model.Constant(name, value, type_, self._header_name(macro.file), True))
            return ""
        found = self._headers.enumerator(name)
        if found:
            value, enum = found
            if enum.inline:
                fits = -2**31 <= value < 2**31
                type_ = self._headers.builtin["int"] if fits else enum.base
                self.bindings.constants.append(
                    model.Constant(name, value, type_, enum.header, False))
            else:
                self._require(model.Tag(enum), True)
                self.bindings.enumerators.append((name, enum))
            return ""
        if macro:
            error = self._headers.probe_errors.get(name, "")
            return "not an integer constant" + (f" ({error})" if error else "")
        return "no header defines it: see the spelling, or add its header to headers.h"

    # What a declaration needs

    def _bypass(self, decl: model.Typedef) -> bool:
        """True if a typedef is not emitted because C++ knows another type by its name."""
        plain = model.strip(decl.type)
        if not isinstance(plain, model.Builtin):
            return False
        if decl.name in CXX_TYPES:
            self.bindings.bypassed.add(decl)
            return True
        own = self._pre.macros.get(_STDINT.get(decl.name, ""))
        if own and _words(own.body) != _words(plain.name):
            self.bindings.bypassed.add(decl)
            return True
        return False

    def _require(self, type_: model.Type, complete: bool) -> None:
        if isinstance(type_, model.Pointer):
            self._require(type_.to, False)
        elif isinstance(type_, model.Qualified):
            self._require(type_.of, complete)
        elif isinstance(type_, model.Array):
            self._require(type_.of, True)
        elif isinstance(type_, model.Function):
            for part in (type_.result, *type_.params):
                self._require(part, False)
                record = model.record_of(part)
                if record and record.complete:
                    self._later.append(record)
        elif isinstance(type_, model.Alias):
            self._define_typedef(type_.decl, complete)
        elif isinstance(type_, model.Tag):
            self._require_tag(type_.decl, complete)

    def _require_tag(self, decl: model.Record | model.Enum, complete: bool) -> None:
        if decl.inline:
            self._require_members(decl)
        elif isinstance(decl, model.Enum):
            if decl not in self._done:
                self._done.add(decl)
                if decl.complete:
                    self.bindings.definitions.append(decl)
                else:
                    self.bindings.forward[decl.c_name] = decl
        elif decl.complete and (complete or decl.name is None):
            self._define_record(decl)
        elif decl.name is not None:
            self.bindings.forward[decl.c_name] = decl

    def _define_record(self, decl: model.Record) -> None:
        if decl in self._done:
            return
        self._done.add(decl)
        if not decl.opaque:
            self._require_members(decl)
        if decl.name is not None:
            self.bindings.forward[decl.c_name] = decl
        self.bindings.definitions.append(decl)

    def _require_members(self, decl: model.Record | model.Enum) -> None:
        if isinstance(decl, model.Enum):
            return
        for member in self._headers.load(decl):
            why = expressible(member.type, True)
            if why and member.width is not None:
                decl.opaque = f"bit-field {member.name}: {why}"
            elif why:
                self.bindings.opaque_members.append(f"{decl.c_name}.{member.name}: {why}")
            else:
                self._require(member.type, True)
                self._check_inline(decl, member)
        layout = find_attributes(decl)
        if layout is None:
            decl.opaque = decl.opaque or "its layout cannot be had with C++ attributes"
        else:
            self.bindings.layouts[decl] = layout

    @staticmethod
    def _check_inline(decl: model.Record, member: model.Field) -> None:
        """An opaque anonymous struct has no name for its bytes, so its owner is opaque."""
        inner = model.record_of(member.type)
        if inner and inner.opaque and not member.name:
            decl.opaque = inner.opaque

    def _define_typedef(self, decl: model.Typedef, complete: bool) -> None:
        if decl in self._done:
            if complete:
                self._require(decl.type, True)
            return
        self._done.add(decl)
        plain = decl.type.decl if isinstance(decl.type, model.Tag) else None
        if plain and plain.alias == decl.name and plain.name is None:
            self._require_tag(plain, True)  # typedef struct { ... } NAME is one definition
            return
        self._require(decl.type, complete)
        if self._bypass(decl):
            return
        if plain and plain.name == decl.name:
            return                          # typedef struct NAME NAME: C++ has it already
        self.bindings.definitions.append(decl)
