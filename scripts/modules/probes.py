# SPDX-License-Identifier: GPL-2.0
"""Keeps what a kernel's makefiles asked its compiler: see kernel_support/probes.mk."""
from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from pathlib import Path

from common.files import locked, write_whole
from common.project import BUILD, ROOT
from kernels.catalogue import Kernel

FOLDER = BUILD / "probes"
# One that another make's overlaps is no answer.
_ANSWER = re.compile(r"^cxx-probe@\S+ := (?:[yn]|[^@$#\n]* # said)$", re.MULTILINE)


def answers(kernel: Kernel) -> Path:
    """The file with all answers for a kernel and the compiler that it is built with."""
    programs = [shutil.which(name) for name in (*(kernel.compilers or ("gcc", "g++")), "ld", "as")]
    parts = [kernel.kdir, *kernel.make_options]
    for path in (*map(Path, filter(None, programs)), Path(kernel.kdir, "Makefile"),
                 Path(kernel.kdir, ".config")):
        with contextlib.suppress(OSError):
            status = path.resolve().stat()
            parts.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    return FOLDER / f"{kernel.name}-{digest}.mk"


def environment(kernel: Kernel, noted: Path) -> dict[str, str]:
    """What makes a build use the answers, and note new ones in a file."""
    return {"MAKEFILES": str(ROOT / "kernel_support/probes.mk"),
            "CXX_PROBES": str(answers(kernel)), "CXX_PROBES_NEW": str(noted)}


def keep(kernel: Kernel, noted: Path, succeeded: bool) -> None:
    """Adds the answers that a build noted; when it failed, as on a full disk, they may be wrong."""
    try:
        new = set(_ANSWER.findall(noted.read_text(encoding="utf-8", errors="replace")))
        noted.unlink()
    except FileNotFoundError:
        return
    if not succeeded:
        return
    path = answers(kernel)
    with locked(FOLDER / ".lock", "noting what the compiler can do"):
        old = set(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else set()
        if not path.is_file():
            for other in FOLDER.glob(f"{kernel.name}-*.mk"):
                other.unlink(missing_ok=True)
        write_whole(path, "".join(f"{line}\n" for line in sorted(old | new)))
