# SPDX-License-Identifier: GPL-2.0
"""The generator's parts that need neither libclang nor a compiler."""

import pytest

import model
from bindings_tools import C
from bits import bit_field_proofs
from command import parse_command
from layout import Attributes, find_attributes
from literal import literal
from preprocess import read_definitions
from render import Renderer, expressible

INT = model.Builtin("int")
CHAR = model.Builtin("char")


def _record(*members: tuple, size: int, align: int, packed: bool = False,
            keyword: str = "struct") -> model.Record:
    """Members are (offset in bits, size, alignment) or (offset, size, alignment, width)."""
    fields = [model.Field(f"m{i}", INT, m[0], m[1], m[2], m[3] if len(m) > 3 else None)
              for i, m in enumerate(members)]
    return model.Record(keyword, "r", None, "h.h", size, align, True, fields, packed)


@pytest.mark.parametrize("record, expected", [
    (_record((0, 1, 1), (32, 4, 4), size=8, align=4), Attributes()),
    (_record((0, 1, 1), (8, 4, 4), size=5, align=1, packed=True), Attributes(packed=True)),
    (_record((0, 1, 1), (8, 4, 4), size=5, align=1), Attributes(member_packed={1})),
    (_record((0, 4, 4), (32, 4, 4), size=8, align=1), Attributes(packed=True)),
    (_record((0, 1, 1), (8, 4, 4), size=8, align=4, packed=True),
     Attributes(packed=True, aligned=4)),
    (_record((0, 4, 4), size=64, align=64), Attributes(aligned=64)),
    (_record((0, 1, 1), (64, 1, 1), size=16, align=8), Attributes(member_aligned={1: 8})),
    (_record((0, 1, 1), (8, 4, 4), (64, 8, 8), size=16, align=8), Attributes(member_packed={1})),
    (_record((0, 4, 4), (0, 8, 8), size=8, align=8, keyword="union"), Attributes()),
    (_record((0, 4, 4), (8, 8, 8), size=16, align=8, keyword="union"), None),
    (_record((0, 4, 4), size=12, align=4), None),
    (_record((0, 4, 4, 20), (32, 4, 4, 20), size=8, align=4), Attributes()),
    (_record((0, 4, 4, 20), (20, 4, 4, 20), size=5, align=1, packed=True), Attributes(packed=True)),
    (_record((0, 4, 4, 3), (32, 4, 4, 0), (32, 1, 1, 1), size=8, align=4), Attributes()),
    (_record(size=0, align=1), Attributes()),
])
def test_layout(record: model.Record, expected: Attributes | None) -> None:
    assert find_attributes(record) == expected


UNSIGNED_LONG = model.Builtin("unsigned long")


@pytest.mark.parametrize("value, type_, c, cxx", [
    (1, INT, "1", "1"),
    (-5, INT, "-5", "-5"),
    (-2**31, INT, "(-2147483647 - 1)", "(-2147483647 - 1)"),
    (-2**63, model.Builtin("long"), "(-9223372036854775807L - 1)",
     "(-9223372036854775807L - 1)"),
    (2**64 - 1, UNSIGNED_LONG, "18446744073709551615UL", "18446744073709551615UL"),
    (3, model.Alias(model.Typedef("u32", model.Builtin("unsigned int"), "", 4, 4, 0)), "3U", "3U"),
    (1, model.Builtin("_Bool"), "1", "true"),
    (2, model.Tag(model.Enum("e", None, "", INT, 4, True)), "2", "2"),
])
def test_literal(value: int, type_: model.Type, c: str, cxx: str) -> None:
    assert literal(value, type_, False) == c
    assert literal(value, type_, True) == cxx


def _function(result: model.Type, *params: model.Type, variadic: bool = False,
              noreturn: bool = False, convention: str = "") -> model.Function:
    return model.Function(result, params, variadic, noreturn, convention)


HANDLER = model.Pointer(_function(model.Builtin("void"), INT))
CONST_CHAR = model.Pointer(model.Qualified("const", CHAR))


@pytest.mark.parametrize("type_, text", [
    (INT, "int x"),
    (CONST_CHAR, "const char *x"),
    (model.Qualified("const", model.Pointer(CHAR)), "char *const x"),
    (model.Pointer(model.Qualified("volatile", model.Pointer(CHAR))), "char *volatile *x"),
    (model.Array(model.Array(INT, 3), 2), "int x[2][3]"),
    (model.Pointer(model.Array(INT, 3)), "int (*x)[3]"),
    (model.Array(model.Pointer(INT), None), "int *x[]"),
    (model.Pointer(_function(INT, CONST_CHAR, variadic=True)), "int (*x)(const char *, ...)"),
    (model.Array(HANDLER, 4), "void (*x[4])(int)"),
    (_function(HANDLER, INT, HANDLER), "void (*x(int, void (*)(int)))(int)"),
    (model.Pointer(_function(model.Pointer(_function(INT)))), "int (*(*x)(void))(void)"),
    (model.Pointer(_function(INT, convention="ms_abi")), "int (__attribute__((ms_abi)) *x)(void)"),
])
def test_declarators(type_: model.Type, text: str) -> None:
    assert Renderer(cxx=False).declare(type_, "x") == text


def test_parameter_names() -> None:
    type_ = _function(INT, INT, CONST_CHAR)
    assert Renderer(cxx=True).declare(type_, "f", ("class", "b")) == \
        "int f(int class_, const char *b)"
    assert Renderer(cxx=False).declare(type_, "f", ("class", "b")) == \
        "int f(int class, const char *b)"


def test_bool_has_two_names() -> None:
    assert Renderer(cxx=True).declare(model.Builtin("_Bool"), "x") == "bool x"
    assert Renderer(cxx=False).declare(model.Builtin("_Bool"), "x") == "_Bool x"


def test_expressible() -> None:
    unnamed = model.Tag(model.Record("struct", None, None, "h.h"))
    assert not expressible(model.Pointer(unnamed), in_record=True)
    assert expressible(model.Pointer(unnamed)) == "type without a name"
    assert expressible(_function(INT, model.Pointer(unnamed))) == "type without a name"
    assert expressible(model.Pointer(model.Inexpressible("a vector"))) == "a vector"
    exits = model.Pointer(_function(model.Builtin("void"), noreturn=True))
    assert expressible(exits) == "pointer to a function that does not return"


def test_definitions() -> None:
    found = read_definitions("""\
# 0 "<built-in>"
#define __BYTE_ORDER__ __ORDER_BIG_ENDIAN__
# 1 "/k/include/linux/a.h" 1 3
#define ONE 1
#define CALL(x) (x)
#define EMPTY
int x; # 3 "not a marker"
# 7 "./include/b.h" 2
#define ONE 2
#define GONE 3
#undef GONE
""")
    assert found.files == ("/k/include/linux/a.h", "./include/b.h")
    assert found.big_endian
    assert {name: (m.file, m.function_like, m.body) for name, m in found.macros.items()
            if name != "__BYTE_ORDER__"} == {
        "ONE": ("./include/b.h", False, "2"), "CALL": ("/k/include/linux/a.h", True, "x) (x)"),
        "EMPTY": ("/k/include/linux/a.h", False, "")}


def test_command() -> None:
    compiler = parse_command(
        [C[0], "-Wp,-MMD,.x.d", "-nostdinc", "-I/k/include", "-I", "/k/include/uapi", "-D",
         "__KERNEL__", "-DNAME=\"x\"", "-include", "/k/kconfig.h", "-std=gnu11", "-m64",
         "-mindirect-branch=thunk-extern", "-fno-jump-tables", "-fshort-wchar", "-O2", "-Wall",
         "--param", "asan-stack=1", "-g", "-c", "-o", "x.o", "x.c"])
    assert compiler.clang_flags[1:] == (
        "-nostdinc", "-I/k/include", "-I", "/k/include/uapi", "-D", "__KERNEL__", "-DNAME=\"x\"",
        "-include", "/k/kconfig.h", "-std=gnu11", "-m64", "-fshort-wchar")
    assert compiler.clang_flags[0].startswith("--target=")
    assert "-mindirect-branch=thunk-extern" in compiler.words
    assert compiler.words[compiler.words.index("--param") + 1] == "asan-stack=1"
    assert not {"-c", "-o", "x.o", "x.c", "-Wp,-MMD,.x.d"} & set(compiler.words)
    assert compiler.header_name("/k/include/uapi/linux/errno.h") == "uapi/linux/errno.h"
    assert compiler.header_name("/k/include/../include/linux/slab.h") == "linux/slab.h"
    assert compiler.header_name("/elsewhere/x.h") == "/elsewhere/x.h"


@pytest.mark.parametrize("big_endian, expected", [
    (False, "byte[0] == 0xe0 && byte[1] == 0x1f"),
    (True, "byte[0] == 0x07 && byte[1] == 0xf8"),
])
def test_bytes_of_a_bit_field(big_endian: bool, expected: str) -> None:
    record = _record((5, 2, 2, 8), size=2, align=2)
    lines = bit_field_proofs([record], lambda r: r.c_name, str, big_endian, "ones")
    assert f"BINDINGS_BIT_FIELD(0, struct r, m0, 5, 8, {expected});" in "\n".join(lines)
