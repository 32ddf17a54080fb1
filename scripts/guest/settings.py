# SPDX-License-Identifier: GPL-2.0
"""How a guest is to boot, and the options that say so."""
from __future__ import annotations

import argparse
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from modules import regions
from modules.cases import Case

MEMORY = 512


@dataclass(frozen=True)
class Settings:
    """How to boot; None leaves it to the case."""

    processors: int | None = None
    memory: int = MEMORY        # in megabytes
    deadline: float | None = None
    append: str = ""            # more words for the kernel's command line
    qemu: tuple[str, ...] = ()  # more options for QEMU
    icount: bool = False        # count instructions instead of time: the same on every machine
    coverage: bool = False      # keep in COVERAGE which lines of instrumented modules ran


def with_devices(settings: Settings, case: Case, folder: Path) -> Settings:
    """The same, with the devices that a case wants; what they have for memory goes to `folder`."""
    if not case.devices:
        return settings
    words: list[str] = []
    for region in case.memories:
        path = regions.path_of(folder, region.name)
        region.write(path)
        words += ["-object", f"memory-backend-file,id={region.name},mem-path={path},"
                             f"size={region.size},share=on"]
    for device in case.devices:
        words += ["-device", device]
    return replace(settings, qemu=(*settings.qemu, *words))


def add_boot_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options that become Settings."""
    parser.add_argument("--smp", type=int, metavar="N", help="number of processors")
    parser.add_argument("--memory", type=int, metavar="MB", default=512)
    parser.add_argument("--deadline", type=float, metavar="SECONDS",
                        help="the boot fails when it takes longer")
    parser.add_argument("--append", default="", metavar="WORDS",
                        help="more words for the kernel's command line")
    parser.add_argument("--qemu", default="", metavar="OPTIONS", help="more options for QEMU")
    parser.add_argument("--icount", action="store_true",
                        help="let the guest's clock count instructions")


def settings_from(arguments: argparse.Namespace) -> Settings:
    """The Settings that the options ask for."""
    return Settings(arguments.smp, arguments.memory, arguments.deadline, arguments.append,
                    tuple(shlex.split(arguments.qemu)), arguments.icount)
