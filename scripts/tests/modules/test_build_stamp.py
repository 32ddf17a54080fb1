# SPDX-License-Identifier: GPL-2.0
"""make is spared only where it would find nothing to do."""
from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from kernels.catalogue import Kernel
from modules import build, cases, stamp as build_stamp
from testing.items import chosen_kernels, kernel_of

SOURCE = """\
// SPDX-License-Identifier: GPL-2.0
#include <kernel/module.hpp>
#include "own.hpp"
struct Own : kernel::Module<Own> {
  static kernel::Result<Own> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Own, {.name = "own", .description = DESCRIPTION, .license = "GPL"});
"""
KBUILD = f"obj-m := own.o\ninclude {ROOT}/kernel_support/module.mk\n"


class Folder:
    """A module that counts how often make was asked."""

    def __init__(self, kernel: Kernel, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kernel, self.path, self.made = kernel, path, 0
        path.mkdir()
        (path / "Kbuild").write_text(KBUILD)
        (path / "own.cc").write_text(SOURCE)
        (path / "own.hpp").write_text('#define DESCRIPTION "one"\n')
        real = build._run

        def run(*arguments: object) -> int:
            self.made += 1
            return real(*arguments)
        monkeypatch.setattr(build, "_run", run)

    def makes(self) -> bool:
        """Whether a build asks make."""
        before = self.made
        self.output = io.StringIO()
        self.modules = build.build(self.kernel, cases.load(self.path), self.output)
        assert [one.name for one in self.modules] == ["own.ko"]
        return self.made > before


@pytest.fixture(name="folder")
def _folder(request: pytest.FixtureRequest, tmp_path: Path,
            monkeypatch: pytest.MonkeyPatch) -> Folder:
    kernel = kernel_of(request.config, chosen_kernels(request.config)[0])
    return Folder(kernel, tmp_path / "own", monkeypatch)


def test_make_is_asked_when_something_changed(folder: Folder,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder.makes() and not folder.makes()
    (folder.path / "own.hpp").write_text('#define DESCRIPTION "two"\n')
    assert folder.makes() and b"description=two" in folder.modules[0].read_bytes()
    assert not folder.makes()
    os.utime(folder.path / "own.cc")
    assert folder.makes() and not folder.makes()
    (folder.path / "other.hpp").write_text("// it may hide one of the same name\n")
    assert folder.makes() and not folder.makes()
    folder.modules[0].unlink()
    assert folder.makes() and not folder.makes()
    # With other flags (KCFLAGS) the bindings, which other tests use meanwhile, were made again.
    monkeypatch.setenv("CXX_OTHER", "y")
    assert folder.makes() and not folder.makes()


def test_what_cannot_be_known_is_made(folder: Folder) -> None:
    (folder.path / "Kbuild").write_text("ccflags-y := $(shell echo -DX)\n" + KBUILD)
    assert folder.makes() and folder.makes()
    (folder.path / "Kbuild").write_text(KBUILD)
    assert folder.makes() and not folder.makes()
    # An included makefile counts like the Kbuild file itself.
    (folder.path.parent / "more.mk").write_text("ccflags-y := -DX\n")
    (folder.path / "Kbuild").write_text("include $(src)/../more.mk\n" + KBUILD)
    assert folder.makes() and not folder.makes()
    (folder.path.parent / "more.mk").write_text("ccflags-y := -DYY\n")
    assert folder.makes()


def test_a_failed_build_is_no_build(folder: Folder) -> None:
    assert folder.makes() and not folder.makes()
    (folder.path / "own.cc").write_text(SOURCE + "wrong\n")
    for _ in range(2):
        with pytest.raises(Failure):
            folder.makes()
    (folder.path / "own.cc").write_text(SOURCE)
    assert folder.makes() and not folder.makes()


def test_what_changes_meanwhile_is_made_again(folder: Folder,
                                              monkeypatch: pytest.MonkeyPatch) -> None:
    run = build._run

    def edited(*arguments: object) -> int:
        status = run(*arguments)
        os.utime(folder.path / "own.cc")
        return status
    monkeypatch.setattr(build, "_run", edited)
    assert folder.makes() and folder.makes()


def test_a_damaged_stamp(folder: Folder) -> None:
    assert folder.makes()
    stamp = folder.modules[0].with_name(build_stamp._STAMP)
    for text in ("", "[]", '{"settings": 1, "files": 2}'):
        stamp.write_text(text)
        assert folder.makes()
