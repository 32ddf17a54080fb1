# SPDX-License-Identifier: GPL-2.0
"""Modules build against an installed copy, which is only read, with nothing of a checkout."""
from __future__ import annotations

from pathlib import Path

import new_module
from common.project import ROOT
from kbuild import HEADERS, MODULE, Folder
from kernels.catalogue import Kernel
from shipping import installed


def test_builds_against_an_installed_copy(kernel: Kernel, tmp_path: Path) -> None:
    """The bindings of the kernel are in the module's folder, for modules in folders below, too."""
    copy = tmp_path / "copy"
    installed.install(copy)
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*")}
    folder = Folder(kernel, tmp_path / "module", copy)
    below = Folder(kernel, folder.path / "below", copy)
    folder.write(Kbuild="obj-m := first.o below/", first_cc=HEADERS + MODULE.format(
        name="first", body='pr_info("first\\n");'))
    below.write(Kbuild="obj-m := second.o", second_cc=HEADERS + MODULE.format(
        name="second", body='pr_info("second\\n");'))
    output = folder.make("modules")
    assert output.remarks == []
    assert output.text.count("BINDGEN") == 1
    assert {path.name for path in folder.path.rglob("*.ko")} == {"first.ko", "second.ko"}
    support = folder.path / ".cpp-support" / kernel.release
    assert (support / "bindings.hpp").is_file() and (support / "helpers.lto.o").is_file()
    assert folder.make("modules").steps == set()
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*")} == before
    for file in folder.path.rglob(".*.cmd"):
        assert f"{ROOT}/kernel_support" not in file.read_text(encoding="utf-8")
    folder.make("clean")
    assert {path.name for path in folder.path.rglob("*")} == {
        "Kbuild", "first.cc", "below", "second.cc"}


def test_a_new_module_takes_the_copy_it_is_told(kernel: Kernel, tmp_path: Path) -> None:
    """As DKMS does it: the checkout that made the module is not asked, be it there or not."""
    copy = tmp_path / "copy"
    installed.install(copy)
    new_module.create("beacon", tmp_path / "new")
    folder = Folder(kernel, tmp_path / "new", copy)
    output = folder.make(f"KERNEL_SUPPORT={copy}", "modules")
    assert output.remarks == [] and (folder.path / "beacon.ko").is_file()
    assert f"-I{copy}/kernel_support/include" in folder.command("beacon.lto.o")
