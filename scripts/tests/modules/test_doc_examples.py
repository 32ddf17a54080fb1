# SPDX-License-Identifier: GPL-2.0
"""The examples of the headers' comments are found, built and run, and mistakes are located."""
from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from common.program import Failure
from common.project import BUILD, ROOT, plain_environment
from guest import boot
from guest.judge import explain
from kernels.catalogue import Kernel
from modules import examples as doc_examples
from modules.build import build
from modules.cases import Case
from modules.examples import Example
from testing.items import chosen_kernels, kernel_of
from scratch import kernel_option

HEAD = "// SPDX-License-Identifier: GPL-2.0\n#pragma once\n#include <kernel/result.hpp>\n"
FIRST = HEAD.count("\n") + 1


def header(folder: Path, *lines: str) -> Path:
    """Writes a header whose comment has these lines; returns its include folder."""
    path = folder / "include/kernel/types/novel.hpp"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + "".join(f"///{' ' if line else ''}{line}\n" for line in lines)
                    + "struct Novel {};\n", encoding="utf-8")
    return folder / "include"


def examples(folder: Path, *lines: str) -> list[Example]:
    """The examples of a header whose comment has these lines."""
    return doc_examples.all_examples(header(folder, *lines))


# What is an example

def test_blocks_are_examples(tmp_path: Path) -> None:
    found = examples(tmp_path, "Text.", "", "    first();", "", "      indented();", "", "More",
                     "    that goes on.", "", "    second();")
    assert [(one.place, one.body) for one in found] == [
        (f"kernel/types/novel.hpp:{FIRST + 2}", ("        first();", "", "          indented();")),
        (f"kernel/types/novel.hpp:{FIRST + 9}", ("        second();",))]
    assert [one.test for one in found] == [f"types_novel_examples.line_{FIRST + 2}",
                                           f"types_novel_examples.line_{FIRST + 9}"]


def test_marks(tmp_path: Path) -> None:
    one, = examples(tmp_path, "", "    # #include <kernel/str.hpp>", "    int half(int);", "    #",
                    "    # ---", "", "    half(8);", "    # EXPECT(true);")
    # All lines stand where they stood, so that the compiler can name them.
    assert one.definitions == ("          #include <kernel/str.hpp>", "        int half(int);",
                               "", "")
    assert one.body == ("", "        half(8);", "          EXPECT(true);")
    one, = examples(tmp_path, "", "    # not run: it never ends", "    for (;;) {}")
    assert one.not_run == "it never ends" and one.body[0] == ""
    assert doc_examples.summary([one]) == (
        f"0 examples run, 1 only compiled\n  {one.place}: it never ends")
    one, = examples(tmp_path, "", "    # module: novel", "    KERNEL_MODULE(Novel, {});")
    assert (one.module, one.suite) == ("novel", "novel")


def test_a_header_without_examples(tmp_path: Path) -> None:
    assert not examples(tmp_path, "Text.", "", "- a list", "     that goes on", "", "\\errors No.")
    assert doc_examples.write(tmp_path / "include", tmp_path / "examples") == []
    assert not list((tmp_path / "examples").glob("*.cc"))


@pytest.mark.parametrize("lines, line, message", [
    (["", "    # kernel::Error error;"], 0, None),
    (["", "    struct Point {};", "    # ---"], 1, "nothing is done in the example"),
    (["", "    # ---", "    # ---", "    run();"], 1, "two lines '# ---'"),
    (["", "    # not run:", "    run();"], 1, "'# not run:' says no more"),
    (["", "    # module: a-b", "    run();"], 1, "'a-b' is no name of a module"),
    (["- a list", "", "    run();"], 2, "behind a list"),
    (["```", "run();", "```"], 0, "code in a fence is not compiled"),
    (["\\code", "run();", "\\endcode"], 0, "code in a fence is not compiled"),
])
def test_mistakes(tmp_path: Path, lines: list[str], line: int, message: str | None) -> None:
    include = header(tmp_path, *lines)
    if message is None:
        assert len(doc_examples.all_examples(include)) == 1
        return
    with pytest.raises(Failure, match=message) as caught:
        doc_examples.all_examples(include)
    assert f"novel.hpp:{FIRST + line}: " in str(caught.value) and "\n" not in str(caught.value)


def test_two_modules_of_one_name(tmp_path: Path) -> None:
    include = header(tmp_path, "", "    # module: novel", "    run();", "", "Text.", "",
                     "    # module: novel", "    run();")
    with pytest.raises(Failure, match="make the same module 'novel'"):
        doc_examples.write(include, tmp_path / "examples")


def test_files_that_are_right_are_left_alone(tmp_path: Path) -> None:
    include, folder = header(tmp_path, "", "    run();"), tmp_path / "examples"
    doc_examples.write(include, folder)
    before = {folder / name: (folder / name).stat().st_mtime_ns
              for name in ("types_novel_examples.cc", "Kbuild")}
    doc_examples.write(include, folder)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    header(tmp_path, "", "    # module: novel", "    run();")
    doc_examples.write(include, folder)
    assert [path.name for path in folder.glob("*.cc")] == ["novel.cc"]
    assert "obj-m := novel.o\n" in (folder / "Kbuild").read_text()


# In the guest

def test_a_broken_example_is_located(kernel: Kernel, tmp_path: Path) -> None:
    include = header(tmp_path, "", "    struct Point {};", "    # ---", "    Point point;",
                     "    # point.run();")
    doc_examples.write(include, tmp_path / "examples")
    said = io.StringIO()
    with pytest.raises(Failure):
        build(kernel, Case(tmp_path / "examples"), said)
    # The column is that of the comment, too.
    place = f"{include}/kernel/types/novel.hpp:{FIRST + 4}:17: error: "
    assert place in said.getvalue(), said.getvalue()


def test_results_name_the_line(kernel: Kernel, tmp_path: Path) -> None:
    include = header(
        tmp_path, "", "    EXPECT_EQ(6 * 7, 42);",                              # + 1
        "", "Text.", "", "    int six() { return 6; }", "    # ---",            # + 5
        "    # EXPECT(true);", "    EXPECT_EQ(six() * 7, 54);",                 # + 8
        "", "Text.", "", "    kernel::Result<void> result = kernel::ENOMEM;",   # + 12
        "    TRY(result);",
        "", "Text.", "", "    # not run: it fails", "    EXPECT(false);",       # + 17
        "", "Text.", "", "    # module: novel", "    # #include <kernel/module.hpp>",
        "    struct Novelty : kernel::Module<Novelty> {",
        "      static kernel::Result<Novelty> init(kernel::ThisModule&) {",
        "        return {std::in_place};", "      }", "    };",
        '    KERNEL_MODULE(Novelty, {.name = "novel", .license = "GPL"});')
    found = doc_examples.write(include, tmp_path / "examples")
    case = Case(tmp_path / "examples")
    verdict = boot.boot(kernel, case, build(kernel, case, io.StringIO()))
    assert verdict.results is not None, explain(verdict)
    results = {one.name: one for one in verdict.results.tests}
    tests = [one.test for one in found]
    assert [results[test].passed for test in tests[:4]] == [True, False, False, True]
    where = "# kernel/types/novel.hpp"
    assert f"{where}:{FIRST + 8}: expected six() * 7 == 54" in "".join(results[tests[1]].lines)
    assert (f"{where}:{FIRST + 12}: the example ended with -ENOMEM"
            in "".join(results[tests[2]].lines))
    assert [one.status for one in verdict.run.report.commands
            if one.text in ("insmod novel.ko", "rmmod novel")] == [0, 0]


def test_each_example_is_a_test(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """The whole way, in a copy of the checkout with three examples."""
    root = tmp_path / "checkout"
    for name in ("scripts", "configs", "kernel_support"):
        shutil.copytree(ROOT / name, root / name,
                        ignore=shutil.ignore_patterns("__pycache__", "tests", "bench"))
    for name in ("scripts/tests", "kernel_support/tests"):
        (root / name).mkdir()
    shutil.copy(ROOT / ".pytest.ini", root)
    shutil.copytree(BUILD / "initramfs", root / "build/initramfs")
    include = root / "kernel_support/include"
    for path in include.rglob("*.hpp"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^( *///)     .*$", r"\1", text, flags=re.MULTILINE),
                        encoding="utf-8")
    place = include / "kernel/types/novel.hpp"
    source = header(tmp_path, "", "    EXPECT(true);", "", "Text.", "",
                    "    EXPECT_EQ(6 * 7, 54);", "", "Text.", "", "    # not run: it fails",
                    "    EXPECT(false);")
    shutil.copy(source / "kernel/types/novel.hpp", place)
    kernel = kernel_of(request.config, chosen_kernels(request.config)[0])
    option = kernel_option(kernel) if kernel.name.startswith("kdir") else [
        "--kdir", kernel.kdir, "--image", kernel.image]

    def run(*options: str) -> str:
        done = subprocess.run(
            [root / "scripts/run_tests.py", *option, "--workers", "1", "-v", "--suite", *options],
            cwd=root, capture_output=True, text=True, check=False,
            env=plain_environment() | {"COLUMNS": "200", "BUILD_DIR": str(root / "build")})
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout + done.stderr

    novel = "kernel_support/include/kernel/types/novel.hpp"
    said = run("examples")
    assert dict(re.findall(r"novel\.hpp::(\w+)\[\S+ (PASSED|FAILED)", said)) == {
        str(FIRST + 1): "PASSED", str(FIRST + 5): "FAILED", str(FIRST + 9): "PASSED",
        "report": "PASSED"}, said
    assert f"{novel}:{FIRST + 5}: " in said
    assert f"kernel/types/novel.hpp:{FIRST + 5}: expected 6 * 7 == 54" in said
    assert "2 examples run, 1 only compiled\n" in said
    assert f"  kernel/types/novel.hpp:{FIRST + 9}: it fails\n" in said
    place.write_text(place.read_text(encoding="utf-8").replace("EXPECT(true)", "expect(true)"),
                     encoding="utf-8")
    said = run(novel, "-k", str(FIRST + 1))
    assert f"{novel}:{FIRST + 1}:9: error: " in said and "1 failed" in said, said
