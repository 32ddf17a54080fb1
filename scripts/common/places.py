# SPDX-License-Identifier: GPL-2.0
"""Folders of the user's in which something new begins: nothing of theirs is ever overwritten."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Mapping

from common.program import Failure


def check_place(folder: Path) -> None:
    """Refuses a place that holds something already, or where Kbuild cannot work."""
    if re.search(r"[\s:]", str(folder)):
        raise Failure(f"'{folder}' contains a space or a colon, which the kernel's Kbuild refuses: "
                      "choose another DIR")
    if folder.exists() and not folder.is_dir():
        raise Failure(f"{folder} is a file: choose another DIR")
    if folder.is_dir() and any(folder.iterdir()):
        raise Failure(f"{folder} is not empty: choose another DIR")


def begin(folder: Path, files: Mapping[str, str]) -> None:
    """Writes the first files of a place that was checked."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"cannot write {error.filename}: {error.strerror}") from None
