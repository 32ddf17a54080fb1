# SPDX-License-Identifier: GPL-2.0
"""The search of the documentation: what it finds first, and that keys alone are enough."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Iterator

import pytest
from browser import DESK, PHONE, Browser, served
from built_site import on_site

ROWS = [tuple(part.strip() for part in line.split(" | ")) for line
        in Path(__file__).with_name("search_words.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")]
MOST = 400_000      # bytes of the index, which a reader waits for
SHOWN = "return document.querySelectorAll('.search-dialog[open] [role=option]').length;"
CHOSEN = """
const option = document.querySelector("[role=option][aria-selected=true]");
const input = document.querySelector("[role=combobox]");
return option && option.id === input.getAttribute("aria-activedescendant")
  ? option.innerText : null;
"""


@pytest.fixture
def opened(browser: Browser, pages: Path) -> Browser:
    """A page, opened as a file, that has read the index."""
    browser.resize(DESK)
    browser.complaints()
    browser.open((pages / "quick_start.html").as_uri())
    browser.driver.execute_async_script("siteSearch.load(arguments[0]);")
    return browser


@pytest.fixture(scope="module")
def address(pages: Path) -> Iterator[str]:
    """Where a server has the pages."""
    with served(pages) as there:
        yield there


def first(browser: Browser, word: str) -> str:
    """The link of what is found first, without .html."""
    found = browser.run("return siteSearch.find(arguments[0]).slice(0, 1);", word)
    return found[0][0].replace(".html", "") if found else ""


@on_site
def test_words_find_their_page(opened: Browser) -> None:
    assert len(ROWS) >= 60
    wrong = []
    for word, wanted in ROWS:
        found = first(opened, word)
        # Of a page any place will do.
        if found != wanted and ("#" in wanted or found.partition("#")[0] != wanted):
            wrong.append(f"{word}: {found or 'nothing'} instead of {wanted}")
    assert not wrong, "\n".join(wrong)


@on_site
@pytest.mark.parametrize("query, wanted", [
    ("(Guard&) ->", "kernel::CondVar::wait"),
    ("() -> CStr", "kernel::ThisModule::name"),
    ("Arc<T> ->", "kernel::Arc::make"),
    ("-> KBox<T>", "kernel::Box::make")])
def test_signatures(opened: Browser, query: str, wanted: str) -> None:
    found = opened.run("return siteSearch.find(arguments[0]);", query)
    assert any(wanted in link for link, _ in found[:15]), found[:15]


@on_site
def test_parameters_of_templates_are_not_found(pages: Path) -> None:
    text = (pages / "_static/search_index.js").read_text(encoding="utf-8")
    index = json.loads(re.fullmatch(r"window.searchIndex = (.*);\n", text)[1])
    names = {row[1] for row in index["items"]}
    assert {"kernel::Counter", "kernel::Counter::sum"} <= names
    assert not [name for name in names if re.fullmatch(r"(kernel::Counter::)?[A-Z]", name)]
    assert not [name for name in names if "detail::" in name or "secret" in name]


@on_site
def test_index_is_small(opened: Browser, pages: Path) -> None:
    assert (pages / "_static/search_index.js").stat().st_size < MOST
    assert opened.complaints() == []


@on_site
def test_keys_are_enough(browser: Browser, address: str) -> None:
    """From a page to what one looks for, without a mouse."""
    browser.resize(DESK)
    browser.complaints()
    for key in ("/", "s", "S"):
        browser.open(f"{address}/index.html")
        browser.press(key)
        browser.wait("return document.activeElement.getAttribute('role') === 'combobox';")
        browser.press("mutex")
        browser.wait(f"return (() => {{{SHOWN}}})() > 2;")
        assert browser.run("return document.activeElement.value;") == "mutex"
    down, up, enter, escape = "\ue015", "\ue013", "\ue007", "\ue00c"
    before = browser.run(CHOSEN)
    assert "Mutex" in before
    browser.press(down)
    assert browser.run(CHOSEN) not in (before, None)
    browser.press(up)
    assert browser.run(CHOSEN) == before
    browser.press(escape)
    assert browser.run(SHOWN) == 0
    browser.press("/")
    browser.press("kzalloc")
    browser.wait(f"return ((() => {{{CHOSEN}}})() || '').includes('make_zeroed');")
    browser.press(enter)
    browser.wait("return location.href.endsWith('kbox.html#kernel::Box::make_zeroed');")
    assert browser.complaints() == []


@on_site
def test_text_of_all_pages_is_the_last_choice(browser: Browser, address: str) -> None:
    """Sphinx's own search, and what we find stands above it."""
    browser.open(f"{address}/index.html")
    browser.press("/")
    browser.press("spin_lock_irqsave")
    browser.wait(f"return (() => {{{SHOWN}}})() > 1;")
    browser.press("\ue013", "\ue007")
    browser.wait("return document.querySelector('#search-results li') !== null;")
    assert "search.html?q=spin_lock_irqsave" in browser.run("return location.href;")
    browser.wait("return document.querySelector('.search-names a') !== null;")


@on_site
def test_letters_in_a_box_stay_there(browser: Browser, address: str) -> None:
    browser.open(f"{address}/index.html")
    browser.run("""
        const box = document.body.appendChild(document.createElement("textarea"));
        box.focus();""")
    browser.press("s/")
    assert browser.run("return document.activeElement.value;") == "s/"


@on_site
def test_on_a_phone(browser: Browser, address: str) -> None:
    browser.resize(PHONE)
    browser.open(f"{address}/index.html")
    browser.run("document.querySelector('.search-button').click();")
    browser.press("workqueue")
    browser.wait(f"return (() => {{{SHOWN}}})() > 1;")
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth;")
    box = browser.run("return document.querySelector('.search-dialog').getBoundingClientRect();")
    assert box["left"] >= 0 and box["right"] <= PHONE[0]
