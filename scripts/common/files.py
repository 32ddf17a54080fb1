# SPDX-License-Identifier: GPL-2.0
"""Files that several runs share: locks, whole writes, room on the disk."""
from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from pathlib import Path
from typing import Iterator

from common.program import Failure, say
from common.project import path_words


@contextlib.contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Holds the lock file `path`; says what it waits for when another run holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  waiting for another run to finish {what}")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_whole(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Writes a file so that nobody ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def write_if_changed(path: Path, content: str) -> None:
    """Leaves the time stamp alone when nothing changed, so that make stays quiet."""
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        write_whole(path, content)


def need_disk(folder: Path, wanted: int) -> None:
    """Refuses early instead of failing in the middle."""
    folder.mkdir(parents=True, exist_ok=True)
    status = os.statvfs(folder)
    free = status.f_bavail * status.f_frsize
    if free < wanted:
        raise Failure(f"{path_words(folder)} needs {wanted // 1_000_000} MB of free disk, "
                      f"{free // 1_000_000} MB are left: make room and run again")
