# SPDX-License-Identifier: GPL-2.0
"""What the text of a source mentions."""
from __future__ import annotations

import os
from pathlib import Path

from common.code import mentions, of_text


def test_words_are_those_of_the_code() -> None:
    found = of_text('int a; // b\n/* c\n d */ f("e // g");\n').words
    assert found == {"int", "a", "f", "e", "g"}


def test_names_that_macros_paste() -> None:
    """What a macro is given can be anything; the rest of the name is known."""
    found = of_text("#define OPS(c) param_ops_##c\n#define X(a, b) \\\n  a##_##b() one ## two\n"
                    "#define PLAIN a\n").pasted
    assert found == {("param_ops_",), ("_",), ("one", "two")}


def test_what_is_included() -> None:
    assert of_text('#include <kernel/a.hpp>\n # include "b.h"\n// include <c.h>\n'
                   "#if __has_include(<x/d.hpp>)\n").included == {"a.hpp", "b.h", "d.hpp"}


def test_a_file_that_changes_or_goes(tmp_path: Path) -> None:
    file = tmp_path / "a.cc"
    file.write_text("one")
    assert mentions(str(file)).words == {"one"}
    file.write_text("two")
    os.utime(file, (1, 1))
    assert mentions(str(file)).words == {"two"}
    file.unlink()
    assert not mentions(str(file)).words
