# SPDX-License-Identifier: GPL-2.0
"""The tables of measured costs, from the file that `scripts/bench.py --update-docs` writes.

    .. bench-table:: bench.json
       :unit: instructions

One table for each kernel, with the rows of this unit.
"""
from __future__ import annotations

import json
import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class BenchTable(SphinxDirective):
    """The directive `bench-table`."""

    required_arguments = 1
    option_spec = {"unit": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        relative, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        unit = self.options.get("unit", "instructions")
        try:
            rows = json.loads(Path(path).read_text(encoding="utf-8"))
            rows = [row for row in rows if row.get("unit", "instructions") == unit]
            kernels = list(dict.fromkeys(row["kernel"] for row in rows))
            lines = [line for kernel in reversed(kernels)
                     for line in _table(kernel, [row for row in rows if row["kernel"] == kernel])]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise self.error(f"{relative} is no list of costs ({error!r}): write it with "
                             "scripts/bench.py --update-docs")
        holder = nodes.Element()
        self.state.nested_parse(StringList(lines, relative), 0, holder)
        return holder.children


def _table(kernel: str, rows: list[dict]) -> list[str]:
    lines = [f".. list-table:: {kernel}", "   :header-rows: 1", "   :class: numbers", ""]
    cells = [["Operation", "C", "C++", "Ratio"]]
    cells += [[_literal(row["name"]), f"{row['c']:,}", f"{row['cxx']:,}", f"{row['ratio']:.2f}"]
              for row in rows]
    for row in cells:
        lines += [f"   {' ' if index else '*'} - {cell}" for index, cell in enumerate(row)]
    return [*lines, ""]


def _literal(text: str) -> str:
    """A name may hold what reStructuredText takes for markup."""
    return re.sub(r"([\\*`|_<])", r"\\\1", text)


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_directive("bench-table", BenchTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
