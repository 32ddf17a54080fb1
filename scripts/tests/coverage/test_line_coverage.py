# SPDX-License-Identifier: GPL-2.0
"""Counts are read, judged and shown; what is wrong with them is said in one line."""
from __future__ import annotations

import gzip
import os
import subprocess
import tarfile
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from coverage import functions as cxx_functions, gcov, report
from coverage.functions import Function
from hosts.tools import program
from kernels import catalogue
from kernels.fetch import fetch

PROGRAM = """\
int twice(int number)
{
\treturn 2 * number;
}
int never(int number)
{
\treturn 3 * number;
}
int main(void)
{
\treturn twice(4) != 8;
}
"""


def counted(folder: Path, runs: int = 1) -> Path:
    """An archive as a guest sends it, of a program that ran here."""
    build(folder, PROGRAM)
    for _ in range(runs):
        subprocess.run([folder / "program"], check=True)
    return packed(folder, folder / "program.gcda")


def build(folder: Path, text: str) -> None:
    """Makes the program."""
    (folder / "program.c").write_text(text, encoding="utf-8")
    for command in (("-c", folder / "program.c"), ("-o", "program", "program.o")):
        subprocess.run([program("gcc"), "--coverage", *command], cwd=folder, check=True)


def packed(folder: Path, *files: Path) -> Path:
    """An archive with these files, below their own paths."""
    archive = folder / "counts.tar.gz"
    with tarfile.open(archive, "w:gz") as members:
        members.add(folder, "./reset", recursive=False)
        for file in files:
            members.add(file, f".{file}")
    return archive


# Reading

def test_counts_are_read(tmp_path: Path) -> None:
    counts = gcov.read(counted(tmp_path, 3), (tmp_path,))
    lines = counts[tmp_path / "program.c"]
    assert (lines[3], lines[7], lines[11]) == (3, 0, 3)
    assert not gcov.read(tmp_path / "counts.tar.gz", (tmp_path / "elsewhere",))


def test_counts_are_added(tmp_path: Path) -> None:
    total: gcov.Counts = {}
    for more in ({1: 2, 3: 0}, {3: 4, 5: 6}):
        gcov.add(total, {tmp_path: more})
    assert total == {tmp_path: {1: 2, 3: 4, 5: 6}}


def test_what_the_port_lost_is_found(tmp_path: Path) -> None:
    archive = counted(tmp_path)
    whole = archive.read_bytes()
    changed = bytearray(gzip.compress(gzip.decompress(whole), compresslevel=0))
    changed[-600] ^= 1
    for content in (b"", whole[:len(whole) // 2], whole[:-1], bytes(changed), b"no archive"):
        archive.write_bytes(content)
        with pytest.raises(Failure, match="is not whole"):
            gcov.read(archive, (tmp_path,))


def test_nothing_counted(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="CXX_COVERAGE=y"):
        gcov.read(packed(tmp_path), (tmp_path,))


def test_notes_that_are_gone(tmp_path: Path) -> None:
    archive = counted(tmp_path)
    (tmp_path / "program.gcno").unlink()
    with pytest.raises(Failure, match="program.gcno, .* is not there"):
        gcov.read(archive, (tmp_path,))


def test_notes_of_another_build(tmp_path: Path) -> None:
    archive = counted(tmp_path)
    build(tmp_path, PROGRAM.replace("never", "not_yet"))
    with pytest.raises(Failure, match="gcov-12: .*mismatch"):
        gcov.read(archive, (tmp_path,))


def test_sources_changed_meanwhile(tmp_path: Path) -> None:
    archive = counted(tmp_path)
    later = (tmp_path / "program.gcno").stat().st_mtime + 10
    os.utime(tmp_path / "program.c", (later, later))
    with pytest.raises(Failure, match="program.c was changed .*: run again"):
        gcov.read(archive, (tmp_path,))


# Judging

HEADER = """\
#pragma once
/// Text.
///
///     twice(4);
inline int twice(int number) { return 2 * number; }
inline int idle(int number) {
  static_assert(sizeof(number) == 4);

  if (number < 0)
    return 0;
  int half = number / 2;
  return half;
}
constexpr int compiled(int number) { return number; }
template <class T>
struct Box {
  explicit Box(T value) : value(value) {}
  Box(const Box&) = default;
  Box& operator=(const Box&) = delete;
  T get() const;
  static constexpr int mode(auto number) { return number; }
  T value;
};
template <class T>
T Box<T>::get() const {
  return value;
}
"""


@pytest.fixture(name="header")
def _header(tmp_path: Path) -> Path:
    path = tmp_path / "include/novel.hpp"
    path.parent.mkdir()
    path.write_text(HEADER, encoding="utf-8")
    return path


def test_functions_are_found(header: Path) -> None:
    found = cxx_functions.functions(fetch(catalogue.DEFAULT), header.parent)
    assert [(one.name, one.line, one.last, one.statements, one.constexpr) for one in found] == [
        ("twice", 5, 5, (5,), False), ("idle", 6, 13, (9, 10, 11, 12), False),
        ("compiled", 14, 14, (14,), True), ("Box<T>", 17, 17, (17,), False),
        ("mode", 21, 21, (21,), True), ("get", 25, 27, (26,), False)]


def test_headers_that_clang_refuses(header: Path) -> None:
    header.write_text("#pragma once\nint half(;\n", encoding="utf-8")
    with pytest.raises(Failure, match="clang does not take the headers: .*novel.hpp"):
        cxx_functions.functions(fetch(catalogue.DEFAULT), header.parent)


def judged(header: Path) -> report.Coverage:
    """What is thought of a header of which one function ran."""
    functions = [Function(header, 5, 5, "twice", (5,), False),
                 Function(header, 6, 13, "idle", (9, 10, 11, 12), False),
                 Function(header, 14, 14, "compiled", (14,), True)]
    # The example in the comment is compiled as a line of the header.
    return report.judge({header: {4: 7, 5: 8}}, functions)


def test_unused_functions_count_as_missing(header: Path) -> None:
    found = judged(header)
    assert found.counts == {header: {5: 8, 9: 0, 10: 0, 11: 0, 12: 0}}
    assert [one.name for one in found.unused] == ["idle"]
    assert [one.name for one in found.compiled] == ["compiled"]
    assert report.percent(report.all_lines(found)) == 20


ENDS = """\
inline int half(int number) {
  if (number % 2) bug("odd: ask first");
  if (number < 0)
    bug("negative: ask first");
  return number / 2;
}
[[noreturn]] inline void stop() {
  bug("stopped: go on");
  __builtin_unreachable();
}
inline bool same(int number) {
  if (number < 0) __builtin_unreachable();
  return true;
}
"""


def test_ends_of_guests_are_not_counted(tmp_path: Path) -> None:
    header = tmp_path / "ends.hpp"
    header.write_text(ENDS, encoding="utf-8")
    # Some guests survive: their threads end, and they tell.
    found = report.judge({header: {2: 0, 3: 1, 4: 0, 5: 1, 8: 2, 9: 0, 12: 0, 13: 0}}, [])
    assert found.counts == {header: {2: 0, 3: 1, 5: 1, 8: 2, 12: 0, 13: 0}}
    assert found.last == [(header, 4), (header, 9)]
    assert report.table(found, tmp_path, 85).splitlines()[-1] == (
        "2 lines end the guest that runs them, so that none can tell; not counted")


def test_missing_lines_are_listed(header: Path) -> None:
    found = judged(header)
    assert report.missing(found, header.parent) == "novel.hpp:9-12\n"
    assert report.worst(found, header.parent) == "novel.hpp (4 lines)"


def test_table(header: Path) -> None:
    lines = report.table(judged(header), header.parent, 85).splitlines()
    assert lines == [
        "file       lines    ran        ", "novel.hpp      5      1  20.0 %",
        "total          5      1  20.0 %",
        "No test uses 1 of the functions: their lines did not run",
        "Of 1 constexpr functions there is no code: the compiler runs them; not counted"]


def test_pages(tmp_path: Path) -> None:
    file = ROOT / "kernel_support/include/kernel/bug.hpp"
    page = tmp_path / "index.html"
    code = [number for number, line in enumerate(file.read_text().splitlines(), 1)
            if line.startswith("  ") and line.endswith("();")]
    found = report.judge({file: {code[0]: 3, code[1]: 0}}, [])
    # What is there of another time goes.
    (tmp_path / "index.old.html").touch()
    report.write_pages(found, page)
    assert "bug.hpp" in page.read_text(encoding="utf-8")
    details, = tmp_path.glob("index.bug.hpp.*.html")
    assert "kernel/bug.hpp" in details.read_text(encoding="utf-8")
    assert not (tmp_path / "index.old.html").exists()


# The command

def test_kernel_that_cannot_count() -> None:
    done = subprocess.run([ROOT / "scripts/line_coverage.py", "--kernel", catalogue.DEFAULT],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (f"error: {catalogue.DEFAULT} cannot count lines (CONFIG_GCOV_KERNEL is "
                           "not set): take KERNEL=debug-6.12\n")
