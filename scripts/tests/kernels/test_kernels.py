# SPDX-License-Identifier: GPL-2.0
"""Kernels are found or refused with one line: those of configs/, and trees given as KDIR."""
from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from common.program import Failure
from hosts import tools
from kernels import catalogue, compilers
from kernels.catalogue import Kernel
from pretend import ELF, X86, bzimage, elf, tree


@pytest.fixture(autouse=True)
def _scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "KERNELS", tmp_path / "build/kernels")


def refusal(kdir: Path, image: Path | None = None) -> str:
    """The one line with which a tree is refused."""
    with pytest.raises(Failure) as caught:
        catalogue.from_tree(kdir, image)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_takes_a_good_tree(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "linux")
    (kdir / "vmlinux").write_bytes(ELF)
    kernel = catalogue.from_tree(kdir)
    assert kernel.release == "6.12.0-mine" and kernel.name.startswith("kdir-6.12.0-mine-")
    assert (kernel.kdir, kernel.image) == (str(kdir), str(kdir / "vmlinux"))
    assert kernel.machine is X86
    assert set(json.loads(catalogue.to_json(kernel))) == {
        "name", "release", "kdir", "image", "modules", "config", "packages"}


def test_two_trees_of_one_release_do_not_share_objects(tmp_path: Path) -> None:
    one, two = (catalogue.from_tree(tree(tmp_path / name)) for name in ("a", "b"))
    assert one.build != two.build


@pytest.mark.parametrize("option, message", [
    ("CONFIG_RANDSTRUCT", "shuffles the fields"),
    ("CONFIG_GCC_PLUGIN_RANDSTRUCT", "shuffles the fields"),
    ("CONFIG_LTO_CLANG", "was linked with clang's LTO (CONFIG_LTO_CLANG), where no module"),
])
def test_refuses_unsupported_options(tmp_path: Path, option: str, message: str) -> None:
    assert message in refusal(tree(tmp_path / "linux", **{option: "y"}))


def test_refuses_a_kernel_without_modules(tmp_path: Path) -> None:
    assert "CONFIG_MODULES=y" in refusal(tree(tmp_path / "linux", CONFIG_MODULES=None))


def test_refuses_another_machine(tmp_path: Path) -> None:
    assert "another machine" in refusal(tree(tmp_path / "linux", **{X86.option: None}))


def test_refuses_a_compiler_that_is_not_here(tmp_path: Path) -> None:
    text = refusal(tree(tmp_path / "linux", CONFIG_GCC_VERSION="990100"))
    assert "GCC 99" in text and "g++-99" in text


def test_refuses_a_compiler_of_another_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says who has it; where it is, it is the compiler of the kernel's modules."""
    monkeypatch.setattr(compilers, "_version", lambda _name: 0)
    monkeypatch.setattr(compilers.tools, "release", lambda: tools.releases()["debian-12"])
    with pytest.raises(Failure) as caught:
        compilers.need(14, "KERNEL=debian-13")
    assert str(caught.value) == (
        "KERNEL=debian-13 was built with GCC 14, which Debian 12 does not have, but Debian 13: "
        "take another kernel, or run it there (make test-host)")
    assert not compilers.can_be_had(14) and compilers.can_be_had(12)
    monkeypatch.setattr(compilers.tools, "release", tools.Release)
    with pytest.raises(Failure, match="was built with GCC 14: install gcc-14 and g\\+\\+-14"):
        compilers.need(14, "KERNEL=debian-13")


@pytest.mark.parametrize("there, named, found", [
    ({"gcc-14": 14, "gcc": 14}, "gcc-14", "gcc-14"),
    ({"gcc": 14}, "gcc-14", "gcc"),                 # where only one version is packed
    ({"gcc": 12, "gcc-14": 14}, "gcc", "gcc-14"),   # the kernel's gcc was another one
    ({"gcc": 12}, "gcc", ""),
    ({"x86_64-linux-gnu-gcc-14": 14}, "x86_64-linux-gnu-gcc-14", "x86_64-linux-gnu-gcc-14"),
])
def test_which_compiler_it_is(monkeypatch: pytest.MonkeyPatch, there: dict[str, int], named: str,
                              found: str) -> None:
    monkeypatch.setattr(compilers, "_version", lambda name: there.get(name, 0))
    monkeypatch.setattr(compilers.shutil, "which", lambda name: name.replace("g++", "gcc") in there)
    assert compilers.of({"CONFIG_GCC_VERSION": "140200",
                         "CONFIG_CC_VERSION_TEXT": f"{named} (Some 14.2.0) 14.2.0"}) == found


def test_refuses_a_clang_that_is_not_here(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "linux", CONFIG_GCC_VERSION="0", CONFIG_CLANG_VERSION="990102")
    assert refusal(kdir) == (
        f"KDIR={kdir}: this kernel was built with clang 99: install clang-99, lld-99 and llvm-99, "
        "with clang++, llvm-link and opt of that version")


@pytest.mark.parametrize("there, linker, options, programs", [
    (["clang-16", "clang++-16", "llvm-link-16", "opt-16"], "y", ["LLVM=-16"],
     ("clang-16", "clang++-16", "llvm-link-16", "opt-16", "ld.lld-16")),
    (["clang", "clang++", "llvm-link", "opt"], "y", ["LLVM=1"],
     ("clang", "clang++", "llvm-link", "opt", "ld.lld")),
    (["clang", "clang++", "llvm-link", "opt"], "n", ["CC=clang"],
     ("clang", "clang++", "llvm-link", "opt")),
    (["clang-16", "clang++-16", "llvm-link-16"], "y", [], ()),      # opt is missing
    (["clang-17", "clang++-17", "llvm-link-17", "opt-17"], "y", [], ()),
])
def test_which_clang_it_is(monkeypatch: pytest.MonkeyPatch, there: list[str], linker: str,
                           options: list[str], programs: tuple[str, ...]) -> None:
    """All of its version, and the linker if it linked the kernel."""
    version = {"clang-16": 16, "clang-17": 17, "clang": 16}
    monkeypatch.setattr(compilers, "_version",
                        lambda name: version[name] if name in there else 0)
    monkeypatch.setattr(compilers.shutil, "which", lambda name: name in there)
    config = {"CONFIG_GCC_VERSION": "0", "CONFIG_CLANG_VERSION": "160006",
              "CONFIG_CC_VERSION_TEXT": "Debian clang version 16.0.6", "CONFIG_LD_IS_LLD": linker}
    assert compilers.make_options(config) == options
    assert compilers.programs(config) == programs


@pytest.mark.parametrize("tool, reason", [
    ("#!/bin/sh\necho \"$0: /lib/libc.so.6: version 'GLIBC_2.99' not found\" >&2; exit 1\n",
     "version 'GLIBC_2.99' not found"),
    ("for another machine", "Exec format error"),
    ("#!/no/such/interpreter\n", "No such file or directory"),
])
def test_refuses_tools_of_another_system(tmp_path: Path, tool: str, reason: str) -> None:
    kdir = tree(tmp_path / "linux")
    (kdir / "scripts/basic/fixdep").write_text(tool)
    text = refusal(kdir)
    assert f"the kernel's tools are for another system ({reason}): run 'make modules_prep" in text


@pytest.mark.parametrize("missing, message", [
    ("Makefile", "not a kernel tree"),
    ("include/config/auto.conf", "not configured"),
    ("scripts/basic/fixdep", "not built"),
    ("scripts/mod/modpost", "not built"),
    ("Module.symvers", "Module.symvers"),
    ("include/config/kernel.release", "does not say its release"),
])
def test_names_what_a_tree_lacks(tmp_path: Path, missing: str, message: str) -> None:
    kdir = tree(tmp_path / "linux")
    (kdir / missing).unlink()
    assert message in refusal(kdir)


def test_names_a_bad_place(tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "nowhere")
    assert "space" in refusal(tree(tmp_path / "my linux"))
    assert "not a kernel tree" in refusal(tmp_path)


def test_release_is_that_of_the_header(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "linux")
    (kdir / "include/generated/utsrelease.h").write_text('#define UTS_RELEASE "6.9.9"\n')
    assert catalogue.release_of(kdir) == "6.9.9"


def test_builds_without_an_image_but_does_not_boot(tmp_path: Path) -> None:
    kernel = catalogue.from_tree(tree(tmp_path / "linux"))
    assert kernel.image == ""
    with pytest.raises(Failure, match="IMAGE=path"):
        kernel.bootable_image()


def test_a_vmlinux_of_headers_does_not_boot(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "linux")
    # Its program headers are those of the whole kernel, but the code is not there.
    for useless in (elf(0x3000), ELF[:40], ELF[:4] + b"\x01" + ELF[5:]):
        (kdir / "vmlinux").write_bytes(useless)
        assert catalogue.from_tree(kdir).image == ""


def test_cuts_the_elf_file_out_of_a_bzimage_once(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "linux")
    (kdir / X86.images[1]).parent.mkdir(parents=True)
    (kdir / X86.images[1]).write_bytes(bzimage(ELF))
    image = Path(catalogue.from_tree(kdir).image)
    assert image.read_bytes() == ELF and image.is_relative_to(catalogue.KERNELS)
    first = image.stat().st_mtime_ns
    assert Path(catalogue.from_tree(kdir).image).stat().st_mtime_ns == first


def test_boots_a_bzimage_as_it_is_without_pvh(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "linux", **{X86.direct_option: None})
    (kdir / "vmlinux").write_bytes(ELF)
    (kdir / X86.images[1]).parent.mkdir(parents=True)
    (kdir / X86.images[1]).write_bytes(bzimage(ELF))
    assert catalogue.from_tree(kdir).image == str(kdir / X86.images[1])


def test_finds_the_image_beside_unpacked_headers(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "root/usr/src/linux-headers-6.12.0-mine")
    (tmp_path / "root/boot").mkdir()
    (tmp_path / "root/boot/vmlinuz-6.12.0-mine").write_bytes(bzimage(ELF))
    (tmp_path / "root/lib/modules/6.12.0-mine").mkdir(parents=True)
    (tmp_path / "root/lib/modules/6.12.0-mine/modules.dep").write_text("")
    kernel = catalogue.from_tree(kdir)
    assert Path(kernel.image).read_bytes() == ELF
    assert kernel.modules == str(tmp_path / "root/lib/modules/6.12.0-mine")


def test_image_may_be_given(tmp_path: Path) -> None:
    kdir = tree(tmp_path / "linux")
    (tmp_path / "mine").write_bytes(ELF)
    assert catalogue.from_tree(kdir, tmp_path / "mine").image == str(tmp_path / "mine")
    assert "no such file" in refusal(kdir, tmp_path / "nothing")


def test_lists_the_known_kernels() -> None:
    with pytest.raises(Failure, match="known are .*debian-6.1, .*debian-6.12") as caught:
        catalogue.settings("debian-5.10")
    assert "\n" not in str(caught.value)


def test_names_a_broken_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text("image =\n")
    monkeypatch.setattr(catalogue, "CONFIGS", tmp_path)
    with pytest.raises(Failure, match="configs/mine.toml: "):
        catalogue.settings("mine")


@pytest.mark.parametrize("damage", ["none", "no json", "half json", "no image", "moved"])
def test_only_a_whole_kernel_counts(tmp_path: Path, damage: str) -> None:
    folder = catalogue.KERNELS / "k"
    kernel = Kernel("k", "6.12.0", str(folder / "kdir"), str(folder / "image"), "", "")
    (folder / "kdir").mkdir(parents=True)
    (folder / "image").write_text("")
    text = catalogue.to_json(kernel)
    if damage == "half json":
        text = text[:40]
    if damage == "no image":
        (folder / "image").unlink()
    if damage == "moved":
        # The checkout was copied: both places exist, but this kernel is that of the other one.
        shutil.copytree(folder, tmp_path / "old")
        text = catalogue.to_json(replace(kernel, kdir=str(tmp_path / "old/kdir"),
                                         image=str(tmp_path / "old/image")))
    if damage != "no json":
        (folder / "kernel.json").write_text(text)
    assert catalogue.stored("k") == (kernel if damage == "none" else None)
