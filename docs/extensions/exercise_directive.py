# SPDX-License-Identifier: GPL-2.0
"""Exercises, which are begun and checked by commands.

    .. exercise:: squares

The command that begins it. Its solution is the folder <page>/squares; scripts/exercises makes of
that what a learner gets, and lines that begin with `//!` tell how. They are on no page.
"""
from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

_MARK = re.compile(r"^[ \t]*//!.*\n?", re.MULTILINE)


class ExerciseDirective(SphinxDirective):
    """The directive `exercise`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        page = Path(self.env.doc2path(self.env.docname))
        if not (page.with_suffix("") / name / "Kbuild").is_file():
            raise self.error(f"there is no solution {page.stem}/{name}: write one, or correct the "
                             "name")
        command = f"$ make exercise NAME={name}"
        return [nodes.literal_block(command, command, language="console")]


class WithoutMarks(SphinxTransform):
    """Takes the lines away that are not for readers, from the sources that pages include."""

    default_priority = 200

    def apply(self, **_kwargs: object) -> None:
        """Called by docutils."""
        for block in self.document.findall(nodes.literal_block):
            text = block.astext()
            if "source" in block and (shown := _MARK.sub("", text)) != text:
                block.rawsource = shown
                block[:] = [nodes.Text(shown)]


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_directive("exercise", ExerciseDirective)
    app.add_transform(WithoutMarks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
