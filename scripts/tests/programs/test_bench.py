# SPDX-License-Identifier: GPL-2.0
"""scripts/bench.py: reading, comparing and showing costs, and that they are the same each time."""
from __future__ import annotations

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bench
import pytest
from common.program import Failure
from common.project import ROOT
from kernels.catalogue import Kernel
from modules import cases
from modules.build import build
from reports.transcript import Command, Report

KERNEL = Kernel(name="debian-6.12", release="6.12.0", kdir="", image="", modules="", config="")


def report(*lines: str) -> Report:
    """What a guest reports whose one command printed these lines."""
    return Report(commands=[Command("cat /proc/bench", "".join(f"{line}\n" for line in lines))])


def test_reads_rows() -> None:
    rows = bench.rows_of(report("row a instructions 100 1200 2000 A name of words",
                                "something else", "row b bytes 1 4 8 B"), "k")
    assert rows == [bench.Row("A name of words", "k", 12, 20, 1.67),
                    bench.Row("B", "k", 4, 8, 2.0, "bytes")]
    assert all(isinstance(one.c, int) for one in rows)


def test_keeps_a_digit_of_parts() -> None:
    (one,) = bench.rows_of(report("row a instructions 8 44696 44699 A"), "k")
    assert (one.c, one.cxx, one.ratio) == (5587, 5587.4, 1.0)


def test_nothing_is_as_cheap_as_nothing() -> None:
    assert bench.row("A", "k", 0, 0).ratio == 1.0
    with pytest.raises(Failure, match="cannot be compared"):
        bench.row("A", "k", 0, 1)


@pytest.mark.parametrize("lines, message", [
    (["failed print_info does not become stable"], "k: print_info does not become stable"),
    (["row a instructions 100 1200 2000 A", "failed b returns 0 in C and -22 in C++"],
     "k: b returns 0 in C and -22 in C\\+\\+"),
    ([], "k: the guest measured nothing"),
])
def test_refuses(lines: list[str], message: str) -> None:
    with pytest.raises(Failure, match=message):
        bench.rows_of(report(*lines), "k")


def test_table_fits_a_terminal() -> None:
    names = re.findall(r'^(?:ROW|SIZE)\(.*"(.*)"\)$',
                       (bench.FOLDER / "rows.h").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) >= 10
    assert len(set(names)) == len(names)
    rows = [bench.row(name, KERNEL.name, 9999999, 99999.5) for name in names]
    rows.append(bench.row("A size", KERNEL.name, 4, 4, "bytes"))
    text = bench.table(KERNEL, rows)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "instructions per operation" in text
    assert re.search(r"^bytes .* C\+\+  ratio$", text, re.MULTILINE)


def test_json() -> None:
    rows = [bench.row("A", "k", 12, 20), bench.row("B", "k", 4, 4, "bytes")]
    text = bench.to_json(rows)
    assert json.loads(text) == [
        {"name": "A", "kernel": "k", "c": 12, "cxx": 20, "ratio": 1.67, "unit": "instructions"},
        {"name": "B", "kernel": "k", "c": 4, "cxx": 4, "ratio": 1.0, "unit": "bytes"}]
    assert len(text.splitlines()) == 2 + len(rows)


def test_size(tmp_path: Path) -> None:
    source = tmp_path / "a.s"
    source.write_text('.text\n.zero 5\n.section .init.text, "ax"\n.zero 7\n'
                      '.section .comment2, ""\n.zero 100\n.data\n.zero 11\n.bss\n.zero 13\n',
                      encoding="ascii")
    subprocess.run(["as", "-o", tmp_path / "a.o", source], check=True)
    assert bench.size_of("readelf", tmp_path / "a.o") == bench.Size(code=12, loaded=36)


def test_both_languages_have_each_topic() -> None:
    kbuild = (bench.FOLDER / "Kbuild").read_text(encoding="utf-8").replace("\\\n", "")
    topics = re.search(r"^topics := (.*)$", kbuild, re.MULTILINE)[1].split()
    for topic in topics:
        assert (bench.FOLDER / f"{topic}.c").is_file()
        assert (bench.FOLDER / f"{topic}.cc").is_file()


@pytest.mark.parametrize("in_cxx, in_c", bench.DRIVERS.items(), ids=lambda folder: folder.name)
def test_driver_in_c_has_the_tests_of_the_sample(in_cxx: Path, in_c: Path) -> None:
    def steps(folder: Path) -> list[str]:
        """Without comments: one may be refused by a kernel that takes the other."""
        lines = (folder / "guest.sh").read_text(encoding="utf-8").splitlines()
        return [one for one in lines if not one.startswith("#")]

    assert steps(in_c) == steps(in_cxx)
    assert (in_c / "expected.txt").read_bytes() == (in_cxx / "expected.txt").read_bytes()
    assert not [path for path in in_c.glob("*.c") if not (in_cxx / f"{path.stem}.cc").is_file()]


def test_documentation_is_for_all_kernels() -> None:
    done = subprocess.run([ROOT / "scripts/bench.py", "--update-docs", "--kernel", "debian-6.1"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "use --update-docs without another option" in done.stderr


def same(first: bench.Row, second: bench.Row) -> bool:
    """To load a module takes millions of instructions, and now and then an interrupt of the
    machine's comes in another of the kernel's loops: some dozens more or less."""
    close = pytest.approx((second.c, second.cxx), rel=1e-5 if first.c > 1_000_000 else 0)
    return first.ratio == second.ratio and (first.c, first.cxx) == close


def test_two_runs_give_the_same(kernel: Kernel) -> None:
    if kernel.patience > 1:
        pytest.skip("on a kernel that watches every access, the figures say nothing about C++")
    build(kernel, cases.load(bench.FOLDER))
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(bench.measure, [kernel, kernel])
    assert [row.name for row in first] == [row.name for row in second]
    # Only the rows that differ are worth reading when this fails.
    assert not [pair for pair in zip(first, second, strict=True) if not same(*pair)]
    # What is no mean of many operations is a whole number of instructions.
    single = [one for one in first
              if one.name.startswith(("Result", "to_result", "from_err_ptr", "read a parameter"))]
    assert single and all(isinstance(one.c, int) and isinstance(one.cxx, int) for one in single)
