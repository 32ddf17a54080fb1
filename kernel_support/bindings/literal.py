# SPDX-License-Identifier: GPL-2.0
"""Writes integers as literals that have their type in C and in C++."""

import model

_SUFFIX = {"unsigned int": "U", "long": "L", "unsigned long": "UL", "long long": "LL",
           "unsigned long long": "ULL"}


def literal(value: int, type_: model.Type, cxx: bool) -> str:
    """`value` with the suffix of the integer type (or that of the enum) behind `type_`."""
    plain = model.strip(type_)
    if isinstance(plain, model.Tag) and isinstance(plain.decl, model.Enum):
        return literal(value, plain.decl.base, cxx)
    name = plain.name if isinstance(plain, model.Builtin) else ""
    if name == "_Bool" and cxx:
        return "true" if value else "false"
    suffix = _SUFFIX.get(name, "")
    # The most negative value has no literal: its absolute value is too large.
    if value in (-2**31, -2**63):
        return f"(-{-value - 1}{suffix} - 1)"
    return f"{value}{suffix}"
