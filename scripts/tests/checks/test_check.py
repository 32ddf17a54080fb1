# SPDX-License-Identifier: GPL-2.0
"""`make check` finds mistakes in modules anywhere, and a bad module is one line."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

import check
import new_module
import pytest
from checks.analyses import Problem
from checks.excuse import is_excused
from common.program import Failure
from common.project import ROOT

MISTAKE = """
static kernel::Result<kernel::Thread> start() {
  int calls = 0;
  return kernel::Thread::spawn(kernel::GFP_KERNEL, "calls", [&calls] { ++calls; });
}
"""


def run(*arguments: str | Path, path: str = "") -> subprocess.CompletedProcess[str]:
    """check.py as a command."""
    return subprocess.run([ROOT / "scripts/check.py", *arguments], capture_output=True, text=True,
                          check=False, env={**os.environ, **({"PATH": path} if path else {})})


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module of somebody's own."""
    folder = tmp_path_factory.mktemp("own") / "driver"
    new_module.create("my_driver", folder)
    return folder


@pytest.mark.xdist_group("check")
def test_samples_pass() -> None:
    """The project's own code is right, by the checks that it offers."""
    done = run()
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 findings in " in done.stdout


@pytest.mark.xdist_group("check")
def test_module_outside_of_the_checkout(module: Path) -> None:
    """A finding is one line with file, line and what to do; the status tells."""
    assert run(module).returncode == 0
    source = module / "my_driver.cc"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("#include <kernel/print.hpp>", "#include <kernel/print.hpp>\n"
                                   "#include <kernel/thread.hpp>\n" + MISTAKE)
                      .replace("    return {std::in_place};",
                               "    auto thread = TRY(start());\n    return {std::in_place};"),
                      encoding="utf-8")
    done = run(module)
    lines = [line for line in done.stdout.splitlines() if line.startswith(f"{source}:")]
    assert done.returncode == 1 and len(lines) == 1, done.stdout + done.stderr
    assert "the lambda refers to 'calls'" in lines[0] and "capture it by value" in lines[0]
    # A reason silences it.
    source.write_text(source.read_text(encoding="utf-8").replace(
        "  return kernel::Thread::spawn", "  // SAFETY: a test.\n  return kernel::Thread::spawn"),
        encoding="utf-8")
    assert run(module).returncode == 0
    # A source that does not compile is one line, not the compiler's thirty.
    source.write_text(text + "\nint broken = none;\n", encoding="utf-8")
    done = run(module)
    assert done.returncode == 1
    assert len(done.stdout.splitlines() + done.stderr.splitlines()) <= 3
    source.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("prepare, message", [
    (lambda folder: None, "there is no Kbuild file"),
    (lambda folder: (folder / "Kbuild").mkdir(), "there is no Kbuild file"),
], ids=["empty", "no file"])
def test_no_module(tmp_path: Path, prepare: object, message: str) -> None:
    """One line."""
    prepare(tmp_path)
    done = run(tmp_path)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1 and message in done.stderr


def test_path_with_a_space(tmp_path: Path) -> None:
    """Kbuild refuses it, so we do."""
    (tmp_path / "with space").mkdir()
    done = run(tmp_path / "with space")
    assert done.returncode == 1 and "contains a space" in done.stderr


def test_without_clang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make check` says what is missing; a run gives a hint."""
    done = run("01", path=str(tmp_path) + ":/nowhere")
    assert done.returncode == 1 and done.stderr.startswith("error: missing: clang")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "make check" in check.hint()
    assert check.warnings(None, None) == ""


def test_build_is_named_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where to read why."""
    def fail(*_: object) -> None:
        raise Failure("x does not build for k")
    monkeypatch.setattr(check, "build", fail)
    monkeypatch.setattr(check, "_is_built", lambda *_: False)
    (tmp_path / "Kbuild").touch()
    with pytest.raises(Failure, match="make build SAMPLE=.* says why"):
        check.check_or_build(None, check.cases.load(tmp_path))


def test_only_soundness_of_own_files(tmp_path: Path) -> None:
    """Headers of the project and matters of taste are left out, and advice is added."""
    own, other = tmp_path / "own/a.cc", tmp_path / "b.hpp"
    report = {"clang++": [Problem(own, 1, "unused variable 'x' [-Wunused-variable]"),
                          Problem(own, 2, "object dies [-Wdangling]"),
                          Problem(other, 3, "object dies [-Wdangling]")],
              "checks": [Problem(own, 4, "wrong: do it right")], "clang-tidy": []}
    assert [(one.line, one.text) for one in check.findings(report, own.parent)] == [
        (2, "object dies: give what it refers to a name that lives longer, or return a value "
            "[-Wdangling]"), (4, "wrong: do it right")]


@pytest.mark.parametrize("above, excused", [
    ("// SAFETY: because", True), ("// SAFETY: because\n// it is", True), ("// because", False),
    ("// SAFETY: because\n", False), ("// SAFETY:", False)])
def test_reasons(tmp_path: Path, above: str, excused: bool) -> None:
    """Only a comment right above, with a reason."""
    file = tmp_path / "a.cc"
    file.write_text(f"{above}\nint x;\n", encoding="utf-8")
    assert is_excused(str(file), above.count("\n") + 2) == excused
