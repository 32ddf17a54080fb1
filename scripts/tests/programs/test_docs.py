# SPDX-License-Identifier: GPL-2.0
"""The documentation builds without a warning, its links resolve, and what it shows is true."""
from __future__ import annotations

import contextlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from built_site import MARKDOWN, change, copied, on_site, run
from common.program import Failure
from common.project import ROOT
from kernels import catalogue
from kernels.catalogue import Kernel
from modules import cases
from modules.build import build

DOCS = ROOT / "docs"
INCLUDE = ROOT / "kernel_support/include"
# tutorial/01_hello_world.rst shows what lies in tutorial/01_hello_world/; in guide/ it is the same.
SHOWN = ("tutorial", "guide")
BROKEN = sorted(path.parent for shown in SHOWN for path in DOCS.glob(f"{shown}/*/*/messages.txt"))
EXAMPLES = sorted(path.parent for shown in SHOWN
                  for path in DOCS.glob(f"{shown}/*/*/expected.txt"))


@contextlib.contextmanager
def changed(root: Path, *changes: tuple[str, str, str]) -> Iterator[None]:
    """In these files one text stands for another, for a while."""
    before = {file: (root / file).read_text(encoding="utf-8") for file, *_ in changes}
    try:
        for file, old, new in changes:
            change(root / file, old, new)
        yield
    finally:
        for file, text in before.items():
            (root / file).write_text(text, encoding="utf-8")


class _Page(HTMLParser):
    """The anchors and links of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


# Building

@on_site
def test_second_build_leaves_pages_alone(checkout: Path, site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    assert run(checkout).returncode == 0
    # Sphinx always writes the index and the search page again.
    kept = [path for path in before if path.name not in ("genindex.html", "search.html")]
    assert {path: path.stat().st_mtime_ns for path in kept} == {path: before[path] for path in kept}


@on_site
def test_unchanged_headers_are_not_read_again(checkout: Path) -> None:
    done = run(checkout)
    assert "DOXYGEN" not in done.stderr


def refused(root: Path) -> str:
    """Builds twice, as a failed build must not be taken for good the second time."""
    for _ in range(2):
        done = run(root)
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith("error: ")
        assert "Traceback" not in done.stderr
    return re.sub(r":\d+:", ":", done.stderr)


@on_site
def test_mistakes_in_pages_fail(checkout: Path) -> None:
    mistakes = (
        ("quick_start.rst", "In a clone of", ":doc:`nowhere`", "unknown document: 'nowhere'"),
        ("index.rst", "Linux kernel modules", ":class:`kernel::Nothing`", "kernel::Nothing"),
        ("tutorial/index.rst", "Each chapter takes", ".. literalinclude:: ../../LICENSE.old\n\n",
         "LICENSE.old"),
        ("reference/error.rst", ".. doxygenclass:: kernel::Error", "",
         "kernel/error.hpp: kernel::Error is on no page"),
        ("tutorial/memory_model.rst", "A lock needs nothing of this page, and ",
         ".. exercise:: squares\n\n", "there is no solution memory_model/squares"),
        ("reference/str.rst", ":group: Text", ":group: Texts", "'Texts' is in no table"),
        ("reference/groups/errors.rst", "   /reference/bug\n", "",
         "reference/bug is in another place of the table of contents than its group"),
        ("design/bench.json", "[\n", "{\n", "scripts/bench.py --update-docs"),
        ("design/layers.rst", ".. diagram:: layers", ".. diagram:: lairs",
         "there is no drawing docs/diagrams/lairs.toml"),
        ("diagrams/build.toml", 'head = "the kernel\'s headers"',
         'head = "whatever headers the kernel has"',
         "docs/diagrams/build.toml: box 'headers': 'whatever headers the kernel has' is wider"),
        ("tutorial/02_mutex_condvar.rst", ":threads: producer/0 ", ":threads: producer/9 ",
         "timeline.txt: producer/9 never runs"),
        ("search_aliases.toml", 'goto = "kernel::ScopeGuard"', 'goto = "kernel::Scope"',
         "'goto' leads to 'kernel::Scope', which is no page and no public name"),
        ("../kernel_support/tests/compile_fail/sync/guard_copied.cc", "misuse: Locks",
         "misuse: Lock", "guard_copied.cc: unknown part 'Lock'"))
    with changed(checkout, *((f"docs/{file}", *how) for file, *how, _ in mistakes)):
        said = refused(checkout)
    for *_, message in mistakes:
        assert message in said


@pytest.mark.parametrize("file, old, new, message", [
    ("kernel_support/include/kernel/str.hpp", "/// Strings as C keeps them.",
     "/// Strings as \\nothing keeps them.", "unknown command"),
    ("kernel_support/include/kernel/str.hpp", "  /// Whether there is none.\n", "",
     "kernel::CStr::empty has no comment"),
    ("kernel_support/include/kernel/this_module.hpp",
     "///     kernel::CStr name = kernel::ThisModule::get().name();\n"
     "///     EXPECT(name == KBUILD_MODNAME);\n///\n", "",
     "kernel::ThisModule has no example that runs"),
    ("README.md", "hello_world: Goodbye, Ada!", "hello_world: Goodbye, Eve!",
     "a transcript that is not part of samples/01_hello_world/expected.txt"),
    ("samples/01_hello_world/sample.toml", 'level = "', 'level = "no ', "as level one of"),
    ("samples/01_hello_world/README.md", "# Hello, world", "# Hello, you",
     "scripts/build_docs.py --update-cards writes it anew"),
], ids=["command", "comment", "example", "README", "manifest", "card"])
def test_mistakes_elsewhere_fail(tmp_path: Path, file: str, old: str, new: str,
                                 message: str) -> None:
    """They are found before any page is made."""
    root = copied(tmp_path)
    change(root / file, old, new)
    assert message in refused(root)


@on_site
def test_new_header_needs_a_page(checkout: Path) -> None:
    header = checkout / "kernel_support/include/kernel/types/newest.hpp"
    header.write_text(
        "// SPDX-License-Identifier: GPL-2.0\n#pragma once\n/// \\file\n/// Something new.\n",
        encoding="utf-8")
    done = run(checkout)
    header.unlink()
    assert done.returncode == 1
    assert "kernel/types/newest.hpp has no page: write docs/reference/types/newest.rst" \
        in done.stderr


@on_site
def test_page_of_removed_source_goes(checkout: Path, site: Path) -> None:
    extra, made = checkout / "docs/extra.rst", site / "extra.html"
    assert made.is_file()
    text = extra.read_text(encoding="utf-8")
    extra.unlink()
    assert run(checkout).returncode == 0
    assert not made.exists()
    extra.write_text(text, encoding="utf-8")


@on_site
def test_constraints_and_concepts_are_shown(site: Path) -> None:
    """Breathe drops them; docs/extensions/doxygen_xml.py does not."""
    html = (site / "reference/types/novel.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))
    for shown in ("thing.count()", "Requires Countable&lt;T&gt;", "requires (sizeof",
                  "neither copied nor moved", "Errors ENOMEM"):
        assert shown in text or shown.replace(" ", "") in text.replace(" ", ""), shown
    assert "secret" not in text
    assert "void count() {} }; kernel::Counter&lt;Sheep&gt; sheep;" in text
    assert "not for readers" not in text and "---" not in text
    assert 'id="kernel::Counter::sum"' in html


# The pages

@on_site
def test_internal_links_resolve(site: Path) -> None:
    pages = {path.resolve(): _Page(path) for path in site.rglob("*.html")}
    assert len(pages) > 20
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                wrong.append(f"{path.relative_to(site)}: {link}")
            elif parts.fragment and target in pages \
                    and unquote(parts.fragment) not in pages[target].anchors:
                wrong.append(f"{path.relative_to(site)}: {link}")
    assert not wrong, "\n".join(wrong)


@on_site
def test_anchors_can_be_typed(site: Path) -> None:
    anchors = _Page(site / "reference/error.html").anchors
    assert {"kernel::Error", "kernel::Error::from_errno", "kernel::Error::to_ptr"} <= anchors


@on_site
@pytest.mark.parametrize("header", sorted(
    str(path.relative_to(INCLUDE / "kernel").with_suffix("")) for path in INCLUDE.rglob("*.hpp")
    if "detail" not in path.parts))
def test_header_has_a_page(site: Path, header: str) -> None:
    page = (site / f"reference/{header}.html").read_text(encoding="utf-8")
    assert f"kernel/{header}.hpp" in page
    index = (site / "reference/index.html").read_text(encoding="utf-8")
    assert f'href="{header}.html' in index


@on_site
def test_exercises_are_begun_by_a_command(site: Path) -> None:
    """And what cuts the answers out of their solutions is on no page."""
    pages = [re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))
             for path in site.glob("tutorial/0*.html")]
    assert len(pages) >= 7
    for text in pages:
        assert "$ make exercise NAME=" in text and "//!" not in text


@on_site
def test_no_machine_paths(checkout: Path, site: Path) -> None:
    # A checkout in /src is not meant by /usr/src.
    ours = re.compile("|".join(rf"(?<![\w/.-]){re.escape(str(one))}(?![\w.-])"
                               for one in (ROOT, checkout.parent)))
    found = [path for path in site.rglob("*.html")
             if ours.search(path.read_text(encoding="utf-8"))]
    assert not found


@on_site
def test_dark_where_that_is_preferred(site: Path) -> None:
    sheet = (site / "_static/dark_preference.css").read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in sheet and "--color-background-primary: #131416" in sheet
    assert "dark_preference.css" in (site / "index.html").read_text(encoding="utf-8")


@on_site
@pytest.mark.parametrize("page, words", [
    ("design/layers", "kernel_support/helpers"), ("design/kernel_build", "helpers.lto.o"),
    ("tutorial/02_mutex_condvar", "its Guard lives"), ("tutorial/03_allocation", "ArcBorrow"),
    ("tutorial/05_nova_drm", "drm::Registration")])
def test_pictures_are_part_of_the_pages(site: Path, page: str, words: str) -> None:
    """So their colours follow the theme, and their words can be found and copied."""
    html = (site / f"{page}.html").read_text(encoding="utf-8")
    pictures = re.findall(r"<figure class=\"[^\"]*\bdiagram\b.*?</figure>", html, re.DOTALL)
    assert any('role="img"' in one and "<desc" in one and words in one for one in pictures)
    assert "diagram.css" in html


@on_site
def test_cards_lead_to_the_reference(site: Path) -> None:
    card = (site / "tutorial/02_mutex_condvar.html").read_text(encoding="utf-8")
    card = card.partition("sample-card")[2].partition("</dl>")[0]
    assert "reference/sync/mutex.html#" in card
    words = re.sub(r"<[^>]*>", "", card)
    assert "make run SAMPLE=02" in words and "debian-6.12-rt" in words
    all_cards = (site / "tutorial/index.html").read_text(encoding="utf-8")
    all_cards = all_cards.partition("sample-cards")[2].partition("</ul>")[0]
    assert all(f'href="{folder.name}.html"' in all_cards for folder in cases.samples())


def test_included_regions_exist() -> None:
    """Each //! [tag] has a begin and an end, and the pages name no other."""
    for page in DOCS.rglob("*.rst"):
        source = None
        for line in page.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"\s*\.\. literalinclude:: (\S+)", line):
                source = (page.parent / match[1]).resolve()
                assert source.is_file(), f"{page}: {match[1]}"
            elif match := re.match(r"\s*:(?:start-after|end-before): (//! \[\w+\])", line):
                text = source.read_text(encoding="utf-8")
                assert text.count(match[1]) == 2, f"{page}: {match[1]} in {source}"


# What is shown is true

@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_broken_module_says_so(kernel: Kernel, folder: Path) -> None:
    """The lines of messages.txt appear in this order; `...` stands for others."""
    output = io.StringIO()
    with pytest.raises(Failure):
        build(kernel, cases.load(folder), output)
    place = 0
    said = output.getvalue()
    for line in (folder / "messages.txt").read_text(encoding="utf-8").splitlines():
        if line == "...":
            continue
        found = said.find(line, place)
        assert found >= 0, f"not said (in this order): {line}\n{said}"
        place = found + len(line)


def test_every_example_is_shown() -> None:
    """That they say what the chapter shows is their own test: they are cases."""
    chapters = {path: path.read_text(encoding="utf-8")
                for shown in SHOWN for path in DOCS.glob(f"{shown}/*.rst")}
    for folder in [*BROKEN, *EXAMPLES]:
        chapter = chapters[folder.parent.with_suffix(".rst")]
        assert f"{folder.parent.name}/{folder.name}/" in chapter, folder


def test_quoted_errors_exist() -> None:
    """The messages in the quick start are those of the scripts."""
    text = (DOCS / "quick_start.rst").read_text(encoding="utf-8")
    table = text.partition("     - What it means\n")[2].partition("\n\nThe logs")[0]
    quoted = re.findall(r"``([^`]+)``", "\n".join(re.findall(r"^   \* - (.*)$", table,
                                                             re.MULTILINE)))
    assert len(quoted) > 10
    # A message may be written over several lines.
    said = "\n".join(re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8"))
                     for path in (ROOT / "scripts").rglob("*.*")
                     if path.suffix in (".py", ".sh") and "tests" not in path.parts)
    for message in quoted:
        for part in message.split("'...'"):
            assert part.strip() in said, message


def test_costs_in_readme_are_measured() -> None:
    """Those of C and C++ by `make bench`, the ratio of Rust is on the page of the costs."""
    rows = {row["name"]: row for row in json.loads((DOCS / "design/bench.json").read_text())
            if row["kernel"] == "debian-6.12"}
    rust = (DOCS / "design/zero_cost.rst").read_text(encoding="utf-8")
    rust = rust.partition("Beside Rust for Linux\n")[2].partition("\n---\n")[0]
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("`", "")
    shown = re.findall(r"^\| (.+?) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", text,
                       re.MULTILINE)
    assert len(shown) >= 5
    for name, *numbers, ratio in shown:
        row = rows[name]
        assert [float(number) for number in numbers] == [row["c"], row["cxx"], row["ratio"]], name
        assert f"     - {ratio}\n" in rust, name


@pytest.mark.parametrize("name", MARKDOWN)
def test_links_of_markdown_resolve(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if not urlsplit(link).scheme:
            assert (ROOT / link.partition("#")[0]).exists(), link


def test_lists_are_complete() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in catalogue.known():
        assert f"| `{name}` |" in text, name
        assert f"``{name}``" in (DOCS / "quick_start.rst").read_text(encoding="utf-8"), name
    for folder in cases.samples():
        assert f"| [{folder.name}](samples/{folder.name}) |" in text, folder.name
        assert (DOCS / f"tutorial/{folder.name}.rst").is_file(), folder.name
    testing = (DOCS / "design/testing.rst").read_text(encoding="utf-8")
    for folder in (ROOT / "kernel_support/tests").iterdir():
        if folder.is_dir() and not folder.name.startswith(("_", ".")):
            assert f"* - ``{folder.name}``" in testing, folder.name
    targets = re.findall(r"^  make ([\w-]+)", (ROOT / "Makefile").read_text(encoding="utf-8"),
                         re.MULTILINE)
    assert len(targets) > 10
    for target in targets:
        assert f"`make {target}" in text, target
