# SPDX-License-Identifier: GPL-2.0
"""Makes the file system of the guest: BusyBox, and a case's modules and commands in /case.

Two archives one after the other: the base is made once, the case's part is made for each boot.
"""
from __future__ import annotations

import hashlib
import lzma
import os
import re
import subprocess
import tempfile
from pathlib import Path

from common.files import locked, write_whole
from common.program import Failure
from common.project import BUILD, ROOT, path_words
from guest import cpio
from hosts.tools import program
from kernels.archive import Archive, Package, resolved, unpack
from kernels.catalogue import Kernel
from modules import cases
from modules.build import module_name
from modules.cases import Case

_GUEST = ROOT / "scripts/guest/userland"
_CACHE = BUILD / "initramfs"
# The guest has no libraries.
_COMPILE = (program("g++"), "-std=c++20", "-O2", "-Wall", "-Wextra", "-static", "-s")
# The end of a module that is signed
_SIGNED = b"~Module signature appended~\n"
_FOLDERS = ("dev", "proc", "sys", "tmp", "case", "root", "etc")


def busybox() -> Path:
    """The static BusyBox of Debian, unpacked and not installed."""
    binary = _CACHE / "busybox/bin/busybox"
    if not binary.is_file():
        with locked(_CACHE / ".lock", "fetching BusyBox"):
            if not binary.is_file():
                archive = Archive()
                package = resolved(archive, lambda: _download(archive))
                part = _CACHE / "busybox.part"
                unpack(package, part)
                part.rename(_CACHE / "busybox")
    return binary


def _download(archive: Archive) -> Package:
    packages = archive.locate([archive.find("busybox-static")])
    archive.download(packages)
    return packages[0]


def base() -> bytes:
    """The part that every guest has."""
    binary = busybox().read_bytes()
    files = {"init": _GUEST / "init", "etc/functions.sh": _GUEST / "functions.sh"}
    parts = [binary, Path(__file__).read_bytes(), *(path.read_bytes() for path in files.values())]
    digest = hashlib.sha256(b"".join(parts)).hexdigest()[:16]
    cached = _CACHE / f"base-{digest}.cpio"
    if not cached.is_file():
        archive = cpio.Archive()
        for folder in _FOLDERS:
            archive.folder(folder)
        # The kernel opens it for the first process before anything is mounted.
        archive.character_device("dev/console", 5, 1)
        for name, path in files.items():
            archive.file(name, path.read_bytes(), 0o755)
        archive.file("bin/busybox", binary, 0o755)
        archive.file("etc/passwd", b"root:x:0:0:root:/case:/bin/sh\n")
        archive.file("etc/group", b"root:x:0:\n")
        for name in _applets():
            if name != "bin/busybox":
                archive.folder(name.rpartition("/")[0])
                archive.link(name, "/bin/busybox")
        for old in _CACHE.glob("base-*.cpio"):
            old.unlink(missing_ok=True)
        write_whole(cached, archive.content())
    return cached.read_bytes()


def _applets() -> list[str]:
    try:
        return subprocess.run([busybox(), "--list-full"], capture_output=True, text=True,
                              check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        # It is for another kind of machine: then the guest makes the links itself.
        return []


def commands(case: Case, modules: list[Path]) -> str:
    """guest.sh, or what a case without one does: load and unload each module."""
    if case.script:
        return case.script
    script = case.folder / "guest.sh"
    if script.is_file():
        return script.read_text(encoding="utf-8").rstrip("\n") + "\n"
    needed = sorted(set(_needed_by([one for one in modules if one.is_file()])))
    return "".join([*(f"modprobe {name}\n" for name in needed),
                    *(f"insmod {one.name}\nrmmod {module_name(one)}\n" for one in modules)])


def overlay(kernel: Kernel, case: Case, modules: list[Path]) -> bytes:
    """The part that only this case has."""
    archive = cpio.Archive()
    archive.file("case/guest.sh", commands(case, modules).encode())
    for module in modules:
        archive.file(f"case/{module.name}", _stripped(kernel, module))
    for name, tool in tools(case).items():
        archive.file(f"bin/{name}", tool.read_bytes(), 0o755)
    for one in programs(cases.object_folder(kernel.build, case)):
        archive.file(f"case/{one.name}", one.read_bytes(), 0o755)
    _add_kernel_modules(archive, kernel, [*case.modules_used(), *_needed_by(modules)])
    return archive.content()


def tools(case: Case) -> dict[str, Path]:
    """The programs of scripts/guest/userland that the case's own script uses: {name: binary}."""
    words = set(re.findall(r"[\w.-]+", case.script))
    return {path.stem: compiled(path.stem) for path in sorted(_GUEST.glob("*.cc"))
            if path.stem in words}


def compiled(name: str) -> Path:
    """A program of scripts/guest/userland, compiled when its sources have changed."""
    source = _GUEST / f"{name}.cc"
    parts = [path.read_bytes() for path in (source, *sorted(_GUEST.glob("*.hpp")))]
    digest = hashlib.sha256(b"".join([*parts, " ".join(_COMPILE).encode()])).hexdigest()[:16]
    binary = _CACHE / f"{source.stem}-{digest}"
    with locked(_CACHE / f".{source.stem}.lock", f"compiling {source.stem}"):
        if not binary.is_file():
            part = binary.with_suffix(".part")
            if subprocess.run([*_COMPILE, "-o", part, source], check=False).returncode != 0:
                raise Failure(f"{path_words(source)} does not compile")
            for old in _CACHE.glob(f"{source.stem}-*[!t]"):
                old.unlink()
            part.replace(binary)
    return binary


def programs(objects: Path) -> list[Path]:
    """User programs that the Kbuild file made (userprogs-always-y)."""
    return sorted(path for path in objects.glob("[!.]*")
                  if path.is_file() and not path.suffix and os.access(path, os.X_OK))


def _is_signed(module: Path) -> bool:
    """Whether its last bytes say so; with debug information a module is large."""
    with open(module, "rb") as file:
        file.seek(max(0, module.stat().st_size - len(_SIGNED)))
        return file.read() == _SIGNED


def _stripped(kernel: Kernel, module: Path) -> bytes:
    """The module without debug information, as a distribution ships it: it loads faster."""
    if _is_signed(module):
        return module.read_bytes()      # the signature is for all that there is
    result = module.with_suffix(".ko.stripped")
    if not result.is_file() or result.stat().st_mtime_ns < module.stat().st_mtime_ns:
        # Threads and processes may do so at once, each with a file of its own.
        with tempfile.TemporaryDirectory(dir=module.parent, prefix=".strip.") as scratch:
            part = Path(scratch, module.name)
            subprocess.run([f"{kernel.machine.tools}strip", "--strip-debug", "-o", part, module],
                           check=True)
            part.replace(result)
    return result.read_bytes()


def _needed_by(modules: list[Path]) -> list[str]:
    """The modules that the loading of these needs, as modpost noted them."""
    found: list[str] = []
    for module in modules:
        for field in module.read_bytes().split(b"\0"):
            if field.startswith(b"depends=") and len(field) < 4096:
                found += field.decode()[len("depends="):].split(",")
    own = set(map(module_name, modules))
    return [name for name in found if name and name not in own]


def _add_kernel_modules(archive: cpio.Archive, kernel: Kernel, wanted: list[str]) -> None:
    """Adds modules of the kernel with those they depend on, where modprobe finds them."""
    if not wanted:
        return
    # A kernel that was built here has all it needs inside.
    folder = Path(kernel.modules or kernel.kdir)
    known: dict[str, tuple[str, list[str]]] = {}
    for line in _lines(folder / "modules.dep"):
        path, _, needs = line.partition(":")
        known[module_name(path)] = (path, needs.split())
    builtin = {module_name(path): path for path in _lines(folder / "modules.builtin")}
    files: dict[str, list[str]] = {}
    there = set()
    for name in map(module_name, wanted):
        if name in known:
            path, needs = known[name]
            for one in (path, *needs):
                files[one] = known[module_name(one)][1]
        elif name in builtin:
            there.add(f"{builtin[name]}\n")
        elif not kernel.modules:
            raise Failure(f"{name} is a module of the kernel {kernel.release}, whose modules are "
                          "not here: run 'make modules_install' in its tree")
        else:
            raise Failure(f"the kernel {kernel.release} has no module '{name}'")
    place = f"lib/modules/{kernel.release}"
    # modprobe has nothing to do for what is part of the kernel, if it is told so.
    archive.file(f"{place}/modules.builtin", "".join(sorted(there)).encode())
    listing = []
    for path, needs in files.items():
        archive.file(f"{place}/{_plain(path)}", _uncompressed(folder / path))
        listing.append(f"{_plain(path)}: {' '.join(_plain(need) for need in needs)}\n")
    archive.file(f"{place}/modules.dep", "".join(listing).encode())


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _plain(path: str) -> str:
    return path[:path.index(".ko") + 3]


def _uncompressed(path: Path) -> bytes:
    """BusyBox loads plain modules fastest, and the guest has time for nothing else."""
    data = path.read_bytes()
    if path.suffix == ".ko":
        return data
    if path.suffix == ".xz":
        return lzma.decompress(data)
    tool = {".zst": "zstd", ".gz": "gzip"}.get(path.suffix)
    if not tool:
        raise Failure(f"{path.name} is compressed in an unknown way")
    return subprocess.run([tool, "-dc"], input=data, capture_output=True, check=True).stdout


def make(kernel: Kernel, case: Case, modules: list[Path]) -> bytes:
    """The complete initramfs."""
    return base() + overlay(kernel, case, modules)
