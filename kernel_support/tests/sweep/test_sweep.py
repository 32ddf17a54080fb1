# SPDX-License-Identifier: GPL-2.0
"""Nothing leaks, and every allocation may fail (see docs/design/testing.rst)."""
from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from common.project import ROOT
from guest import boot
from guest.initramfs import programs
from guest.judge import Verdict, explain
from kernels.catalogue import Kernel
from modules import cases
from modules.build import build
from modules.cases import Case
from testing import sweeps

_HERE = Path(__file__).parent
_SAMPLES = [folder.name for folder in cases.samples()]
# What `make test-long` adds: the modules of the tests, and how many failures for each. Those that
# put a load on the processors take long.
_TESTS = ROOT / "kernel_support/tests"
_OTHERS = [(path.parent, path.stem, most) for pattern, most in {"unit": 100, "guest/*": 10}.items()
           for path in sorted(_TESTS.glob(f"{pattern}/*_test.cc"))
           if "\n// Not swept: " not in path.read_text(encoding="utf-8")]
_SAMPLE_05 = cases.find("05")
_SOME = 40
_RACE_SECONDS = {False: 5, True: 30}


@pytest.fixture(name="is_long")
def _is_long(request: pytest.FixtureRequest) -> bool:
    return request.config.getoption("--long")


def _passes(kernel: Kernel, case: Case, modules: list[Path]) -> Verdict:
    verdict = boot.boot(kernel, case, modules)
    assert verdict.passed, "\n" + explain(verdict)
    return verdict


@pytest.mark.parametrize("sample", _SAMPLES)
def test_loads_a_hundred_times(sweeping: Kernel, sample: str, is_long: bool) -> None:
    """Loads and unloads each module of a sample, and looks for leaks."""
    case = cases.load(cases.find(sample))
    modules = build(sweeping, case)
    _passes(sweeping, sweeps.reloads(case, modules, every=is_long), modules)


@pytest.mark.parametrize("sample", _SAMPLES)
def test_failing_allocations(sweeping: Kernel, sample: str, is_long: bool) -> None:
    """Lets each allocation of loading and unloading fail, or in the short form some of them."""
    case = cases.load(cases.find(sample))
    modules = build(sweeping, case)
    _passes(sweeping, sweeps.failing_loads(case, modules, is_long, 0 if is_long else _SOME),
            modules)


# When there is no memory for a graphics device's folder in /sys, the kernel gives back a pointer
# that is an error, in this function. So it does to drivers in C.
_STOPS_KERNEL = "drm_minor_alloc_release"


@pytest.mark.parametrize("folder", [
    _SAMPLE_05, pytest.param(_TESTS / "guest/nova_in_c", marks=pytest.mark.long)],
    ids=lambda folder: folder.name)
def test_failing_attachment_of_graphics(sweeping: Kernel, folder: Path, is_long: bool) -> None:
    """Lets each allocation fail that is made when nova_drm is attached: nothing is left registered.

    Where the kernel's own mistake stops the guest, another one goes on behind it.
    """
    case = cases.load(folder)
    modules = build(sweeping, case)
    begin = 1
    for _ in range(8):
        swept = sweeps.failing_attachment(
            case, "/sys/bus/auxiliary/devices/nova_core.nova-drm.0",
            "/sys/bus/auxiliary/drivers/nova_drm.nova_drm", begin, 0 if is_long else _SOME)
        verdict = boot.boot(sweeping, swept, modules)
        assert "status 99" not in verdict.transcript, "a device is left: " + explain(verdict)
        if verdict.passed:
            return
        assert _STOPS_KERNEL in verdict.run.console, "\n" + explain(verdict)
        steps = [int(n) for n in re.findall(r"^n=(\d+) ", verdict.transcript, re.MULTILINE)]
        step = steps[1] - steps[0] if len(steps) > 1 else 1
        begin = (steps[-1] if steps else begin - step) + 2 * step
    pytest.fail(f"the kernel stops more often than its mistake in {_STOPS_KERNEL}() explains")


@pytest.mark.parametrize("folder", [
    _HERE / "client", pytest.param(_TESTS / "guest/module_param",
                                   marks=pytest.mark.long),
    *(pytest.param(folder, marks=pytest.mark.long) for folder in cases.samples())],
    ids=lambda folder: folder.name)
def test_failing_clients(sweeping: Kernel, folder: Path) -> None:
    """Lets each allocation of the client's system calls fail."""
    case = cases.load(folder)
    modules = build(sweeping, case)
    used = [path.name for path in programs(cases.object_folder(sweeping.build, case))]
    swept = sweeps.failing_clients(case, modules, used)
    if "fail_nth" not in swept.script:
        pytest.skip("it has no client")
    _passes(sweeping, swept, modules)


@pytest.mark.parametrize("processors", [2, *(pytest.param(number, marks=pytest.mark.long)
                                             for number in (1, 4))])
@pytest.mark.parametrize("sample", _SAMPLES)
def test_races(sweeping: Kernel, sample: str, processors: int, is_long: bool) -> None:
    """Several processes load, unload and use a sample's modules at once."""
    case = cases.load(cases.find(sample))
    modules = build(sweeping, case)
    _passes(sweeping, sweeps.races(case, modules, is_long, _RACE_SECONDS[is_long], processors),
            modules)


@pytest.mark.long
@pytest.mark.parametrize("folder, module, most", _OTHERS,
                         ids=lambda value: value if isinstance(value, str) else "")
def test_failing_allocations_of_tests(sweeping: Kernel, folder: Path, module: str,
                                      most: int) -> None:
    """The modules of the tests, too: they may report failures, but not leak or break."""
    case = cases.load(folder)
    modules = [path for path in build(sweeping, case) if path.stem == module]
    assert modules, f"{module}.cc makes no module of that name"
    swept = replace(case, purpose=module)
    _passes(sweeping, sweeps.failing_loads(swept, modules, every=False, most=most), modules)


def test_a_module_in_c(sweeping: Kernel, is_long: bool) -> None:
    """What the kernel itself does under failures is no mistake of ours: it does none."""
    case = cases.load(_HERE / "twin")
    modules = build(sweeping, case)
    _passes(sweeping, sweeps.failing_loads(case, modules, is_long, 0 if is_long else _SOME),
            modules)


def test_a_driver_in_c(sweeping: Kernel) -> None:
    """The error that is tolerated where drivers are loaded is the kernel's: one in C gives it, too.

    Without memory for the folder in /sys that lists a module's drivers, module_add_driver() says
    EINVAL.
    """
    case = cases.load(_TESTS / "guest/edu_in_c")
    modules = build(sweeping, case)
    verdict = _passes(sweeping, sweeps.failing_registration(case, modules), modules)
    assert re.search(r"^n=\d+ finit_module: EINVAL\b", verdict.transcript, re.MULTILINE)


def test_mistakes_are_found(sweeping: Kernel) -> None:
    """A module that leaks only when an allocation fails, and gives a wrong error."""
    case = cases.load(_HERE / "leaks")
    modules = build(sweeping, case)
    verdict = boot.boot(sweeping, sweeps.failing_loads(case, modules, every=False), modules)
    said = "\n".join(verdict.problems)
    assert "kmemleak: " in said and "fail_nth" in said
    assert "a failure must not give EEXIST" in verdict.transcript
    assert re.search(r"text\+0x[0-9a-f]+ \[leaks\]", verdict.run.console)
