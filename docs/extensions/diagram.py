# SPDX-License-Identifier: GPL-2.0
"""Pictures of boxes and arrows, drawn while the page is read (see drawing.py).

    .. diagram:: layers

       What is written here stands under the picture.

docs/diagrams/layers.toml describes it. The SVG becomes a part of the page, so that its colours
follow the theme, and its words can be marked, copied and found as all others.
"""
from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import drawing

_FOLDER = "diagrams"


class Picture(nodes.General, nodes.Element):
    """The SVG; `text` says the same to those who read no pictures."""


class Diagram(SphinxDirective):
    """The directive `diagram`."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        relative, path = self.env.relfn2path(f"/{_FOLDER}/{name}.toml")
        self.env.note_dependency(relative)
        try:
            picture = drawing.read(Path(path).read_text(encoding="utf-8"))
        except OSError:
            raise self.error(f"there is no drawing docs/{relative}")
        except drawing.DrawingError as error:
            raise self.error(f"docs/{relative}: {error}")
        figure = nodes.figure("", Picture(
            title=picture.title, text=f"{picture.title}: {' '.join(picture.text.split())}",
            svg=drawing.draw(picture, f"diagram-{name}")), classes=["diagram"])
        if self.content:
            figure += caption(self)
        return [figure]


def caption(directive: SphinxDirective) -> nodes.caption:
    """The content of a directive, as what stands under its picture."""
    holder = nodes.Element()
    directive.state.nested_parse(directive.content, directive.content_offset, holder)
    found = nodes.caption("", "", *[child for one in holder.children for child in one.children])
    found.source, found.line = directive.get_source_info()
    return found


def _html(writer: nodes.NodeVisitor, node: Picture) -> None:
    # On a narrow screen it is scrolled, with the keyboard too.
    writer.body.append(f'<div class="scrolled" role="region" tabindex="0" '
                       f'aria-label="{writer.attval(node["title"])}">\n{node["svg"]}</div>\n')
    raise nodes.SkipNode


def _words(writer: nodes.NodeVisitor, node: Picture) -> None:
    node.append(nodes.paragraph(text=node["text"]))


def _nothing(writer: nodes.NodeVisitor, node: Picture) -> None:
    """The words are the node's child, which is written by itself."""


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_node(Picture, html=(_html, None), text=(_words, _nothing), latex=(_words, _nothing))
    app.add_directive("diagram", Diagram)
    app.add_css_file("diagram.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
