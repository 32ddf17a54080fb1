# SPDX-License-Identifier: GPL-2.0
"""The files to carry along are the same whenever and wherever they are made."""
from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import offline_docs

NOON = 1_700_000_000


def made(folder: Path, files: dict[str, bytes]) -> Path:
    """A zip file made by somebody else: in this order, at this moment."""
    folder.mkdir()
    with zipfile.ZipFile(folder / "book.epub", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return folder / "book.epub"


def test_book_is_sorted_with_its_type_first(tmp_path: Path) -> None:
    book = made(tmp_path / "one", {"b.xhtml": b"b", "a.xhtml": b"a", "mimetype": b"m"})
    target = tmp_path / "book.epub"
    offline_docs.write_zip(target, offline_docs.sorted_again(book), NOON)
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["mimetype", "a.xhtml", "b.xhtml"]
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    assert target.read_bytes()[30:39] == b"mimetypem"


def test_same_pages_make_the_same_file(tmp_path: Path) -> None:
    results = []
    for number, names in enumerate((("b.html", "a/c.css"), ("a/c.css", "b.html"))):
        folder = tmp_path / str(number)
        for name in (*names, ".buildinfo"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
            os.utime(folder / name, (NOON + number, time.time()))
            (folder / name).chmod(0o600 + number * 0o44)
        offline_docs.write_zip(folder / "site.zip", offline_docs.pages(folder), NOON)
        with zipfile.ZipFile(folder / "site.zip") as archive:
            assert archive.namelist() == ["cpp-for-linux/a/c.css", "cpp-for-linux/b.html"]
        results.append((folder / "site.zip").read_bytes())
    assert results[0] == results[1]


def test_times_before_1980(tmp_path: Path) -> None:
    offline_docs.write_zip(tmp_path / "old.zip", {"a": b""}, 0)
    with zipfile.ZipFile(tmp_path / "old.zip") as archive:
        assert archive.getinfo("a").date_time[0] == 1980
