# SPDX-License-Identifier: GPL-2.0
"""A kernel asks its compiler once what it can do, and builds with the same flags as ever."""
from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from kernels.catalogue import Kernel
from modules import build, cases, probes

SOURCE = """\
// SPDX-License-Identifier: GPL-2.0
#include <kernel/module.hpp>
struct Own : kernel::Module<Own> {
  static kernel::Result<Own> init(kernel::ThisModule&) { return {std::in_place}; }
};
KERNEL_MODULE(Own, {.name = "own", .description = "asks", .license = "GPL"});
"""


def commands(objects: Path) -> dict[str, str]:
    """What Kbuild noted of each step."""
    return {path.name: path.read_text().partition("\n")[0] for path in objects.glob(".own*.cmd")}


@pytest.mark.every_kernel
def test_the_flags_are_those_without_it(kernel: Kernel, tmp_path: Path,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "FOLDER", tmp_path / "probes")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "Kbuild").write_text(f"obj-m := own.o\ninclude {ROOT}/kernel_support/module.mk\n")
    (folder / "own.cc").write_text(SOURCE)
    case = cases.load(folder)
    objects = cases.object_folder(kernel.build, case)
    found = []
    for how in ("asked", "known", "without"):
        if how == "without":
            monkeypatch.setattr(probes, "environment", lambda *_: {})
        shutil.rmtree(objects, ignore_errors=True)
        build.build(kernel, case, io.StringIO())
        found.append(commands(objects))
        if how == "asked":
            kept = probes.answers(kernel).read_text()
    assert len(found[0]) >= 4 and found[0] == found[1] == found[2]
    assert " := y" in kept and kept == probes.answers(kernel).read_text(), "asked again"


def test_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kernel: Kernel) -> None:
    monkeypatch.setattr(probes, "FOLDER", tmp_path / "probes")
    noted = tmp_path / ".probes"
    for succeeded in (False, True):
        noted.write_text("cxx-probe@one := y\ncxx-probe@tcxx-probe@wo := n\n := n\n"
                         "cxx-probe@killed := \n$(error no)\ncxx-probe@text := -a -b # said\n"
                         "cxx-probe@half := -a\ncxx-probe@over := -a cxx-probe@b # said\n"
                         "cxx-probe@cut")
        probes.keep(kernel, noted, succeeded)
        assert not noted.exists() and probes.answers(kernel).exists() == succeeded
    assert probes.answers(kernel).read_text() == ("cxx-probe@one := y\n"
                                                  "cxx-probe@tcxx-probe@wo := n\n"
                                                  "cxx-probe@text := -a -b # said\n")
    noted.write_text("cxx-probe@two := n\n")
    probes.keep(kernel, noted, True)
    assert probes.answers(kernel).read_text().splitlines()[1:] == [
        "cxx-probe@tcxx-probe@wo := n", "cxx-probe@text := -a -b # said", "cxx-probe@two := n"]


def test_a_failed_build_keeps_nothing(tmp_path: Path, kernel: Kernel,
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "FOLDER", tmp_path / "probes")
    (tmp_path / "own").mkdir()
    (tmp_path / "own/Kbuild").write_text("obj-m := nothing.o\n")
    with pytest.raises(Failure):
        build.build(kernel, cases.load(tmp_path / "own"), io.StringIO())
    assert not probes.answers(kernel).exists()
