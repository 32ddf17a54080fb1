# SPDX-License-Identifier: GPL-2.0
"""Turns case folders into tests of pytest: built and booted, once for each kernel.

A case with an expected.txt is one test. A case that speaks KTAP is booted once, and each of its
tests is one of pytest's: their names are read from the sources, so that one which does not report
fails. scripts/run_tests.py loads this plugin.
"""
from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator

import boot
import cases
import kernels
import pytest
from boot import Verdict
from build_module import build
from cases import Case
from common import ROOT, Failure
from fetch_kernel import fetch
from kernels import Kernel

# Where a case that is a test may lie; others are benchmarks, templates or mistakes to show.
_CASES = ("samples/*", "kernel_support/tests/guest/*", "kernel_support/tests/unit",
          "docs/tutorial/*/*")
# KTAP_MODULE(suite, test, ...) and TEST(name) of kernel/ktap.hpp.
_SUITE = re.compile(r"^KTAP_MODULE\(\s*(\w+)", re.MULTILINE)
_TEST = re.compile(r"^TEST\(\s*(\w+)\s*\)", re.MULTILINE)
_chosen: dict[str, Kernel] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The kernels to test on."""
    group = parser.getgroup("kernels")
    group.addoption("--kernel", action="append", default=[], metavar="KERNEL",
                    help=f"test on this kernel only: {', '.join(kernels.known())}")
    group.addoption("--kdir", type=Path, metavar="PATH", help="test on a kernel of your own")
    group.addoption("--image", type=Path, metavar="PATH", help="what boots with --kdir")


def chosen_kernels(config: pytest.Config) -> list[str]:
    """The names of the kernels that this run tests on."""
    if config.getoption("--kdir"):
        return ["kdir"]
    return config.getoption("--kernel") or tested_by_default()


def tested_by_default() -> list[str]:
    """All known kernels, unless their file in configs/ says `tests = false`."""
    return [name for name in reversed(kernels.known())
            if kernels.settings(name).get("tests", True)]


def kernel_of(config: pytest.Config, name: str) -> Kernel:
    """The kernel behind a name, fetched when it is not here."""
    if name not in _chosen:
        _chosen[name] = (kernels.from_tree(config.getoption("--kdir"), config.getoption("--image"))
                         if name == "kdir" else fetch(name))
    return _chosen[name]


@pytest.fixture(scope="session")
def kernel(request: pytest.FixtureRequest) -> Kernel:
    """A kernel; a test that asks for it runs once for each."""
    return kernel_of(request.config, request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives the fixture `kernel` its values."""
    if "kernel" in metafunc.fixturenames:
        metafunc.parametrize("kernel", chosen_kernels(metafunc.config), indirect=True,
                             scope="session")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A case is found by its Kbuild file."""
    if file_path.name != "Kbuild":
        return None
    folder = file_path.parent
    # A module outside of the checkout is named on the command line.
    if _is_test(folder) or str(file_path) in parent.config.args:
        return CaseFile.from_parent(parent, path=file_path)
    return None


def _is_test(folder: Path) -> bool:
    if not folder.is_relative_to(ROOT) or (folder / "messages.txt").is_file():
        return False
    place = folder.relative_to(ROOT)
    return any(place.match(one) and len(place.parts) == one.count("/") + 1 for one in _CASES)


class CaseFile(pytest.File):
    """A case folder."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each kernel, or one for each KTAP test and kernel."""
        folder = self.path.parent
        case = cases.load(folder)
        tests = [] if case.expected.is_file() else list(_tests_in(folder))
        for name in chosen_kernels(self.config):
            if case.expected.is_file() or not tests:
                yield TranscriptItem.from_parent(self, name=f"{case.name}[{name}]", case=case,
                                                 kernel_name=name)
            for test in tests:
                yield KtapItem.from_parent(self, name=f"{test}[{name}]", case=case,
                                           kernel_name=name, test=test)
            if tests:
                yield KtapItem.from_parent(self, name=f"report[{name}]", case=case,
                                           kernel_name=name, test="")


def _tests_in(folder: Path) -> Iterator[str]:
    for source in sorted(folder.glob("*_test.cc")):
        text = source.read_text(encoding="utf-8")
        suite = _SUITE.search(text)
        if suite:
            yield from (f"{suite[1]}.{name}" for name in _TEST.findall(text))


class _Item(pytest.Item):
    def __init__(self, *, case: Case, kernel_name: str, **how: object) -> None:
        super().__init__(**how)
        self.case, self.kernel_name = case, kernel_name

    def verdict(self) -> Verdict:
        """Builds and boots."""
        kernel = kernel_of(self.config, self.kernel_name)
        return boot.boot(kernel, self.case, build(kernel, self.case))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], **how: object) -> str:
        """A failure is explained in our words, without a Python traceback."""
        if isinstance(excinfo.value, Failure):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, **how))

    def reportinfo(self) -> tuple[Path, None, str]:
        """What the summary calls it."""
        return self.path, None, self.name


class TranscriptItem(_Item):
    """One boot whose transcript must be the expected one."""

    def runtest(self) -> None:
        """Builds, boots, compares."""
        verdict = self.verdict()
        if not verdict.passed:
            raise Failure("\n" + boot.explain(verdict))


class KtapItem(_Item):
    """One test of a KTAP report; the tests of a case and kernel share one boot."""

    def __init__(self, *, test: str, **how: object) -> None:
        super().__init__(**how)
        self.test = test
        # With xdist, those that share a boot must run in the same process.
        self.add_marker(pytest.mark.xdist_group(f"{self.case.label}@{self.kernel_name}"))

    def runtest(self) -> None:
        """Looks its result up."""
        verdict = self._shared_verdict()
        if not verdict.results:
            raise Failure("\n" + boot.explain(verdict))
        if not self.test:
            _check_report(self, verdict)
            return
        found = [one for one in verdict.results.tests if one.name == self.test]
        if len(found) != 1:
            raise Failure(f"{self.test} reported {len(found)} times, not once\n"
                          + boot.explain(verdict))
        if found[0].skipped:
            pytest.skip("the guest skipped it")
        if not found[0].passed:
            raise Failure("\n".join([f"{self.test} failed in the guest:", *found[0].lines]))

    def _shared_verdict(self) -> Verdict:
        shared = self.config.stash.setdefault(_VERDICTS, {})
        key = (self.case.label, self.kernel_name)
        if key not in shared:
            try:
                shared[key] = self.verdict()
            except Failure as failure:
                shared[key] = failure
        if isinstance(shared[key], Failure):
            raise shared[key]
        return shared[key]


_VERDICTS = pytest.StashKey[dict]()


def _check_report(item: KtapItem, verdict: Verdict) -> None:
    """All that is not one test's result: the kernel's own reports, counts, unknown tests."""
    known = set(_tests_in(item.case.folder))
    problems = [one for one in verdict.problems
                if not (one.startswith("test ") and one.endswith(" failed"))]
    problems += [f"{one.name} is not found in the sources" for one in verdict.results.tests
                 if one.name not in known]
    if problems:
        raise Failure("\n".join(problems) + "\n" + boot.explain(verdict))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Kernels are fetched before the workers start, so that the progress can be seen."""
    if hasattr(session.config, "workerinput"):
        return
    try:
        for name in chosen_kernels(session.config):
            kernel_of(session.config, name)
    except Failure as failure:
        pytest.exit(f"error: {failure}", returncode=1)
