# SPDX-License-Identifier: GPL-2.0
"""What an EPUB needs beyond the pages: a version, which is the day of the last commit."""
from __future__ import annotations

import os
import time

from sphinx.application import Sphinx


def _say_version(app: Sphinx) -> None:
    if app.builder.name == "epub":
        # As a setting in conf.py it would have Sphinx read all pages again.
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
        app.config.version = time.strftime("%Y-%m-%d", time.gmtime(seconds))


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    # before Sphinx asks for a version
    app.connect("builder-inited", _say_version, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
