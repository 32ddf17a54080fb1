# SPDX-License-Identifier: GPL-2.0
"""The folder that all checkouts share."""
from __future__ import annotations

from pathlib import Path

import pytest
from common import cache
from common.project import BUILD


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUILD_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.folder() == tmp_path / "cpp-for-linux"
    for refused in (str(tmp_path / "a b"), str(tmp_path / "a:b"), "relative", "/dev/null"):
        monkeypatch.setenv("XDG_CACHE_HOME", refused)
        assert cache.folder() == BUILD / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.folder() == tmp_path / ".cache/cpp-for-linux"
