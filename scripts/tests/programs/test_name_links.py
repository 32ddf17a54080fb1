# SPDX-License-Identifier: GPL-2.0
"""Which words of a text docs/extensions takes for names of the reference, and how it links them."""
from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from common.project import ROOT

sys.path.insert(0, str(ROOT / "docs/extensions"))
# pylint: disable=wrong-import-position
import cpp_words  # noqa: E402
import published  # noqa: E402
from cpp_words import Place  # noqa: E402
from name_links import outdated, with_links  # noqa: E402
from public_names import Names, PublicName, split  # noqa: E402


def named(path: str, kind: str, page: str = "box", *stands_for: str) -> PublicName:
    """An entry of the reference; macros are outside of all namespaces."""
    parts = split(path if kind == "macro" else f"kernel::{path}")
    return PublicName(parts, page, "::".join(parts), kind, "",
                      tuple(split(other) for other in stands_for))


NAMES = Names([
    named("Box", "class"), named("Box::make", "function"), named("Box::get", "function"),
    named("KBox", "type", "box", "Box"), named("Own", "class", "own", "KBox"),
    named("Own::get", "function", "own"), named("Own::hand_out", "function", "own"),
    named("Device", "class", "device"), named("pci::Device", "class", "pci"),
    named("pci::Driver", "class", "pci"), named("drm::Driver", "concept", "drm"),
    named("msleep", "function", "delay"), named("TRY", "macro", "result"),
    named("pr_info", "macro", "print"), named("SpinLock", "type", "lock"),
    named("Mutex", "type", "lock"), named("Direction", "enum", "dma"),
    named("Direction::kToDevice", "enumerator", "dma")], {"kernel/box.hpp": "box"})


def found(text: str, place: Place = Place()) -> dict[str, str]:
    """Each word that is a name, and its anchor."""
    return {text[one.start:one.end]: one.name.anchor or one.name.page
            for one in cpp_words.find_names(text, NAMES, place)}


@pytest.mark.parametrize("text, expected", [
    ("kernel::Box<int> box;", {"Box": "kernel::Box"}),
    ("KBox<Book>::make(GFP_KERNEL)", {"KBox": "kernel::KBox", "make": "kernel::Box::make"}),
    ("kernel::KBox<Pair<int, KBox<int>>>::make()",
     {"KBox": "kernel::KBox", "make": "kernel::Box::make"}),
    ("Own::make", {"Own": "kernel::Own", "make": "kernel::Box::make"}),
    ("TRY(Box<int>::make(3))", {"TRY": "TRY", "Box": "kernel::Box", "make": "kernel::Box::make"}),
    ("pci::Device&", {"Device": "kernel::pci::Device"}),
    ("Direction::kToDevice", {"Direction": "kernel::Direction",
                              "kToDevice": "kernel::Direction::kToDevice"}),
    ("#include <kernel/box.hpp>", {"kernel/box.hpp": "box"}),
    ("return msleep(10);", {"msleep": "kernel::msleep"}),
    ("box.hand_out()", {"hand_out": "kernel::Own::hand_out"}),
], ids=str)
def test_names_are_found(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", [
    "Device device;", "Driver", "std::Box", "other::Box::get",      # two could be meant, or none
    "make()", "box.get()", "kToDevice", "msleep", "int msleep(int time)",
    "// Box", "/* Box */", '"Box"', 'R"(Box)"', "Boxes", "#include <kernel/other.hpp>"], ids=str)
def test_others_are_not(text: str) -> None:
    assert not found(text)


def test_place_decides() -> None:
    assert found("Device", Place("pci")) == {"Device": "kernel::pci::Device"}
    assert found("get()", Place("box", ("kernel", "Box"))) == {"get": "kernel::Box::get"}
    assert found("it.get()", Place("box", ("kernel", "KBox"))) == {"get": "kernel::Box::get"}
    text = "using kernel::pci::Device;\nDevice device;"
    assert found("Device", Place(used=cpp_words.used(text))) == {"Device": "kernel::pci::Device"}
    text = "struct Box {};\nint msleep(int);\nBox box; box = f(msleep(1));"
    assert not found(text, Place(declared=frozenset(cpp_words.declared(text))))


@pytest.mark.parametrize("text, expected", [
    ("A thread holds the SpinLock.", ["SpinLock"]),
    ("waits for a Mutex, or TRY", ["Mutex", "TRY"]),
    ("by KBox and kernel::Box::make()", ["KBox", "kernel::Box::make"]),
    ("the SpinLock, that SpinLock", ["SpinLock"]),
    # Any sentence may begin so.
    ("Mutex. Mutex: Mutex", []), ("Rust's Mutex", []), ("the Mutexes", []), ("a Mutex<int>", []),
])
def test_prose(text: str, expected: list[str]) -> None:
    assert [text[one.start:one.end] for one in cpp_words.find_in_prose(text, NAMES, Place())] \
        == expected


def test_links_are_put_into_what_a_highlighter_made() -> None:
    made = ('<pre><span class="n">a</span> &lt;'
            '<span class="hll"><span>bc &amp; d</span></span></pre>')
    assert with_links(made, [(6, 8, "<a>"), (0, 1, "<a>")]) == (
        '<pre><span class="n"><a>a</a></span> &lt;'
        '<span class="hll"><span>bc <a>&amp; </a>d</span></span></pre>')
    assert with_links(made, []) == made


def test_pages_are_written_again_when_a_name_has_moved() -> None:
    """What Sphinx does not know: the page itself is as it was."""
    box, lock = named("Box", "class"), named("SpinLock", "type", "lock")
    env = SimpleNamespace(
        kernel_headers={}, public_words={}, public_names={"box": [box], "lock": [lock]},
        linked_words={"chapter": frozenset({"Box", "int"}), "other": frozenset({"SpinLock"})})
    assert outdated(env) == ["chapter", "other"]    # all is new
    assert not outdated(env)
    env.public_names = {"lock": [lock], "boxes": [box._replace(page="boxes")]}
    assert outdated(env) == ["chapter"]
    env.public_names = {"boxes": [box._replace(page="boxes")]}
    assert outdated(env) == ["other"]
    assert not outdated(env)


def test_lines_of_parts() -> None:
    text = "int a;\n  if (a) {\n    b();\n  }\n"
    assert published.line_of(text, "if (a) {\n  b();\n") == 2
    assert published.line_of(text, "c();") == 0
    assert published.made("struct A;\nstruct B : C {\n};\ntemplate <typename T>\nclass X final {") \
        == {"B": 2, "X": 5}


def test_published_files_exist() -> None:
    files = published.files(ROOT)
    assert "samples/01_hello_world/guest.sh" in files
    assert "kernel_support/helpers/mutex.c" in files
    assert all(Path(ROOT, file).is_file() for file in files)
