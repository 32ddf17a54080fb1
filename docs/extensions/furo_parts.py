# SPDX-License-Identifier: GPL-2.0
"""Makes the parts whole that Debian's furo leaves to others.

Its script begins with an `import`, which no browser takes in a script that is no module: without
this nothing of it runs, neither the switch between light and dark nor the marks in the contents.
It decodes the anchors of these, and stops at one like `kernel::Delta::operator%`.
Its style sheet (Debian 12) imports another one by an address of Debian's web server. Both must
also be right in a page that is opened as a file.
"""
from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

_NORMALIZE = Path("/usr/share/javascript/normalize.css/normalize.css")


def whole_script(script: str, gumshoe: str) -> str:
    """Furo's script with the one that it imports before it, which defines `Gumshoe`."""
    own, count = re.subn(r'^import (\* as )?Gumshoe from "[^"]*";\n', "", script)
    return _with_percent_signs(gumshoe) + own if count else script


def _with_percent_signs(gumshoe: str) -> str:
    return gumshoe.replace("decodeURIComponent(item.hash.substr(1))",
                           'decodeURIComponent(item.hash.substr(1).replace(/%(?![0-9a-f]{2})/gi, '
                           '"%25"))')


def whole_sheet(sheet: str, normalize: str) -> str:
    """Furo's style sheet with the one that it imports in its place."""
    return re.sub(r"^@import url\(/javascript/normalize\.css/normalize\.css\);",
                  lambda _: normalize, sheet)


def _mend(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name != "html":
        return      # an EPUB has another theme
    static = Path(app.outdir) / "_static"
    script, gumshoe = static / "scripts/furo.js", static / "scripts/gumshoe-patched.js"
    if gumshoe.is_file():
        script.write_text(whole_script(script.read_text(encoding="utf-8"),
                                       gumshoe.read_text(encoding="utf-8")), encoding="utf-8")
    sheet = static / "styles/furo.css"
    if _NORMALIZE.is_file():
        sheet.write_text(whole_sheet(sheet.read_text(encoding="utf-8"),
                                     _NORMALIZE.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.connect("build-finished", _mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
