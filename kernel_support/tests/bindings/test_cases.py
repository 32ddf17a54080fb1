# SPDX-License-Identifier: GPL-2.0
"""Hard cases: cases/X.case holds C headers, wanted names, and C++ that uses the result."""

import re
import subprocess
from pathlib import Path

import pytest

from bindings_tools import (C, C_STRICT, CXX, HERE, compile_c, compile_cxx, generate,
                            generate_text, quiet)
from hosts.tools import program

CASES = {path.stem: path for path in sorted(HERE.glob("cases/*.case"))}


def _unpack(name: str, folder: Path) -> None:
    """Writes the parts of a case, each headed by a line `=== FILE`."""
    text = CASES[name].read_text(encoding="utf-8")
    for file, part in re.findall(r"^=== (\S+)\n(.*?)(?=^===|\Z)", text, re.MULTILINE | re.DOTALL):
        (folder / file).write_text(part, encoding="utf-8")


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a case with its generated files."""
    folder = tmp_path_factory.mktemp(request.param)
    _unpack(request.param, folder)
    assert quiet(generate(folder / "headers.h", folder / "names.txt", folder,
                          [*C, f"-I{folder}"]))
    return folder


def test_c_proves_it(case: Path) -> None:
    assert quiet(compile_c(case / "bindings_check.c"))


@pytest.mark.parametrize("compiler", CXX)
def test_cxx_uses_it(case: Path, compiler: str) -> None:
    assert quiet(compile_cxx(compiler, case / "use.cc", "-O1"))


@pytest.mark.parametrize("compiler", CXX)
def test_bit_fields_are_where_c_has_them(case: Path, compiler: str) -> None:
    source = case / "bits.cc"
    source.write_text('#define BINDINGS_PROVE_BIT_FIELDS\n#include "bindings.hpp"\n',
                      encoding="utf-8")
    assert quiet(compile_cxx(compiler, source, "-O2"))


def test_only_what_cannot_be_said_is_opaque(case: Path) -> None:
    report = (case / "bindings.report").read_text(encoding="utf-8")
    opaque = next(line for line in report.splitlines() if line.startswith("Opaque"))
    assert opaque.endswith(": 0") == (not case.name.startswith("opaque"))


REPORTED = {
    "names_of_cxx": ["struct class -> class_: a C++ keyword",
                     "struct clash -> clash__: a typedef has this name",
                     "explicit -> explicit_: a C++ keyword",
                     "struct user.template -> template_: a C++ keyword",
                     "virtual -> virtual_: a C++ keyword", "delete -> delete_: a C++ keyword",
                     "uint64_t: C++ has its own; its definition is used instead"],
    "bit_fields": ["struct volatiles.a: a const or volatile bit-field, its place is trusted"],
    "constants": ["constant GONE (names.txt:5)", "function missing (names.txt:7)",
                  "type struct missing (names.txt:9)",
                  "constant NO_POINTER: not an integer constant"],
    "opaque": ["struct secret: asked for in names.txt:2", "secret_t: asked for in names.txt:3",
               "struct vectors.v: type ", "struct vectors.c: type _Complex double",
               "function shuffle: type "],
}


@pytest.mark.parametrize("name", REPORTED)
def test_report_lists(name: str, tmp_path: Path) -> None:
    _unpack(name, tmp_path)
    assert quiet(generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path,
                          [*C, f"-I{tmp_path}"]))
    report = (tmp_path / "bindings.report").read_text(encoding="utf-8")
    for line in REPORTED[name]:
        assert line in report


@pytest.mark.parametrize("compiler", CXX)
def test_names_are_mangled_as_in_c(tmp_path: Path, compiler: str) -> None:
    """kCFI hashes mangled types: no namespace around structs, the kernel's u64, not C++'s."""
    assert quiet(generate_text(
        tmp_path, "typedef unsigned long long u64;\ntypedef struct { int val; } kuid_t;\n"
                  "struct ops { int (*f)(struct page *, u64, kuid_t); };\n", "type struct ops\n"))
    source = tmp_path / "use.cc"
    source.write_text('#include "out/bindings.hpp"\nvoid take(page *, u64, kuid_t) {}\n',
                      encoding="utf-8")
    assert quiet(compile_cxx(compiler, source))
    symbols = subprocess.run(["nm", source.with_suffix(f".{compiler}.o")], capture_output=True,
                             text=True, check=True).stdout
    assert "_Z4takeP4pagey6kuid_t" in symbols


@pytest.mark.parametrize("compiler", CXX)
def test_struct_as_anonymous_member(tmp_path: Path, compiler: str) -> None:
    """-fms-extensions, which kernels use from 6.19 on."""
    (tmp_path / "headers.h").write_text(
        "struct part { int x; char y : 3; struct { long z; }; };\n"
        "struct whole { char c; struct part; int other; };\n", encoding="utf-8")
    (tmp_path / "names.txt").write_text("type struct whole\n", encoding="utf-8")
    command = [*C, "-fms-extensions"]
    assert quiet(generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path, command))
    assert quiet(compile_c(tmp_path / "bindings_check.c", [*command, *C_STRICT]))
    assert "struct whole, z, 16, long" in (tmp_path / "bindings_check.c").read_text("utf-8")
    source = tmp_path / "use.cc"
    source.write_text('#define BINDINGS_PROVE_BIT_FIELDS\n#include "bindings.hpp"\n'
                      "long use(whole &w) { return w.x + w.y + w.z + w.other; }\n",
                      encoding="utf-8")
    assert quiet(compile_cxx(compiler, source, "-O2"))


@pytest.mark.parametrize("machine", ["i386", "aarch64", "riscv64", "s390x"])
@pytest.mark.parametrize("name", CASES)
def test_other_machines(tmp_path: Path, name: str, machine: str) -> None:
    """Nothing depends on x86: 32 bits, other rules for bit-fields, big endian; clang knows all."""
    target = f"--target={machine}-linux-gnu"
    _unpack(name, tmp_path)
    command = [program("clang"), target, "-std=gnu11"]
    assert quiet(generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path,
                          [*command, f"-I{tmp_path}"]))
    quiet_about = ["-Wno-gnu-variable-sized-type-not-at-end", "-Wno-unknown-warning-option"]
    assert quiet(compile_c(tmp_path / "bindings_check.c", [*command, *C_STRICT, *quiet_about]))
    source = tmp_path / "bits.cc"
    source.write_text('#define BINDINGS_PROVE_BIT_FIELDS\n#include "bindings.hpp"\n',
                      encoding="utf-8")
    assert quiet(compile_cxx("clang++", source, "-O2", target))


def test_asmlinkage_of_32_bits(tmp_path: Path) -> None:
    (tmp_path / "headers.h").write_text("#define asmlinkage __attribute__((regparm(0)))\n"
                                        "asmlinkage int first(int);\nint second(int);\n",
                                        encoding="utf-8")
    (tmp_path / "names.txt").write_text("function first\nfunction second\n", encoding="utf-8")
    command = [*C, "-m32", "-mregparm=3"]
    assert quiet(generate(tmp_path / "headers.h", tmp_path / "names.txt", tmp_path, command))
    assert quiet(compile_c(tmp_path / "bindings_check.c", [*command, *C_STRICT]))
    text = (tmp_path / "bindings.hpp").read_text(encoding="utf-8")
    assert "int first(int) __attribute__((regparm(0)));\nint second(int);\n" in text


def test_order_and_comments(tmp_path: Path) -> None:
    (tmp_path / "linux").mkdir()
    (tmp_path / "linux" / "part.h").write_text(
        "struct part { int x; };\n#define PART 1\nextern int part_new(struct part *);\n"
        "extern struct part parts[];\n", encoding="utf-8")
    assert quiet(generate_text(
        tmp_path, "#include <linux/part.h>\nstruct whole { struct part p; struct far *f; };\n",
        "type struct whole\nconstant PART\nfunction part_new\nvariable parts\n"))
    text = (tmp_path / "out" / "bindings.hpp").read_text(encoding="utf-8")
    order = ["#pragma once", "struct far;  // headers.h", "// linux/part.h\nstruct part {",
             "// headers.h\nstruct whole {", "namespace bindings {",
             "// linux/part.h\nconstexpr int PART = 1;", 'extern "C" {',
             "// linux/part.h\nextern struct part parts[];",
             "// linux/part.h\nint part_new(struct part *);",
             "static_assert(sizeof(struct part) == 4 && alignof(struct part) == 4);"]
    assert [text.find(item) for item in order] == sorted(text.find(item) for item in order)
    assert text.find(order[0]) > 0
