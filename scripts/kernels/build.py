# SPDX-License-Identifier: GPL-2.0
"""Builds a kernel of configs/ from Debian's package of the kernel's source, or from a tree.

The package is unpacked once for each version. The configuration is `allnoconfig` and the fragments
that the kernel's file in configs/ names; an option that does not come out as a fragment says is an
error. The objects stay in the cache that all checkouts share, so a build that was interrupted goes
on where it ended, and one of the same source, fragments and compiler is not repeated.
"""
from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import IO

from common.files import locked, need_disk, write_whole
from common.program import Failure
from common.project import ROOT, check_root_path, path_words, plain_environment
from common.terminal import Step
from hosts.tools import program
from kernels import cache, catalogue, compilers
from kernels.archive import Archive, Package, resolved
from kernels.catalogue import CONFIGS, KERNELS, Kernel

# One for all releases of Debian that have it, as modules want the compiler of their kernel
_COMPILER = program("gcc")
# That of the kernels with `llvm = true`
_CLANG = program("clang", "builder")
_TARGETS = ("vmlinux", "modules")
# What else an option asks for: gdb's commands that know the kernel
_MORE_TARGETS = {"CONFIG_GDB_SCRIPTS": "scripts_gdb"}
_LINE = re.compile(r"^  [A-Z]+ ")
# What a line of a fragment demands: CONFIG_X=value, or "n" if it is not to be set
_OPTION = re.compile(r"^(?:(CONFIG_\w+)=(.*)|# (CONFIG_\w+) is not set)$", re.MULTILINE)


def wanted_options(text: str) -> dict[str, str]:
    """What a fragment, or a .config, says of each option."""
    return {name or unset: value if name else "n"
            for name, value, unset in _OPTION.findall(text)}


def refused_options(wanted: dict[str, str], config: dict[str, str]) -> list[str]:
    """The options that are not as they are wanted; one that is not there is not set."""
    return [f"{name}={value}" for name, value in wanted.items()
            if config.get(name, "n") != value]


def build(name: str) -> Kernel:
    """The kernel `name`, built first unless it is there."""
    fragments = _fragments(name)
    description = KERNELS / name / "kernel.json"
    own_key = _key(name, fragments)
    if kernel := _built(name, own_key):
        return kernel
    with locked(KERNELS / f"{name}.lock", f"building {name}"):
        if kernel := _built(name, own_key):
            return kernel
        _install_tools(name)
        own_key = _key(name, fragments)   # with the compiler, which may be new
        package, source = _source(catalogue.settings(name))
        description.unlink(missing_ok=True)
        key = hashlib.sha256(f"{own_key} {source}".encode()).hexdigest()
        entry = cache.place(name, key)
        if not cache.is_whole(entry, key):
            with cache.being_built(entry):
                if not cache.is_whole(entry, key):
                    _build_from(source, name, entry, fragments)
                    cache.finish(entry, key, source)
        kernel = _describe(name, entry / "objects", package)
        write_whole(KERNELS / name / "key", own_key)
        write_whole(description, catalogue.to_json(kernel))
        return kernel


def build_tree(name: str, tree: Path) -> Path:
    """Builds a source tree of the user's own as the kernel `name` is configured.

    Returns the folder with the objects, which the tree stays free of. What the tree holds may have
    changed since the last time, so make looks each time.
    """
    fragments = _fragments(name)
    tree = tree.expanduser().resolve()
    if re.search(r"[\s:]", str(tree)):
        raise Failure(f"KDIR={tree} contains a space or a colon, which the kernel's Kbuild "
                      "refuses: move it")
    if not (tree / "Kconfig").is_file() or not (tree / "kernel").is_dir():
        raise Failure(f"KDIR={tree} is not the source of a kernel, from which one could be built")
    folder = KERNELS / f"{name}-{hashlib.sha256(str(tree).encode()).hexdigest()[:8]}"
    with locked(folder.with_name(f"{folder.name}.lock"), f"building {folder.name}"):
        _install_tools(name)
        return _build_from(tree, name, folder, fragments)


def _fragments(name: str) -> list[Path]:
    settings = catalogue.settings(name)
    if "fragments" not in settings:
        ours = [one for one in catalogue.known() if "fragments" in catalogue.settings(one)]
        raise Failure(f"{name} is not built but downloaded: of a source tree KERNEL= makes "
                      f"{' or '.join(ours)}")
    fragments = [CONFIGS / fragment for fragment in settings["fragments"]]
    for fragment in fragments:
        if not fragment.is_file():
            raise Failure(f"configs/{name}.toml names {path_words(fragment)}, which is not there")
    return fragments


def _is_llvm(name: str) -> bool:
    """Whether clang builds the kernel, and lld links it."""
    return catalogue.settings(name).get("llvm", False)


def _install_tools(name: str) -> None:
    groups = ["kernel", *(["llvm"] if _is_llvm(name) else [])]
    done = subprocess.run([ROOT / "scripts/install_tools.sh", *groups], check=False)
    if done.returncode != 0:
        raise Failure(f"{name} cannot be built without these tools")


def _build_from(source: Path, name: str, folder: Path, fragments: list[Path]) -> Path:
    check_root_path()
    objects = folder / "objects"
    # Room for the objects and, with debug information, for the linked kernel
    need_disk(folder, 4_000_000_000)
    config = _configure(name, source, objects, fragments)
    more = [target for option, target in _MORE_TARGETS.items() if config.get(option) == "y"]
    _make(name, source, objects, [*_TARGETS, *more], _option_of(name))
    return objects


def _key(name: str, fragments: list[Path]) -> str:
    asked = _CLANG if _is_llvm(name) else _COMPILER
    compiler = subprocess.run([asked, "--version"], capture_output=True, text=True,
                              check=False).stdout if shutil.which(asked) else ""
    parts = [compiler, *_TARGETS, *_MORE_TARGETS.values(),
             *(fragment.read_text(encoding="utf-8") for fragment in fragments)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _built(name: str, key: str) -> Kernel | None:
    stamp = KERNELS / name / "key"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != key:
        return None
    return catalogue.stored(name)


def _source(settings: dict[str, str]) -> tuple[Package, Path]:
    """The package, and the unpacked tree in it."""
    archive = Archive(settings.get("suite", ""))

    def download() -> Package:
        package = archive.locate([_behind(archive, settings["package"])])[0]
        archive.download([package])
        return package

    package = resolved(archive, download)
    sources = cache.sources()
    tree = sources / f"{package.name}_{package.version.replace('~', '-')}"
    with locked(sources / ".lock", f"unpacking {package.name}"):
        if not tree.is_dir():
            need_disk(sources, 2_000_000_000)
            _unpack(package, tree)
        os.utime(tree)  # it is in use
    return package, tree


def _behind(archive: Archive, name: str) -> Package:
    """The package itself, or the one with a version in its name that it stands for."""
    package = archive.find(name)
    versions = [other for other in package.depends if other.startswith(f"{name}-")]
    return archive.find(versions[0]) if versions else package


def _unpack(package: Package, tree: Path) -> None:
    part = tree.with_name(tree.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    with Step("UNPACK", package.name):
        inner = f"./usr/src/{package.name}.tar.xz"
        # The package holds one archive with the tree: neither is stored on the way.
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package.path],
                              stdout=subprocess.PIPE) as outer, \
             subprocess.Popen(["tar", "-xO", inner], stdin=outer.stdout, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL) as middle, \
             subprocess.Popen(["tar", "-xJ", "--strip-components=1", "-C", part],
                              stdin=middle.stdout) as last:
            failed = last.wait() or not (part / "Makefile").is_file()
    if failed:
        raise Failure(f"{package.file} does not hold a kernel in {inner}: correct configs/")
    os.replace(part, tree)


def _configure(name: str, source: Path, objects: Path, fragments: list[Path]) -> dict[str, str]:
    """Writes .config and returns what it says."""
    objects.mkdir(parents=True, exist_ok=True)
    wanted: dict[str, str] = {}
    for fragment in fragments:
        wanted |= wanted_options(fragment.read_text(encoding="utf-8"))
    with Step("CONFIG", name):
        # As `make allnoconfig` with the fragments for its defaults: Kconfig merges them.
        merged = objects / "fragments.config"
        write_whole(merged, "".join(f"{option}={value}\n" for option, value in wanted.items()))
        _quiet(name, _command(source, objects, "allnoconfig", compiler=_option_of(name)),
               {"KCONFIG_ALLCONFIG": str(merged)})
    config = wanted_options((objects / ".config").read_text(encoding="utf-8"))
    refused = refused_options(wanted, config)
    if refused:
        raise Failure(f"{name}: Kconfig does not accept {', '.join(refused)}: an option that one "
                      "of configs/*.config names does not exist, or lacks what it depends on")
    return config


def _option_of(name: str) -> str:
    """What make is told of the kernel's compiler; the kernel's own tools are built by GCC."""
    return compilers.llvm_option(_CLANG) if _is_llvm(name) else f"CC={_COMPILER}"


def _command(source: Path, objects: Path, *targets: str, compiler: str) -> list[str]:
    return ["make", "-C", str(source), f"O={objects}", compiler, f"HOSTCC={_COMPILER}",
            "KBUILD_BUILD_USER=cpp", "KBUILD_BUILD_HOST=linux", *targets]


def _quiet(name: str, command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=plain_environment() | environment, capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{name} cannot be configured: {_reason(done.stdout + done.stderr)}")


def _make(name: str, source: Path, objects: Path, targets: list[str],
          compiler: str = f"CC={_COMPILER}") -> None:
    """Builds, with all that make says in a log."""
    log = objects.with_name("build.log")
    counted = objects.parents[1] / f"{name}.files"
    # A build that goes on makes fewer, nobody knows how many.
    is_new = not any(objects.glob("*/*.o"))
    jobs = f"-j{os.cpu_count() or 1}"
    with open(log, "w", encoding="utf-8") as file, Step("BUILD", f"{name}, some minutes") as step:
        child = subprocess.Popen(_command(source, objects, jobs, *targets, compiler=compiler),
                                 env=plain_environment() | {"LC_ALL": "C"}, text=True,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, errors="replace",
                                 start_new_session=True)
        try:
            files = _follow(child.stdout, file, step, _files_of(counted) if is_new else None)
        finally:
            if child.poll() is None:
                # Ctrl-C: what is compiled stays, half a file does not.
                os.killpg(child.pid, 15)
            status = child.wait()
    if status != 0:
        raise Failure(f"{name} does not build: {_reason(log.read_text(encoding='utf-8'))}: all of "
                      f"it is in {path_words(log)}")
    if is_new:
        write_whole(counted, f"{files}\n")


def _follow(lines: IO[str], log: IO[str], step: Step, total: int | None) -> int:
    """Copies make's output to the log, and tells how many files are done."""
    files = 0
    for line in lines:
        log.write(line)
        files += bool(_LINE.match(line))
        step.count(files, total, "files")
    return files


def _files_of(counted: Path) -> int | None:
    """How many files there were the last time."""
    try:
        return int(counted.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines()]
    errors = [line for line in lines if re.search(r"\berror\b|\*\*\*", line, re.IGNORECASE)]
    return (errors or lines or ["make says nothing"])[0]


def _describe(name: str, objects: Path, package: Package) -> Kernel:
    tree = catalogue.from_tree(objects)
    return Kernel(name=name, release=tree.release, kdir=str(objects), image=tree.image, modules="",
                  config=str(objects / ".config"),
                  packages=[f"{package.name}={package.version}"])
