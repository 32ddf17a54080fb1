# SPDX-License-Identifier: GPL-2.0
"""What the reference needs beyond Breathe.

    .. kernel-header:: kernel/error.hpp      at the top of a header's page: how it is included, and
       :group: Errors                        what Rust for Linux and C have in its place
       :rust: :rust:`kernel::error <...>`
       :c: ``<linux/err.h>``

    .. kernel-headers:: Errors               the table of all headers of this group

Besides, every symbol gets an anchor that a person can read and type
(#kernel::Error::from_errno), and a public name that is on no page fails the build.
"""
from __future__ import annotations

import collected
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

logger = logging.getLogger(__name__)


class KernelHeader(SphinxDirective):
    """The directive `kernel-header`."""

    required_arguments = 1
    option_spec = {"group": directives.unchanged_required,
                   "rust": directives.unchanged_required, "c": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        header = self.arguments[0]
        cells, messages = {}, []
        for key in ("rust", "c"):
            cells[key], problems = self.state.inline_text(self.options.get(key, "\u2014"),
                                                          self.lineno)
            messages += problems
        self.env.kernel_headers[header] = {"docname": self.env.docname,
                                           "group": self.options.get("group"), **cells}
        self.env.note_dependency(str(collected.summary_path(self.env.app)))
        known = collected.summary(self.env.app)["headers"].get(header)
        if known is None:
            raise self.error(f"{header} is no public header")
        # Comments that name the header lead here.
        target = nodes.target("", "", ids=[known["id"]], names=[known["id"]])
        self.state.document.note_explicit_target(target)
        code = nodes.literal_block(text=f"#include <{header}>", language="cpp")
        fields = nodes.field_list(classes=["counterparts"])
        for key, name in (("rust", "In Rust for Linux"), ("c", "In C")):
            if key in self.options:
                fields += nodes.field("", nodes.field_name(text=name), nodes.field_body(
                    "", nodes.paragraph("", "", *[node.deepcopy() for node in cells[key]])))
        return [target, code, fields, *messages]


class HeadersTable(nodes.General, nodes.Element):
    """Where the table of headers goes; filled when all pages were read."""


class KernelHeaders(SphinxDirective):
    """The directive `kernel-headers`."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        self.env.kernel_headers_groups[self.arguments[0]] = self.env.docname
        return [HeadersTable(group=self.arguments[0])]


# The table of headers

def _start(app: Sphinx, env: BuildEnvironment, _added: set, _changed: set, _removed: set) -> list:
    if not hasattr(env, "kernel_headers"):
        env.kernel_headers = {}
        env.kernel_headers_groups = {}
        env.kernel_headers_shown = ""
    return []


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    env.kernel_headers = {header: entry for header, entry in env.kernel_headers.items()
                          if entry["docname"] != docname}
    env.kernel_headers_groups = {group: page for group, page in env.kernel_headers_groups.items()
                                 if page != docname}


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set, other: BuildEnvironment) -> None:
    env.kernel_headers.update({header: entry for header, entry in other.kernel_headers.items()
                               if entry["docname"] in docnames})
    env.kernel_headers_groups.update({group: page for group, page
                                      in other.kernel_headers_groups.items() if page in docnames})


def _headers_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages with the table are written again when the table changed."""
    shown = repr([sorted(env.kernel_headers.items()), collected.summary(app)["headers"]])
    if shown == env.kernel_headers_shown:
        return []
    env.kernel_headers_shown = shown
    return sorted(set(env.kernel_headers_groups.values()))


def _fill_table(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in list(doctree.findall(HeadersTable)):
        briefs = collected.summary(app)["headers"]
        heads = ("Header", "What it is", "Rust for Linux", "C")
        rows = [_row([nodes.Text(head)] for head in heads)]
        for header, entry in sorted(app.env.kernel_headers.items()):
            if entry["group"] != place["group"]:
                continue
            link = make_refnode(app.builder, docname, entry["docname"], "",
                                nodes.literal(text=header.removeprefix("kernel/")))
            rows.append(_row([[link], [nodes.Text(briefs.get(header, {}).get("brief", ""))],
                              *([node.deepcopy() for node in entry[key]]
                                for key in ("rust", "c"))]))
        group = nodes.tgroup("", *[nodes.colspec(colwidth=width) for width in (18, 40, 21, 21)],
                             nodes.thead("", rows[0]), nodes.tbody("", *rows[1:]), cols=4)
        place.replace_self(nodes.table("", group, classes=["headers"]))


def _row(cells: object) -> nodes.row:
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells])


# Anchors and the contents of a page

def _name_symbols(app: Sphinx, doctree: nodes.document) -> None:
    """Readable anchors before the mangled ones, and entries for the page's table of contents."""
    names = {}
    for symbol in app.env.domaindata["cpp"]["root_symbol"].get_all_symbols():
        if (symbol.declaration is not None and symbol.docname == app.env.docname
                and not symbol.declaration.objectType.endswith("Param")):
            names[symbol.declaration.get_newest_id()] = tuple(
                str(part) for part in symbol.get_full_nested_name().names)
    taken: set[str] = set()
    for group in list(doctree.findall(addnodes.desc)):
        # A group is shown under the heading that the page gives it.
        if group.get("objtype") == "group":
            group.replace_self(nodes.container("", *group[-1].children, classes=["comment"]))
    for signature in doctree.findall(addnodes.desc_signature):
        identity = next((one for one in signature["ids"] if one in names), None)
        if identity is not None:
            _name_symbol(signature, names[identity], taken)
        elif signature.parent.get("objtype") == "macro" and signature["ids"]:
            _list_symbol(signature, (signature["ids"][0].removeprefix("c."),))


def _name_symbol(signature: nodes.Element, parts: tuple[str, ...], taken: set[str]) -> None:
    # Of a literal's operator the quotation marks would need quoting in each link.
    name = anchor = "::".join(parts).replace(" ", "").replace('"', "")
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"{name}-{number}"
    taken.add(anchor)
    signature["ids"].insert(0, anchor)
    # Overloads share an entry. Constants, and members of specialisations about which nothing is
    # said, would only fill the list.
    plain = signature.parent["objtype"] == "var" or (
        len(parts) > 1 and parts[-2].endswith(">") and not signature.parent[-1].astext().strip())
    if number == 1 and not plain:
        _list_symbol(signature, parts)


def _list_symbol(signature: nodes.Element, parts: tuple[str, ...]) -> None:
    section = signature.parent.parent
    if isinstance(section, nodes.section) and section[0].astext() == parts[-1]:
        return  # the heading is there already
    signature["_toc_parts"] = parts
    signature["_toc_name"] = parts[-1]


# Nothing public is left out

def _check_complete(app: Sphinx, env: BuildEnvironment) -> None:
    labels = env.domaindata["std"]["anonlabels"]
    summary = collected.summary(app)
    for identity, place in summary["entities"].items():
        if identity not in labels:
            logger.warning("%s is on no page: add it to the page of its header in docs/reference",
                           place)
    for header in summary["headers"]:
        page = "reference/" + header.removeprefix("kernel/").removesuffix(".hpp")
        entry = env.kernel_headers.get(header, {})
        if entry.get("docname") != page:
            logger.warning("%s has no page: write docs/%s.rst with '.. kernel-header:: %s'",
                           header, page, header)
        elif entry["group"] not in env.kernel_headers_groups:
            logger.warning("%s: the group '%s' is in no table: known are %s", page, entry["group"],
                           ", ".join(env.kernel_headers_groups))
        elif page not in env.toctree_includes.get(
                env.kernel_headers_groups[entry["group"]], ()):
            logger.warning("%s is in another place of the table of contents than its group: add it "
                           "to docs/%s.rst", page, env.kernel_headers_groups[entry["group"]])


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_node(HeadersTable)
    app.add_directive("kernel-header", KernelHeader)
    app.add_directive("kernel-headers", KernelHeaders)
    app.connect("env-get-outdated", _start)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _headers_changed)
    app.connect("env-check-consistency", _check_complete)
    app.connect("doctree-resolved", _fill_table)
    # before Sphinx collects the contents of the page
    app.connect("doctree-read", _name_symbols, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
