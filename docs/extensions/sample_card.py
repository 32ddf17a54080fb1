# SPDX-License-Identifier: GPL-2.0
"""Cards of the samples: what each teaches, what it uses, where it runs (see samples.py).

    .. sample-card:: 05_nova_drm    at the top of its chapter
    .. sample-cards::               all of them, small, for the page that leads to the chapters
"""
from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import collected
import samples
from solution import Solution, SolutionTitle

_MOST = 16      # names that are shown at once


class _Cards(SphinxDirective):
    """What both have in common."""

    def read(self, folder: Path, names: dict[str, samples.Name]) -> samples.Sample:
        """A sample, on which the page depends from now on."""
        for path in (*samples.sources(folder), self.root / ".ci/run"):
            self.env.note_dependency(str(path))
        try:
            return samples.read(folder, names)
        except (samples.Mistake, OSError) as mistake:
            raise self.error(str(mistake))

    def names(self) -> dict[str, samples.Name]:
        """Those of the reference."""
        self.env.note_dependency(str(collected.summary_path(self.env.app)))
        return samples.public_names(collected.summary(self.env.app))

    @property
    def root(self) -> Path:
        """The checkout."""
        return Path(self.env.srcdir).parent


class SampleCard(_Cards):
    """The directive `sample-card`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        folder = self.root / "samples" / self.arguments[0]
        if not folder.is_dir():
            raise self.error(f"there is no samples/{self.arguments[0]}")
        sample = self.read(folder, self.names())
        total = sum(sample.lines.values())
        code = nodes.paragraph("", f"{total} lines: ")
        for number, (name, count) in enumerate(sample.lines.items()):
            code += [nodes.Text(", " * bool(number)), nodes.literal(text=name),
                     *[nodes.Text(f" {count}")] * (len(sample.lines) > 1)]
        rows = [("Teaches", _sentence(sample)),
                ("Level", nodes.paragraph(text=sample.level)),
                ("Run it", nodes.paragraph("", "", nodes.literal(text=sample.command))),
                ("Code", code),
                ("Uses", self._uses(sample.uses))]
        if sample.needs:
            rows.append(("Needs", _literals(sample.needs)))
        verified = _literals(sample.kernels)
        verified += nodes.Text(", at every change")
        rows.append(("Verified on", verified))
        return [nodes.field_list("", *[nodes.field("", nodes.field_name(text=head),
                                                   nodes.field_body("", body))
                                       for head, body in rows], classes=["sample-card"])]

    def _uses(self, names: tuple[samples.Name, ...]) -> nodes.Node:
        """Links to the names; many of them would push the chapter off the screen."""
        links = nodes.paragraph("", "", *_joined(map(self._link, names)))
        if len(names) <= _MOST:
            return links
        title = f"{len(names)} names of the reference"
        return Solution("", SolutionTitle(title, title), links)

    def _link(self, name: samples.Name) -> nodes.Node:
        return addnodes.pending_xref(
            "", nodes.literal(text=name.short), reftype="ref", refdomain="std", refexplicit=True,
            reftarget=name.identity, refdoc=self.env.docname, refwarn=True)


class SampleCards(_Cards):
    """The directive `sample-cards`."""

    def run(self) -> list[nodes.Node]:
        names = self.names()
        cards = nodes.bullet_list(classes=["sample-cards"])
        for folder in samples.folders(self.root):
            sample = self.read(folder, names)
            link = addnodes.pending_xref(
                "", nodes.inline(text=f"{int(sample.number)}. {sample.title}"), reftype="doc",
                refdomain="std", refexplicit=True, reftarget=f"/tutorial/{sample.name}",
                refdoc=self.env.docname, refwarn=True)
            cards += nodes.list_item(
                "", nodes.paragraph("", "", link, classes=["title"]),
                _sentence(sample),
                nodes.paragraph("", "", nodes.Text(
                    f"{sample.level}, {sum(sample.lines.values())} lines: "),
                    nodes.literal(text=sample.command), classes=["facts"]))
        return [cards]


def _sentence(sample: samples.Sample) -> nodes.paragraph:
    """What it teaches; README.md has its words in Markdown, where `this` is code."""
    words = f"{sample.teaches[0].upper()}{sample.teaches[1:]}."
    return nodes.paragraph("", "", *[nodes.literal(text=part) if number % 2 else nodes.Text(part)
                                     for number, part in enumerate(words.split("`"))])


def _literals(words: tuple[str, ...]) -> nodes.paragraph:
    return nodes.paragraph("", "", *_joined(nodes.literal(text=word) for word in words))


def _joined(pieces: object) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for piece in pieces:
        found += [nodes.Text(", ")] * bool(found) + [piece]
    return found


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.add_directive("sample-card", SampleCard)
    app.add_directive("sample-cards", SampleCards)
    app.add_css_file("sample_card.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
