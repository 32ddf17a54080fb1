# SPDX-License-Identifier: GPL-2.0
"""What of the bindings counts for a file: all that it may use, and not much more."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from common import slices
from common.code import mentions, of_text

BINDINGS = """\
// SPDX-License-Identifier: GPL-2.0
#pragma once

struct inode;  // linux/fs.h
enum later : int;  // linux/later.h

// linux/types.h
typedef struct {
    int counter;
} atomic_t;

// linux/file.h
struct file {
    struct inode *inode;
    union {
        atomic_t count;
        unsigned char opaque_[8];  // opaque: a bit-field; and more
    };
} __attribute__((aligned(8)));

// linux/types.h
typedef int (*work_func_t)(struct file *);

// linux/later.h
enum later : int {
    NOW = 0,
    LATER = 1,
};

namespace bindings {

// linux/errno.h
constexpr int EINVAL = 22;
constexpr int ENOMEM = 12;

// linux/later.h
using ::LATER;

extern "C" {

// linux/param.h
extern const struct file param_ops_int;
extern const struct file param_ops_bool;

// linux/file.h
void fput(struct file *file);
[[nodiscard]] int open_it(const char *name) __asm__("open");
}  // extern "C"

}  // namespace bindings

static_assert(sizeof(struct file) == 8 && alignof(struct file) == 8);
static_assert(__builtin_offsetof(struct file, count) == 0);
static_assert(sizeof(atomic_t) == 4 && alignof(atomic_t) == 4);

#ifdef BINDINGS_PROVE_BIT_FIELDS
#define PROVE(x) x
struct proof {
#endif
"""


@pytest.fixture(name="bindings")
def _bindings(tmp_path: Path) -> Path:
    path = tmp_path / "bindings.hpp"
    path.write_text(BINDINGS)
    return path


def used(bindings: Path, code: str) -> str:
    """What some code uses, without what is always there."""
    file = bindings.with_name("a.cc")
    file.write_text(code)
    always = ("#pragma once", "namespace bindings {", 'extern "C" {', "}")
    return "\n".join(line for line in slices.used(str(bindings), [mentions(str(file))]).splitlines()
                     if line not in always)


@pytest.mark.parametrize("code, expected", [
    ("nothing(); // EINVAL", ""),
    ("bindings::EINVAL", "constexpr int EINVAL = 22;"),
    ("int open_it", '[[nodiscard]] int open_it(const char *name) __asm__("open");'),
    ("atomic_t", "typedef struct {\n    int counter;\n} atomic_t;\n"
                 "static_assert(sizeof(atomic_t) == 4 && alignof(atomic_t) == 4);"),
    ("inode", "struct inode;"),
    ("#define P(c) param_##c", None),
])
def test_only_what_is_used(bindings: Path, code: str, expected: str | None) -> None:
    found = used(bindings, code)
    if expected is None:
        assert "param_ops_int" in found and "param_ops_bool" in found and "fput" not in found
    else:
        assert found == expected


def test_what_a_declaration_needs_comes_along(bindings: Path) -> None:
    found = used(bindings, "fput(one)")
    for part in ("struct inode;", "} atomic_t;", "struct file {", "offsetof(struct file, count)"):
        assert part in found
    assert "EINVAL" not in found and "work_func_t" not in found and "param_ops" not in found
    assert "work_func_t" in used(bindings, "work_func_t f;")
    assert used(bindings, "bindings::LATER").count("LATER") == 2
    assert "proof" in used(bindings, "#define BINDINGS_PROVE_BIT_FIELDS")


def test_what_joins_changes_nothing_for_others(bindings: Path) -> None:
    file = bindings.with_name("a.cc")
    file.write_text("fput(one)")

    def digest(text: str, *more: str) -> str:
        bindings.write_text(text)
        os.utime(bindings, ns=(1, hash(text) % 10**9))
        return slices.digest(str(bindings), [mentions(str(file)), *map(of_text, more)])
    before = digest(BINDINGS)
    assert digest(BINDINGS.replace("struct inode;", "struct aaa;\nstruct inode;")
                  .replace("constexpr int ENOMEM = 12;\n", "")) == before
    assert digest(BINDINGS, "-DX=EINVAL") != before
    for changed in (BINDINGS.replace("*inode;\n", "*node;\n"), BINDINGS.replace("== 8", "== 9"),
                    BINDINGS.replace("fput(struct file *file)", "fput(struct file *it)"),
                    BINDINGS.replace("#pragma once", "#pragma twice")):
        assert digest(changed) != before
