# SPDX-License-Identifier: GPL-2.0
"""Builds the modules of a folder with the kernel's own Kbuild, outside of the sources.

The objects go to build/<kernel>/<path>, where a generated Kbuild leads to the one of the folder.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

from common.files import locked, write_if_changed
from common.program import Failure
from common.project import ROOT, check_root_path, path_words, plain_environment
from kernels.catalogue import Kernel
from modules import cases, kept, probes, stamp
from modules.cases import Case

# What says that all is well: 6.1 of each module, as Debian's headers for it hold no vmlinux;
# 7.x of the type information of each.
_IDLE = re.compile(r"Skipping BTF generation for|Cannot find \.BTF_ids or symbols sections|"
                   r"Dumped \d+ bytes of data to .*\.BTF")
_KBUILD = """\
# SPDX-License-Identifier: GPL-2.0
# Made by scripts/modules/build.py.
src := {source}
include $(src)/Kbuild
"""


def build(kernel: Kernel, case: Case, output: TextIO = sys.stderr,
          verbose: bool = False, own_paths: bool = False) -> list[Path]:
    """Builds what has changed; returns the .ko files.

    With `own_paths` their debug information names the files of this checkout, and no other's.
    """
    check_root_path()
    objects = cases.object_folder(kernel.build, case)
    objects.mkdir(parents=True, exist_ok=True)
    with locked(objects / ".lock", f"building {case.name}"):
        write_if_changed(objects / "Kbuild", _KBUILD.format(source=case.folder))
        command = ["make", "-C", kernel.kdir, f"M={objects}", *kernel.make_options,
                   "--no-print-directory",
                   f"-j{os.cpu_count() or 1}", f"V={int(verbose)}", "modules"]
        if verbose:
            print(" ".join(command), file=output, flush=True)
        elif (stamp.is_current(kernel, case, objects, command)
              and not (own_paths and kept.is_from_elsewhere(objects))):
            return modules(objects)
        stamp.forget(objects)
        begun, noted = time.time_ns(), objects / ".probes"
        if not (verbose or own_paths) and kept.restore(kernel, case, objects):
            print(f"  KEPT    {path_words(case.folder)}", file=output, flush=True)
            stamp.note(kernel, case, objects, command, begun)
            return modules(objects)
        kept.forget_origin(objects)     # no object file was taken over, so make builds all anew
        begun = time.time_ns()          # the bindings may just have been made
        status = _run(command, objects, output, verbose, probes.environment(kernel, noted))
        probes.keep(kernel, noted, status == 0)
        if status != 0:
            raise Failure(f"{path_words(case.folder)} does not build for {kernel.name}")
        stamp.note(kernel, case, objects, command, begun)
        kept.keep(kernel, case, objects, begun)
        return modules(objects)


def modules(objects: Path) -> list[Path]:
    """The modules of an object folder, in the order of the Kbuild file."""
    # The order file names a module once, as .o or .ko depending on the kernel's version.
    names = (objects / "modules.order").read_text(encoding="utf-8").split()
    return [objects / Path(name).with_suffix(".ko").name for name in names]


def module_name(path: Path | str) -> str:
    """What the kernel calls the module in a file, however that is packed."""
    return Path(path).name.partition(".")[0].replace("-", "_")


def _run(command: list[str], objects: Path, output: TextIO, verbose: bool,
         more: dict[str, str]) -> int:
    """Runs make; what it says appears at once, with paths as a person writes them."""
    environment = plain_environment() | {"LC_ALL": "C.UTF-8", "CXX_MAKEFILES": "y"} | more
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.STDOUT, env=environment, errors="replace") as child:
        for line in child.stdout:
            if _IDLE.match(line) and not verbose:
                continue
            if not verbose:
                line = line.replace(f"{objects}/", "").replace(f"{ROOT}/", "")
            print(line, end="", file=output, flush=True)
    return child.returncode
