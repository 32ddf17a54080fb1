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

# What joins the parts of a module and makes machine code of them, beside clang itself
_BESIDE_CLANG = ("clang++", "llvm-link", "opt")


def version_of(config: dict[str, str]) -> int:
    """The version of GCC that a kernel was built with; 0 if it was not GCC."""
    return int(config.get("CONFIG_GCC_VERSION", "0")) // 10000


def clang_of(config: dict[str, str]) -> int:
    """The version of clang that a kernel was built with; 0 if it was not clang."""
    return int(config.get("CONFIG_CLANG_VERSION", "0")) // 10000


def of(config: dict[str, str]) -> str:
    """The C compiler of a kernel as it is called here; empty if it, or its C++, is not here."""
    version = version_of(config)
    named = Path(config.get("CONFIG_CC_VERSION_TEXT", "").split(" ")[0]).name
    if clang_of(config):
        return _clang(clang_of(config))
    if not version:
        return named if named and shutil.which(named) else ""
    for name in dict.fromkeys((named, f"gcc-{version}", "gcc")):
        twin = name.replace("gcc", "g++")
        if twin != name and _version(name) == version and shutil.which(twin):
            return name
    return ""


def programs(config: dict[str, str]) -> tuple[str, ...]:
    """What makes a module of its sources, as far as it belongs to the compiler."""
    compiler = of(config)
    if not compiler:
        return ()
    if not clang_of(config):
        return (compiler, compiler.replace("gcc", "g++"))
    linker = (compiler.replace("clang", "ld.lld"),) if _has_lld(config) else ()
    return (compiler, *(compiler.replace("clang", one) for one in _BESIDE_CLANG), *linker)


def make_options(config: dict[str, str]) -> list[str]:
    """What a make for the kernel's modules must be told."""
    compiler = of(config)
    if not compiler:
        return []
    return [llvm_option(compiler) if _has_lld(config) else f"CC={compiler}"]


def llvm_option(clang: str) -> str:
    """What a make is told that all tools are those of a clang: LLVM=-16, or LLVM=1."""
    return f"LLVM={clang.removeprefix('clang') or 1}"


def _has_lld(config: dict[str, str]) -> bool:
    return config.get("CONFIG_LD_IS_LLD") == "y"


def _clang(version: int) -> str:
    for name in (f"clang-{version}", "clang"):
        beside = [name.replace("clang", one) for one in _BESIDE_CLANG]
        if _version(name) == version and all(map(shutil.which, beside)):
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
        _install(f"gcc-{version}", _config(version), f"{who} was built with GCC {version}")
        return
    raise Failure(f"{who} was built with GCC {version}{_advice(version)}")


def need_of(config: dict[str, str], who: str) -> None:
    """Installs what is missing of the compiler that a kernel was built with, or refuses."""
    version = clang_of(config)
    if not version or of(config):
        need(version_of(config), who)
        return
    if tools.release().word("builder") == str(version) and os.environ.get("TOOLS") != "mine":
        _install("llvm", config, f"{who} was built with clang {version}")
        return
    raise Failure(f"{who} was built with clang {version}: install clang-{version}, lld-{version} "
                  f"and llvm-{version}, with clang++, llvm-link and opt of that version")


def _install(group: str, config: dict[str, str], what: str) -> None:
    done = subprocess.run([ROOT / "scripts/install_tools.sh", group], check=False)
    _version.cache_clear()
    if done.returncode != 0 or not of(config):
        raise Failure(f"{what}, which cannot be installed")


def _config(version: int) -> dict[str, str]:
    return {"CONFIG_GCC_VERSION": str(version * 10000)}


def _advice(version: int) -> str:
    here, others = tools.release(), tools.has_compiler(version)
    if not here.name or not others:
        return f": install gcc-{version} and g++-{version}"
    return (f", which {here.title} does not have, but {' and '.join(others)}: take another kernel, "
            "or run it there (make test-host)")
