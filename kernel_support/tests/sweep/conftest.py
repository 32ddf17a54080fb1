# SPDX-License-Identifier: GPL-2.0
"""The sweeps run on kernels that can fail on demand and look for leaks, and only there."""
from __future__ import annotations

from pathlib import Path

import pytest
from testing import sweeps
from testing.items import chosen_kernels, kernel_of

_HERE = Path(__file__).parent


def _kernels(config: pytest.Config) -> list[str]:
    return [name for name in chosen_kernels(config) if sweeps.can_sweep(kernel_of(config, name))]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without such a kernel there is nothing to collect."""
    return True if collection_path.is_relative_to(_HERE) and not _kernels(config) else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The fixture `sweeping` is a kernel that a sweep can run on."""
    if "sweeping" in metafunc.fixturenames:
        metafunc.parametrize("sweeping", _kernels(metafunc.config), indirect=True, scope="session")


@pytest.fixture(scope="session")
def sweeping(request: pytest.FixtureRequest) -> object:
    """A kernel, by its name."""
    return kernel_of(request.config, request.param)
