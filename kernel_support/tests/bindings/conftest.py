# SPDX-License-Identifier: GPL-2.0
"""Fixtures of the bindings tests.

They run under `make test` and under plain pytest, which tests on the kernels that are there.
"""

import json
import os
import sys
from pathlib import Path

import pytest

sys.dont_write_bytecode = True  # nothing is built in the source folder
HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parents[1] / "bindings")]

from kernel_tree import KernelTree  # noqa: E402

_RUNNER = "testing.items"  # the plugin of scripts/run_tests.py
_NO_KERNEL = "no kernel to test with: run `make run` once (it fetches one into build/kernels), " \
    "or set CPP_TEST_KDIRS to configured kernel folders, separated by colons"


def _kernels(config: pytest.Config) -> dict[str, Path | None]:
    """The kernels to test on: those of the runner, of CPP_TEST_KDIRS, or all that are there."""
    runner = config.pluginmanager.get_plugin(_RUNNER)
    if runner:
        return {name: None for name in runner.chosen_kernels(config)}
    given = os.environ.get("CPP_TEST_KDIRS", "")
    if given:
        return {Path(kdir).name: Path(kdir) for kdir in given.split(":") if kdir}
    found = {}
    for file in sorted(HERE.parents[2].glob("build/kernels/*/kernel.json")):
        facts = json.loads(file.read_text(encoding="utf-8"))
        found[facts["name"]] = Path(facts["kdir"])
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with a `tree` runs once for each; with none there, it runs once and fails."""
    if "tree" in metafunc.fixturenames:
        # What is generated for a kernel is shared by the tests of one process.
        params = [pytest.param((name, kdir), id=name,
                               marks=pytest.mark.xdist_group(f"bindings@{name}"))
                  for name, kdir in _kernels(metafunc.config).items()]
        metafunc.parametrize("tree", params or [pytest.param(None, id="none")], indirect=True,
                             scope="session")


@pytest.fixture(scope="session")
def tree(request: pytest.FixtureRequest) -> KernelTree:
    """A configured kernel."""
    if request.param is None:
        pytest.fail(_NO_KERNEL, pytrace=False)
    name, kdir = request.param
    if kdir is None:
        runner = request.config.pluginmanager.get_plugin(_RUNNER)
        kdir = Path(runner.kernel_of(request.config, name).kdir)
    return KernelTree(name, kdir)
