# SPDX-License-Identifier: GPL-2.0
"""A part of a page that is folded until the reader opens it.

    .. solution:: Optional other title

       Text, code, anything.
"""
from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.locale import _


class Solution(nodes.General, nodes.Element):
    """The folded part; its first child is the title."""


class SolutionTitle(nodes.Part, nodes.TextElement):
    """What is seen of it while it is folded."""


class SolutionDirective(Directive):
    """The directive `solution`."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        title = self.arguments[0] if self.arguments else _("Solution")
        texts, messages = self.state.inline_text(title, self.lineno)
        solution = Solution("", SolutionTitle(title, "", *texts))
        self.state.nested_parse(self.content, self.content_offset, solution)
        return [solution, *messages]


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    def open_and_close(start: str, end: str) -> tuple:
        return (lambda writer, node: writer.body.append(start),
                lambda writer, node: writer.body.append(end))

    def nothing(writer: object, node: nodes.Node) -> None:
        """Writers without folding show the text."""

    app.add_node(Solution, html=open_and_close('<details class="solution">\n', "</details>\n"),
                 text=(nothing, nothing), latex=(nothing, nothing))
    app.add_node(SolutionTitle, html=open_and_close("<summary>", "</summary>\n"),
                 text=(nothing, nothing), latex=(nothing, nothing))
    app.add_directive("solution", SolutionDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
