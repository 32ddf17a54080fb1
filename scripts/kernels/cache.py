# SPDX-License-Identifier: GPL-2.0
"""Kernels that were built here, for every checkout of this user: built once, used by all.

They lie where the XDG base directories say, and are used in place, as a kernel's objects name
their own folder. Each has a lock, so that two who want the same one build it once. When one is
added, those go that were used longest ago, as far as there are too many; so do the sources that no
kernel is left for. Nothing that a day ago somebody used goes.
"""
from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path
from typing import Iterator

from common import cache
from common.files import locked

_KEEP = 6
_DAY = 24 * 3600
_SOURCE = "source"      # the file that names the tree which a kernel was built from
_KEY = "key"            # the file that says that it is whole, and when it was used


def sources() -> Path:
    """Where unpacked sources of kernels are."""
    return cache.folder() / "linux-source"


def place(name: str, key: str) -> Path:
    """The folder of the kernel `name` that was built from what `key` is a digest of."""
    return cache.folder() / "kernels" / f"{name}-{key[:16]}"


def is_whole(entry: Path, key: str) -> bool:
    """Whether the kernel in a folder is complete. It has been used now."""
    stamp = entry / _KEY
    with contextlib.suppress(OSError):
        if stamp.read_text(encoding="utf-8") == key:
            os.utime(stamp)
            return True
    return False


@contextlib.contextmanager
def being_built(entry: Path) -> Iterator[None]:
    """Nobody else builds it meanwhile."""
    with locked(entry.with_name(f"{entry.name}.lock"), f"building {entry.name}"):
        entry.mkdir(parents=True, exist_ok=True)
        yield


def finish(entry: Path, key: str, source: Path) -> None:
    """Says that a kernel is whole, and makes room."""
    (entry / _SOURCE).write_text(str(source), encoding="utf-8")
    (entry / _KEY).write_text(key, encoding="utf-8")
    _make_room()


def _make_room() -> None:
    now = time.time()
    stamps = sorted(cache.folder().glob(f"kernels/*/{_KEY}"), key=lambda one: -one.stat().st_mtime)
    for stamp in stamps[_KEEP:]:
        if now - stamp.stat().st_mtime > _DAY:
            stamp.unlink()
            shutil.rmtree(stamp.parent, ignore_errors=True)
    used = {path.read_text(encoding="utf-8")
            for path in cache.folder().glob(f"kernels/*/{_SOURCE}")}
    for tree in sources().glob("*_*"):
        # One that was just unpacked is not named yet.
        if tree.is_dir() and str(tree) not in used and now - tree.stat().st_mtime > _DAY:
            shutil.rmtree(tree, ignore_errors=True)
