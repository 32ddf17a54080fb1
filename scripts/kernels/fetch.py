# SPDX-License-Identifier: GPL-2.0
"""Brings a kernel of configs/ under build/kernels: headers to build with, an image to boot.

Nothing is installed: the packages are downloaded and unpacked. A kernel that configs/ wants to be
built from its source is left to build.py. kernel.json is written last, so its presence means that
the kernel is complete.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from common.files import locked, need_disk, write_whole
from common.program import Failure
from common.project import path_words
from common.terminal import Step
from kernels import build, catalogue, compilers
from kernels.archive import DOWNLOADS, Archive, Package, resolved, unpack
from kernels.catalogue import KERNELS, Kernel
from kernels.vmlinux import cut_vmlinux

# Of what the headers depend on, only these are files to build with.
_WANTED = ("linux-headers-", "linux-kbuild-")
# What is not in the image's package itself: since 7.x that is only a name for these.
_PARTS = ("linux-binary-{}", "linux-modules-{}", "linux-base-{}")


def packages_of(archive: Archive, image_meta: str, headers_meta: str) -> list[Package]:
    """The packages behind the two meta packages: image first, then all that headers need."""
    images = _behind(archive.find(image_meta), "linux-image-")
    headers = _behind(archive.find(headers_meta), "linux-headers-")
    release = headers.removeprefix("linux-headers-")
    # While the archive is being updated the two can name different kernels for some hours.
    image = images if images.endswith(f"-{release}") else f"linux-image-{release}"
    parts = [part.format(release) for part in _PARTS]
    found: dict[str, Package] = {}
    wanted = [image, headers]
    while wanted:
        name = wanted.pop(0)
        if name not in found:
            found[name] = archive.find(name)
            wanted += [other for other in found[name].depends
                       if (other in parts if name == image else other.startswith(_WANTED))]
    return list(found.values())


def _behind(meta: Package, prefix: str) -> str:
    for name in meta.depends:
        if name.startswith(prefix):
            return name
    raise Failure(f"the package {meta.name} does not depend on any {prefix}*: correct configs/")


def make_relocatable(root: Path) -> None:
    """Debian's headers name each other by absolute path; let them work from where they are."""
    for makefile in root.glob("usr/src/linux-headers-*/Makefile"):
        text = makefile.read_text(encoding="utf-8")
        changed = re.sub(r"^include /usr/src/(\S+)$",
                         r"include $(dir $(lastword $(MAKEFILE_LIST)))../\1", text,
                         flags=re.MULTILINE)
        changed = re.sub(r"^KBUILD_OUTPUT=/usr/src/\S+$",
                         "KBUILD_OUTPUT := $(abspath $(dir $(lastword $(MAKEFILE_LIST))))", changed,
                         flags=re.MULTILINE)
        if changed != text:
            makefile.write_text(changed, encoding="utf-8")
    for link in root.glob("lib/modules/*/*"):
        if link.is_symlink() and os.path.isabs(target := os.readlink(link)):
            # lib itself may be a link.
            place = link.parent.resolve() / link.name
            link.unlink()
            place.symlink_to(os.path.relpath(root.resolve() / target.lstrip("/"), place.parent))


def _in_boot(root: Path, what: str, release: str) -> Path:
    """A file that an installation has in /boot; packages since 7.x have it with the modules."""
    beside = root / f"lib/modules/{release}/{what}"
    return beside if beside.is_file() else root / f"boot/{what}-{release}"


def describe(name: str, root: Path, release: str, packages: list[str]) -> Kernel:
    """The contents of kernel.json."""
    kernel = Kernel(name=name, release=release,
                    kdir=str(root / f"usr/src/linux-headers-{release}"),
                    image=str(root / "boot/vmlinux"),
                    modules=str(root / f"lib/modules/{release}"),
                    config=str(_in_boot(root, "config", release)), packages=packages)
    for path in (kernel.kdir, kernel.modules, kernel.config):
        if not Path(path).exists():
            raise Failure(f"the packages of {name} do not hold {path_words(Path(path))}")
    return kernel


def fetch(name: str, update: bool = False) -> Kernel:
    """The kernel `name`, brought here first when it is not there yet."""
    source = catalogue.settings(name)
    if source.get("source") == "linux-source":
        return build.build(name)
    if source.get("source") != "debian":
        raise Failure(f"configs/{name}.toml: unknown source '{source.get('source')}': known are "
                      "\"debian\" and \"linux-source\"")
    # Known before a download; what the kernel itself says of it counts.
    compilers.need(source.get("gcc", 0), f"KERNEL={name}")
    kernel = _stored_or_fetched(name, source, update)
    catalogue.check_tools_run(f"KERNEL={name}", Path(kernel.kdir))
    compilers.need_of(kernel.options, f"KERNEL={name}")
    return kernel


def _stored_or_fetched(name: str, source: dict[str, Any], update: bool) -> Kernel:
    if not update and (kernel := catalogue.stored(name)):
        return kernel
    with locked(KERNELS / f"{name}.lock", f"fetching {name}"):
        if not update and (kernel := catalogue.stored(name)):
            return kernel
        archive = Archive(source.get("suite", ""))
        packages = resolved(archive, lambda: _download(archive, name, source))
        return _install(name, packages)


def _download(archive: Archive, name: str, source: dict[str, str]) -> list[Package]:
    packages = archive.locate(packages_of(archive, source["image"], source["headers"]))
    absent = [one for one in packages if not one.path.exists()]
    # The image is unpacked once more, without compression.
    need_disk(DOWNLOADS, sum(one.size for one in absent)
              + sum(one.installed_size for one in packages) + 100_000_000)
    if absent:
        print(f"  {name}: {sum(one.size for one in absent) / 1e6:.0f} MB from Debian's archive, "
              "once", file=sys.stderr)
    archive.download(packages)
    return packages


def _install(name: str, packages: list[Package]) -> Kernel:
    """Unpacks beside the old state; the new one counts when its kernel.json is there."""
    folder = KERNELS / name
    description, root, part = folder / "kernel.json", folder / "root", folder / "root.part"
    description.unlink(missing_ok=True)
    for old in (root, part):
        shutil.rmtree(old, ignore_errors=True)
    for package in packages:
        unpack(package, part)
    make_relocatable(part)
    release = packages[0].name.removeprefix("linux-image-").removesuffix("-unsigned")
    with Step("CUT", f"vmlinux out of vmlinuz-{release}"):
        cut_vmlinux(_in_boot(part, "vmlinuz", release), part / "boot/vmlinux")
    with Step("DEPMOD", release):
        depmod = shutil.which("depmod", path=f"{os.environ.get('PATH', '')}:/sbin:/usr/sbin")
        if not depmod:
            raise Failure("'depmod' is missing: install the package kmod")
        done = subprocess.run([depmod, "-b", part, release], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            raise Failure(f"depmod fails: {done.stderr.strip()}")
    os.replace(part, root)
    kernel = describe(name, root, release, [f"{one.name}={one.version}" for one in packages])
    write_whole(description, catalogue.to_json(kernel))
    return kernel
