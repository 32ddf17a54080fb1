# SPDX-License-Identifier: GPL-2.0
"""With --changed, only the tests run that what has changed since main can affect.

What a test file reads is seen while its tests run: what Python opens, lists and imports, what the
programs that it starts are told to read, and what compilers noted that they have read. It is kept
in pytest's cache. A case is affected by its folder and by what compilers noted of its modules. What
has not run here yet is affected by anything.
"""
from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable, Iterator

import pytest
from common import memory
from common.program import Failure
from common.project import BUILD, ROOT, path_words

_KEPT = "cpp/reads"
_HERE = f"{ROOT}/"
_MADE = f"{BUILD}/"
_IMPORTED_FROM = (ROOT / "scripts", ROOT / "docs/extensions", ROOT / "kernel_support/bindings",
                  ROOT / "scripts/tests")
_ALL = "./"             # everything below the checkout
_NOTED = re.compile(rf"{re.escape(_HERE)}[^\s\\:]+")
_EVENTS = {"open", "os.listdir", "os.scandir", "subprocess.Popen"}


# What is read, as paths in the checkout; one that ends in / is a folder, of which the names count,
# or with ** all that is below it.

class Recorder:
    """What the tests of each file read."""

    def __init__(self) -> None:
        self.reads: dict[str, set[str]] = {}
        self._now: set[str] | None = None
        sys.addaudithook(self._hook)
        memory.readers.append(self.add)

    def begin(self, file: str) -> None:
        """From now on a test of this file runs."""
        self._now = self.reads.setdefault(file, set())

    def end(self) -> None:
        """No test runs."""
        self._now = None

    def add(self, paths: Iterable[str]) -> None:
        """The test has read these."""
        if self._now is not None:
            self._now |= {path.removeprefix(_HERE) for path in paths if _is_ours(path)}

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
            self._now |= built_from(Path(path).parent)
        else:
            self.add([path])

    def _started(self, arguments: Any, folder: Any) -> None:
        """Another program: what its words name, it reads."""
        words = [arguments] if isinstance(arguments, (str, bytes)) else list(arguments)
        words = [os.fsdecode(word) for word in words]
        if words and Path(words[0]).name == "make" and not any(
                word.startswith("M=") for word in words):
            self._now.add(_ALL)
        for word in words:
            word = word.rpartition("=")[2]
            path = os.path.normpath(os.path.join(folder or os.getcwd(), word))
            if "/" not in word:
                continue
            if path == str(ROOT):
                self._now.add(_ALL)
            elif path.startswith(_HERE) and not path.startswith(_MADE) and os.path.exists(path):
                self.add([f"{path}/**" if os.path.isdir(path) else path])
                if path.endswith(".py"):
                    self.add(map(str, imported(Path(path))))


def _is_ours(path: str) -> bool:
    return path.startswith(_HERE) and not path.startswith(_MADE)


@lru_cache(maxsize=None)
def _noted_in(cmd: str, _time: int) -> frozenset[str]:
    text = Path(cmd).read_text(encoding="utf-8", errors="replace")
    return frozenset(_NOTED.findall(text))


def built_from(objects: Path, pattern: str = ".*.cmd") -> set[str]:
    """The files of the checkout that compilers have read for the modules of a folder."""
    found: set[str] = set()
    for cmd in objects.rglob(pattern):
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


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise Failure("what has changed since main is not known: git says "
                      f"{(done.stderr.strip().splitlines() or ['nothing'])[-1]}")
    return [name for name in done.stdout.split("\0") if name]


def changed() -> dict[str, bool]:
    """The files that differ from main's; True for those that came or went."""
    base = _git("merge-base", "HEAD", "main")[0].strip()
    words = _git("diff", "--name-status", "--no-renames", "-z", base)
    found = {name: status != "M" for status, name in zip(words[::2], words[1::2])}
    return found | {name: True for name in _git("ls-files", "--others", "--exclude-standard",
                                                "-z")}


def is_affected(reads: set[str], files: dict[str, bool]) -> bool:
    """Whether somebody who reads these sees a difference."""
    if _ALL in reads or not reads.isdisjoint(files):
        return bool(files)
    below = tuple(one.removesuffix("**") for one in reads if one.endswith("/**"))
    return any(name.startswith(below) or is_new and f"{os.path.dirname(name)}/" in reads
               for name, is_new in files.items())


def reads_of_case(item: pytest.Item) -> set[str] | None:
    """What a case is made from, if it was built here for its kernel."""
    objects = item.objects()
    if not (objects / "modules.order").is_file():
        return None
    found = built_from(objects, f".{item.source}.lto.o.cmd" if item.source else ".*.cmd")
    found |= {path_words(path) for path in imported(ROOT / "scripts/testing/items.py")}
    return found | {"scripts/guest/userland/**"} | {
        path_words(path) + ("/**" if path.is_dir() else "") for path in item.made_of()}


class Selection:
    """Leaves out what cannot be affected; keeps what was read."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._known = {file: set(reads) for file, reads in config.cache.get(_KEPT, {}).items()}
        self._recorder = Recorder()

    def pytest_collection_modifyitems(self, config: pytest.Config,
                                      items: list[pytest.Item]) -> None:
        """Before the tests are shared out."""
        if not config.getoption("--changed"):
            return
        files = changed()
        late = [item for item in items if not self._is_affected(item, files)]
        left = {id(item) for item in late}
        items[:] = [item for item in items if id(item) not in left]
        config.hook.pytest_deselected(items=late)

    def _is_affected(self, item: pytest.Item, files: dict[str, bool]) -> bool:
        if hasattr(item, "made_of"):
            reads = reads_of_case(item)
        else:
            reads = self._known.get(path_words(item.path))
            if reads is not None:
                reads = reads | {path_words(path) for path in imported(item.path)}
        return reads is None or is_affected(reads, files)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """What is read from here on is this test's."""
        self._recorder.begin(path_words(item.path))
        yield
        self._recorder.end()

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Hands on what was read, or keeps it. That nothing is affected is no mistake."""
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED \
                and self._config.getoption("--changed"):
            session.exitstatus = pytest.ExitCode.OK
        reads = {file: sorted(found) for file, found in self._recorder.reads.items()}
        if hasattr(self._config, "workerinput"):
            self._config.workeroutput["reads"] = reads
        else:
            self._keep(reads)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Another process has ended."""
        self._keep(getattr(node, "workeroutput", {}).get("reads", {}))

    def _keep(self, reads: dict[str, list[str]]) -> None:
        for file, found in reads.items():
            self._known[file] = self._known.get(file, set()) | set(found)
        self._config.cache.set(_KEPT, {file: sorted(found)
                                       for file, found in self._known.items()})


def pytest_addoption(parser: pytest.Parser) -> None:
    """What make test CHANGED=1 says."""
    parser.getgroup("kernels").addoption(
        "--changed", action="store_true",
        help="only what the files can affect that have changed since main")


def pytest_configure(config: pytest.Config) -> None:
    """In each process."""
    config.pluginmanager.register(Selection(config))
