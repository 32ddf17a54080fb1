# SPDX-License-Identifier: GPL-2.0
"""The tables of misuse say what the tests prove, and nothing else."""
from __future__ import annotations

import sys
from pathlib import Path

import pytest
from common.project import ROOT

sys.path.insert(0, str(ROOT / "docs/extensions"))
import misuse  # noqa: E402
from misuse import ANALYSIS, COMPILER, DEBUG, NOTHING, RUN_TIME  # noqa: E402

TESTS = Path("kernel_support/tests")
TWO_LINES = "// misuse: Boxes: used twice\n// rust: compile error\n"


def write(root: Path, name: str, text: str) -> None:
    """A file of the tests."""
    path = root / TESTS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def problems(root: Path) -> str:
    """What is wrong with the tests."""
    with pytest.raises(misuse.Mistakes) as caught:
        misuse.collect(root)
    return str(caught.value)


@pytest.mark.parametrize("lines, kind, how", [
    ("// expect: no", COMPILER, ""),
    ("// by: link", COMPILER, "when the module is built"),
    ("// by: lint", ANALYSIS, ""),
    ("// by: nobody\n// reason: too hard", NOTHING, "too hard")])
def test_who_refuses_it(tmp_path: Path, lines: str, kind: str, how: str) -> None:
    write(tmp_path, "compile_fail/room/a.cc", f"{TWO_LINES}{lines}\nint code;\n")
    row, = misuse.collect(tmp_path)
    assert (row.part, row.text, row.rust) == ("Boxes", "used twice", "compile error")
    assert (row.kind, row.how) == (kind, how)
    assert row.path == "kernel_support/tests/compile_fail/room/a.cc" and "int code;" in row.source
    assert row.anchor == "misuse-boxes-used-twice"


@pytest.mark.parametrize("suite, script, kind, how", [
    ("guest", "# report: BUG\n# report: panic\n", RUN_TIME, "BUG"),
    ("broken", "# report: KASAN\n# needs: CONFIG_KASAN\n", DEBUG, "KASAN"),
    ("broken", "# report: stack overflow\n# needs: CONFIG_VMAP_STACK !CONFIG_X\n", RUN_TIME,
     "stack overflow")])
def test_what_stops_it(tmp_path: Path, suite: str, script: str, kind: str, how: str) -> None:
    write(tmp_path, f"{suite}/a/a.cc", TWO_LINES)
    write(tmp_path, f"{suite}/a/guest.sh", script)
    row, = misuse.collect(tmp_path)
    assert (row.kind, row.how) == (kind, how)


def test_several_in_a_file(tmp_path: Path) -> None:
    write(tmp_path, "guest/a/guest.sh", "# report: BUG\n")
    write(tmp_path, "guest/a/expected.txt", "no index: none\nno value: none\n")
    write(tmp_path, "guest/a/a.cc", "#include <a>\n" + "".join(
        f"// misuse: Vectors: {what}\n// rust: panic\n// says: no {what}\nint {what};\n\n"
        for what in ("index", "value")))
    first, second = misuse.collect(tmp_path)
    assert first.how == "``no index``"
    assert first.source.endswith("int index;") and "value" not in first.source
    assert second.source.startswith("// misuse: Vectors: value")


def test_several_need_a_proof_each(tmp_path: Path) -> None:
    write(tmp_path, "guest/a/guest.sh", "# report: BUG\n")
    write(tmp_path, "guest/a/a.cc", TWO_LINES + "// says: enough\n"
          + TWO_LINES.replace("twice", "again"))
    said = problems(tmp_path)
    assert "a.cc:1: 'enough' stands in no expected.txt" in said
    assert "a.cc:4: one of several in a file, and what proves it?" in said


def test_a_call_that_fails(tmp_path: Path) -> None:
    function = "bool refused() {\n  return again() == kernel::EBUSY;\n}\n"
    text = f"int before;\n\n{TWO_LINES}// gives: EBUSY\n{function}\nint after;\n"
    write(tmp_path, "guest/a/a.cc", text)
    row, = misuse.collect(tmp_path)
    assert (row.kind, row.how) == (RUN_TIME, "``EBUSY``")
    assert row.source == f"{TWO_LINES}// gives: EBUSY\n{function}".strip()
    write(tmp_path, "guest/a/a.cc", text.replace("gives: EBUSY", "gives: EPERM"))
    assert "a.cc:3: the function below does not ask for kernel::EPERM" in problems(tmp_path)


@pytest.mark.parametrize("text, message", [
    ("// misuse: Boxes: used twice\n", "what does Rust do?"),
    (TWO_LINES.replace("Boxes", "Boxen"), "unknown part 'Boxen': known are Values and errors, "),
    (TWO_LINES.replace("used", "u" * 80), "the text has 86 characters"),
    (TWO_LINES.replace("twice", "twice."), "ends without a full stop"),
    (TWO_LINES + "// by: chance\n", "'// by: chance' is unknown"),
    (TWO_LINES + "// by: nobody\n", "why does nobody find it?")])
def test_lines_that_say_too_little(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, "compile_fail/room/a.cc", text)
    said = problems(tmp_path)
    assert said.startswith("kernel_support/tests/compile_fail/room/a.cc:1: ") and message in said


def test_nothing_stops_it(tmp_path: Path) -> None:
    write(tmp_path, "guest/a/a.cc", TWO_LINES)
    write(tmp_path, "guest/a/guest.sh", "insmod a.ko\n")
    assert "guest.sh has no '# report:'" in problems(tmp_path)


def test_the_same_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path, f"compile_fail/room/{name}.cc", TWO_LINES)
    assert "'Boxes: used twice' stands in kernel_support/tests/compile_fail/room/a.cc, too" \
        in problems(tmp_path)


def test_numbers_that_are_promised(tmp_path: Path) -> None:
    for number in range(misuse.FEWEST):
        write(tmp_path, f"compile_fail/room/a{number:03}.cc",
              TWO_LINES.replace("twice", str(number)))
    rows = misuse.collect(tmp_path)
    misuse.check_numbers(rows)
    with pytest.raises(misuse.Mistakes, match="only 59 misuses, 60 are promised"):
        misuse.check_numbers(rows[1:])
    for number in range(misuse.MOST_NOT_CAUGHT + 1):
        write(tmp_path, f"compile_fail/room/a{number:03}.cc",
              TWO_LINES.replace("twice", str(number)) + "// by: nobody\n// reason: so\n")
    with pytest.raises(misuse.Mistakes, match="6 misuses are not caught, 5 are allowed: .*a000.cc"):
        misuse.check_numbers(misuse.collect(tmp_path))


def test_our_own() -> None:
    rows = misuse.collect(ROOT)
    misuse.check_numbers(rows)
    assert {row.part for row in rows} == set(misuse.PARTS)
