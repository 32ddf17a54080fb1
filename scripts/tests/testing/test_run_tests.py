# SPDX-License-Identifier: GPL-2.0
"""What the guest's tests report becomes results of pytest, also when something is missing."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import run_tests
from common.program import Failure
from common.project import ROOT, plain_environment
from kernels import catalogue
from testing import items
from testing.items import chosen_kernels, kernel_of
from scratch import kernel_option

SOURCE = """\
// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>
TEST(good) { EXPECT(true); }
TEST(bad) { EXPECT_EQ(6 * 7, 54); }
#if 0
TEST(ghost) {}
#endif
KTAP_MODULE(ours_test, good, bad);
"""


def run(folder: Path, request: pytest.FixtureRequest, *options: str) -> str:
    """Runs the tests of a folder as `make test SAMPLE=folder` does."""
    kernel = kernel_of(request.config, chosen_kernels(request.config)[0])
    done = subprocess.run([ROOT / "scripts/run_tests.py", *kernel_option(kernel), "--workers", "1",
                           "--sample", folder, "-v", *options],
                          capture_output=True, text=True, check=False,
                          env=plain_environment() | {"COLUMNS": "100"})
    return done.stdout + done.stderr


def test_each_test_of_the_guest_is_one_of_ours(request: pytest.FixtureRequest,
                                               tmp_path: Path) -> None:
    (tmp_path / "Kbuild").write_text(
        f"obj-m := ours_test.o\ninclude {ROOT}/kernel_support/module.mk\n")
    (tmp_path / "ours_test.cc").write_text(SOURCE)
    said = run(tmp_path, request)
    results = dict(re.findall(r"(\w+)\[[^]]*\] (PASSED|FAILED)$", said, re.MULTILINE))
    assert results == {"good": "PASSED", "bad": "FAILED", "ghost": "FAILED",
                       "report": "PASSED"}, said
    assert "expected 6 * 7 == 54" in said and "left is 42" in said
    assert "ours_test.ghost reported 0 times, not once" in said
    assert "Traceback" not in said and "2 failed, 2 passed" in said


def test_a_module_that_does_not_build(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    (tmp_path / "Kbuild").write_text("obj-m := nothing.o\n")
    said = run(tmp_path, request)
    assert "does not build for" in said and "1 failed" in said and "Traceback" not in said


def test_kernels_to_test_on() -> None:
    assert run_tests.chosen("") == []
    assert run_tests.chosen("debian-6.1") == ["debian-6.1"]
    assert run_tests.chosen(" debian-6.1  min-6.12 debian-6.1") == ["debian-6.1", "min-6.12"]
    with pytest.raises(Failure, match="unknown KERNEL 'debian-5'"):
        run_tests.chosen("debian-6.1 debian-5")


def test_all_kernels_are_those_with_a_compiler(monkeypatch: pytest.MonkeyPatch,
                                               capfd: pytest.CaptureFixture[str]) -> None:
    """The others are named, unless somebody asks for one: then it is refused."""
    there = {12, 14}
    monkeypatch.setattr(catalogue.compilers, "can_be_had", lambda version: version in there)
    assert run_tests.chosen("all") == catalogue.known()
    assert capfd.readouterr().err == ""
    there.remove(14)
    others = ["debian-13", "debian-7.x"]
    assert run_tests.chosen("all") == [one for one in catalogue.known() if one not in others]
    assert f"left out: {', '.join(others)}: " in capfd.readouterr().err
    assert not set(items.tested_by_default()) & set(others)
    assert run_tests.chosen("debian-13") == ["debian-13"]


@pytest.mark.parametrize("needs, collected", [
    ("!CONFIG_NO_SUCH_OPTION", True), ("CONFIG_MODULES CONFIG_NO_SUCH_OPTION", False)])
def test_a_case_is_a_test_where_it_can_be_one(request: pytest.FixtureRequest, tmp_path: Path,
                                              needs: str, collected: bool) -> None:
    (tmp_path / "Kbuild").write_text("obj-m := nothing.o\n")
    (tmp_path / "guest.sh").write_text(f"# needs: {needs}\ninsmod nothing.ko\n")
    said = run(tmp_path, request, "--collect-only", "-q")
    assert ("1 test collected" in said) == collected and "Traceback" not in said, said
    assert ("no tests collected" in said) != collected
