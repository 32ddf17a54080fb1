# SPDX-License-Identifier: GPL-2.0
"""Whether a folder with modules is built from what is there now, so that make need not look.

A make that finds nothing to do takes a second: the kernel's Makefile asks its compiler for some
forty options each time. After a build a stamp beside the objects holds the time and size of all
that went into it: what Kbuild noted in its .cmd files, the makefiles that were read, all files of
the module's folder and of kernel_support, the kernel's configuration, the compiler. If any of it
is different, or a makefile asks the shell for something, make decides as ever.
"""
from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Iterable

from common.files import write_whole
from common.project import BUILD, ROOT
from kernels.catalogue import Kernel
from modules import probes
from modules.cases import TOLD_IN, Case

_STAMP = ".stamp.json"
_OURS = ROOT / "kernel_support"
# Variables with which make would build something else
ENVIRONMENT = re.compile(r"PATH|CPATH|GCC_\w+|\w*_INCLUDE_PATH|\w*FLAGS\w*|KBUILD_\w+|CXX_\w+|"
                         r"ARCH|CC|CXX|LD|CROSS_COMPILE|INSTALL_\w+|W|C")
_KERNEL = ("Makefile", ".config", "include/config/auto.conf", "include/config/kernel.release",
           "Module.symvers", "scripts/mod/modpost", "vmlinux")
# Its answer may be another one the next time; what is listed lies where we cannot look.
_KBUILD = re.compile(r"/scripts/(?:Makefile\.|Kbuild\.include)|/include/config/auto\.conf$")
_SOURCE = re.compile(r"^source_\S+ := (\S+)$", re.MULTILINE)
_LISTED = re.compile(r"^deps_\S+ := ((?:.*\\\n)+)", re.MULTILINE)
_ASKS = re.compile(r"\$\((?:shell|wildcard)\b|!=")


def is_current(kernel: Kernel, case: Case, objects: Path, command: list[str]) -> bool:
    """Whether nothing has changed since note()."""
    try:
        known = json.loads((objects / _STAMP).read_text(encoding="utf-8"))
        return known["settings"] == _settings(command) and \
            known["files"] == _states({*known["files"], *map(str, _files(kernel, case))})
    except (OSError, ValueError, KeyError, TypeError):
        return False


def note(kernel: Kernel, case: Case, objects: Path, command: list[str], begun: int) -> None:
    """Keeps what the build was made from that began at a time, in nanoseconds, and just ended."""
    makefiles = _makefiles(objects)
    if not makefiles or any(_asks(path) for path in makefiles):
        return
    files = {*_files(kernel, case), *makefiles, *_dependencies(kernel, objects)}
    made = {path for path in files if path.is_relative_to(BUILD)}
    if any(path.stat().st_mtime_ns >= begun for path in files - made if path.exists()):
        return  # it was changed while it was compiled
    files |= {objects / "modules.order", *objects.rglob("*.ko")}
    write_whole(objects / _STAMP, json.dumps(
        {"settings": _settings(command), "files": _states(map(str, files))}))


def forget(objects: Path) -> None:
    """make looks the next time."""
    with contextlib.suppress(FileNotFoundError):
        (objects / _STAMP).unlink()


def _settings(command: list[str]) -> list[str]:
    return [*command, *sorted(f"{key}={value}" for key, value in os.environ.items()
                              if ENVIRONMENT.fullmatch(key))]


def _states(paths: Iterable[str]) -> dict[str, list[int]]:
    states: dict[str, list[int]] = {}
    for path in paths:
        try:
            status = os.stat(path)
            states[path] = [status.st_mtime_ns, status.st_size]
        except OSError:
            states[path] = []
    return states


def _files(kernel: Kernel, case: Case) -> list[Path]:
    """Those whose mere being there may count."""
    compilers = [shutil.which(name) for name in kernel.compilers]
    found = [Path(path) for path in compilers if path]
    found += [Path(kernel.kdir) / name for name in _KERNEL]
    for above in (case.folder, _OURS):
        for folder, folders, files in os.walk(above):
            folders[:] = [name for name in folders
                          if not name.startswith(".") and Path(folder, name) != _OURS / "tests"]
            found += [Path(folder, name) for name in files
                      if not name.startswith(".") and not name.endswith(TOLD_IN)]
    return found


def _makefiles(objects: Path) -> set[Path]:
    """Those that module.mk lists, but the kernel's, kernel_support's and what compilers said."""
    read = {os.path.normpath(word) for listing in objects.rglob(".makefiles")
            for word in listing.read_text(encoding="utf-8").split() if word.startswith("/")}
    return {Path(path) for path in read
            if not Path(path).is_relative_to(_OURS) and not Path(path).is_relative_to(probes.FOLDER)
            and not _KBUILD.search(path)}


def _asks(makefile: Path) -> bool:
    """Whether what a makefile says may change while the file does not."""
    try:
        return bool(_ASKS.search(makefile.read_text(encoding="utf-8", errors="replace")))
    except OSError:
        return True


def _dependencies(kernel: Kernel, objects: Path) -> set[Path]:
    """What the compilers read for the modules, the bindings and the helpers, as Kbuild noted it."""
    found = noted(kernel, objects.rglob(".*.cmd"))
    for bindings in [path for path in found if path.name == "bindings.hpp"]:
        found |= noted(kernel, bindings.parent.rglob(".*.cmd"))
        found.add(bindings.with_name("helpers.lto.o"))
    return found


def noted(kernel: Kernel, files: Iterable[Path]) -> set[Path]:
    """The files that .cmd files of Kbuild name as what something was made from."""
    found: set[Path] = set()
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        found |= {Path(kernel.kdir, name) for name in _SOURCE.findall(text)}
        for listed in _LISTED.findall(text):
            found |= {Path(kernel.kdir, name) for name in listed.replace("\\", " ").split()
                      if not name.startswith("$(") and not name.endswith(")")}
    return found
