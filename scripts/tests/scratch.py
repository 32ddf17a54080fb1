# SPDX-License-Identifier: GPL-2.0
"""Cases that a test writes for itself, and how a program is told the kernel of a test."""
from __future__ import annotations

from pathlib import Path

from kernels import catalogue
from kernels.catalogue import Kernel
from modules import cases
from modules.cases import Case

BROKEN = Path(__file__).parent / "guest/broken"


def case_of(folder: Path, script: str, expected: str = "") -> Case:
    """A case that runs these commands, with the module of the folder `broken`."""
    folder.mkdir(exist_ok=True)
    if not (folder / "Kbuild").exists():
        (folder / "Kbuild").symlink_to(BROKEN / "Kbuild")
    (folder / "guest.sh").write_text(script)
    (folder / "expected.txt").write_text(expected)
    return cases.load(folder)


def kernel_option(kernel: Kernel) -> list[str]:
    """How a script is told this kernel."""
    return (["--kernel", kernel.name] if kernel.name in catalogue.known()
            else ["--kdir", kernel.kdir])
