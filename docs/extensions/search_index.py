# SPDX-License-Identifier: GPL-2.0
"""The index that the search of the pages looks in (docs/static/search.js): search_index.js.

What can be found: pages, their headings, and every public name with its kind, the first sentence
of its comment and, of functions, what they take and return. Each can also be found by words of
other languages, so that who knows a function of C finds what stands for it. These come from

- the line "In Rust for Linux" and "In C" of a header's page;
- functions with `()` that a comment names, as in "like `kzalloc()`", and the section Wraps;
- what the function's body calls: `bindings::mutex_lock(...)`, `cpp_helper_mutex_init(...)`;
- docs/search_aliases.toml, for what nothing of this tells. These are found before all others.
"""
from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, Iterator

import collected
from docutils import nodes
from kept_by_page import keep_by_page
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
ALIASES = ROOT / "docs/search_aliases.toml"
# The order in which the same word finds them is that of search.js.
_KINDS = {"class": "class", "struct": "class", "union": "class", "concept": "concept",
          "type": "type", "alias": "type", "enum": "enum", "enum-struct": "enum",
          "enum-class": "enum", "macro": "macro", "function": "function",
          "member": "constant", "var": "constant", "enumerator": "constant"}
_SENTENCE = 110     # letters of one that are shown
_C_FUNCTION = re.compile(r"\b([A-Za-z_]\w*)\(\)")
_SPECIFIERS = re.compile(r"\b(static|inline|constexpr|consteval|explicit|friend|virtual|extern|"
                         r"typename|const|volatile|kernel::)\s*|\[\[.*?\]\]\s*")


# Reading: each page leaves what can be found on it

def _collect(app: Sphinx, doctree: nodes.document) -> None:
    found = [*_page(doctree), *_headings(doctree), *_names(doctree)]
    app.env.search_items[app.env.docname] = found


def _item(kind: str, name: str, anchor: str, text: str = "") -> dict[str, Any]:
    return {"kind": kind, "name": name, "anchor": anchor, "text": _sentence(text),
            "strong": [], "weak": [], "signatures": [], "ids": []}


def _page(doctree: nodes.document) -> Iterator[dict[str, Any]]:
    section = next(iter(doctree.findall(nodes.section)), None)
    if section is None:
        return
    first = next((one for one in section.children if isinstance(one, nodes.paragraph)), None)
    page = _item("page", section[0].astext(), "", first.astext() if first is not None else "")
    for fields in doctree.findall(nodes.field_list):
        if "counterparts" in fields["classes"]:
            page["strong"] = sorted({word for body in fields.findall(nodes.field_body)
                                     for word in _counterparts(body)})
    yield page


def _counterparts(body: nodes.Element) -> Iterator[str]:
    """The names in what Rust for Linux and C have."""
    for part in body.findall(lambda one: isinstance(one, (nodes.literal, nodes.reference))):
        text = part.astext()
        if header := re.fullmatch(r"<(.*)>", text):
            yield header[1]
        elif name := re.search(r"(\w+!?)(\(\))?$", text.rstrip("; *")):
            yield name[1]


def _headings(doctree: nodes.document) -> Iterator[dict[str, Any]]:
    for section in list(doctree.findall(nodes.section))[1:]:
        first = section[1] if len(section) > 1 and isinstance(section[1], nodes.paragraph) else None
        yield _item("heading", section[0].astext(), section["ids"][0],
                    first.astext() if first is not None else "")


def _names(doctree: nodes.document) -> Iterator[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in doctree.findall(addnodes.desc):
        kind = _KINDS.get(entry["objtype"])
        for signature in entry.findall(addnodes.desc_signature):
            if kind is None or signature.parent is not entry or not signature["ids"]:
                continue
            anchor = signature["ids"][0]
            name = re.sub(r"-\d+$", "", anchor).removeprefix("c.")
            if anchor.startswith("_CPPv") or re.search(r"<.*>|~|\bdetail\b", name):
                continue    # parameters of templates, and what repeats a template
            if "namespace " in signature.astext():
                kind = "namespace"
            item = found.setdefault(name, _item(kind, name, anchor))
            _describe(item, entry, signature)
    classes = {name for name, item in found.items() if item["kind"] in ("class", "concept")}
    for name, item in found.items():
        scope, _, last = name.rpartition("::")
        if item["kind"] == "function" and scope in classes:
            own = last == scope.rpartition("::")[2] or last.startswith("operator")
            item["kind"] = "operator" if own else "method"
    yield from found.values()


def _describe(item: dict[str, Any], entry: nodes.Element, signature: nodes.Element) -> None:
    item["ids"] += [one["ids"][0] for one in signature.findall(nodes.target) if one["ids"]]
    own = [one for one in entry[-1].children
           if not isinstance(one, (addnodes.desc, addnodes.index, nodes.container))]
    first = next((one for one in own if isinstance(one, nodes.paragraph)), None)
    if first is not None and not item["text"]:
        item["text"] = _sentence(first.astext())
    for literal in (two for one in own for two in one.findall(nodes.literal)):
        if header := re.fullmatch(r"<(.*)>", literal.astext()):
            item["weak"].append(header[1])
    item["weak"] += [word for one in own for literal in one.findall(nodes.literal)
                     for word in _C_FUNCTION.findall(literal.astext())]
    if text := _signature(item["kind"], signature):
        item["signatures"].append(text)


def _signature(kind: str, signature: nodes.Element) -> str:
    """"A,B->R" of a function; of an alias what it stands for."""
    if kind == "type":
        return _plain(signature.astext().partition("using ")[2].partition("=")[2])
    parameters = next(iter(signature.findall(addnodes.desc_parameterlist)), None)
    if kind != "function" or parameters is None:
        return ""
    line = parameters.parent    # not those with the template's parameters and its constraints
    before, after, seen = "", "", False
    for part in line.children:
        if isinstance(part, (addnodes.desc_name, addnodes.desc_addname)):
            seen = True
        elif part is not parameters and not seen:
            before += part.astext()
        elif part is not parameters and seen:
            after += part.astext()
    trailing = re.search(r"->\s*(.*?)(\s+requires\b.*)?$", after)
    result = _plain(trailing[1] if trailing else before)
    taken = [_plain(_without_name(one)) for one in parameters.findall(addnodes.desc_parameter)]
    return f"{','.join(taken)}->{result}"


def _without_name(parameter: nodes.Element) -> str:
    parts = [one for one in parameter.children]
    text = "".join(one.astext() for one in parts).partition("=")[0].strip()
    last = next((one for one in reversed(parts) if isinstance(one, addnodes.desc_sig_name)), None)
    return re.sub(rf"\b{re.escape(last.astext())}$", "", text) if last is not None else text


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", _SPECIFIERS.sub("", text))


def _sentence(text: str) -> str:
    first = re.split(r"(?<=[.:;]) ", " ".join(text.split()), maxsplit=1)[0].rstrip(".:; ")
    return first if len(first) <= _SENTENCE else first[:_SENTENCE].rsplit(" ", 1)[0] + " ..."


# Writing: one file for all pages

def _write(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "html":
        return
    calls = {contract["id"]: contract["called"] for contract in collected.contracts(app)}
    pages = sorted(app.env.search_items)
    items = [dict(item, page=page) for page in pages for item in app.env.search_items[page]]
    ours = {item["name"].rpartition("::")[2] for item in items if item["kind"] != "heading"}
    for item in items:
        item["strong"] = sorted(set(item["strong"]) - {item["name"].rpartition("::")[2]})
        called = {name for identity in item["ids"] for name in calls.get(identity, ())}
        item["weak"] = sorted((set(item["weak"]) - ours | called) - {"operator"})
    index = {"pages": pages, "titles": [app.env.titles[page].astext() for page in pages],
             "words": _words(items), "items": [_packed(item, pages) for item in items]}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (Path(app.outdir) / "_static/search_index.js").write_text(
        f"window.searchIndex = {text};\n", encoding="utf-8")


def _words(items: list[dict[str, Any]]) -> dict[str, list[int]]:
    """The list that is kept by hand, with the numbers of what its words lead to."""
    places = {}
    for number, item in enumerate(items):
        place = item["page"] + (f"#{item['anchor']}" if item["anchor"] else "")
        for name in (place, item["name"] if item["kind"] not in ("page", "heading") else place):
            places.setdefault(name, number)
    found: dict[str, list[int]] = {}
    for word, targets in tomllib.loads(ALIASES.read_text(encoding="utf-8")).items():
        for target in [targets] if isinstance(targets, str) else targets:
            if target in places:
                found.setdefault(word, []).append(places[target])
            else:
                logger.warning("%s: '%s' leads to '%s', which is no page and no public name: "
                               "correct it", ALIASES.relative_to(ROOT), word, target)
    return found


def _packed(item: dict[str, Any], pages: list[str]) -> list[object]:
    """Without names, and without what is empty at the end: there are thousands."""
    anchor = "" if item["anchor"] == item["name"] else item["anchor"] or "#"
    packed = [item["kind"], item["name"], pages.index(item["page"]), anchor, item["text"],
              " ".join(item["strong"]), " ".join(item["weak"]), item["signatures"]]
    while not packed[-1]:
        packed.pop()
    return packed


def _add_files(app: Sphinx) -> None:
    """Readers of an EPUB have a search of their own."""
    if app.builder.name == "html":
        app.add_css_file("search.css")
        app.add_js_file("search.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.connect("builder-inited", _add_files)
    keep_by_page(app, "search_items")
    # behind the readable anchors of `reference`
    app.connect("doctree-read", _collect, priority=600)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
