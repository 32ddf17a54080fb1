# SPDX-License-Identifier: GPL-2.0
"""What docs/extensions/contracts.py finds in comments and declarations, for the indexes."""
from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from common.project import ROOT

sys.path.insert(0, str(ROOT / "docs/extensions"))
# pylint: disable=wrong-import-position
import contracts  # noqa: E402

HEADER = """\
// SPDX-License-Identifier: GPL-2.0
class Lamp {
  Result<void> on(int colour = mix(1, 2),
                  bool slowly = false) const KERNEL_MAY_SLEEP {
    cpp_helper_lamp_lock(raw());
    return to_result(bindings::lamp_on(raw(), bindings::LAMP_SLOW));
  }
  void off() { on(KERNEL_MAY_SLEEP); }
  void operator()(int times) KERNEL_MAY_SLEEP;
  int state() const;
};
"""
HELPERS = """\
void cpp_helper_lamp_lock(struct lamp *lamp)
{
\tlamp_lock_nested(lamp);
}
"""


@pytest.fixture
def support(tmp_path: Path) -> Path:
    """A folder like kernel_support, with one header."""
    (tmp_path / "include").mkdir()
    (tmp_path / "helpers").mkdir()
    (tmp_path / "include/lamp.hpp").write_text(HEADER, encoding="utf-8")
    (tmp_path / "helpers/lamp.c").write_text(HELPERS, encoding="utf-8")
    return tmp_path


def compound(*members: str, context: str = "") -> ET.Element:
    """A class as Doxygen describes it."""
    return ET.fromstring(
        '<compounddef id="lamp" kind="class"><compoundname>Lamp</compoundname>'
        f'<sectiondef>{"".join(members)}</sectiondef>{comment("Context", context)}'
        '<location file="lamp.hpp" line="2"/></compounddef>')


def comment(title: str, text: str) -> str:
    """A comment with one section, if there is text for it."""
    return ("<detaileddescription><para><simplesect kind='par'>"
            f"<title>{title}</title><para>{text}</para></simplesect></para>"
            "</detaileddescription>") if text else ""


def function(name: str, line: int, column: int, *, body: int = 0, said: str = "") -> str:
    """A function as Doxygen describes it; its text is that of a section "Errors"."""
    end = f'bodyfile="lamp.hpp" bodystart="{line}" bodyend="{body}"' if body else ""
    return (f'<memberdef kind="function" id="{name}{line}"><type>Result&lt; void &gt;</type>'
            f'<name>{name}</name><qualifiedname>Lamp::{name}</qualifiedname>'
            f'{comment("Errors", said)}'
            f'<location file="lamp.hpp" line="{line}" column="{column}" {end}/></memberdef>')


def collected(support: Path, element: ET.Element) -> dict[str, contracts.Contract]:
    """What is found in a class, by Doxygen's id."""
    ids = [one.get("id", "") for one in (element, *element.iter("memberdef"))]
    return {one.id: one for one in contracts.collect([element], ids, support)}


@pytest.mark.parametrize("name, line, column, annotated", [
    ("on", 3, 16, True), ("off", 8, 8, False), ("operator()", 9, 8, True),
    ("state", 10, 7, False)])
def test_annotation_behind_the_parameters(support: Path, name: str, line: int, column: int,
                                          annotated: bool) -> None:
    found = collected(support, compound(function(name, line, column)))
    assert found[f"{name}{line}"].annotated == annotated


def test_called_functions(support: Path) -> None:
    """Helpers by what they call, no constants."""
    found = collected(support, compound(function("on", 3, 16, body=7)))
    assert found["on3"].calls == ["lamp_lock_nested", "lamp_on"]
    assert found["on3"].fails


@pytest.mark.parametrize("text, failures", [
    ("ENOMEM.", [("ENOMEM", "")]),
    ("EINVAL if it is <computeroutput>0</computeroutput>, EBUSY if it burns; ENOMEM.",
     [("EINVAL", "if it is ``0``"), ("EBUSY", "if it burns"), ("ENOMEM", "")]),
    ("ENOMEM; those of <computeroutput>init</computeroutput>, after which it is dark.",
     [("", "those of ``init``, after which it is dark"), ("ENOMEM", "")]),
    ("Those of the shop, such as EACCES.", [("EACCES", "those of the shop")]),
    ("What the lamp says.", [("", "What the lamp says")]),
])
def test_errors_are_taken_apart(support: Path, text: str, failures: list[tuple[str, str]]) -> None:
    found = collected(support, compound(function("on", 3, 16, said=text)))
    assert [(one.errno, one.when) for one in found["on3"].failures] == failures


@pytest.mark.parametrize("text", ["As above.", "As of <ref refid='on3'>on()</ref>."])
def test_errors_of_another_function(support: Path, text: str) -> None:
    found = collected(support, compound(
        function("on", 3, 16, said="EBUSY if it burns."),
        function("on", 8, 8, said=text.replace(".", "; EINVAL if it is 0.", 1))))
    assert [(one.errno, one.when) for one in found["on8"].failures] == [
        ("EBUSY", "if it burns"), ("EINVAL", "if it is 0")]


@pytest.mark.parametrize("context, problem", [
    ("", "lamp.hpp:3: Lamp::on may sleep: say so in its section \\context, or in that of its "
         "class"),
    ("on() may sleep.", None)])
def test_who_may_sleep_says_so(support: Path, context: str, problem: str | None) -> None:
    found = collected(support, compound(function("on", 3, 16), context=context))
    assert list(contracts.gaps(list(found.values()))) == ([problem] if problem else [])


def test_anywhere_and_sleeping_contradict(support: Path) -> None:
    element = compound(function("on", 3, 16).replace("<location", comment("Context", "Any.")
                                                     + "<location"))
    assert "called anywhere" in "".join(contracts.gaps(list(collected(support, element).values())))
