# SPDX-License-Identifier: GPL-2.0
"""How the pages are laid out, printed, and used with the keyboard.

docs/templates adds to furo's what its older releases lack.
"""
from __future__ import annotations

from pathlib import Path

import furo
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
_PAGE = Path(furo.__file__).parent / "theme/furo/page.html"
# Newer releases of furo have a link of their own.
_ADD_SKIP_LINK = "skip-to-content" not in _PAGE.read_text(encoding="utf-8")


def _use_templates(_app: Sphinx, config: Config) -> None:
    config.templates_path.append(str(_TEMPLATES))


def _context(app: Sphinx, _page: str, _template: str, context: dict,
             _doctree: nodes.document | None) -> None:
    # A book has no contents beside the text.
    context["add_skip_link"] = _ADD_SKIP_LINK and app.builder.name == "html"


def _use_sheets(app: Sphinx) -> None:
    if app.builder.name == "html":
        for name in ("layout.css", "keyboard.css", "print.css"):
            app.add_css_file(name)
        for name in ("keyboard.js", "print.js"):
            app.add_js_file(name)


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.connect("builder-inited", _use_sheets)
    app.connect("config-inited", _use_templates)
    app.connect("html-page-context", _context)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
