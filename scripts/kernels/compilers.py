# SPDX-License-Identifier: GPL-2.0
"""The compiler of a kernel, which its modules are built with, too: found, installed, or refused.

C and C++ meet in one link, of what the compiler keeps between its passes, so the version counts.
"""
from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

from common.program import Failure
from common.project import ROOT
from hosts import tools


def version_of(config: dict[str, str]) -> int:
    """The version of GCC that a kernel was built with; 0 if it was not GCC."""
    return int(config.get("CONFIG_GCC_VERSION", "0")) // 10000


def of(config: dict[str, str]) -> str:
    """The C compiler of a kernel as it is called here; empty if it, or its C++, is not here."""
    version = version_of(config)
    named = Path(config.get("CONFIG_CC_VERSION_TEXT", "").split(" ")[0]).name
    if not version:
        return named if named and shutil.which(named) else ""
    for name in dict.fromkeys((named, f"gcc-{version}", "gcc")):
        twin = name.replace("gcc", "g++")
        if twin != name and _version(name) == version and shutil.which(twin):
            return name
    return ""


@lru_cache(maxsize=None)
def _version(name: str) -> int:
    """The first number of a compiler's version; 0 if there is no such compiler."""
    if not shutil.which(name):
        return 0
    said = subprocess.run([name, "-dumpversion"], capture_output=True, text=True, check=False)
    first = said.stdout.strip().partition(".")[0]
    return int(first) if first.isdigit() else 0


def can_be_had(version: int) -> bool:
    """Whether this system has a version of GCC, or can install it."""
    return bool(of(_config(version))) or version in tools.release().compilers


def need(version: int, who: str) -> None:
    """Installs what is missing of a version of GCC, or refuses."""
    if not version or of(_config(version)):
        return
    if version in tools.release().compilers and os.environ.get("TOOLS") != "mine":
        done = subprocess.run([ROOT / "scripts/install_tools.sh", f"gcc-{version}"], check=False)
        _version.cache_clear()
        if done.returncode != 0 or not of(_config(version)):
            raise Failure(f"{who} was built with GCC {version}, which cannot be installed")
        return
    raise Failure(f"{who} was built with GCC {version}{_advice(version)}")


def _config(version: int) -> dict[str, str]:
    return {"CONFIG_GCC_VERSION": str(version * 10000)}


def _advice(version: int) -> str:
    here, others = tools.release(), tools.has_compiler(version)
    if not here.name or not others:
        return f": install gcc-{version} and g++-{version}"
    return (f", which {here.title} does not have, but {' and '.join(others)}: take another kernel, "
            "or run it there (make test-host)")
