# SPDX-License-Identifier: GPL-2.0
"""The kernel is cut out of every kind of bzImage, and never out of half of one."""
from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Callable

import pytest
from common.program import Failure
from kernels import vmlinux
from pretend import bzimage

KERNEL = b"\x7fELF" + bytes(range(256)) * 40


def with_size(compressed: bytes) -> bytes:
    """The kernel's build appends the size of what was compressed."""
    return compressed + struct.pack("<I", len(KERNEL))


def through(*command: str) -> bytes:
    """What a compressor makes of the kernel."""
    return subprocess.run(command, input=KERNEL, capture_output=True, check=True).stdout


@pytest.mark.parametrize("compress", [
    lambda: KERNEL,
    lambda: gzip.compress(KERNEL),
    lambda: with_size(lzma.compress(KERNEL, lzma.FORMAT_XZ)),
    lambda: with_size(lzma.compress(KERNEL, lzma.FORMAT_ALONE)),
    lambda: with_size(bz2.compress(KERNEL)),
    lambda: with_size(through("zstd", "-c")),
], ids=["plain", "gzip", "xz", "lzma", "bzip2", "zstd"])
def test_cuts_every_compression(tmp_path: Path, compress: Callable[[], bytes]) -> None:
    source, result = tmp_path / "vmlinuz", tmp_path / "vmlinux"
    source.write_bytes(bzimage(compress()))
    vmlinux.cut_vmlinux(source, result)
    assert result.read_bytes() == KERNEL


@pytest.mark.parametrize("image, message", [
    (b"short", "not a bzImage"),
    (bytes(2000), "not a bzImage"),
    (bzimage(KERNEL, version=0x207), "boot protocol 2.07"),
    (bzimage(KERNEL)[:2000], "cut off"),
    (bzimage(b"????" + KERNEL), "unknown way"),
    (bzimage(gzip.compress(b"no ELF")), "does not hold an ELF kernel"),
    (bzimage(b"\xfd7zXZ\0garbage"), "does not decompress"),
    (bzimage(b"\x28\xb5\x2f\xfdgarbage"), "does not decompress"),
], ids=["short", "zeroes", "old", "cut", "unknown", "no ELF", "bad xz", "bad zstd"])
def test_refuses_what_it_cannot_cut(tmp_path: Path, image: bytes, message: str) -> None:
    source, result = tmp_path / "vmlinuz", tmp_path / "vmlinux"
    source.write_bytes(image)
    with pytest.raises(Failure, match=message):
        vmlinux.cut_vmlinux(source, result)
    assert not result.exists()


def test_names_the_missing_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _tool: None)
    with pytest.raises(Failure, match="install the package lz4"):
        vmlinux.decompress(b"\x02\x21\x4c\x18data")
