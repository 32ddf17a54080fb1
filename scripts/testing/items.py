# SPDX-License-Identifier: GPL-2.0
"""Turns case folders into tests of pytest: built and booted, once for each kernel.

A case with an expected.txt is one test. A case that speaks KTAP is booted once, and each of its
tests is one of pytest's: their names are read from the sources, so that one which does not report
fails. The examples in the headers' comments are tests, too: each header is a file with tests, and
one boot runs them all. scripts/run_tests.py loads this plugin.
"""
from __future__ import annotations

import io
import itertools
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Iterator

import pytest
from common.program import Failure
from common.project import ROOT, path_words
from guest import boot
from guest.judge import Verdict, explain
from kernels import catalogue
from kernels.catalogue import Kernel
from kernels.fetch import fetch
from modules import cases, examples as doc_examples
from modules.build import build
from modules.cases import Case
from modules.examples import Example
from testing import sweeps

# Where a case that is a test may lie; others are benchmarks, templates or mistakes to show.
_CASES = ("samples/*", "kernel_support/tests/guest/*", "kernel_support/tests/broken/*",
          "kernel_support/tests/unit", "docs/tutorial/*/*", "docs/guide/*/*")
_SWEEPS = Path("kernel_support/tests/sweep")
_BUILD = ROOT / "kernel_support/tests/build"
# KTAP_MODULE(suite, test, ...) and TEST(name) of kernel/ktap.hpp.
_SUITE = re.compile(r"^KTAP_MODULE\(\s*(\w+)", re.MULTILINE)
_TEST = re.compile(r"^TEST\(\s*(\w+)\s*\)", re.MULTILINE)
# The numbers of processors that every case boots with in a long run.
_PROCESSORS = (1, 2, 4)
_chosen: dict[str, Kernel] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The kernels to test on."""
    group = parser.getgroup("kernels")
    group.addoption("--kernel", action="append", default=[], metavar="KERNEL",
                    help=f"test on this kernel only: {', '.join(catalogue.known())}")
    group.addoption("--kdir", type=Path, metavar="PATH", help="test on a kernel of your own")
    group.addoption("--long", action="store_true",
                    help="also what takes long: whole sweeps, each case on 1, 2 and 4 processors")
    group.addoption("--image", type=Path, metavar="PATH", help="what boots with --kdir")


def chosen_kernels(config: pytest.Config) -> list[str]:
    """The names of the kernels that this run tests on."""
    if config.getoption("--kdir"):
        return ["kdir"]
    return config.getoption("--kernel") or tested_by_default()


def tested_by_default() -> list[str]:
    """All known kernels, unless their file says `tests = false`, or their compiler is not here."""
    return [name for name in catalogue.known()
            if catalogue.settings(name).get("tests", True) and catalogue.fits(name)]


def quick_kernels(config: pytest.Config) -> list[str]:
    """Those with which scripts are tried: a slow one says no more of them, unless it is alone."""
    names = chosen_kernels(config)
    return [name for name in names if kernel_of(config, name).patience == 1] or names


def kernel_of_each_version(config: pytest.Config) -> list[str]:
    """One of each series, such as 6.12: what Kbuild does depends on that."""
    first: dict[str, str] = {}
    for name in chosen_kernels(config):
        series = ".".join(kernel_of(config, name).release.split(".")[:2])
        first.setdefault(series, name)
    return list(first.values())


def kernel_of(config: pytest.Config, name: str) -> Kernel:
    """The kernel behind a name, fetched when it is not here."""
    if name not in _chosen:
        _chosen[name] = fetch(name) if name != "kdir" else catalogue.from_tree(
            config.getoption("--kdir"), config.getoption("--image"))
    return _chosen[name]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long is left out unless it is asked for, or begins first."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)
    if not config.getoption("--long"):
        late = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in late]
        config.hook.pytest_deselected(items=late)


@pytest.fixture(scope="session")
def kernel(request: pytest.FixtureRequest) -> Kernel:
    """A kernel; a test that asks for it runs once for each."""
    return kernel_of(request.config, request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives the fixture `kernel` its values."""
    if "kernel" in metafunc.fixturenames:
        names = chosen_kernels(metafunc.config)
        if metafunc.definition.path.is_relative_to(ROOT / "scripts") \
                and not metafunc.definition.get_closest_marker("every_kernel"):
            names = quick_kernels(metafunc.config)
        elif metafunc.definition.path.is_relative_to(_BUILD):
            names = kernel_of_each_version(metafunc.config)
        metafunc.parametrize("kernel", names, indirect=True, scope="session")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A case is found by its Kbuild file; a public header has examples."""
    if file_path.suffix == ".hpp" and file_path.is_relative_to(doc_examples.INCLUDE):
        return HeaderFile.from_parent(parent, path=file_path)
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
        if self.config.getoption("--long"):
            case = replace(case, variants=tuple(sorted({*_PROCESSORS, *case.variants})))
        tests = [] if case.expected.is_file() else list(_tests_in(folder))
        names = [name for name in chosen_kernels(self.config)
                 if not case.unmet(kernel_of(self.config, name))]
        for name, variant in itertools.product(names, case.each()):
            how = {"case": variant, "kernel_name": name}
            where = f"[{name}{variant.variant}]"
            if case.expected.is_file() or not tests:
                yield TranscriptItem.from_parent(self, name=f"{case.name}{where}", **how)
            for test in tests:
                yield KtapItem.from_parent(self, name=f"{test}{where}", test=test, **how)
            if tests:
                yield KtapItem.from_parent(self, name=f"report{where}", test="", **how)


def _tests_in(folder: Path) -> Iterator[str]:
    for source in sorted(folder.glob("*_test.cc")):
        text = source.read_text(encoding="utf-8")
        suite = _SUITE.search(text)
        if suite:
            yield from (f"{suite[1]}.{name}" for name in _TEST.findall(text))


class HeaderFile(pytest.File):
    """A header whose comments have examples."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each example and kernel, named by the example's line."""
        try:
            examples = doc_examples.examples_in(self.path)
        except Failure as failure:
            raise self.CollectError(str(failure)) from None
        for name in chosen_kernels(self.config) if examples else []:
            how = {"case": Case(doc_examples.FOLDER), "kernel_name": name}
            for one in examples:
                yield ExampleItem.from_parent(self, name=f"{one.line}[{name}]", example=one, **how)
            # The boot is one for all headers, and so is what the kernel says of it.
            if name not in self.session.stash.setdefault(_REPORTED, set()):
                self.session.stash[_REPORTED].add(name)
                yield ExampleItem.from_parent(self, name=f"report[{name}]", example=None, **how)


class _Item(pytest.Item):
    def __init__(self, *, case: Case, kernel_name: str, **how: object) -> None:
        super().__init__(**how)
        self.case, self.kernel_name = case, kernel_name

    def objects(self) -> Path | None:
        """Where its modules are built; None where others change what they are made from."""
        if self.kernel_name == "kdir" or not self.case.folder.is_relative_to(ROOT):
            return None
        return cases.object_folder(kernel_of(self.config, self.kernel_name).build, self.case)

    def made_of(self) -> list[Path]:
        """The folders and files where it stands."""
        return [self.case.folder]

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
            raise Failure("\n" + explain(verdict))


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
            raise Failure("\n" + explain(verdict))
        if not self.test:
            _check_report(self, verdict)
            return
        found = [one for one in verdict.results.tests if one.name == self.test]
        if len(found) != 1:
            raise Failure(f"{self.test} reported {len(found)} times, not once\n"
                          + explain(verdict))
        if found[0].skipped:
            pytest.skip("the guest skipped it")
        if not found[0].passed:
            raise Failure("\n".join([f"{self.test} failed in the guest:", *found[0].lines]))

    def known_tests(self) -> set[str]:
        """What may report."""
        return set(_tests_in(self.case.folder))

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


class ExampleItem(KtapItem):
    """One example of a header, or the report on the boot of all."""

    def __init__(self, *, example: Example | None, **how: object) -> None:
        super().__init__(test=example.test if example else "", **how)
        self.example = example

    def made_of(self) -> list[Path]:
        """Its header."""
        return [self.path]

    def verdict(self) -> Verdict:
        """Writes the modules, builds and boots them."""
        doc_examples.write()
        kernel, output = kernel_of(self.config, self.kernel_name), io.StringIO()
        try:
            return boot.boot(kernel, self.case, build(kernel, self.case, output))
        except Failure as failure:
            # All examples fail with it, so each says where to look.
            errors = [line for line in output.getvalue().splitlines() if ": error: " in line]
            raise Failure("\n".join([str(failure), *errors[:5]])) from None
        finally:
            print(output.getvalue(), file=sys.stderr)

    def runtest(self) -> None:
        """Looks its result up; a module by itself must load and unload."""
        if not self.example or not self.example.module:
            try:
                super().runtest()
            except Failure as failure:
                raise Failure(f"{self._place()}{failure}") from None
            return
        verdict = self._shared_verdict()
        name = self.example.module
        steps = [one for one in verdict.run.report.commands
                 if one.text in (f"insmod {name}.ko", f"rmmod {name}")]
        results = verdict.results.tests if verdict.results else []
        failed = [one for one in results if one.name.startswith(f"{name}.") and not one.passed]
        if failed:
            raise Failure("\n".join([f"{self._place()}{failed[0].name} failed in the guest:",
                                     *failed[0].lines]))
        if len(steps) != 2 or any(one.status for one in steps):
            raise Failure(f"{self._place()}{name}.ko was not loaded and unloaded\n"
                          + explain(verdict))

    def _place(self) -> str:
        return f"{path_words(self.path)}:{self.example.line}: " if self.example else ""

    def known_tests(self) -> set[str]:
        """The examples, and the tests of those that are modules with tests."""
        known = doc_examples.all_examples()
        modules = tuple(f"{one.module}." for one in known if one.module)
        verdict = self._shared_verdict()
        return {one.test for one in known} | {
            one.name for one in verdict.results.tests if one.name.startswith(modules)}


_VERDICTS = pytest.StashKey[dict]()
_REPORTED = pytest.StashKey[set]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Examples that do not run cannot grow in number unseen."""
    if any(".hpp::" in getattr(report, "nodeid", "") for reports
           in terminalreporter.stats.values() for report in reports):
        terminalreporter.write_line(doc_examples.summary(doc_examples.all_examples()))


def _check_report(item: KtapItem, verdict: Verdict) -> None:
    """All that is not one test's result: the kernel's own reports, counts, unknown tests."""
    known = item.known_tests()
    problems = [one for one in verdict.problems
                if not (one.startswith("test ") and one.endswith(" failed"))]
    problems += [f"{one.name} is not found in the sources" for one in verdict.results.tests
                 if one.name not in known]
    if problems:
        raise Failure("\n".join(problems) + "\n" + explain(verdict))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Kernels are fetched before the workers start, so that the progress can be seen."""
    if hasattr(session.config, "workerinput"):
        return
    try:
        known = [kernel_of(session.config, name) for name in chosen_kernels(session.config)]
        if str(_SWEEPS) in session.config.args and not any(map(sweeps.can_sweep, known)):
            raise Failure("the sweeps need a kernel with failures on demand and kmemleak: "
                          "say KERNEL=debug-6.12")
    except Failure as failure:
        pytest.exit(f"error: {failure}", returncode=1)
