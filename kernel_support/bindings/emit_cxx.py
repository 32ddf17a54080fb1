# SPDX-License-Identifier: GPL-2.0
"""Writes bindings.hpp."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import model
from bits import bit_field_proofs
from collect import Bindings
from layout import Attributes
from literal import literal
from members import places
from render import Renderer, expressible, safe

_HEAD = """\
// SPDX-License-Identifier: GPL-2.0
// Generated from the headers of the configured kernel: do not edit.
// C types keep their names at global scope (kCFI hashes them); functions, variables and constants
// are in namespace bindings.  bindings_check.c proves every number and prototype against C.
#pragma once
"""

# The proof needs optimisation, so a file asks for it: it defines this and is compiled with -O2.
_BIT_FIELDS_GUARD = "BINDINGS_PROVE_BIT_FIELDS"
_CXX_ALL_ONES = "static_cast<decltype(set.object.member)>(ones)"


class CxxEmitter:
    """Turns collected bindings into the text of the C++ header."""

    def __init__(self, bindings: Bindings) -> None:
        self._bindings = bindings
        self._render = Renderer(cxx=True)
        self._render.bypassed = bindings.bypassed
        self._render.inline_body = self._inline
        self._indent = ""
        self._member_names: set[str] = set()    # of the record being written
        self._inlined: dict[model.Record | model.Enum, str] = {}  # written in it, as which member
        self._renamed_types: list[str] = []
        self._rename_types()

    def _rename_types(self) -> None:
        """C has a name space of its own for tags; C++ has not."""
        typedefs = {d.name for d in self._bindings.definitions if isinstance(d, model.Typedef)}
        tags = [d for d in [*self._bindings.forward.values(), *self._bindings.definitions]
                if not isinstance(d, model.Typedef) and d.name is not None]
        typedefs |= {d.alias for d in self._bindings.definitions
                     if not isinstance(d, model.Typedef) and d.alias and d.name is None}
        taken = typedefs | {d.name for d in tags}
        for decl in dict.fromkeys([*tags, *self._bindings.definitions]):
            name = decl.name
            if name is None:
                continue
            new = safe(name)
            clash = not isinstance(decl, model.Typedef) and name in typedefs
            while (clash and new == name) or (new != name and new in taken):
                new += "_"
            if new != name:
                why = "a typedef has this name" if clash else "a C++ keyword"
                taken.add(new)
                self._render.renamed[decl] = new
                self._renamed_types.append(f"{getattr(decl, 'c_name', name)} -> {new}: {why}")

    def renamed(self) -> list[str]:
        """What has another name in C++, and why."""
        b = self._bindings
        names = [f"{d.c_name}.{p.path}" for d in b.shown_records() for p in places(d)
                 if p.field.name != safe(p.field.name)]
        others = [*(item.name for part in (b.variables, b.functions, b.constants)
                    for item in part),
                  *(name for d in b.definitions if isinstance(d, model.Enum)
                    for name, _ in d.constants)]
        names += [name for name in others if name != safe(name)]
        return self._renamed_types + [f"{name} -> {safe(name.rpartition('.')[2])}: a C++ keyword"
                                      for name in names]

    def text(self) -> str:
        """The whole header."""
        parts = [_HEAD]
        parts.append("\n".join(self._forward(d) for _, d in
                               sorted(self._bindings.forward.items())))
        for decl in self._bindings.definitions:
            parts.append(f"\n// {decl.header}\n{self._definition(decl)}")
        parts.append("\nnamespace bindings {\n")
        parts += self._constants()
        parts.append('extern "C" {\n')
        parts += self._grouped(self._bindings.variables, self._variable)
        parts += self._grouped(self._bindings.functions, self._function)
        parts.append('}  // extern "C"\n\n}  // namespace bindings\n')
        parts.append("// The layout is the one that the C compiler proves in bindings_check.c.")
        parts += self._proofs()
        parts += bit_field_proofs(self._bindings.shown_records(), self._tag, safe,
                                  self._bindings.big_endian, _CXX_ALL_ONES, _BIT_FIELDS_GUARD)
        return "\n".join(parts) + "\n"

    # Types

    def _tag(self, decl: model.Record | model.Enum) -> str:
        return self._render.name(model.Tag(decl))

    def _forward(self, decl: model.Record | model.Enum) -> str:
        base = " : " + self._render.declare(decl.base) if isinstance(decl, model.Enum) else ""
        return f"{self._tag(decl)}{base};  // {decl.header}"

    def _definition(self, decl: model.Record | model.Enum | model.Typedef) -> str:
        self._render.qualify = set()
        if isinstance(decl, model.Typedef):
            name = self._render.renamed.get(decl, decl.name)
            aligned = _attribute([f"aligned({decl.own_align})"] if decl.own_align else [])
            return f"typedef {self._render.declare(decl.type, name)}{aligned};"
        name = self._render.renamed.get(decl, decl.name)
        if isinstance(decl, model.Enum):
            body = self._enum(decl, name)
        else:
            self._member_names = {p.field.name for p in places(decl)}
            self._render.qualify = self._member_names
            self._inlined = {}
            body = self._record(decl, name)
        if name:
            return f"{body};"
        align = getattr(decl, "alias_align", 0)
        return f"typedef {body} {decl.alias}{_attribute([f'aligned({align})'] if align else [])};"

    def _inline(self, decl: model.Record | model.Enum) -> str:
        """A struct, union or enum without a name, written as the type of a member."""
        if decl in self._inlined:
            return f"decltype({self._inlined[decl]})"   # struct { ... } a, b;
        if isinstance(decl, model.Record):
            return self._record(decl, None)
        names = {name for name, _ in decl.constants}
        if names & self._member_names:
            return self._render.declare(decl.base)      # its names are taken in this class
        self._member_names |= names
        self._inlined[decl] = safe(decl.constants[0][0])
        return self._enum(decl, None)

    def _enums_to_lift(self, record: model.Record, anonymous: bool = False) -> Iterator[model.Enum]:
        """Enums in anonymous structs, where C++ allows no types: they move up to the owner."""
        for member in record.fields or ():
            type_ = member.type
            while isinstance(type_, (model.Array, model.Qualified, model.Pointer)):
                type_ = type_.to if isinstance(type_, model.Pointer) else type_.of
            if isinstance(type_, model.Tag) and type_.decl.inline:
                if isinstance(type_.decl, model.Enum):
                    if anonymous:
                        yield type_.decl
                elif not member.name:
                    yield from self._enums_to_lift(type_.decl, True)

    def _enum(self, decl: model.Enum, name: str | None) -> str:
        lines = [f"{'enum ' + name if name else 'enum'} : {self._render.declare(decl.base)} {{"]
        for constant, value in decl.constants:
            lines.append(f"{self._indent}    {safe(constant)} = "
                         f"{literal(value, decl.base, True)},")
        lines.append(self._indent + "}")
        return "\n".join(lines)

    def _record(self, decl: model.Record, name: str | None, anonymous: bool = False) -> str:
        head = f"{decl.keyword} {name}" if name else decl.keyword
        outer, self._indent = self._indent, self._indent + "    "
        if decl.opaque:
            lines = [f"{self._indent}unsigned char opaque_[{decl.size}];  // {decl.opaque}"]
            suffix = _attribute([f"aligned({decl.align})"])
        else:
            layout = self._bindings.layouts[decl]
            lines = []
            if not anonymous:
                for enum in dict.fromkeys(self._enums_to_lift(decl)):
                    text = self._inline(enum)
                    if text.startswith("enum"):
                        lines.append(f"{self._indent}{text};")
            lines += [self._member(member, index, layout)
                      for index, member in enumerate(decl.fields or ())]
            if not lines:
                lines = [f"{self._indent}char nothing_[0];  // an empty struct has size 0 in C"]
            suffix = _attribute((["packed"] if layout.packed else [])
                                + ([f"aligned({layout.aligned})"] if layout.aligned else []))
        self._indent = outer
        return "\n".join([head + " {", *lines, outer + "}" + suffix])

    def _member(self, member: model.Field, index: int, layout: Attributes) -> str:
        attributes = []
        if index in layout.member_packed:
            attributes.append("packed")
        if index in layout.member_aligned:
            attributes.append(f"aligned({layout.member_aligned[index]})")
        name = safe(member.name)
        why = expressible(member.type, True)
        if why:
            attributes = attributes or ([] if layout.packed else [f"aligned({member.align})"])
            return (f"{self._indent}unsigned char {name}[{member.size}]{_attribute(attributes)};"
                    f"  // opaque: {why}")
        type_ = member.type
        if isinstance(type_, model.Array) and type_.length is None:
            type_ = model.Array(type_.of, 0)  # accepted anywhere by both compilers
        record = model.record_of(type_)
        if record and not name and member.width is None:
            # Also `struct tag;` of -fms-extensions, which C++ lacks: its members are repeated.
            text = self._record(record, None, True)
        else:
            text = self._render.declare(type_, name, member.params)
            if record and record.inline and isinstance(type_, model.Tag):
                self._inlined.setdefault(record, name)
        if member.width is not None:
            text += f" : {member.width}"
        return f"{self._indent}{text}{_attribute(attributes)};"

    # Namespace bindings

    @staticmethod
    def _grouped(items: Iterable, write: Callable) -> list[str]:
        return [f"// {header}\n" + "\n".join(write(item) for item in group) + "\n"
                for header, group in groupby(items, key=lambda item: item.header)]

    def _constants(self) -> list[str]:
        parts = self._grouped(self._bindings.constants, self._constant)
        for enum, group in groupby(self._bindings.enumerators, key=lambda item: item[1]):
            parts.append(f"// {enum.header}\n"
                         + "\n".join(f"using ::{safe(name)};" for name, _ in group) + "\n")
        return parts

    def _constant(self, constant: model.Constant) -> str:
        value = literal(constant.value, constant.type, True)
        if isinstance(model.strip(constant.type), model.Tag):  # an enum
            value = f"static_cast<{self._render.declare(constant.type)}>({value})"
        return f"constexpr {self._render.declare(constant.type, safe(constant.name))} = {value};"

    def _label(self, name: str, symbol: str) -> str:
        """An asm label, for a name that C++ reserves or that the header itself maps."""
        return f' __asm__("{symbol}")' if safe(name) != symbol else ""

    def _variable(self, decl: model.VariableDecl) -> str:
        text = self._render.declare(decl.type, safe(decl.name))
        return f"extern {text}{self._label(decl.name, decl.symbol)};"

    def _function(self, decl: model.FunctionDecl) -> str:
        attributes = ("[[noreturn]] " if decl.type.noreturn else "") \
            + ("[[nodiscard]] " if decl.must_check else "")
        text = self._render.declare(decl.type, safe(decl.name), decl.params)
        convention = f" __attribute__(({decl.type.convention}))" if decl.type.convention else ""
        return f"{attributes}{text}{self._label(decl.name, decl.symbol)}{convention};"

    # Proofs

    def _proofs(self) -> list[str]:
        lines = []
        for decl in self._bindings.definitions:
            if isinstance(decl, model.Typedef):
                continue
            name = self._tag(decl)
            if isinstance(decl, model.Enum):
                lines.append(f"static_assert(sizeof({name}) == {decl.size});")
                continue
            lines.append(f"static_assert(sizeof({name}) == {decl.size}"
                         f" && alignof({name}) == {decl.alias_align or decl.align});")
            if not decl.opaque:
                lines += [f"static_assert(__builtin_offsetof({name}, {p.path}) == {p.offset // 8});"
                          for p in places(decl, safe) if p.field.width is None]
        return lines


def _attribute(attributes: list[str]) -> str:
    return f" __attribute__(({', '.join(attributes)}))" if attributes else ""
