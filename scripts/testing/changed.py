# SPDX-License-Identifier: GPL-2.0
"""With --changed, only the tests run that what has changed since main can affect.

What a test file reads is seen while its tests run (common/reads.py) and kept in pytest's cache. A
case is affected by its folder, by what compilers noted of its modules, and by the scripts that
build and boot it. What has not passed here yet, on this kernel, is affected by anything.
"""
from __future__ import annotations

import fnmatch
import os
import re
import subprocess
from pathlib import Path
from typing import Any, Iterable, Iterator

import pytest
from common import reads
from common.files import locked
from common.program import Failure
from common.project import BUILD, ROOT, path_words
from common.reads import Recorder, built_from, imported

_READS = "cpp/reads"
_PASSED = "cpp/passed"
_ITEMS = ROOT / "scripts/testing/items.py"
# A case is made from these, whatever it is
_CASES = reads.BUILDS | {"configs/**", "scripts/guest/userland/**", ".pytest.ini"}


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True,
                              check=False)
    except FileNotFoundError:
        raise Failure("what has changed since main is not known: git is missing") from None
    if done.returncode != 0:
        raise Failure("what has changed since main is not known: git says "
                      f"{(done.stderr.strip().splitlines() or ['nothing'])[-1]}")
    return done.stdout


def changed() -> dict[str, bool]:
    """The files that differ from main's; True for those that came or went."""
    branches = _git("for-each-ref", "--format=%(refname)", "refs/heads/main",
                    "refs/remotes/origin/main").split()
    base = _git("merge-base", "HEAD", branches[0] if branches else "main").strip()
    words = _git("diff", "--name-status", "--no-renames", "--relative", "-z", base).split("\0")
    found = {name: status != "M" for status, name in zip(words[::2], words[1::2])}
    others = _git("ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return found | {name: True for name in others if name}


def is_affected(read: Iterable[str], files: dict[str, bool]) -> bool:
    """Whether somebody who reads these sees a difference."""
    read = set(read)
    if reads.ALL in read or not read.isdisjoint(files):
        return bool(files)
    below = tuple(one.removesuffix("**") for one in read if one.endswith("/**"))
    patterns = [one for one in read if "*" in one and not one.endswith("/**")]
    for name, is_new in files.items():
        if name.startswith(below) or any(fnmatch.fnmatch(name, one) for one in patterns):
            return True
        if is_new and any(f"{one}/" in read or one == Path(".") and "/" in read
                          for one in Path(name).parents):
            return True
    return False


def _reads_of_case(item: pytest.Item) -> set[str] | None:
    """What a case is made from, if it was built here for its kernel."""
    objects = item.objects()
    if not objects or not (objects / "modules.order").is_file():
        return None
    return {*built_from(objects), *_CASES, *map(path_words, imported(_ITEMS)),
            *(path_words(path) + ("/**" if path.is_dir() else "") for path in item.made_of())}


class Selection:
    """Leaves out what cannot be affected; keeps what was read, and what has passed."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._is_worker = hasattr(config, "workerinput")
        self._known = {file: set(found) for file, found in config.cache.get(_READS, {}).items()}
        self._before = set(config.cache.get(_PASSED, []))
        self._passed: dict[str, bool] = {}
        self._changed: dict[str, bool] = {}
        self._recorder = Recorder()
        self._told = BUILD / f"pytest_cache/reads-{os.getpid()}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Asks once what has changed, for all processes."""
        if self._is_worker:
            self._changed = self._config.workerinput.get("changed", {})
        elif self._config.getoption("--changed"):
            try:
                self._changed = changed()
            except Failure as failure:
                pytest.exit(f"error: {failure}", returncode=1)
        self._told.parent.mkdir(parents=True, exist_ok=True)
        self._told.write_text("")
        os.environ[reads.VARIABLE] = str(self._told)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Another process begins."""
        node.workerinput["changed"] = self._changed

    def pytest_collection_modifyitems(self, config: pytest.Config,
                                      items: list[pytest.Item]) -> None:
        """Before the tests are shared out. Those of one boot run together or not at all."""
        if not config.getoption("--changed"):
            return
        boots: dict[Any, bool] = {}
        for item in items:
            boot = _boot_of(item)
            boots[boot] = boots.get(boot, False) or self._is_affected(item)
        late = [item for item in items if not boots[_boot_of(item)]]
        items[:] = [item for item in items if boots[_boot_of(item)]]
        config.hook.pytest_deselected(items=late)

    def _is_affected(self, item: pytest.Item) -> bool:
        if _name(item.nodeid) not in self._before:
            return True
        if hasattr(item, "made_of"):
            found = _reads_of_case(item)
            return found is None or is_affected(found, self._changed)
        own = {*imported(item.path), *imported(_ITEMS), ROOT / ".pytest.ini", *(
            folder / "conftest.py" for folder in item.path.parents)}
        found = self._known.get(path_words(item.path))
        return found is None or is_affected({*found, *map(path_words, own)}, self._changed)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """What is read from here on is this test's."""
        self._recorder.begin(path_words(item.path))
        yield
        try:
            self._recorder.add_known(self._told.read_text(encoding="utf-8").splitlines())
            self._told.write_text("")
        except OSError:
            pass
        self._recorder.end()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One that failed in any phase has not passed."""
        name = _name(report.nodeid)
        self._passed[name] = self._passed.get(name, True) and not report.failed

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Hands on what was read, or keeps it. That nothing is affected is no mistake."""
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED \
                and self._config.getoption("--changed"):
            session.exitstatus = pytest.ExitCode.OK
        self._told.unlink(missing_ok=True)
        found = {file: sorted(one) for file, one in self._recorder.reads.items()}
        if self._is_worker:
            self._config.workeroutput["reads"] = found
        else:
            self._keep(found)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Another process has ended."""
        self._keep(getattr(node, "workeroutput", {}).get("reads", {}))

    def _keep(self, found: dict[str, list[str]]) -> None:
        """Adds it to what is kept, perhaps by another run meanwhile."""
        cache = self._config.cache
        with locked(BUILD / "pytest_cache/.lock", "noting what its tests read"):
            known = {file: set(one) for file, one in cache.get(_READS, {}).items()}
            for file, one in found.items():
                known[file] = known.get(file, set()) | set(one)
            cache.set(_READS, {file: sorted(one) for file, one in known.items()})
            passed = set(cache.get(_PASSED, []))
            passed |= {name for name, good in self._passed.items() if good}
            cache.set(_PASSED, sorted(passed - {name for name, good in self._passed.items()
                                                if not good}))


def _name(nodeid: str) -> str:
    """Without the group that xdist adds to it."""
    return re.sub(r"@[^@\]]*$", "", nodeid)


def _boot_of(item: pytest.Item) -> Any:
    return (item.case.label, item.kernel_name) if hasattr(item, "made_of") else item.nodeid


def pytest_addoption(parser: pytest.Parser) -> None:
    """What make test CHANGED=1 says."""
    parser.getgroup("kernels").addoption(
        "--changed", action="store_true",
        help="only what the files can affect that have changed since main")


def pytest_configure(config: pytest.Config) -> None:
    """In each process."""
    config.pluginmanager.register(Selection(config))
