# SPDX-License-Identifier: GPL-2.0
"""Makes modules of the examples in the headers' comments, so that they can be built and run.

An example is a block of a `///` comment that is indented by four more spaces. It is the body of a
function that returns kernel::Result<void>: TRY can be used, and EXPECT and EXPECT_EQ of
kernel/ktap.hpp check. The header itself is included. Lines that begin with `# ` are compiled, but
not shown to readers. Three of them are marks:

    # ---                  what stands above is at namespace scope
    # module: NAME         all of it is a module of its own, which is loaded and unloaded
    # not run: REASON      it is compiled only

The modules go to build/examples, one for each header, in which each example is a test named by its
line. What the compiler and the tests say names the header and the line of the comment.
docs/design/testing.rst tells who writes an example more.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from common.files import locked, write_if_changed
from common.program import Failure
from common.project import BUILD, ROOT, path_words

INCLUDE = ROOT / "kernel_support/include"
FOLDER = BUILD / "examples"

_COMMENT = re.compile(r"( *)///( .*)?$")
_CODE = " " * 5     # behind the slashes
_FENCE = re.compile(r"\s*(```|~~~|[@\\](code|verbatim)\b)")
_ITEM = re.compile(r"\s*([-*+]|\d+\.) ")   # of a list
_MARK = re.compile(r"# (module|not run):\s*(.*)")

_KBUILD = """\
# SPDX-License-Identifier: GPL-2.0
# Made by scripts/modules/examples.py.
obj-m := {objects}
ccflags-y := -I{include} -fmacro-prefix-map={include}/= -Werror
ccflags-y += -Wno-error=frame-larger-than= -Wno-sign-compare -Wno-missing-declarations
ccflags-y += -Wno-unused-variable -Wno-unused-but-set-variable -Wno-unused-function
include {support}/module.mk
"""
_HEAD = """\
// SPDX-License-Identifier: GPL-2.0
// Made by scripts/modules/examples.py of the comments in {header}.
#include <{header}>
#include <kernel/ktap.hpp>
"""
_FUNCTION = """\
static kernel::Result<void> example_{line}([[maybe_unused]] kernel::ktap::Test& test) {{
"""
_RUN = """\
TEST(line_{line}) {{
  kernel::Result<void> result = example_{line}(test);
  if (result.is_ok()) return;
  pr_info("    # {header}:{line}: the example ended with {{}}\\n", result.error());
  test.fail();
}}
"""
_ONLY_COMPILED = "TEST(line_{line}) {{}}\n"


@dataclass(frozen=True)
class Example:
    """One example; its lines of code stand in the columns that they have in the header."""

    header: str                         # as it is included
    line: int                           # where it begins
    definitions: tuple[str, ...]        # from that line on
    body: tuple[str, ...]               # below those
    module: str = ""                    # the module that it is, if it is one by itself
    not_run: str = ""                   # why it is only compiled

    @property
    def suite(self) -> str:
        """The module that it is a part of."""
        return self.module or _suite(self.header)

    @property
    def test(self) -> str:
        """What its result is called."""
        return f"{self.suite}.line_{self.line}"

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.header}:{self.line}"


def _suite(header: str) -> str:
    return re.sub(r"\W", "_", header.removeprefix("kernel/").removesuffix(".hpp")) + "_examples"


def headers(include: Path = INCLUDE) -> list[Path]:
    """All headers with comments."""
    return sorted(include.rglob("*.hpp"))


def examples_in(path: Path, include: Path = INCLUDE) -> list[Example]:
    """The examples of a header, in their order."""
    header = str(path.relative_to(include))
    lines = path.read_text(encoding="utf-8").split("\n")
    return [_example(header, path, number, block) for number, block in _blocks(path, lines)]


def all_examples(include: Path = INCLUDE) -> list[Example]:
    """The examples of all headers."""
    return [one for path in headers(include) for one in examples_in(path, include)]


def _blocks(path: Path, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The indented blocks of the comments, each with the number of its first line."""
    first, block, after_empty, in_list = 0, [], True, False
    for number, line in enumerate([*lines, ""], 1):
        comment = _COMMENT.match(line)
        text = (comment[2] or "") if comment else ""
        if _FENCE.match(text):
            raise Failure(f"{path_words(path)}:{number}: code in a fence is not compiled: indent "
                          "it by four more spaces instead")
        # As in Markdown: a block comes after an empty line, and empty lines do not end it.
        if text.startswith(_CODE) and (block or after_empty):
            if in_list:
                raise Failure(f"{path_words(path)}:{number}: behind a list, an example would be a "
                              "part of its last item: write it before the list")
            first = first if block else number
            block.append(line.replace("///", "   ", 1))
        elif block and comment and not text.strip():
            block.append("")
        elif block:
            yield first, _without_empty_end(block)
            block = []
        if text.strip() and after_empty or not comment:
            in_list = bool(_ITEM.match(text))
        after_empty = not text.strip()


def _without_empty_end(block: list[str]) -> list[str]:
    while not block[-1].strip():
        block = block[:-1]
    return block


def _example(header: str, path: Path, line: int, block: list[str]) -> Example:
    where = f"{path_words(path)}:{line}"
    marks: dict[str, str] = {}
    split = None
    code = []
    for text in block:
        bare = text.strip()
        mark = _MARK.fullmatch(bare)
        if bare == "# ---":
            if split is not None:
                raise Failure(f"{where}: the example has two lines '# ---': leave one")
            split = len(code)
            text = ""
        elif mark:
            if not mark[2]:
                raise Failure(f"{where}: '# {mark[1]}:' says no more: write it behind the colon")
            marks[mark[1]] = mark[2]
            text = ""
        elif bare == "#" or bare.startswith("# "):
            text = text.replace("#", " ", 1)
        code.append(text.rstrip())
    module = marks.get("module", "")
    if module and not re.fullmatch(r"\w+", module):
        raise Failure(f"{where}: '{module}' is no name of a module: write letters, digits and _")
    start = 0 if split is None else split + 1
    definitions, body = code[:start], code[start:]
    if not any(body):
        raise Failure(f"{where}: nothing is done in the example: write code that runs, below the "
                      "definitions if it has some")
    return Example(header, line, tuple(definitions), tuple(body), module,
                   marks.get("not run", ""))


def write(include: Path = INCLUDE, folder: Path = FOLDER) -> list[Example]:
    """Writes the modules; files that are as they should be are left alone."""
    found = all_examples(include)
    sources: dict[str, str] = {}
    for suite in dict.fromkeys(one.suite for one in found):
        members = [one for one in found if one.suite == suite]
        if len({one.header for one in members}) > 1 or members[0].module and len(members) > 1:
            raise Failure(f"{members[0].place} and {members[-1].place} make the same module "
                          f"'{suite}': rename one")
        sources[f"{suite}.cc"] = _source(members, include, folder / f"{suite}.cc")
    with locked(folder / ".lock", "writing the examples"):
        for path in folder.glob("*.cc"):
            if path.name not in sources:
                path.unlink()
        for name, text in sources.items():
            write_if_changed(folder / name, text)
        write_if_changed(folder / "Kbuild", _KBUILD.format(
            objects=" ".join(name.replace(".cc", ".o") for name in sources), include=include,
            support=ROOT / "kernel_support"))
    return found


class _Writer:
    """A source file whose parts come from elsewhere, and which says so to the compiler."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self.text = ""

    def ours(self, text: str) -> None:
        """Lines of this file."""
        number = self.text.count("\n") + 2
        if number > 2:
            self.text += f'#line {number} "{self._own}"\n'
        self.text += text

    def theirs(self, lines: tuple[str, ...], path: Path, line: int) -> None:
        """Lines of the header."""
        if any(lines):
            self.text += f'#line {line} "{path}"\n' + "".join(f"{one}\n" for one in lines)


def _source(examples: list[Example], include: Path, own: Path) -> str:
    header = examples[0].header
    path = include / header
    out = _Writer(own)
    out.ours(_HEAD.format(header=header))
    for one in examples:
        below = one.line + len(one.definitions)
        out.theirs(one.definitions, path, one.line)
        if one.module:
            out.theirs(one.body, path, below)
            return out.text
        out.ours(_FUNCTION.format(line=one.line))
        out.theirs(one.body, path, below)
        end = _ONLY_COMPILED if one.not_run else _RUN
        out.ours("  return {};\n}\n" + end.format(line=one.line, header=header))
    tests = ", ".join(f"line_{one.line}" for one in examples)
    out.ours(f"KTAP_MODULE({examples[0].suite}, {tests});\n")
    return out.text


def summary(found: list[Example]) -> str:
    """How many there are, and which of them do not run."""
    idle = [one for one in found if one.not_run]
    text = f"{len(found) - len(idle)} examples run, {len(idle)} only compiled"
    return "\n".join([text, *(f"  {one.place}: {one.not_run}" for one in idle)])
