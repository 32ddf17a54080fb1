# SPDX-License-Identifier: GPL-2.0
"""Proves where bit-fields are.

No constant expression of C or C++ sees a bit-field's place.  But a compiler that optimises, as the
kernel is built, folds this: all bits of one field are set in a zeroed object, and the bytes that
it touches (with the neighbours it must not touch) are compared.  If they differ, or if nothing is
folded, a call remains to a function whose declaration makes any call an error.
"""

from collections.abc import Callable, Iterable, Iterator

import model
from members import Place, places

_MACRO = """\
// No constant expression shows where a bit-field is, but the optimiser does: all its bits are set
// in a zeroed object and its bytes are compared.  Unless all folds away, the call is an error.
#define BINDINGS_BIT_FIELD(id, type, member, first, width, as_expected) \\
    do {{ \\
        extern void bindings_wrong_##id(void) \\
            __attribute__((error("bindings: bit-field " #type "." #member " is not " #width \\
                                 " bits from bit " #first))); \\
        union {{ unsigned char byte[sizeof(type)]; type object; }} set = {{ {{ 0 }} }}; \\
        const unsigned char *byte = set.byte; \\
        int ones = -1; \\
        set.object.member = {all_ones}; \\
        if (!(as_expected)) \\
            bindings_wrong_##id(); \\
    }} while (0)

static void __attribute__((__used__)) bindings_bit_fields(void)
{{
"""


def bit_field_proofs(records: Iterable[model.Record], name: Callable[[model.Record], str],
                     rename: Callable[[str], str], big_endian: bool, all_ones: str,
                     guard: str = "") -> list[str]:
    """The lines of the proof, the same in C and in C++; none if there are no bit-fields."""
    lines = []
    for record in records:
        for place in places(record, rename):
            if not place.field.width:
                continue
            if not place.settable:
                lines.append(f"    // not proved, as it is const or volatile: bit-field "
                             f"{name(record)}.{place.path}")
            else:
                lines.append(f"    BINDINGS_BIT_FIELD({len(lines)}, {name(record)}, {place.path}, "
                             f"{place.offset}, {place.field.width}, "
                             f"{_condition(place, record, big_endian)});")
    if not lines:
        return []
    text = [_MACRO.format(all_ones=all_ones) + "\n".join(lines) + "\n}"]
    return ["", f"#ifdef {guard}", *text, "#endif"] if guard else ["", *text]


def _bytes(place: Place, size: int, big_endian: bool) -> Iterator[tuple[int, int]]:
    """The bytes of the record around a bit-field, and what they hold if all its bits are set."""
    assert place.field.width is not None
    first, last = place.offset, place.offset + place.field.width - 1
    for index in range(max(0, (first - 1) // 8), min(size - 1, (last + 1) // 8) + 1):
        value = 0
        for bit in range(8):
            if first <= 8 * index + bit <= last:
                value |= 1 << (7 - bit if big_endian else bit)
        yield index, value


def _condition(place: Place, record: model.Record, big_endian: bool) -> str:
    """The comparison, with `byte` as the bytes of the object."""
    return " && ".join(f"byte[{index}] == {value:#04x}"
                       for index, value in _bytes(place, record.size, big_endian))
