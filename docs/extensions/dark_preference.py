# SPDX-License-Identifier: GPL-2.0
"""The dark colours for readers whose system prefers them.

Debian builds furo with a compiler that drops these rules where they stand in a second media query:
without this, only code is dark. The colours are those that furo has for the dark theme.
"""
from __future__ import annotations

import re
from pathlib import Path

import furo
from sphinx.application import Sphinx

_SHEET = Path(furo.__file__).parent / "theme/furo/static/styles/furo.css"
_NAME = "dark_preference.css"


def rules(sheet: str) -> str:
    """The style sheet, made from furo's; empty when that has what is missing."""
    if "prefers-color-scheme" in sheet:
        return ""
    dark = re.search(r'body\[data-theme="?dark"?\]\s*\{([^}]*)\}', sheet)
    colours = dark[1].strip() if dark else ""
    return ("@media screen and (prefers-color-scheme: dark) {\n"
            f'body:not([data-theme="light"]) {{ {colours} }}\n}}\n') if colours else ""


def _write(app: Sphinx, error: Exception | None) -> None:
    if not error and app.builder.name == "html":
        (Path(app.outdir) / "_static" / _NAME).write_text(
            rules(_SHEET.read_text(encoding="utf-8")), encoding="utf-8")


def _use(app: Sphinx) -> None:
    # A book has no colours of furo.
    if app.builder.name == "html":
        app.add_css_file(_NAME)


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.connect("builder-inited", _use)
    app.connect("build-finished", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
