# SPDX-License-Identifier: GPL-2.0
"""Under types, free functions and macros: which chapters teach them, and who uses or returns them.

Nobody writes these lists. They come from the names that chapters and samples have in their text and
code, and from what functions return.
"""
from __future__ import annotations

import html
from collections import Counter
from pathlib import Path
from typing import Iterator, NamedTuple

import collected
import cpp_words
import name_links
import published
from cpp_words import Place
from docutils import nodes
from kept_by_page import keep_by_page
from public_names import Names, PublicName, names_of
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_CHAPTERS = "tutorial/"
_MOST = 5


class Text(NamedTuple):
    """A piece of a chapter."""

    kind: str           # "code", "prose", or "name" for what is a link to a name already
    text: str
    place: Place
    section: str        # the anchor of the section


class Link(NamedTuple):
    """One of those listed."""

    shown: str
    page: str
    anchor: str
    code: bool = False


# Of a name's entry: title of a list -> its links
Lists = dict[str, list[Link]]


class Mentions(nodes.General, nodes.Element):
    """The lists of an entry. They have no text, as nobody shall find the entry by their words."""


# Reading chapters

def _note_texts(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.docname
    if docname.startswith(_CHAPTERS) and docname != f"{_CHAPTERS}index":
        app.env.mention_texts[docname] = list(_texts(doctree, docname))


def _texts(doctree: nodes.document, docname: str) -> Iterator[Text]:
    place = name_links.place_of_text(doctree, docname)
    for node in name_links.literals(doctree):
        yield Text("code", node.astext(), place, _section(node))
    for node in name_links.prose(doctree):
        yield Text("prose", node.astext(), place, _section(node))
    for block in doctree.findall(nodes.literal_block):
        if name_links.is_cpp(block) and name_links.is_open(block):
            yield Text("code", block.astext(), name_links.place_of_code(block, docname),
                       _section(block))
    for node in doctree.findall(addnodes.pending_xref):
        if node.get("refdomain") == "cpp":
            yield Text("name", node["reftarget"], Place(), _section(node))


def _section(node: nodes.Node) -> str:
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    is_chapter = node is None or isinstance(node.parent, nodes.document)
    return "" if is_chapter else node["ids"][0]


# Collecting

def _collect(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Makes the lists; pages on which one has changed are written again."""
    names = names_of(env)
    types = {name.parts for name in names.all if name.is_type}
    wanted = {name for name in names.all
              if name.is_type or name.kind == "macro"
              or name.kind == "function" and name.parts[:-1] not in types}
    now: dict[tuple[str, str], Lists] = {}
    for title, found in (("Taught in", _taught(env, names)), ("Used by", _used(app, names)),
                         ("Returned by", _returned(app, names))):
        for name, links in found.items():
            if name in wanted:
                now.setdefault((name.page, name.anchor), {})[title] = links
    before, env.mentions = getattr(env, "mentions", {}), now
    return sorted({key[0] for key in {*now, *before} if now.get(key) != before.get(key)}
                  & set(env.found_docs))


def _taught(env: BuildEnvironment, names: Names) -> dict[PublicName, list[Link]]:
    """The chapters that name it, those first that do so most."""
    often: dict[PublicName, Counter[str]] = {}
    first: dict[tuple[PublicName, str], str] = {}
    for page, texts in sorted(env.mention_texts.items()):
        for text in texts:
            for name in _names_in(text, names):
                often.setdefault(name, Counter())[page] += 1
                first.setdefault((name, page), text.section)
    return {name: [Link(env.titles[page].astext(), page, first[name, page])
                   for page, _ in sorted(pages.items(), key=lambda one: (-one[1], one[0]))]
            for name, pages in often.items()}


def _names_in(text: Text, names: Names) -> list[PublicName]:
    if text.kind == "name":
        name = names.find(tuple(text.text.removesuffix("()").lstrip(":").split("::")))
        return [name] if name else []
    find = cpp_words.find_in_prose if text.kind == "prose" else cpp_words.find_names
    return [one.name for one in find(text.text, names, text.place)]


def _used(app: Sphinx, names: Names) -> dict[PublicName, list[Link]]:
    """The samples whose code names it, with the place where each does so first."""
    root = Path(app.srcdir).parent
    found: dict[PublicName, dict[str, Link]] = {}
    for file in published.files(root):
        parts = Path(file).parts
        if parts[0] != "samples" or Path(file).suffix not in (".cc", ".hpp"):
            continue
        text = (root / file).read_text(encoding="utf-8")
        place = Place("", (), frozenset(cpp_words.declared(text)), cpp_words.used(text))
        for start, _, name in cpp_words.find_names(text, names, place):
            line = text.count("\n", 0, start) + 1
            # The line `using` is the least telling of all.
            if name.kind != "header" and not text.split("\n", line)[line - 1].startswith("using "):
                found.setdefault(name, {}).setdefault(
                    parts[1], Link(parts[1], published.page_of(file), f"L{line}", True))
    return {name: list(samples.values()) for name, samples in found.items()}


def _returned(app: Sphinx, names: Names) -> dict[PublicName, list[Link]]:
    """The functions that have it in what they return."""
    by_identity = {name.identity: name for name in names.all if name.identity}
    found: dict[PublicName, dict[str, Link]] = {}
    for identity, types in collected.summary(app)["returns"].items():
        function = by_identity.get(identity)
        if function is None or function.parts[-1].startswith("operator"):
            continue
        shown = "::".join(function.parts[function.parts[0] == "kernel":]) + "()"
        for one in types:
            if one in by_identity and by_identity[one].is_type:
                found.setdefault(by_identity[one], {}).setdefault(
                    shown, Link(shown, function.page, function.anchor, True))
    return {name: [functions[shown] for shown in sorted(functions)]
            for name, functions in found.items()}


# Showing

def _add(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for entry in doctree.findall(addnodes.desc):
        keys = [(docname, anchor) for signature in entry[:-1] for anchor in signature["ids"]]
        lists = next((app.env.mentions[key] for key in keys if key in app.env.mentions), None)
        if lists:
            content = entry[-1]
            place = next((index for index, child in enumerate(content)
                          if isinstance(child, addnodes.desc)
                          or "breathe-sectiondef" in child.get("classes", ())), len(content))
            content.insert(place, Mentions(lists=lists))


def _visit(writer: object, node: Mentions) -> None:
    builder = writer.builder
    parts = ['<dl class="simple mentions">\n']
    for title, links in node["lists"].items():
        if title == "Used by" and builder.name == "epub":
            continue    # it has no pages of sources
        shown = [_shown(builder, link) for link in links]
        text = ", ".join(shown[:_MOST])
        if shown[_MOST:]:
            text += (f"<details><summary>and {len(shown) - _MOST} more</summary>"
                     f"{', '.join(shown[_MOST:])}</details>")
        parts.append(f"<dt><strong>{title}</strong></dt><dd>{text}</dd>\n")
    writer.body.append("".join(parts) + "</dl>\n")


def _shown(builder: object, link: Link) -> str:
    target = builder.get_relative_uri(builder.current_docname, link.page)
    target += f"#{link.anchor}" if link.anchor else ""
    text = html.escape(link.shown)
    return (f'<a class="reference internal" href="{html.escape(target)}">'
            + (f'<code class="docutils literal notranslate">{text}</code>' if link.code else text)
            + "</a>")


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    def nothing(writer: object, node: nodes.Node) -> None:
        """Other writers leave the lists out."""

    app.setup_extension("public_names")
    app.add_node(Mentions, html=(_visit, nothing), text=(nothing, nothing),
                 latex=(nothing, nothing))
    app.add_css_file("mentions.css")
    keep_by_page(app, "mention_texts")
    app.connect("doctree-read", _note_texts, priority=450)
    app.connect("env-updated", _collect, priority=700)
    app.connect("doctree-resolved", _add)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
