# SPDX-License-Identifier: GPL-2.0
"""The documentation, built once for all tests: the fixtures `checkout`, `site` and `pages`.

Each of these tests is marked with `on_site`.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest
from common.project import ROOT

MARKDOWN = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def on_site(test: Callable[..., None]) -> Callable[..., None]:
    """Marks a test of the pages, which are built once: so they run in the same process."""
    return pytest.mark.first(pytest.mark.xdist_group("site")(test))


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Builds the documentation of a checkout, from another folder, into the one above it."""
    return subprocess.run(
        [sys.executable, "-B", str(root / "scripts/build_docs.py"), "--jobs", "1", *options],
        cwd="/", env={**os.environ, "BUILD_DIR": str(root.parent)}, capture_output=True, text=True,
        check=False)


def copied(folder: Path) -> Path:
    """A copy of what the documentation is made from, to be changed."""
    root = folder / "checkout"
    root.mkdir()
    for name in ("docs", "scripts", "samples", "configs", "kernel_support", ".ci"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conf.py", *MARKDOWN):
        shutil.copy(ROOT / name, root / name)
    return root


def change(path: Path, old: str, new: str) -> None:
    """Replaces a text that must be there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has '{old}' no more, or twice: correct this test"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with a header and two pages more, built from nothing.

    That takes minutes, so there is one for all tests: who changes it puts it back.
    """
    checkout = copied(tmp_path_factory.mktemp("docs"))
    header = checkout / "kernel_support/include/kernel/types/novel.hpp"
    header.write_text('''\
// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \\file
/// Something new.
namespace kernel {
/// What can be counted.
template <typename T>
concept Countable = requires(T thing) { thing.count(); };
/// Counts.
///
///     # #include <kernel/result.hpp>
///     struct Sheep { void count() {} };
///     # ---
///     # // not for readers
///
///     kernel::Counter<Sheep> sheep;
///
/// \\errors ENOMEM if there is no memory.
template <typename T>
  requires Countable<T>
class Counter {
 public:
  Counter(const Counter&) = delete;
  Counter& operator=(const Counter&) = delete;
  /// The sum.
  int sum() const
    requires(sizeof(T) > 1);
 private:
  int secret();
};
}  // namespace kernel
''', encoding="utf-8")
    page = checkout / "docs/reference/types/novel.rst"
    page.write_text('''\
Novel
=====

.. kernel-header:: kernel/types/novel.hpp
   :group: Types

.. doxygenconcept:: kernel::Countable

.. doxygenclass:: kernel::Counter
''', encoding="utf-8")
    change(checkout / "docs/reference/groups/types.rst", "types/opaque\n",
           "types/opaque\n   /reference/types/novel\n")
    (checkout / "docs/extra.rst").write_text(":orphan:\n\nExtra\n=====\n", encoding="utf-8")
    done = run(checkout)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert done.stdout == f"open {checkout.parent}/docs/html/index.html\n"
    shutil.copytree(checkout.parent / "docs/html", checkout.parent / "pages")
    return checkout


@pytest.fixture
def site(checkout: Path) -> Path:
    """Its pages."""
    return checkout.parent / "docs/html"


@pytest.fixture(scope="session")
def pages(checkout: Path) -> Path:
    """The pages as they were first built, whatever tests have made of the checkout since."""
    return checkout.parent / "pages"
