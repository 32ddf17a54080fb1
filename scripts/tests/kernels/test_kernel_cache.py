# SPDX-License-Identifier: GPL-2.0
"""Kernels that are built once for all checkouts."""
from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from common import cache
from kernels import cache as kernel_cache


@pytest.fixture(name="cache")
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("BUILD_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return cache.folder()


def added(name: str, source: Path, days: float = 0) -> Path:
    """A kernel that was used so many days ago."""
    entry = kernel_cache.place(name, "0123456789abcdef" * 4)
    with kernel_cache.being_built(entry):
        (entry / "objects").mkdir()
        kernel_cache.finish(entry, "0123456789abcdef" * 4, source)
    used = time.time() - days * 24 * 3600
    os.utime(entry / "key", (used, used))
    return entry


def source(name: str, days: float = 0) -> Path:
    """An unpacked source."""
    tree = kernel_cache.sources() / name
    tree.mkdir(parents=True)
    used = time.time() - days * 24 * 3600
    os.utime(tree, (used, used))
    return tree


def test_only_what_is_whole_counts(cache: Path) -> None:
    assert cache.is_dir()
    entry = added("one", source("linux_1"))
    key = "0123456789abcdef" * 4
    assert kernel_cache.is_whole(entry, key) and not kernel_cache.is_whole(entry, key[::-1])
    (entry / "key").unlink()
    assert not kernel_cache.is_whole(entry, key)


def test_makes_room(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_cache, "_KEEP", 2)
    new = source("linux_2")
    for name, days in (("a", 5), ("b", 4)):
        added(name, source(f"linux_{name}"), days)
    added("c", new)
    for tree in ("linux_a", "linux_b", "linux_2"):
        os.utime(kernel_cache.sources() / tree, (0, 0))
    unused, just_unpacked = source("linux_3", days=9), source("linux_4")
    added("d", new)
    assert {path.parent.name[0] for path in cache.glob("kernels/*/key")} == {"c", "d"}
    left = {path.name for path in kernel_cache.sources().iterdir()}
    assert left == {new.name, just_unpacked.name}
    assert not unused.exists()


def test_nothing_goes_that_is_in_use(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_cache, "_KEEP", 1)
    tree = source("linux_1")
    for name in "abc":
        added(name, tree)
    assert len(list(cache.glob("kernels/*/key"))) == 3
