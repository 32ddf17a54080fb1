# SPDX-License-Identifier: GPL-2.0
"""Links from elsewhere stay good: an anchor of a public name that was published never disappears.

docs/reference/anchors.txt has them all. The build fails when one is gone that stands there;
`scripts/build_docs.py --accept-anchors` writes the file anew.
"""
from __future__ import annotations

import os
import re
from pathlib import Path

from public_names import names_of
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)
_FILE = "reference/anchors.txt"
# Of overloads only the first has an anchor that does not depend on their order; a conversion to a
# type is spelled as each release of Doxygen does.
_LOOSE = re.compile(r"-\d+$|::operator(?!bool$|_)\w")


def anchors(env: BuildEnvironment) -> list[str]:
    """The anchors of all names, sorted."""
    return sorted({f"{name.page}.html#{name.anchor}" for name in names_of(env).all
                   if not _LOOSE.search(name.anchor)})


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    path = Path(app.srcdir, _FILE)
    now = anchors(env)
    if os.environ.get("ACCEPT_ANCHORS") == "1":   # scripts/build_docs.py says so
        path.write_text("".join(f"{anchor}\n" for anchor in now), encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    if not before:
        logger.warning("docs/%s is missing: write it with scripts/build_docs.py --accept-anchors",
                       _FILE)
    for anchor in sorted({*before} - {*now}):
        logger.warning("%s is gone, and links to it are broken: give the name its place back, or "
                       "run scripts/build_docs.py --accept-anchors", anchor)


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    app.setup_extension("public_names")
    # Each build says so, also one in which no page has changed.
    app.connect("env-updated", _check, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
