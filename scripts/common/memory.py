# SPDX-License-Identifier: GPL-2.0
"""What programs said of files, remembered for all checkouts until a file that they read changes.

An answer is found by the words of the question, the content of every file that it came from, and
the programs that gave it. Where a checkout lies does not matter. Of the bindings, only what these
files use of them counts, so that a header more for other files does not make all be asked again.
"""
from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import shutil
import sys
import zlib
from pathlib import Path
from typing import Any, Callable, Iterable

from common import cache, slices
from common.code import mentions, of_text
from common.files import write_whole
from common.project import BUILD, ROOT

_MOST = 40              # answers in each of 256 folders of a topic; a few kilobytes each
# What a compiler reads of its environment, and how much the build shows
_ENVIRONMENT = re.compile(r"CPATH|GCC_\w+|COMPILER_PATH|\w*_INCLUDE_PATH|KBUILD_VERBOSE|LANGUAGE")
_HERE = f"{ROOT}/"
_ANYWHERE = "<checkout>/"
# They are told which files an answer came from.
readers: list[Callable[[Iterable[str]], None]] = []


@functools.lru_cache(maxsize=None)
def _digest_of(path: str, _time: int, _size: int) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _digest(path: str) -> str:
    try:
        state = os.stat(path)
        return _digest_of(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return "missing"


def identity(program: str) -> str:
    """What changes when a program is another one."""
    found = os.path.realpath(shutil.which(program) or program)
    with contextlib.suppress(OSError):
        state = os.stat(found)
        return f"{found} {state.st_size} {state.st_mtime_ns}"
    return found


def dependencies(listing: Path, folder: Path) -> list[str]:
    """The files that a compiler in a folder says it has read (-MD), if it said so."""
    try:
        text = listing.read_text(encoding="utf-8")
    except OSError:
        return []
    words = text.replace("\\\n", " ").partition(": ")[2].split()
    return [os.path.normpath(folder / word) for word in words]


def _tell(files: Iterable[str]) -> None:
    for reader in readers:
        reader(files)


class Memory:
    """The answers of one topic; `files` are what all of them depend on."""

    def __init__(self, topic: str | Path, programs: Iterable[str] = (),
                 files: Iterable[Path] = (), most: int = _MOST) -> None:
        self._folder = cache.folder() / "answers" / topic
        self._most = most
        self._files = [str(path) for path in files]
        self._headers: dict[str, list[str]] = {}
        for folder in ("include", "runtime", "helpers"):
            for path in sorted((ROOT / "kernel_support" / folder).rglob("*")):
                self._headers.setdefault(path.name, []).append(str(path))
        self._basis = [*map(identity, programs), *map(_digest, self._files),
                       *sorted(f"{key}={value}" for key, value in os.environ.items()
                               if _ENVIRONMENT.fullmatch(key))]

    def _place(self, words: Iterable[str]) -> Path:
        text = "\0".join([*self._basis, *words]).replace(_HERE, _ANYWHERE)
        name = hashlib.sha256(text.encode()).hexdigest()
        return self._folder / name[:2] / name[2:]

    def recall(self, words: Iterable[str]) -> Any | None:
        """The answer to the same question, if nothing has changed since."""
        words = list(words)
        place = self._place(words)
        try:
            text = zlib.decompress(place.read_bytes()).decode()
            entry = json.loads(text.replace(_ANYWHERE, _HERE))
        except (OSError, ValueError, zlib.error):
            return None
        if any(_digest(path) != known for path, known in entry["files"].items()):
            return None
        if self._context(words, entry["files"], entry["bindings"]) != entry["context"]:
            return None
        _tell([*entry["files"], *entry["bindings"], *self._files])
        with contextlib.suppress(OSError):
            os.utime(place)
        return entry["answer"]

    def keep(self, words: Iterable[str], files: Iterable[str], answer: Any, begun: int) -> None:
        """Remembers an answer that came from these files; it can be anything that JSON takes.

        It does not if one of them was changed since the program began, at a time in nanoseconds.
        """
        words, files = list(words), list(files)
        bindings = [path for path in files if slices.is_bindings(path)]
        entry = {"files": {path: _digest(path) for path in files if path not in bindings},
                 "bindings": bindings, "answer": answer}
        _tell([*files, *self._files])
        if any(_time_of(path) >= begun for path in files):
            return
        entry["context"] = self._context(words, entry["files"], bindings)
        text = json.dumps(entry, ensure_ascii=False).replace(_HERE, _ANYWHERE)
        place = self._place(words)
        with contextlib.suppress(OSError):  # a full disk: then nothing is remembered
            write_whole(place, zlib.compress(text.encode()))
            _forget_oldest(place.parent, self._most)

    def _context(self, words: Iterable[str], files: Iterable[str],
                 bindings: Iterable[str]) -> str:
        """What else an answer depends on than the content of files.

        A compiler does not say where it looked for a header in vain, so all that there are of a
        name count.
        """
        sources = [path for path in files if not is_of_kernel(path)]
        users = [*map(mentions, sources),
                 *(of_text(word.replace(_HERE, _ANYWHERE)) for word in words)]
        included = {name for one in users for name in one.included}
        found = [path for name in sorted(included) for path in self._headers.get(name, ())]
        parts = [*found, *(slices.digest(path, users) for path in bindings)]
        text = "\0".join(parts).replace(_HERE, _ANYWHERE)
        return hashlib.sha256(text.encode()).hexdigest()


def is_of_kernel(path: str) -> bool:
    """Whether a file belongs to a kernel, which knows nothing of ours."""
    return path.startswith(tuple(f"{above / name}/" for above in (BUILD, cache.folder())
                                 for name in ("kernels", "linux-source")))


def _time_of(path: str) -> int:
    """When a file was changed; one that is not there could come at any time."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return sys.maxsize


def _forget_oldest(folder: Path, most: int) -> None:
    known = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime_ns)
    for entry in known[:-most]:
        Path(entry.path).unlink(missing_ok=True)
