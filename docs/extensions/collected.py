# SPDX-License-Identifier: GPL-2.0
"""What doxygen_xml.py and contracts.py found in the headers; scripts/build_docs.py wrote it."""
from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx


def _path(app: Sphinx, name: str) -> Path:
    return Path(app.config.breathe_projects[app.config.breathe_default_project], name)


def summary_path(app: Sphinx) -> Path:
    """The file of the summary, for pages that depend on it."""
    return _path(app, "summary.json")


def summary(app: Sphinx) -> dict:
    """What doxygen_xml.Summary has, without the contracts."""
    return json.loads(summary_path(app).read_text(encoding="utf-8"))


def contracts_path(app: Sphinx) -> Path:
    """The file of the contracts, for pages that depend on it."""
    return _path(app, "contracts.json")


def contracts(app: Sphinx) -> list[dict]:
    """All of contracts.Contract, in the order of headers and lines."""
    return json.loads(contracts_path(app).read_text(encoding="utf-8"))
