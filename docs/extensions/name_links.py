# SPDX-License-Identifier: GPL-2.0
"""Names of the reference become links wherever they stand: in text, in ``literals`` and in code.

Nothing has to be marked. Where a name can mean two things it stays as it is, and so does all that
is in an element of the class `no-links`:

    .. rst-class:: no-links

    In Rust, ``Box`` is another thing.
"""
from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator

import cpp_words
from cpp_words import Found, Place
from docutils import nodes
from kept_by_page import keep_by_page
from public_names import PublicName, changed_words, names_of, split
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

# Not in these: links and headings, signatures (Sphinx links them), and what is called so elsewhere
_CLOSED = (nodes.reference, nodes.title, nodes.rubric, nodes.field_name, addnodes.pending_xref,
           addnodes.desc_signature)
_SENTENCES = (nodes.paragraph, nodes.emphasis, nodes.strong, nodes.term)
_CLOSED_CLASSES = frozenset({"no-links", "counterparts", "headers"})
_PLAIN_NAME = re.compile(r"[\w:]+(\(\))?|<?kernel/[\w/]+\.hpp>?")


# Places

@lru_cache(maxsize=None)
def _said(path: str, _changed: int) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    text = Path(path).read_text(encoding="utf-8")
    return frozenset(cpp_words.declared(text)), cpp_words.used(text)


def _said_in(block: nodes.Element) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """What the code on a page, or the file of which it shows a part, says of names."""
    path = Path(block.get("source") or "")
    if path.suffix in (".cc", ".hpp") and path.is_file():
        return _said(str(path), path.stat().st_mtime_ns)
    text = block.astext()
    return frozenset(cpp_words.declared(text)), cpp_words.used(text)


def is_cpp(block: nodes.Element) -> bool:
    """Whether a block of code is in C++, and shown as it is."""
    # While pages are read, those of which nothing else is said have no language yet.
    return block.get("language", "cpp") in ("cpp", "c++") and block.rawsource == block.astext()


def entry_of(node: nodes.Node) -> nodes.Element | None:
    """The entry of the reference in which something stands."""
    while node is not None:
        if isinstance(node, addnodes.desc):
            return node
        node = node.parent
    return None


def _scope(node: nodes.Node) -> tuple[str, ...]:
    entry = entry_of(node)
    anchor = next(iter(entry[0]["ids"]), "") if entry is not None else ""
    return split(re.sub(r"-\d+$", "", anchor).removeprefix("c."))


def place_of_code(block: nodes.Element, page: str) -> Place:
    """Where a block of code stands."""
    return Place(page, _scope(block), *_said_in(block))


def place_of_text(doctree: nodes.document, page: str) -> Place:
    """What the text of a page speaks about is its code, too."""
    names: set[str] = set()
    if not page.startswith("reference/"):
        for block in doctree.findall(nodes.literal_block):
            if is_cpp(block):
                names |= _said_in(block)[0]
    return Place(page, (), frozenset(names))


def is_open(node: nodes.Node) -> bool:
    """Whether a link may stand here."""
    while node is not None:
        if isinstance(node, _CLOSED) or (isinstance(node, nodes.Element)
                                         and _CLOSED_CLASSES & set(node.get("classes", ()))):
            return False
        node = node.parent
    return True


def is_itself(node: nodes.Node, page: str, name: PublicName) -> bool:
    """Whether the entry or the section of this name is where the node stands."""
    if name.page != page:
        return False
    if not name.anchor:
        return True
    while node is not None:
        if isinstance(node, addnodes.desc) and any(
                name.anchor in signature["ids"] for signature in node[:-1]):
            return True
        if isinstance(node, nodes.section) and node[0].astext() == name.parts[-1]:
            return True
        node = node.parent
    return False


# Literals

def literals(doctree: nodes.document) -> Iterator[nodes.literal]:
    """Those that may have links."""
    return (node for node in doctree.findall(nodes.literal) if is_open(node))


def names_in_literal(app: Sphinx, node: nodes.literal, place: Place) -> list[Found]:
    """The names in it."""
    text = node.astext()
    names = names_of(app.env)
    if _PLAIN_NAME.fullmatch(text) and (name := names.header(text.strip("<>"))):
        return [Found(0, len(text), name)]
    where = Place(place.page, _scope(node), place.declared, place.used)
    return list(cpp_words.find_names(text, names, where))


def _link_literals(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    place = place_of_text(doctree, docname)
    for node in list(literals(doctree)):
        found = [one for one in names_in_literal(app, node, place)
                 if not is_itself(node, docname, one.name)]
        if not found:
            continue
        text = node.astext()
        if _PLAIN_NAME.fullmatch(text):
            name = found[-1].name
            if name.anchor or name.kind == "header":
                if found[-1].end < len(text.removesuffix("()").rstrip(">")):
                    continue  # only what is in front of the last `::` is known
                node.replace_self(_link(app, docname, name, node.deepcopy()))
            continue
        node.children = []
        node.extend(_pieces(app, docname, text, found))


def _pieces(app: Sphinx, docname: str, text: str, found: list[Found]) -> Iterator[nodes.Node]:
    end = 0
    for one in found:
        yield nodes.Text(text[end:one.start])
        yield _link(app, docname, one.name, nodes.Text(text[one.start:one.end]))
        end = one.end
    yield nodes.Text(text[end:])


def _link(app: Sphinx, docname: str, name: PublicName, shown: nodes.Node) -> nodes.reference:
    return make_refnode(app.builder, docname, name.page, name.anchor, shown, str(name))


# Running text

def prose(doctree: nodes.document) -> Iterator[nodes.Text]:
    """Text that may have links."""
    return (node for node in doctree.findall(nodes.Text)
            if isinstance(node.parent, _SENTENCES) and is_open(node))


def _link_prose(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    names = names_of(app.env)
    place = place_of_text(doctree, docname)
    for node in list(prose(doctree)):
        where = Place(docname, _scope(node), place.declared)
        found = [one for one in cpp_words.find_in_prose(node.astext(), names, where)
                 if not is_itself(node, docname, one.name)]
        if found:
            node.parent.replace(node, list(_pieces(app, docname, node.astext(), found)))


# Code

def _visit_code(writer: object, node: nodes.literal_block) -> None:
    """What Pygments has made of a block, with links."""
    start = len(writer.body)
    try:
        type(writer).visit_literal_block(writer, node)
    finally:
        builder = writer.builder
        page = builder.current_docname
        if is_cpp(node) and is_open(node):
            found = [one for one in cpp_words.find_names(
                node.astext(), names_of(builder.env), place_of_code(node, page))
                if not is_itself(node, page, one.name)]
            made = "".join(writer.body[start:])
            writer.body[start:] = [with_links(made, [
                (one.start, one.end, _opening(builder, page, one.name)) for one in found])]


def _depart_code(writer: object, node: nodes.literal_block) -> None:
    type(writer).depart_literal_block(writer, node)


def _opening(builder: object, page: str, name: PublicName) -> str:
    target = builder.get_relative_uri(page, name.page) + (f"#{name.anchor}" if name.anchor else "")
    return f'<a class="name" href="{html.escape(target)}" title="{html.escape(str(name))}">'


def with_links(made: str, links: Iterable[tuple[int, int, str]]) -> str:
    """Puts links into what a highlighter has made; they are counted in characters of the text.

    None of them crosses a tag: each is in the element of its word.
    """
    waiting = sorted(links, reverse=True)
    parts: list[str] = []
    place = 0
    for tag, text in re.findall(r"(<[^>]*>)|([^<]+)", made):
        if tag:
            parts.append(tag)
            continue
        plain = html.unescape(text)
        begin, done = place, 0
        place += len(plain)
        while waiting and waiting[-1][0] < place:
            start, end, opening = waiting.pop()
            if begin <= start and end <= place:
                parts += [html.escape(plain[done:start - begin]), opening,
                          html.escape(plain[start - begin:end - begin]), "</a>"]
                done = end - begin
        parts.append(html.escape(plain[done:]) if done else text)
    return "".join(parts)


# When pages are written again

def _note_words(app: Sphinx, doctree: nodes.document) -> None:
    texts = [node.astext() for part in (literals, prose) for node in part(doctree)]
    texts += [block.astext() for block in doctree.findall(nodes.literal_block) if is_cpp(block)]
    app.env.linked_words[app.env.docname] = frozenset(re.findall(r"[A-Za-z_]\w*",
                                                                 "\n".join(texts)))


def outdated(env: BuildEnvironment) -> list[str]:
    """Pages with words of which the entry has come, gone or moved."""
    changed = changed_words(env)
    return sorted(page for page, words in env.linked_words.items()
                  if not changed.isdisjoint(words))


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.setup_extension("public_names")
    app.add_node(nodes.literal_block, override=True, html=(_visit_code, _depart_code))
    app.add_css_file("names.css")
    keep_by_page(app, "linked_words")
    app.connect("doctree-read", _note_words, priority=450)
    app.connect("env-updated", lambda _app, env: outdated(env))
    app.connect("doctree-resolved", _link_literals)
    app.connect("doctree-resolved", _link_prose)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
