# SPDX-License-Identifier: GPL-2.0
"""Modules that another checkout of this user has built from the same files, for the same kernel.

A build takes seconds, and every checkout begins with none. What comes out of one is kept with what
went into it: the flags, the content of all files that the compilers read (of the bindings what
they use), the helpers, the kernel. A folder in which nothing was built yet takes it from there.
"""
from __future__ import annotations

import base64
import contextlib
import json
import os
import re
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from common import slices
from common.files import write_whole
from common.memory import Memory, is_of_kernel
from common.program import Failure
from common.project import BUILD, ROOT, plain_environment
from kernels import catalogue
from kernels.catalogue import Kernel
from modules import commands, stamp
from modules.cases import TOLD_IN, Case

# Builds of some hundreds of kilobytes in each of 256 folders: a gigabyte at most
_MOST = 10
_OURS = ROOT / "kernel_support"
_TOOLS = ("ld", "as", "objcopy", "pahole", "make")
_OF_THE_KERNEL = (".config", "Module.symvers", "scripts/mod/modpost", "tools/objtool/objtool")
_NOT_KEPT = re.compile(r"\.(?:lock|stamp\.json|probes)$|(?<!\.debug)\.o$|\.stripped$")
_ORIGIN = ".origin"
_INCLUDED = re.compile(r'^#include "(\w+\.h)"', re.MULTILINE)


def restore(kernel: Kernel, case: Case, objects: Path) -> bool:
    """Puts the modules of a case into its object folder, if they are known."""
    if (objects / "modules.order").exists() or not _can_be_kept(kernel, case):
        return False
    try:
        found = _known(kernel).recall(_question(kernel, case))
    except Failure:
        return False    # whatever is wrong, make says it better
    if found is None:
        return False
    for name, (mode, content) in found.items():
        data = content.encode() if isinstance(content, str) else base64.b64decode(content[0])
        write_whole(objects / name, data, mode)
    return True


def keep(kernel: Kernel, case: Case, objects: Path, begun: int) -> None:
    """Remembers the build that began at a time, in nanoseconds, and just ended well."""
    if not _can_be_kept(kernel, case):
        return
    files = {name: _packed(objects / name) for name in _products(objects)}
    files[_ORIGIN] = (0o644, str(ROOT))
    _known(kernel).keep(_question(kernel, case), _sources(kernel, case, objects), files, begun)


def origin(module: Path) -> str:
    """The checkout whose paths are in a module's debug information."""
    with contextlib.suppress(OSError):
        return (module.parent / _ORIGIN).read_text(encoding="utf-8")
    return str(ROOT)


def is_from_elsewhere(objects: Path) -> bool:
    """Whether another checkout built what is in an object folder."""
    return origin(objects / _ORIGIN) != str(ROOT)


def forget_origin(objects: Path) -> None:
    """What is built there now is this checkout's."""
    (objects / _ORIGIN).unlink(missing_ok=True)


def _can_be_kept(kernel: Kernel, case: Case) -> bool:
    """Of what lies elsewhere nobody knows all that counts; where lines are counted, paths do."""
    return case.inside and catalogue.stored(kernel.name) == kernel


def _packed(path: Path) -> tuple[int, str | list[str]]:
    data = path.read_bytes()
    mode = path.stat().st_mode & 0o777
    try:
        return mode, data.decode()
    except UnicodeDecodeError:
        return mode, [base64.b64encode(data).decode()]


def _products(objects: Path) -> list[str]:
    return sorted(str(path.relative_to(objects)) for path in objects.rglob("*")
                  if path.is_file() and not _NOT_KEPT.search(path.name))


@lru_cache(maxsize=None)
def _memory(kdir: str, compilers: tuple[str, ...]) -> Memory:
    ours = [path for folder in ("lto", "checks") for path in (_OURS / folder).rglob("*")]
    theirs = [Path(kdir, name) for name in _OF_THE_KERNEL]
    return Memory("modules", (*compilers, *_TOOLS),
                  [path for path in (*sorted(ours), *sorted(_OURS.glob("*.mk")), *theirs)
                   if path.is_file()], _MOST)


def _known(kernel: Kernel) -> Memory:
    return _memory(kernel.kdir, kernel.compilers)


def _question(kernel: Kernel, case: Case) -> list[str]:
    vmlinux = Path(kernel.kdir, "vmlinux")
    return [json.dumps(asdict(kernel), sort_keys=True),
            str(vmlinux.stat().st_size) if vmlinux.exists() else "", *kernel.make_options,
            _flags(kernel), str(case.folder), *_names(case),
            *sorted(f"{key}={value}" for key, value in plain_environment().items()
                    if stamp.ENVIRONMENT.fullmatch(key) and key != "PATH")]


_flags_of: dict[str, str] = {}


def _flags(kernel: Kernel) -> str:
    """How any module is compiled; to know that, the bindings are made."""
    if kernel.name not in _flags_of:
        probe = commands.flags_probe(kernel) / ".probe.lto.o.cmd"
        _flags_of[kernel.name] = probe.read_text(encoding="utf-8").partition("\n")[0]
    return _flags_of[kernel.name]


def _names(case: Case) -> list[str]:
    """The files whose mere being there may count."""
    return sorted(str(path) for path in case.folder.rglob("*") if path.suffix not in TOLD_IN
                  and not any(part.startswith(".") for part in path.relative_to(case.folder).parts))


def _sources(kernel: Kernel, case: Case, objects: Path) -> list[str]:
    """All that the build came from, without the kernel's files and what was made on the way."""
    read = {os.path.normpath(path) for path in stamp.noted(kernel, objects.rglob(".*.cmd"))}
    read |= {os.path.normpath(path) for path in _names(case) if Path(path).is_file()}
    helpers = {Path(path).name for path in read if Path(path).parent == _OURS / "helpers"}
    ahead = set(helpers)
    while ahead:
        header = ahead.pop()
        source = _OURS / "helpers" / Path(header).with_suffix(".c").name
        for path in (_OURS / "helpers" / header, source):
            if path.is_file():
                read.add(str(path))
                new = set(_INCLUDED.findall(path.read_text(encoding="utf-8"))) - helpers
                helpers |= new
                ahead |= new
    return sorted(path for path in read if os.path.exists(path) and not _is_made(path, objects)
                  and not is_of_kernel(path) and not path.startswith(f"{kernel.kdir}/"))


def _is_made(path: str, objects: Path) -> bool:
    made = (f"{objects}/", f"{BUILD / 'support'}/")
    return path.startswith(made) and not slices.is_bindings(path)
