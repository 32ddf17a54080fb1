# SPDX-License-Identifier: GPL-2.0
"""A wrong binding must not build, and the message must name it."""

from pathlib import Path

import pytest

from bindings_tools import CXX, compile_c, compile_cxx, generate_text, quiet

HEADERS = """
typedef unsigned int u32;
enum mode { MODE_A, MODE_B = 7 };
struct device {
    char name[5];
    u32 flags;
    struct { short lo, hi; } range;
    enum mode mode;
    u32 on : 3, off : 9;
};
typedef struct device *device_ref;
#define LIMIT 10UL
enum { ALONE = 4 };
extern int device_open(struct device *dev, const char *name);
extern u32 devices[4];
"""
NAMES = """
type struct device
type device_ref
constant LIMIT
constant ALONE
function device_open
variable devices
"""


@pytest.fixture(name="out")
def _out(tmp_path: Path) -> Path:
    assert quiet(generate_text(tmp_path, HEADERS, NAMES))
    return tmp_path / "out"


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


# What bindings_check.c says about the kernel, made wrong.
@pytest.mark.parametrize("old, new, message", [
    ("BINDINGS_TYPE(struct device, 24, 4)", "BINDINGS_TYPE(struct device, 28, 4)",
     "bindings: size of struct device is not 28"),
    ("BINDINGS_TYPE(struct device, 24, 4)", "BINDINGS_TYPE(struct device, 24, 8)",
     "bindings: alignment of struct device is not 8"),
    ("struct device, flags, 8, u32", "struct device, flags, 12, u32",
     "bindings: offset of struct device.flags is not 12"),
    ("struct device, flags, 8, u32", "struct device, flags, 8, int",
     "bindings: type of struct device.flags is not int"),
    ("struct device, name, 0, char [5]", "struct device, name, 0, char [6]",
     "bindings: type of struct device.name is not char [6]"),
    ("struct device, range.hi, 14, short", "struct device, range.hi, 12, short",
     "bindings: offset of struct device.range.hi is not 12"),
    ("struct device, range, 12, 4", "struct device, range, 12, 8",
     "bindings: size of struct device.range is not 8"),
    ("struct device, on, 160, 3, byte[19] == 0x00 && byte[20] == 0x07",
     "struct device, on, 160, 4, byte[19] == 0x00 && byte[20] == 0x0f",
     "bindings: bit-field struct device.on is not 4 bits from bit 160"),
    ("struct device, off, 163, 9, byte[20] == 0xf8", "struct device, off, 162, 9, byte[20] == 0xfc",
     "bindings: bit-field struct device.off is not 9 bits from bit 162"),
    ("BINDINGS_ENUMERATOR(MODE_B, 7U)", "BINDINGS_ENUMERATOR(MODE_B, 8U)",
     "bindings: constant MODE_B is not 8"),
    ("BINDINGS_ENUMERATOR(ALONE, 4)", "BINDINGS_ENUMERATOR(ALONE, 5)",
     "bindings: constant ALONE is not 5"),
    ("LIMIT, 10UL, unsigned long", "LIMIT, 11UL, unsigned long",
     "bindings: constant LIMIT is not 11"),
    ("LIMIT, 10UL, unsigned long", "LIMIT, 10UL, int",
     "bindings: constant LIMIT is not of type int"),
    ("BINDINGS_TYPEDEF(device_ref, struct device *)", "BINDINGS_TYPEDEF(device_ref, void *)",
     "bindings: typedef device_ref is not void *"),
    ("(device_open)(struct device *, const char *)", "(device_open)(struct device *, char *)",
     "conflicting types for 'device_open'"),
    ("extern int (device_open)", "extern long (device_open)",
     "conflicting types for 'device_open'"),
    ("extern u32 (devices)[4]", "extern int (devices)[4]", "conflicting types for 'devices'"),
])
def test_c_refuses(out: Path, old: str, new: str, message: str) -> None:
    check = out / "bindings_check.c"
    assert quiet(compile_c(check))
    _change(check, old, new)
    run = compile_c(check)
    assert run.returncode != 0
    assert message in run.stderr


# The kernel changes, the bindings do not.
@pytest.mark.parametrize("old, new, message", [
    ("u32 flags;", "unsigned long flags;", "bindings: size of struct device is not 24"),
    ("char name[5];", "char name[9];", "bindings: offset of struct device.flags is not 8"),
    ("short lo, hi;", "short hi, lo;", "bindings: offset of struct device.range.lo is not 12"),
    ("on : 3, off : 9", "off : 9, on : 3", "bindings: bit-field struct device.on is not 3 bits"),
    ("MODE_B = 7", "MODE_B = 6", "bindings: constant MODE_B is not 7"),
    ("LIMIT 10UL", "LIMIT 10L", "bindings: constant LIMIT is not of type unsigned long"),
    ("const char *name", "char *name", "conflicting types for 'device_open'"),
    ("devices[4]", "devices[5]", "conflicting types for 'devices'"),
])
def test_c_refuses_other_headers(out: Path, old: str, new: str, message: str) -> None:
    _change(out.parent / "headers.h", old, new)
    run = compile_c(out / "bindings_check.c")
    assert run.returncode != 0
    assert message in run.stderr


# The C++ struct itself is made wrong.
@pytest.mark.parametrize("compiler", CXX)
@pytest.mark.parametrize("old, new, message", [
    ("    u32 flags;", "    unsigned long flags;", "struct device) == 24"),
    ("        short lo;\n        short hi;", "        short hi;\n        short lo;",
     "struct device, range.lo) == 12"),
    ("    char name[5];", "    char name[9];", "struct device, flags) == 8"),
])
def test_cxx_refuses(out: Path, compiler: str, old: str, new: str, message: str) -> None:
    source = out / "use.cc"
    source.write_text('#include "bindings.hpp"\n', encoding="utf-8")
    assert quiet(compile_cxx(compiler, source))
    _change(out / "bindings.hpp", old, new)
    run = compile_cxx(compiler, source)
    assert run.returncode != 0
    assert message in run.stderr


@pytest.mark.parametrize("compiler", CXX)
def test_cxx_refuses_bit_fields(out: Path, compiler: str) -> None:
    source = out / "use.cc"
    source.write_text('#define BINDINGS_PROVE_BIT_FIELDS\n#include "bindings.hpp"\n',
                      encoding="utf-8")
    _change(out / "bindings.hpp", "    u32 on : 3;\n    u32 off : 9;",
            "    u32 off : 9;\n    u32 on : 3;")
    run = compile_cxx(compiler, source, "-O2")
    assert run.returncode != 0
    assert "bindings: bit-field struct device.on is not 3 bits from bit 160" in run.stderr
