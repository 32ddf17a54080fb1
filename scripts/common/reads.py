# SPDX-License-Identifier: GPL-2.0
"""Which files of the checkout are read: by this program, by those that it starts, by compilers.

Paths are relative to the checkout. One that ends in / is a folder of which the names were read, one
that ends in /** all that is below it, and ** is everything.
"""
from __future__ import annotations

import ast
import atexit
import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable, Iterator

from common import memory
from common.project import BUILD, ROOT

ALL = "**"
# The file to which programs of ours add what they have read
VARIABLE = "CPP_READS"
# What each build of a module reads, but for what compilers note
BUILDS = frozenset({"kernel_support/*.mk", "kernel_support/bindings/**", "kernel_support/lto/**",
                    "kernel_support/checks/**", "kernel_support/runtime/**"})
_HERE = f"{ROOT}/"
_MADE = f"{BUILD}/"
_IMPORTED_FROM = (ROOT / "scripts", ROOT / "docs/extensions", ROOT / "kernel_support/bindings",
                  ROOT / "scripts/tests")
_NOTED = re.compile(rf"{re.escape(_HERE)}[^\s\\:]+")
_EVENTS = {"open", "os.listdir", "os.scandir", "subprocess.Popen"}


class Recorder:
    """What is read between begin() and end(), by name."""

    def __init__(self) -> None:
        self.reads: dict[str, set[str]] = {}
        self._now: set[str] | None = None
        self._built: set[Path] = set()
        sys.addaudithook(self._hook)
        memory.readers.append(self.add)

    def begin(self, name: str) -> None:
        """From now on it is read for this."""
        self._now = self.reads.setdefault(name, set())

    def end(self) -> None:
        """Nothing more is read for it."""
        if self._now is not None:
            for objects in self._built:
                self._now |= built_from(objects) | BUILDS
        self._now = None
        self._built.clear()

    def add(self, paths: Iterable[str]) -> None:
        """These were read."""
        if self._now is not None:
            self._now |= {path.removeprefix(_HERE) or "/" for path in paths if _is_ours(path)}

    def add_known(self, reads: Iterable[str]) -> None:
        """Another recorder has these."""
        if self._now is not None:
            self._now |= set(reads)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._now is None or event not in _EVENTS:
            return
        if event == "subprocess.Popen":
            self._started(arguments[1], arguments[2])
            return
        path = arguments[0]
        if not isinstance(path, (str, os.PathLike)):
            return
        path = os.path.abspath(os.fspath(path))
        if event != "open":
            self.add([f"{path}/"])
        elif path.endswith("/.stamp.json"):
            self._built.add(Path(path).parent)
        else:
            self.add([path])

    def _started(self, arguments: Any, folder: Any) -> None:
        """Another program: what its words name, it reads. Programs of ours add the rest."""
        words = [arguments] if isinstance(arguments, (str, bytes)) else list(arguments)
        words = [os.fsdecode(word) for word in words]
        objects = [Path(word[2:]) for word in words if word.startswith("M=")]
        if words and Path(words[0]).name == "make" and not objects:
            self._now.add(ALL)
        self._built.update(objects)
        for word in words:
            word = word.rpartition("=")[2]
            path = os.path.normpath(os.path.join(folder or os.getcwd(), word))
            if "/" not in word:
                continue
            if path == str(ROOT):
                self._now.add(ALL)
            elif _is_ours(path) and os.path.exists(path):
                self.add([f"{path}/**" if os.path.isdir(path) else path])
                if path.endswith(".py"):
                    self.add(map(str, imported(Path(path))))


def record_program() -> None:
    """Adds what this program reads to the file that VARIABLE names, when it ends."""
    recorder = Recorder()
    recorder.begin("")
    recorder.add(map(str, imported(Path(sys.argv[0]).resolve())))

    def tell() -> None:
        recorder.end()
        with open(os.environ[VARIABLE], "a", encoding="utf-8") as file:
            file.write("".join(f"{one}\n" for one in recorder.reads[""]))

    atexit.register(tell)


def _is_ours(path: str) -> bool:
    return path.startswith(_HERE) and not path.startswith(_MADE)


@lru_cache(maxsize=None)
def _noted_in(cmd: str, _time: int) -> frozenset[str]:
    text = Path(cmd).read_text(encoding="utf-8", errors="replace")
    return frozenset(map(os.path.normpath, _NOTED.findall(text)))


def built_from(objects: Path) -> set[str]:
    """The files of the checkout that compilers have read for the modules of a folder."""
    found: set[str] = set()
    for cmd in objects.rglob(".*.cmd"):
        found |= _noted_in(str(cmd), cmd.stat().st_mtime_ns)
    for bindings in [path for path in found if path.endswith("/bindings.hpp")]:
        for cmd in Path(bindings).parent.glob(".*.cmd"):
            found |= _noted_in(str(cmd), cmd.stat().st_mtime_ns)
    return {path.removeprefix(_HERE) for path in found if _is_ours(path)}


@lru_cache(maxsize=None)
def imported(file: Path) -> frozenset[Path]:
    """The files of the checkout that a Python file imports, directly or not, and itself."""
    found, ahead = {file}, [file]
    while ahead:
        for name in _imports(ahead.pop()):
            for folder in (file.parent, *_IMPORTED_FROM):
                for one in (folder / f"{name}.py", folder / name / "__init__.py"):
                    if one.is_file() and one not in found:
                        found.add(one)
                        ahead.append(one)
    return frozenset(found)


def _imports(file: Path) -> Iterator[str]:
    """Modules, as paths without an ending; of a package also what may be a module in it."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.replace(".", "/") for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            module = node.module.replace(".", "/")
            yield module
            yield from (f"{module}/{one.name}" for one in node.names)
