# SPDX-License-Identifier: GPL-2.0
"""The pages in a real browser: nothing is missing, nothing fails, and what can be clicked works."""
from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest
from browser import DESK, PHONE, Browser, served
from built_site import on_site

# What makes a page wider than the window, if that is not a box that scrolls by itself
WIDE = """
if (document.documentElement.scrollWidth <= innerWidth) return [];
const scrolls = (one) => one !== document.documentElement && one !== document.body
  && getComputedStyle(one).overflowX !== "visible";
const found = [...document.querySelectorAll("main *")].filter((one) => {
  for (let up = one.parentElement; up; up = up.parentElement) if (scrolls(up)) return false;
  return one.getBoundingClientRect().right > innerWidth;
});
return [`${document.documentElement.scrollWidth} pixels wide`,
        ...found.slice(0, 3).map((one) => one.outerHTML.slice(0, 100))];
"""
BROKEN_IMAGES = """
return [...document.images].filter((one) => one.complete && !one.naturalWidth)
  .map((one) => one.src);
"""
THEME = "return document.body.dataset.theme;"
BACKGROUND = "return getComputedStyle(document.body).backgroundColor;"


@pytest.fixture(scope="module")
def address(pages: Path) -> Iterator[str]:
    """Where a server has the pages."""
    with served(pages) as there:
        yield there


@on_site
def test_mistakes_are_seen(browser: Browser, tmp_path: Path) -> None:
    """What the next tests look for, in a page that has it."""
    (tmp_path / "wrong.html").write_text('''\
<!doctype html><html><head><script src="missing.js"></script></head>
<body><main><p style="width: 900px">wide</p><img src="missing.png"></main>
<div style="overflow: auto"><p style="width: 2000px">scrolls by itself</p></div>
<script>throw new Error("thrown")</script></body></html>
''', encoding="utf-8")
    browser.resize(PHONE)
    browser.complaints()
    with served(tmp_path) as address:
        browser.open(f"{address}/wrong.html")
        said = "\n".join(browser.complaints())
        assert "missing.js" in said and "missing.png" in said and "thrown" in said
        assert browser.run(BROKEN_IMAGES) == [f"{address}/missing.png"]
        found = browser.run(WIDE)
    assert "900px" in "".join(found) and "2000px" not in "".join(found)


@on_site
def test_every_page_opens(browser: Browser, pages: Path, address: str) -> None:
    """As narrow as a phone, all of it fits, and the console stays empty."""
    browser.resize(PHONE)
    browser.complaints()
    wrong = []
    for page in sorted(pages.rglob("*.html")):
        name = page.relative_to(pages)
        browser.open(f"{address}/{name}")
        for found in (browser.complaints(), browser.run(BROKEN_IMAGES), browser.run(WIDE)):
            wrong += [f"{name}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


@on_site
@pytest.mark.parametrize("name", ["index", "quick_start", "reference/index", "search",
                                  "reference/sync/mutex", "tutorial/01_hello_world"])
def test_pages_open_as_files(browser: Browser, pages: Path, name: str) -> None:
    browser.resize(DESK)
    browser.complaints()
    browser.open((pages / f"{name}.html").as_uri())
    assert browser.complaints() == []
    assert browser.run(BROKEN_IMAGES) == browser.run(WIDE) == []


@on_site
def test_theme_stays(browser: Browser, address: str) -> None:
    """The button goes from one to the next, and the next page has the same."""
    browser.resize(DESK)
    browser.open(f"{address}/index.html")
    seen = {}
    for _ in range(3):
        browser.run("document.querySelector('.content-icon-container .theme-toggle').click();")
        theme, colour = browser.run(THEME), browser.run(BACKGROUND)
        browser.open(f"{address}/reference/sync/mutex.html")
        assert (browser.run(THEME), browser.run(BACKGROUND)) == (theme, colour)
        seen[theme] = colour
    assert set(seen) == {"light", "dark", "auto"}
    assert seen["light"] != seen["dark"]


@on_site
@pytest.mark.parametrize("name, begins", [
    ("quick_start", "$ make run"), ("tutorial/01_hello_world", "#include <kernel/module.hpp>")])
def test_code_is_copied(browser: Browser, address: str, name: str, begins: str) -> None:
    """Of a transcript the commands alone, without their prompt; of a source all of it."""
    browser.resize(DESK)
    browser.driver.execute_cdp_cmd("Browser.grantPermissions", {
        "origin": address, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    browser.open(f"{address}/{name}.html")
    # The buttons come when the script that copies is there.
    browser.wait("return document.querySelector('button.copybtn') !== null;")
    shown, button = browser.run("""
        const block = [...document.querySelectorAll("div.highlight")].find(
          (one) => one.querySelector("pre").innerText.startsWith(arguments[0]));
        block.scrollIntoView({block: "center", behavior: "instant"});
        return [block.querySelector("pre").innerText, block.querySelector("button.copybtn")];
        """, begins)
    # The browser lets only what a user does reach the clipboard.
    button.click()
    if begins.startswith("$ "):
        shown = "\n".join(line[2:] for line in shown.splitlines() if line.startswith("$ "))
    assert browser.run("return navigator.clipboard.readText();").rstrip() == shown.rstrip()
