# SPDX-License-Identifier: GPL-2.0
"""These tests run on kernels that were built here, whose source is there, and only there."""
from __future__ import annotations

import sys
from pathlib import Path

import pytest
from testing.items import kernel_of, quick_kernels

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE))

import tree_kernel  # noqa: E402  (needs the path above)


def _kernels(config: pytest.Config) -> list[str]:
    return [name for name in quick_kernels(config)
            if tree_kernel.source_of(kernel_of(config, name))]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without such a kernel there is nothing to collect."""
    return True if collection_path.is_relative_to(_HERE) and not _kernels(config) else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The fixture `tree` is a kernel with the samples in its tree."""
    if "tree" in metafunc.fixturenames:
        metafunc.parametrize("tree", _kernels(metafunc.config), indirect=True, scope="session")


@pytest.fixture(scope="session")
def tree(request: pytest.FixtureRequest) -> object:
    """A kernel in whose tree the samples can be built."""
    return kernel_of(request.config, request.param)
