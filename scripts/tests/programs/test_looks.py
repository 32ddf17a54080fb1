# SPDX-License-Identifier: GPL-2.0
"""The pages can be read by everybody: contrast, headings, landmarks, pictures with words."""
from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from built_site import on_site

LEAST = 4.5     # WCAG 2, level AA, for text of ordinary size
# What of furo's colours stands on which
PAIRS = [("foreground-primary", "background-primary"), ("foreground-secondary",
                                                        "background-primary"),
         ("foreground-secondary", "background-secondary"), ("foreground-muted",
                                                            "background-primary"),
         ("foreground-muted", "background-secondary"), ("brand-content", "background-primary"),
         ("brand-content", "background-secondary"), ("brand-primary", "background-secondary"),
         ("brand-primary", "background-primary"), ("problematic", "background-secondary")]


def luminance(colour: str, behind: str = "#ffffff") -> float:
    """As WCAG defines it; what is transparent shows what is behind."""
    parts, back = ([int(one[place:place + 2], 16) for place in range(0, len(one), 2)]
                   for one in (_digits(colour), _digits(behind)))
    alpha = parts[3] / 255 if len(parts) == 4 else 1.0
    linear = []
    for part, under in zip(parts[:3], back):
        value = (part * alpha + under * (1 - alpha)) / 255
        linear.append(value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _digits(colour: str) -> str:
    names = {"black": "000000", "white": "ffffff"}
    digits = names.get(colour, colour.removeprefix("#"))
    return "".join(digit * 2 for digit in digits) if len(digits) in (3, 4) else digits


def contrast(text: str, behind: str) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((luminance(text, behind), luminance(behind)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("text, behind, expected", [
    ("black", "white", 21.0), ("#fff", "#ffffff", 1.0), ("#767676", "#fff", 4.54),
    ("#000000", "#000", 1.0), ("#ffffff00", "#123456", 1.0)])
def test_contrast(text: str, behind: str, expected: float) -> None:
    assert contrast(text, behind) == pytest.approx(expected, abs=0.01)


@on_site
def test_code_can_be_read(pages: Path) -> None:
    """Each colour of the highlighted code, on the background that it has."""
    sheet = (pages / "_static/pygments.css").read_text(encoding="utf-8")
    backgrounds = {theme: re.search(r"background: (#\w+)", rule)[1] for theme, rule in re.findall(
        r"^(.*)\.highlight \{(.*?)\}", sheet, re.MULTILINE)}
    assert len(backgrounds) == 3    # light, dark, and dark because the system prefers it
    checked, faint = 0, []
    for theme, token, rule in re.findall(r"^(.*)\.highlight \.(\w+) \{(.*?)\}", sheet,
                                         re.MULTILINE):
        colour = re.search(r"(?<![\w-])color: (#\w+)", rule)
        if colour and token != "w":     # white space
            own = re.search(r"background-color: (#\w+)", rule)
            checked += 1
            if contrast(colour[1], own[1] if own else backgrounds[theme]) < LEAST:
                faint.append(f"{theme}.{token}: {rule}")
    assert checked > 100 and not faint, "\n".join(faint)


@on_site
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(pages: Path, theme: str) -> None:
    sheet = (pages / "_static/styles/furo.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--color-([\w-]+):\s*([#\w]+)\s*[;}]",
                            sheet.partition("data-theme")[0]))
    dark = re.search(r'body\[data-theme="?dark"?\]\s*\{([^}]*)\}', sheet)
    assert dark
    colours = light | (dict(re.findall(r"--color-([\w-]+):\s*([#\w]+)\s*(?:;|$)", dark[1]))
                       if theme == "dark" else {})
    faint = [f"{text} on {behind}: {contrast(colours[text], colours[behind]):.2f}"
             for text, behind in PAIRS if contrast(colours[text], colours[behind]) < LEAST]
    assert not faint


class _Outline(HTMLParser):
    """What a screen reader tells of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.landmarks: list[str] = []
        self.links: list[str] = []
        self.mute: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in ("main", "nav") or values.get("role") == "main":
            self.landmarks.append("nav" if tag == "nav" else "main")
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if tag == "img" and not values.get("alt") or tag == "svg" and values.get("role") == "img" \
                and not {"aria-label", "aria-labelledby"} & set(values):
            self.mute.append(f"{tag} {values.get('src') or values.get('id') or ''}")


@on_site
def test_pages_make_sense_without_eyes(pages: Path) -> None:
    """One main part, the contents as a landmark, no level of headings left out, words for pictures.
    """
    wrong = []
    for path in sorted(pages.rglob("*.html")):
        outline, name = _Outline(path), path.relative_to(pages)
        if outline.landmarks.count("main") != 1 or "nav" not in outline.landmarks:
            wrong.append(f"{name}: landmarks {outline.landmarks}")
        if any(after > before + 1 for before, after in zip(outline.headings, outline.headings[1:])):
            wrong.append(f"{name}: headings {outline.headings}")
        if not outline.links[0].startswith("#"):
            wrong.append(f"{name}: the first link leads to {outline.links[0]}, not to the content")
        wrong += [f"{name}: without words: {one}" for one in outline.mute]
    assert not wrong, "\n".join(wrong)


@on_site
def test_groups_are_in_the_contents(pages: Path) -> None:
    """The sidebar has groups, folded but for the one of the page."""
    html = (pages / "reference/sync/mutex.html").read_text(encoding="utf-8")
    current = re.findall(r'<li class="toctree-l2[^"]*\bcurrent\b[^"]*">'
                         r'<a[^>]*href="\.\./groups/(\w+)\.html"', html)
    assert current == ["locks"]
    groups = re.findall(r'<li class="toctree-l2[^"]*"><a[^>]*href="\.\./groups/', html)
    assert 18 <= len(groups) < 30


@on_site
@pytest.mark.parametrize("page, words", [
    ("contexts", ["May sleep", "VmaNew::map", "Anywhere", "Locks"]),
    ("errno_index", ["EPROBE_DEFER", "irq_by_name", "Handed on"]),
    ("c_api", ["mutex_trylock", "MutexBackend::try_lock", "kernel::sync::Mutex"]),
    ("safety", ["Box::into_raw", "Somebody must hand it to"])])
def test_indexes_are_filled(pages: Path, page: str, words: list[str]) -> None:
    text = re.sub(r"<[^>]*>", "", (pages / f"reference/{page}.html").read_text(encoding="utf-8"))
    for word in words:
        assert word in text, word


@on_site
def test_indexes_lead_to_entries(pages: Path) -> None:
    """Each row names something, and the link is one into its page."""
    html = (pages / "reference/contexts.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr class="row-[^>]*><td><p>(.*?)</p>', html)
    assert len(rows) > 150
    link = re.compile(r'<a class="reference internal" href="[^"]*#')
    assert not [row for row in rows if not link.match(row)]
