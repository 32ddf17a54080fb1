# SPDX-License-Identifier: GPL-2.0
"""Names on the built pages: their links, the pages of sources, who mentions them, their anchors."""
from __future__ import annotations

import html
import re
import sys
from pathlib import Path
from urllib.parse import unquote

from built_site import on_site, run
from common.project import ROOT

sys.path.insert(0, str(ROOT / "docs/extensions"))
# pylint: disable=wrong-import-position
import published  # noqa: E402

ACCEPT = "scripts/build_docs.py --accept-anchors"


def read(page: Path) -> str:
    return html.unescape(page.read_text(encoding="utf-8"))


def text_of(part: str) -> str:
    return re.sub(r"<[^>]*>", "", part)


def links(page: Path, marked: str = "") -> set[tuple[str, str]]:
    """Text and target of the links whose tags have this mark."""
    return {(text_of(text), target) for tag, target, text in
            re.findall(r'(<a [^>]*?href="([^"]*)"[^>]*>)(.*?)</a>', read(page)) if marked in tag}


# Links

@on_site
def test_names_are_links(pages: Path) -> None:
    chapter = links(pages / "tutorial/02_mutex_condvar.html")
    code = links(pages / "tutorial/02_mutex_condvar.html", 'class="name"')
    mutex = ("Mutex", "../reference/sync/mutex.html#kernel::Mutex")
    assert mutex in chapter and mutex in code
    assert ("spawn", "../reference/thread.html#kernel::Thread::spawn") in code
    assert ("MODULE_PARAM", "../reference/module_param.html#c.MODULE_PARAM") in code
    # of an alias
    assert ("from_elem", "../reference/alloc/kvec.html#kernel::Vec::from_elem") in code
    # in the comment of a header, where nothing marks it
    assert ("KERNEL_GUARDED_BY", "../thread_safety.html#c.KERNEL_GUARDED_BY") \
        in links(pages / "reference/sync/lock.html")
    assert ("kernel/sync/lock.hpp", "lock.html") not in links(pages / "reference/sync/lock.html")


@on_site
def test_no_link_leads_to_where_it_stands(pages: Path) -> None:
    entry = read(pages / "reference/sync/mutex.html").partition('id="kernel::Mutex"')[2]
    entry = entry.partition("</dl>\n\n<p>")[0]
    assert "kernel::Mutex" in text_of(entry)
    assert 'class="headerlink" href="#kernel::Mutex"' in entry
    assert entry.count('href="#kernel::Mutex"') == 1


@on_site
def test_headings_and_rust_have_no_links(pages: Path) -> None:
    for page in pages.glob("reference/**/*.html"):
        for heading in re.findall(r"<h\d>(.*?)</h\d>", page.read_text(encoding="utf-8")):
            assert heading.count("<a ") <= 1, f"{page.name}: {heading}"    # its own anchor
    for row in re.findall(r"<tr.*?</tr>", read(pages / "reference/misuse.html"), re.DOTALL):
        cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
        assert len(cells) != 3 or 'title="kernel::' not in cells[1], cells[1]


# Sources

@on_site
def test_source_pages_have_all_lines(pages: Path) -> None:
    for file in published.files(ROOT):
        page = read(pages / f"{published.page_of(file)}.html")
        lines = re.findall(r'<span class="line" id="L(\d+)"><a [^>]*></a>(.*)</span>', page)
        assert [int(number) for number, _ in lines] == list(range(1, len(lines) + 1)), file
        assert len(lines) == len((ROOT / file).read_text(encoding="utf-8").splitlines()), file


@on_site
def test_entries_lead_to_their_lines(pages: Path) -> None:
    sources = {file: (ROOT / file).read_text(encoding="utf-8").splitlines()
               for file in published.files(ROOT)}
    checked = 0
    for page in pages.glob("reference/**/*.html"):
        for anchor, entry in re.findall(r'<dt class="sig [^>]*id="([^"]*)">(.*?)</dt>',
                                        read(page), re.DOTALL):
            match = re.search(r'class="source-link"[^>]*href="([^"#]*)\.html#L(\d+)"', entry)
            if match is None or "novel.hpp" in match[1]:
                continue
            lines = sources[unquote(match[1]).partition("source/")[2]]
            name = re.sub(r"-\d+$|<.*>$", "", anchor.removeprefix("c.")).rpartition("::")[2]
            # A template, or what a macro makes, may begin above its name.
            near = "".join(lines[int(match[2]) - 2:int(match[2]) + 6]).replace(" ", "")
            assert "operator" in anchor or name in near, f"{page.name}: {anchor}: {near}"
            checked += 1
    assert checked > 1500


@on_site
def test_code_of_chapters_leads_to_its_file(pages: Path) -> None:
    target = "source/samples/02_mutex_condvar/mutex_condvar.cc"
    found = [(text, int(link.rpartition("#L")[2]))
             for text, link in links(pages / "tutorial/02_mutex_condvar.html", "code-source")
             if link.startswith(f"../{target}.html#L")]
    assert len(found) > 5
    lines = (ROOT / target.removeprefix("source/")).read_text(encoding="utf-8").splitlines()
    for text, line in found:
        assert text == f"mutex_condvar.cc, line {line}"
        assert lines[line - 2].startswith("//! [") or lines[line - 1].strip()


@on_site
def test_sources_are_not_searched(pages: Path) -> None:
    assert "source/kernel_support" not in (pages / "searchindex.js").read_text(encoding="utf-8")


@on_site
def test_sources_lead_to_the_reference_and_to_each_other(pages: Path) -> None:
    page = pages / "source/samples/05_nova_drm/nova_drm.cc.html"
    up = "../../../"
    assert {("5. A graphics driver in two parts", f"{up}tutorial/05_nova_drm.html"),
            ("TRY", f"{up}reference/result.html#c.TRY"),
            ("nova_gpu.hpp", "nova_gpu.hpp.html")} <= links(page)
    assert ("NovaGpu", "nova_gpu.hpp.html") \
        in {(text, target.partition("#")[0]) for text, target in links(page)}
    header = pages / "source/kernel_support/include/kernel/sync/mutex.hpp.html"
    assert ("Mutex", "../../../../../reference/sync/mutex.html#kernel::Mutex") in links(header)


# Mentions

@on_site
def test_entries_say_who_mentions_them(pages: Path) -> None:
    found = {title: text_of(rest) for title, rest in re.findall(
        r"<dt><strong>([^<]*)</strong></dt><dd>(.*?)</dd>",
        read(pages / "reference/sync/mutex.html").partition('id="kernel::MutexBackend"')[0])}
    assert "2. Mutex and condition variable" in found["Taught in"]
    assert found["Used by"].split(", ")[0] == "02_mutex_condvar"
    box = read(pages / "reference/alloc/kbox.html")
    assert "Returned by" in box and "Box::make()" in box
    many = read(pages / "reference/result.html")
    listed = re.search(r"Returned by</strong></dt><dd>(.*?)<details><summary>and (\d+) more<", many)
    assert listed and listed[1].count("<a ") == 5 and int(listed[2]) > 100


@on_site
def test_members_have_no_lists(pages: Path) -> None:
    entry = re.search(r'id="kernel::Lock::try_lock">.*?</dl>',
                      read(pages / "reference/sync/lock.html"), re.DOTALL)
    assert entry and "Used by" not in entry[0] and "Taught in" not in entry[0]


# Anchors

@on_site
def test_anchors_are_frozen(checkout: Path) -> None:
    frozen = checkout / "docs/reference/anchors.txt"
    before = frozen.read_text(encoding="utf-8")
    assert before == (ROOT / "docs/reference/anchors.txt").read_text(encoding="utf-8")
    try:
        gone = "reference/error.html#kernel::Error::no_more"
        frozen.write_text(f"{before}{gone}\n", encoding="utf-8")
        for _ in range(2):
            done = run(checkout)
            assert done.returncode == 1
            assert f"{gone} is gone" in done.stderr and ACCEPT in done.stderr
        done = run(checkout, "--accept-anchors")
        assert done.returncode == 0, done.stderr
        now = frozen.read_text(encoding="utf-8").splitlines()
    finally:
        frozen.write_text(before, encoding="utf-8")
    assert now == sorted(now)
    # what the checkout has more
    new = [f"reference/types/novel.html#kernel::{name}"
           for name in ("Countable", "Counter", "Counter::sum")]
    assert [line for line in now if line not in new] == before.splitlines(), \
        f"names have come or gone: run {ACCEPT}"
    assert set(new) <= set(now)
