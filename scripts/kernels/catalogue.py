# SPDX-License-Identifier: GPL-2.0
"""The kernels a module can be built for: those of configs/, and any tree given as KDIR.

A kernel is described by the fields of its kernel.json (see `Kernel`), whatever it comes from.
"""
from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import tomllib
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from common import cache, machine
from common.files import locked
from common.machine import Machine
from common.program import Failure
from common.project import BUILD, ROOT, path_words
from kernels import compilers
from kernels.vmlinux import cut_vmlinux

CONFIGS = ROOT / "configs"
DEFAULT = "debian-6.12"
KERNELS = BUILD / "kernels"


@dataclass(frozen=True)
class Kernel:
    """One kernel that modules can be built for and that can boot."""

    name: str
    release: str
    kdir: str
    image: str      # what boots; empty when a KDIR has no bootable image
    modules: str    # the folder lib/modules/<release>, or empty
    config: str
    packages: list[str] = field(default_factory=list)

    @property
    def build(self) -> Path:
        """Where objects for this kernel go."""
        return BUILD / self.name

    @cached_property
    def options(self) -> dict[str, str]:
        """Its configuration: {"CONFIG_X": "y"}."""
        return options(Path(self.kdir))

    def has(self, option: str) -> bool:
        """Whether an option is set, and built in."""
        return self.options.get(option) == "y"

    @property
    def machine(self) -> Machine:
        """What it runs on."""
        return machine.of(self.options)

    @property
    def make_options(self) -> list[str]:
        """What a make for its modules must be told: the kernel's compiler, as it is called here."""
        return compilers.make_options(self.options)

    @property
    def compilers(self) -> tuple[str, ...]:
        """The programs of the kernel's compiler that make its modules, as they are called here."""
        return compilers.programs(self.options)

    @property
    def patience(self) -> int:
        """How often it may take the time of a kernel that does not watch every access to memory."""
        return 5 if self.has("CONFIG_KASAN") else 1

    @property
    def has_lines(self) -> bool:
        """Whether its modules are built with debug information, which knows lines of the source."""
        return self.has("CONFIG_DEBUG_INFO")

    def bootable_image(self) -> Path:
        """The image, or a clear refusal."""
        if not self.image:
            raise Failure(f"{self.name} has no bootable image (no vmlinux or bzImage in the tree, "
                          f"no /boot/vmlinuz-{self.release}): give one with IMAGE=path")
        return Path(self.image)


def known() -> list[str]:
    """The names KERNEL= accepts, the default one first."""
    return sorted((path.stem for path in CONFIGS.glob("*.toml")),
                  key=lambda name: (name != DEFAULT, name))


def settings(name: str) -> dict[str, Any]:
    """The contents of configs/<name>.toml."""
    if name not in known():
        raise Failure(f"unknown KERNEL '{name}': known are {', '.join(known())} "
                      "(KDIR=path takes a tree of your own)")
    with open(CONFIGS / f"{name}.toml", "rb") as file:
        try:
            return tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise Failure(f"configs/{name}.toml: {error}") from None


def fits(name: str) -> bool:
    """Whether this system has the compiler of a kernel, as far as its file in configs/ says."""
    version = settings(name).get("gcc", 0)
    return not version or compilers.can_be_had(version)


def stored(name: str) -> Kernel | None:
    """The kernel as fetched earlier; None when it is not there, not whole or was moved."""
    try:
        fields = json.loads((KERNELS / name / "kernel.json").read_text(encoding="utf-8"))
        kernel = Kernel(**fields)
    except (FileNotFoundError, json.JSONDecodeError, TypeError):
        return None
    there = all(Path(path).exists() for path in (kernel.kdir, kernel.image))
    here = Path(kernel.kdir).is_relative_to(KERNELS / name) \
        or Path(kernel.kdir).is_relative_to(cache.folder())
    return kernel if there and here else None


def to_json(kernel: Kernel) -> str:
    """The text of a kernel.json."""
    return json.dumps(asdict(kernel), indent=2) + "\n"


def options(kdir: Path) -> dict[str, str]:
    """The kernel's configuration: {"CONFIG_X": "y"}."""
    path = kdir / "include/config/auto.conf"
    text = path.read_text(encoding="utf-8", errors="replace")
    return dict(re.findall(r"^(CONFIG_\w+)=\"?(.*?)\"?$", text, re.MULTILINE))


# A kernel with one of these needs something of a module that this project cannot give.
_UNSUPPORTED = {
    "CONFIG_RANDSTRUCT": "shuffles the fields of its structs (CONFIG_RANDSTRUCT)",
    "CONFIG_GCC_PLUGIN_RANDSTRUCT": "shuffles the fields of its structs (CONFIG_RANDSTRUCT)",
    "CONFIG_LTO_CLANG": "was linked with clang's LTO (CONFIG_LTO_CLANG), where no module was tried",
}


def check_tree(kdir: Path) -> dict[str, str]:
    """Refuses a tree that C++ modules cannot be built for; returns its configuration."""
    where = f"KDIR={kdir}"
    if re.search(r"[\s:]", str(kdir)):
        raise Failure(f"{where} contains a space or a colon, which the kernel's Kbuild refuses")
    if not kdir.is_dir():
        raise Failure(f"{where}: no such folder")
    if not (kdir / "Makefile").is_file():
        raise Failure(f"{where} is not a kernel tree or its headers: there is no Makefile")
    if not (kdir / "include/config/auto.conf").is_file():
        raise Failure(f"{where} is not configured: run 'make defconfig' or copy a .config there, "
                      "then 'make'")
    config = options(kdir)
    for option, reason in _UNSUPPORTED.items():
        if config.get(option) == "y":
            raise Failure(f"{where}: this kernel {reason}: choose another kernel")
    if config.get("CONFIG_MODULES") != "y":
        raise Failure(f"{where}: this kernel cannot load modules: set CONFIG_MODULES=y and rebuild")
    if not machine.of(config):
        raise Failure(f"{where}: this kernel is for another machine than the supported "
                      f"{', '.join(machine.names())}")
    for tool in ("scripts/basic/fixdep", "scripts/mod/modpost"):
        if not os.access(kdir / tool, os.X_OK):
            raise Failure(f"{where} is not built: {tool} is missing: run 'make' there")
    if not (kdir / "Module.symvers").is_file():
        raise Failure(f"{where} has no Module.symvers, the list of what the kernel exports: run "
                      "'make' there")
    check_tools_run(where, kdir)
    compilers.need_of(config, f"{where}: this kernel")
    return config


def check_tools_run(where: str, kdir: Path) -> None:
    """Refuses a kernel whose own tools are for another system: another machine, a newer libc."""
    tool = kdir / "scripts/basic/fixdep"
    if not tool.is_file():
        return  # which is another mistake, with another message
    try:
        # Without arguments it only says how it is used.
        said = subprocess.run([tool], capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL, env=os.environ | {"LC_ALL": "C"}).stderr
        reason = next((line for line in said.splitlines()
                       if "not found" in line or "cannot open shared object" in line), "")
    except OSError as error:
        reason = error.strerror or str(error)
    if reason:
        raise Failure(f"{where}: the kernel's tools are for another system "
                      f"({reason.split(': ')[-1]}): run 'make modules_prepare' in its source, or "
                      "take headers that were made for this one")


def release_of(kdir: Path) -> str:
    """What `uname -r` says under this kernel."""
    # Modules are marked with what this header says; Debian's 6.1 says something else in the file.
    header = kdir / "include/generated/utsrelease.h"
    match = header.is_file() and re.search(r'"(.+)"', header.read_text(encoding="utf-8"))
    if match:
        return match[1]
    stated = kdir / "include/config/kernel.release"
    if not stated.is_file():
        raise Failure(f"KDIR={kdir} does not say its release: run 'make' there")
    return stated.read_text(encoding="utf-8").strip()


def from_tree(kdir: Path, image: Path | None = None) -> Kernel:
    """Describes a kernel tree or headers folder of the user's own."""
    kdir = kdir.expanduser().absolute()
    config = check_tree(kdir)
    release = release_of(kdir)
    digest = hashlib.sha256(str(kdir.resolve()).encode()).hexdigest()[:8]
    name = re.sub(r"[^\w.+-]", "-", f"kdir-{release}-{digest}")
    if image is not None and not image.is_file():
        raise Failure(f"IMAGE={image}: no such file")
    # Headers that were unpacked somewhere (<root>/usr/src/linux-headers-*) have their kernel near.
    roots = [*([kdir.parents[2]] if kdir.parent.name == "src" else []), Path("/")]
    candidates = [image] if image else [
        *(kdir / path for path in machine.of(config).images),
        *(root / f"boot/vmlinuz-{release}" for root in roots)]
    modules = [root / "lib/modules" / release for root in roots]
    return Kernel(
        name=name, release=release, kdir=str(kdir),
        image=next((str(_direct_image(name, path, config)) for path in candidates
                    if machine.is_bootable(path) and machine.boots_directly(path, config)), ""),
        modules=next((str(path) for path in modules if (path / "modules.dep").is_file()), ""),
        config=str(kdir / ".config"))


def _direct_image(name: str, path: Path, config: dict[str, str]) -> Path:
    """The image that boots fastest: an ELF file, cut out of a compressed image when needed."""
    if not machine.wants_elf(path, config):
        return path
    state = path.stat()
    cut = KERNELS / name / f"vmlinux-{state.st_mtime_ns:x}-{state.st_size:x}"
    if not cut.is_file():
        with locked(KERNELS / f"{name}.lock", f"unpacking {path_words(path)}"):
            cut_vmlinux(path, cut)
    return cut
