# SPDX-License-Identifier: GPL-2.0
"""The folder for what all checkouts of this user share."""
from __future__ import annotations

import os
import re
from pathlib import Path

from common.project import BUILD


def folder() -> Path:
    """Where the XDG base directories say; below build/ if no kernel could be built there."""
    above = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    path = Path(above) / "cpp-for-linux"
    # BUILD_DIR: the tests work in a scratch folder.
    if os.environ.get("BUILD_DIR") or not path.is_absolute() or re.search(r"[\s:]", str(path)) \
            or not _can_be_made(path):
        return BUILD / "cache"
    return path


def _can_be_made(path: Path) -> bool:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(path, os.W_OK)
