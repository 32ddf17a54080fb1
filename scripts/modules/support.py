# SPDX-License-Identifier: GPL-2.0
"""What of kernel_support a module's build reads: all but its tests and its benchmark."""
from __future__ import annotations

from pathlib import Path

from common.project import ROOT

_PARTS = ("include", "bindings", "helpers", "runtime", "lto", "checks",
          "compile.mk", "module.mk", "support.mk", "probes.mk")


def files() -> list[Path]:
    """Its files, sorted by the part that they belong to."""
    found: list[Path] = []
    for part in _PARTS:
        place = ROOT / "kernel_support" / part
        found += [path for path in (sorted(place.rglob("*")) if place.is_dir() else [place])
                  if path.is_file() and path.suffix != ".pyc"]
    return found
