# SPDX-License-Identifier: GPL-2.0
"""Indexes over all headers, made from what docs/extensions/contracts.py found in them.

    .. safety-index::                       every section "Safety"
    .. context-index:: sleeps               who may sleep; `anywhere`: who may be called in any
                                            context; `elsewhere`: who asks for something else
    .. errno-index::                        a section for each error, with who returns it and when
    .. c-index:: functions                  C functions and who calls them; `headers`: what the
                                            pages of the headers name as counterparts

Their tables are filled when all pages were read, as the groups of the headers are known then. A
row with the name of the group stands before the rows of each.
"""
from __future__ import annotations

from collections import defaultdict
from typing import Callable, Iterable, Iterator

import collected
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

# One row: the public name (None: no link), its header, and the cells behind the name
Row = tuple[dict, list[list[nodes.Node]]]


class IndexTable(nodes.General, nodes.Element):
    """Where a table goes: `rows` names a function below, `argument` is for it."""


class _Index(SphinxDirective):
    """What the directives have in common."""

    optional_arguments = 1
    kind = ""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(collected.contracts_path(self.env.app)))
        self.env.kernel_index_pages.add(self.env.docname)
        return self.parts()

    def parts(self) -> list[nodes.Node]:
        """The tables, and what stands around them."""
        return [IndexTable(rows=self.kind, argument="".join(self.arguments))]


class SafetyIndex(_Index):
    """The directive `safety-index`."""

    kind = "safety"


class ContextIndex(_Index):
    """The directive `context-index`."""

    required_arguments = 1
    optional_arguments = 0
    kind = "context"

    def parts(self) -> list[nodes.Node]:
        if self.arguments[0] not in CONTEXTS:
            raise self.error(f"no such contexts: known are {', '.join(CONTEXTS)}")
        return super().parts()


class CIndex(_Index):
    """The directive `c-index`."""

    required_arguments = 1
    optional_arguments = 0

    def parts(self) -> list[nodes.Node]:
        if self.arguments[0] not in ("functions", "headers"):
            raise self.error("no such table: known are functions, headers")
        return [IndexTable(rows=f"c_{self.arguments[0]}", argument="")]


class ErrnoIndex(_Index):
    """The directive `errno-index`."""

    def parts(self) -> list[nodes.Node]:
        counts: dict[str, set[str]] = defaultdict(set)
        for contract in collected.contracts(self.env.app):
            for failure in contract["failures"]:
                counts[failure["errno"]].add(contract["name"])
        found: list[nodes.Node] = []
        for errno in sorted(counts, key=lambda name: (name == "", name)):
            title = errno or "Handed on"
            section = nodes.section("", nodes.title(text=title), ids=[nodes.make_id(title)],
                                    names=[nodes.fully_normalize_name(title)])
            self.state.document.note_implicit_target(section)
            section += IndexTable(rows="errno", argument=errno)
            found.append(section)
        return found


# Rows

def _starts_any(contract: dict) -> bool:
    return contract["context"].startswith(("Any", "any"))


def _sleeps(contract: dict) -> bool:
    return contract["annotated"] or "may sleep" in contract["context"].lower()


CONTEXTS: dict[str, Callable[[dict], bool]] = {
    "sleeps": _sleeps,
    "anywhere": lambda one: _starts_any(one) and not _sleeps(one),
    "elsewhere": lambda one: bool(one["context"]) and not _starts_any(one) and not _sleeps(one),
}


def _context_rows(known: list[dict], which: str) -> Iterator[Row]:
    return ((one, [prose(one["context"])]) for one in known if CONTEXTS[which](one))


def _safety_rows(known: list[dict], _which: str) -> Iterator[Row]:
    return ((one, [prose(one["safety"])]) for one in known if one["safety"])


def _errno_rows(known: list[dict], errno: str) -> Iterator[Row]:
    return ((one, [prose(failure["when"])]) for one in known for failure in one["failures"]
            if failure["errno"] == errno)


_ROWS = {"context": (("Name", "Context"), _context_rows),
         "safety": (("Name", "What the caller must guarantee"), _safety_rows),
         "errno": (("Name", "When"), _errno_rows)}


# In percent
_WIDTHS = {("Name", "Context"): (36, 64), ("Name", "What the caller must guarantee"): (36, 64),
           ("Name", "When"): (40, 60), ("C", "Here", "Rust for Linux"): (36, 28, 36),
           ("C function", "Called by", "Rust for Linux"): (30, 38, 32)}


def prose(text: str) -> list[nodes.Node]:
    """A text in which two grave accents surround code."""
    return [nodes.literal(text=part) if index % 2 else nodes.Text(part)
            for index, part in enumerate(text.split("``")) if part]


# Tables

class _Tables:
    """Makes the tables of one page."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self._app, self._docname = app, docname
        self._known = collected.contracts(app)
        self._headers = app.env.kernel_headers
        self._order = {group: index for index, group in enumerate(_groups(app.env))}

    def make(self, place: IndexTable) -> nodes.table:
        """The table that goes there."""
        if place["rows"] == "c_functions":
            return self._functions()
        if place["rows"] == "c_headers":
            return self._counterparts()
        heads, rows_of = _ROWS[place["rows"]]
        rows, shown = [], set()
        for contract, cells in rows_of(self._known, place["argument"]):
            # Overloads that say the same are one row.
            text = (contract["name"], *("".join(one.astext() for one in cell) for cell in cells))
            if text not in shown:
                shown.add(text)
                rows.append((self._group(contract["header"]),
                             [[self._link(contract)], *cells]))
        return self._table(heads, rows)

    def _functions(self) -> nodes.table:
        """C functions in the order of the alphabet."""
        callers: dict[str, dict[str, dict]] = defaultdict(dict)
        for contract in self._known:
            for called in contract["calls"]:
                callers[called].setdefault(contract["name"], contract)
        rows: list[tuple[str, list[list[nodes.Node]]]] = []
        for called in sorted(callers, key=lambda name: (name.lstrip("_"), name)):
            links: list[nodes.Node] = []
            for contract in callers[called].values():
                links += [nodes.Text(", ")] if links else []
                links.append(self._link(contract))
            headers = dict.fromkeys(one["header"] for one in callers[called].values())
            rust = next((self._headers[one]["rust"] for one in headers if one in self._headers), [])
            rows.append(("", [[nodes.literal(text=called)], links,
                              [node.deepcopy() for node in rust]]))
        return self._table(("C function", "Called by", "Rust for Linux"), rows)

    def _counterparts(self) -> nodes.table:
        """The headers with what they stand for."""
        rows = []
        for header, entry in sorted(self._headers.items()):
            link = make_refnode(self._app.builder, self._docname, entry["docname"], "",
                                nodes.literal(text=header.removeprefix("kernel/")))
            rows.append((self._group(header), [[node.deepcopy() for node in entry["c"]], [link],
                                               [node.deepcopy() for node in entry["rust"]]]))
        return self._table(("C", "Here", "Rust for Linux"), rows)

    def _group(self, header: str) -> str:
        return self._headers.get(header, {}).get("group") or ""

    def _link(self, contract: dict) -> nodes.Node:
        name = nodes.literal(text=contract["name"].removeprefix("kernel::").replace("< ", "<")
                             .replace(" >", ">"))
        place = self._app.env.domaindata["std"]["anonlabels"].get(contract["id"])
        if place is None:
            return name
        return make_refnode(self._app.builder, self._docname, *place[:2], name)

    def _table(self, heads: tuple[str, ...],
               rows: list[tuple[str, list[list[nodes.Node]]]]) -> nodes.table:
        body, last = [], ""
        for group, cells in sorted(rows, key=lambda row: self._order.get(row[0], len(self._order))):
            if group != last:
                title = nodes.entry("", nodes.paragraph(text=group), morecols=len(heads) - 1)
                body.append(nodes.row("", title, classes=["group"]))
                last = group
            body.append(_row(cells))
        columns = [nodes.colspec(colwidth=width) for width in _WIDTHS[heads]]
        head = nodes.thead("", _row([nodes.Text(head)] for head in heads))
        return nodes.table("", nodes.tgroup("", *columns, head, nodes.tbody("", *body),
                                            cols=len(heads)), classes=["index", "colwidths-given"])


def _groups(env: BuildEnvironment) -> list[str]:
    """The groups of headers, in the order of the table of contents."""
    pages = list(dict.fromkeys(page for included in env.toctree_includes.values()
                               for page in included))
    place = {page: index for index, page in enumerate(pages)}
    groups = env.kernel_headers_groups
    return sorted(groups, key=lambda group: place.get(groups[group], 0))


def _row(cells: Iterable[list[nodes.Node]]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells])


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    places = list(doctree.findall(IndexTable))
    if places:
        tables = _Tables(app, docname)
        for place in places:
            place.replace_self(tables.make(place))


# The pages with indexes are written again when what they show is on another page or in another
# group.

def _start(app: Sphinx, env: BuildEnvironment, _added: set, _changed: set, _removed: set) -> list:
    if not hasattr(env, "kernel_index_pages"):
        env.kernel_index_pages = set()
        env.kernel_index_shown = ""
    return []


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    env.kernel_index_pages.discard(docname)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set, other: BuildEnvironment) -> None:
    env.kernel_index_pages |= other.kernel_index_pages & set(docnames)


def _changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    labels = env.domaindata["std"]["anonlabels"]
    shown = repr([sorted(env.kernel_headers.items()), _groups(env),
                  [labels.get(one["id"]) for one in collected.contracts(app)]])
    if shown == env.kernel_index_shown:
        return []
    env.kernel_index_shown = shown
    return sorted(env.kernel_index_pages)


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_node(IndexTable)
    for name, directive in (("safety-index", SafetyIndex), ("context-index", ContextIndex),
                            ("errno-index", ErrnoIndex), ("c-index", CIndex)):
        app.add_directive(name, directive)
    app.add_js_file("filter.js")
    app.add_css_file("indexes.css")
    app.connect("env-get-outdated", _start)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _changed_pages)
    app.connect("doctree-resolved", _fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
