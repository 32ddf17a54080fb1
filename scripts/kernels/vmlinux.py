# SPDX-License-Identifier: GPL-2.0
"""Cuts the uncompressed kernel (an ELF file) out of a bzImage.

QEMU starts that ELF file directly through its PVH entry point, which saves the firmware, the boot
loader and the decompression: several seconds of every boot without KVM.
"""
from __future__ import annotations

import bz2
import lzma
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

from common.files import write_whole
from common.program import Failure

# Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header".
SETUP_SECTS = 0x1F1
HEADER_MAGIC = 0x202
VERSION = 0x206
PAYLOAD_OFFSET = 0x248
PAYLOAD_LENGTH = 0x24C


def payload(image: bytes) -> bytes:
    """The compressed kernel inside a bzImage."""
    if len(image) < 0x250 or image[HEADER_MAGIC:HEADER_MAGIC + 4] != b"HdrS":
        raise Failure("not a bzImage: the boot header's 'HdrS' is missing")
    (version,) = struct.unpack_from("<H", image, VERSION)
    if version < 0x208:
        raise Failure(f"the bzImage's boot protocol {version >> 8}.{version & 0xff:02} is older "
                      "than 2.08 and does not say where the kernel is")
    setup_sectors = image[SETUP_SECTS] or 4
    offset, length = struct.unpack_from("<II", image, PAYLOAD_OFFSET)
    start = (setup_sectors + 1) * 512 + offset
    if start + length > len(image):
        raise Failure("the bzImage is shorter than its header says: it was cut off")
    return image[start:start + length]


def decompress(data: bytes) -> bytes:
    """Undoes whichever of the kernel's compressions was used; the trailing size is ignored."""
    try:
        if data[:4] == b"\x7fELF":
            return data
        if data[:2] == b"\x1f\x8b":
            return zlib.decompressobj(wbits=31).decompress(data)
        if data[:6] == b"\xfd7zXZ\0":
            return lzma.LZMADecompressor(lzma.FORMAT_XZ).decompress(data)
        if data[:3] == b"\x5d\0\0":
            return lzma.LZMADecompressor(lzma.FORMAT_ALONE).decompress(data)
        if data[:3] == b"BZh":
            return bz2.BZ2Decompressor().decompress(data)
    except (zlib.error, lzma.LZMAError, OSError) as error:
        raise Failure(f"the kernel in the bzImage does not decompress: {error}") from None
    if data[:4] == b"\x28\xb5\x2f\xfd":
        return _through("zstd", data)
    if data[:4] == b"\x02\x21\x4c\x18":
        return _through("lz4", data)
    raise Failure(f"the kernel in the bzImage is compressed in an unknown way ({data[:4].hex()})")


def _through(tool: str, data: bytes) -> bytes:
    if not shutil.which(tool):
        raise Failure(f"this kernel is compressed with {tool}: install the package {tool}")
    # The last four bytes are the kernel's size, not part of the compressed stream.
    done = subprocess.run([tool, "-dc"], input=data[:-4], capture_output=True, check=False)
    if done.returncode != 0 or done.stdout[:4] != b"\x7fELF":
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise Failure(f"the kernel in the bzImage does not decompress: {' '.join(reason[-1:])}")
    return done.stdout


def cut_vmlinux(bzimage: Path, destination: Path) -> None:
    """Writes the ELF kernel of `bzimage` to `destination`."""
    kernel = decompress(payload(bzimage.read_bytes()))
    if kernel[:4] != b"\x7fELF":
        raise Failure(f"{bzimage} does not hold an ELF kernel")
    write_whole(destination, kernel)
