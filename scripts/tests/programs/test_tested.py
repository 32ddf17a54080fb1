# SPDX-License-Identifier: GPL-2.0
"""scripts/tested.py: which tests passed on which host and kernel, in README.md."""
from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import tested
from common.program import Failure
from testing import record


def run(folder: Path, **changes: object) -> Path:
    """What a run keeps."""
    path = folder / "tested.json"
    kernels = [{"name": "debian-6.1", "release": "6.1.9", "compiler": "the-cc", "passed": 1234}]
    path.write_text(json.dumps({"host": "Debian 12", "date": "2026-11-30", "tests": "all",
                                "failed": 0, "kernels": kernels} | changes), encoding="utf-8")
    return path


def test_readme_has_the_table() -> None:
    """It, the page and the file say the same; scripts/tested.py writes them."""
    rows = tested.read_table()
    assert tested.as_csv(rows) == tested.TABLE.read_text(encoding="utf-8")
    text = tested.README.read_text(encoding="utf-8")
    assert tested.in_readme(text, rows) == text
    assert tested.merged(rows, []) == rows


def test_a_run_gives_rows(tmp_path: Path) -> None:
    row = ["Debian 12", "debian-6.1", "6.1.9", "the-cc", "1,234", "2026-11-30"]
    assert tested.rows_of(run(tmp_path)) == [row]
    (some,) = tested.rows_of(run(tmp_path, tests="kernel_support/tests/unit"))
    assert some[4] == "1,234 of kernel_support/tests/unit"


@pytest.mark.parametrize("changes, message", [
    ({"failed": 2}, "2 tests failed"), ({"tests": "some"}, "chose among the tests")])
def test_refuses(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    with pytest.raises(Failure, match=message):
        tested.rows_of(run(tmp_path, **changes))


def test_a_run_that_was_not(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="say 'make test' first"):
        tested.rows_of(tmp_path / "nothing")


def test_newer_rows_stand_for_older() -> None:
    def row(host: str, kernel: str, passed: str) -> list[str]:
        return [host, kernel, "6", "gcc", passed, "2026-11-30"]

    known = [row("Debian 12", "debian-6.12", "1"), row("Debian 12", "debian-6.1", "1"),
             row("Debian 13", "debian-6.12", "1")]
    new = [row("Debian 12", "debian-6.1", "2"), row("Debian 12", "min-7.x", "2")]
    assert tested.merged(known, new) == [known[0], new[0], new[1], known[2]]


@pytest.mark.parametrize("test, name", [
    ("a/Kbuild::case[debian-6.12]", "debian-6.12"),
    ("a/Kbuild::case[debian-6.12-rt]@unit@debian-6.12-rt", "debian-6.12-rt"),
    ("a/Kbuild::case[debug-6.12 smp 2]", "debug-6.12"),
    ("a/test_a.py::test_a[some-debian-6.1]", "debian-6.1"),
    ("a/test_a.py::test_a[debian-6.1-some]", ""),
    ("a/test_a.py::test_a[debian-6.1]", "debian-6.1"),
    ("a/test_a.py::test_a", ""),
])
def test_the_kernel_of_a_test(test: str, name: str) -> None:
    names = ["debian-6.1", "debian-6.12", "debian-6.12-rt", "debug-6.12"]
    assert record.kernel_in(test, names) == name


def test_outcomes_are_counted() -> None:
    """What fails before or after the test itself has failed, too."""
    config = SimpleNamespace()
    recorder = record.Recorder(config)
    for name, when, outcome in (("a", "setup", "passed"), ("a", "call", "passed"),
                                ("a", "teardown", "failed"), ("b", "setup", "skipped"),
                                ("c", "setup", "passed"), ("c", "call", "failed"),
                                ("c", "teardown", "passed")):
        recorder.pytest_runtest_logreport(SimpleNamespace(
            nodeid=name, when=when, outcome=outcome, passed=outcome == "passed"))
    assert recorder.outcomes == {"a": "failed", "b": "skipped", "c": "failed"}
