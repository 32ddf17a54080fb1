# SPDX-License-Identifier: GPL-2.0
"""Makes the pages valid where Breathe's are not.

Its paragraphs hold lists, code and other paragraphs, which HTML does not allow: browsers make the
best of it, readers of EPUB need not. The titles of its sections have the same anchor each time.
"""
from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx


def _is_block(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and not isinstance(
        node, (nodes.Inline, nodes.Invisible, nodes.image))


def _apart(paragraph: nodes.paragraph) -> list[nodes.Node]:
    """What is a block in a paragraph, and paragraphs of what stands between."""
    parts: list[nodes.Node] = []
    for child in paragraph.children:
        if _is_block(child):
            parts.append(child)
        elif parts and isinstance(parts[-1], nodes.paragraph) and parts[-1].get("rest"):
            parts[-1] += child
        elif child.astext().strip() or isinstance(child, nodes.Element):
            parts.append(nodes.paragraph("", "", child, rest=True, ids=paragraph["ids"]
                                         if not parts else [], classes=paragraph["classes"]))
    for part in parts:
        part.attributes.pop("rest", None)  # type: ignore[attr-defined]
    return parts


def _mend(_app: Sphinx, doctree: nodes.document) -> None:
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if any(_is_block(child) for child in paragraph.children):
            paragraph.replace_self(_apart(paragraph))
    for title in doctree.findall(nodes.rubric):
        title["ids"] = [one for one in title["ids"] if not one.startswith("breathe-section-title")]


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.connect("doctree-read", _mend, priority=450)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
