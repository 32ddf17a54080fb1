# SPDX-License-Identifier: GPL-2.0
"""Writes bindings_check.c, which the kernel's compiler reads with the kernel's flags."""

import re

import model
from bits import bit_field_proofs
from collect import Bindings
from literal import literal
from members import places
from preprocess import Preprocessed
from render import Renderer, expressible

_HEAD = """\
// SPDX-License-Identifier: GPL-2.0
// Generated: do not edit.  The kernel's own compiler proves here what bindings.hpp says: size and
// alignment of each type, offset and type of each member, place and width of each bit-field that
// can be set, value and type of each constant, the type of each function and variable.
#include "{headers}"

// clang folds some of the kernel's constants in an enum, but not in an assertion.
#define BINDINGS_CONSTANT(name, value, type) \\
    enum {{ bindings_value_of_##name = (name) }}; \\
    _Static_assert(bindings_value_of_##name == (value), \\
                   "bindings: constant " #name " is not " #value); \\
    _Static_assert(__builtin_types_compatible_p(__typeof__(name), type), \\
                   "bindings: constant " #name " is not of type " #type)
#define BINDINGS_ENUMERATOR(name, value) \\
    _Static_assert(name == (value), "bindings: constant " #name " is not " #value)
#define BINDINGS_TYPE(type, size, align) \\
    _Static_assert(sizeof(type) == (size), "bindings: size of " #type " is not " #size); \\
    _Static_assert(_Alignof(type) == (align), "bindings: alignment of " #type " is not " #align)
#define BINDINGS_TYPEDEF(name, type) \\
    _Static_assert(__builtin_types_compatible_p(name, type), \\
                   "bindings: typedef " #name " is not " #type)
#define BINDINGS_OFFSET(type, member, offset) \\
    _Static_assert(__builtin_offsetof(type, member) == (offset), \\
                   "bindings: offset of " #type "." #member " is not " #offset)
#define BINDINGS_MEMBER(type, member, offset, member_type...) \\
    BINDINGS_OFFSET(type, member, offset); \\
    _Static_assert(__builtin_types_compatible_p(__typeof__(((type *)0)->member), member_type), \\
                   "bindings: type of " #type "." #member " is not " #member_type)
// A member of a type without a name or without an equivalent in C++.
#define BINDINGS_BYTES(type, member, offset, size) \\
    BINDINGS_OFFSET(type, member, offset); \\
    _Static_assert(sizeof(((type *)0)->member) == (size), \\
                   "bindings: size of " #type "." #member " is not " #size)
"""

_WORD = re.compile(r"[A-Za-z_]\w*")

# What this file itself needs, should a header have made a macro of it.
_OUR_WORDS = frozenset("""
    _Alignof _Bool __attribute__ __int128 __restrict __used__ char const double enum extern float
    int long short signed sizeof static struct union unsigned void volatile
""".split())


def check_text(bindings: Bindings, headers: str, pre: Preprocessed) -> str:
    """The whole C file."""
    render = Renderer(cxx=False)
    constants = [f"BINDINGS_CONSTANT({c.name}, {literal(c.value, c.type, False)}, "
                 f"{render.declare(c.type)});" for c in bindings.constants if c.is_macro]
    rest: list[str] = []
    for constant in bindings.constants:
        if not constant.is_macro:
            rest.append(_enumerator(constant.name, constant.value, constant.type))
    for decl in bindings.definitions:
        rest += _definition(decl, render)
    for variable in bindings.variables:
        rest.append(f"extern {render.declare(variable.type, f'({variable.name})')};")
    for function in bindings.functions:
        convention = f" __attribute__(({function.type.convention}))" \
            if function.type.convention else ""
        rest.append(f"extern {render.declare(function.type, f'({function.name})')}{convention};")
    rest += bit_field_proofs(bindings.shown_records(), lambda record: record.c_name, str,
                             bindings.big_endian, "ones")
    words = {word for line in rest for word in _WORD.findall(line)}
    macros = sorted(word for word in words if word in pre.macros and word not in _OUR_WORDS)
    return "\n".join([
        _HEAD.format(headers=headers), *constants, "",
        "// From here on these are names of members, types and functions.",
        *(f"#undef {name}" for name in macros), "", *rest, ""])


def _enumerator(name: str, value: int, base: model.Type) -> str:
    return f"BINDINGS_ENUMERATOR({name}, {literal(value, base, False)});"


def _definition(decl: model.Record | model.Enum | model.Typedef, render: Renderer) -> list[str]:
    if isinstance(decl, model.Typedef):
        if expressible(decl.type):
            return [f"BINDINGS_TYPE({decl.name}, {decl.size}, {decl.align});"]
        return [f"BINDINGS_TYPEDEF({decl.name}, {render.declare(decl.type)});"]
    if isinstance(decl, model.Enum):
        align = f"_Alignof({render.declare(decl.base)})"
        return [f"BINDINGS_TYPE({decl.c_name}, {decl.size}, {align});",
                *(_enumerator(name, value, decl.base) for name, value in decl.constants)]
    lines = [f"BINDINGS_TYPE({decl.c_name}, {decl.size}, {decl.alias_align or decl.align});"]
    if decl.opaque:
        return lines
    for place in places(decl):
        member = place.field
        if member.width is not None:
            continue
        where = f"{decl.c_name}, {place.path}, {place.offset // 8}"
        if expressible(member.type):
            flexible = isinstance(member.type, model.Array) and member.type.length is None
            lines.append(f"BINDINGS_OFFSET({where});" if flexible
                         else f"BINDINGS_BYTES({where}, {member.size});")
        else:
            lines.append(f"BINDINGS_MEMBER({where}, {render.declare(member.type)});")
    return lines
