# SPDX-License-Identifier: GPL-2.0
"""Builds a kernel of our own once more, with the samples in its source tree.

That takes the link and a few files: the objects of the kernel are copied, and what they say of
where they and their sources lie is changed. The copy is in the cache for all checkouts, beside a
copy of the source (hard links); what comes out of it is in build/.
"""
from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from common import cache
from common.files import locked, write_whole
from common.program import Failure
from common.project import plain_environment
from common.terminal import Step
from kernels.build import refused_options, wanted_options
from kernels.catalogue import Kernel
from modules import cases, in_tree
from modules.cases import Case

BUILT_IN, MODULES = "y", "m"
_DRIVER = Path(__file__).parent / "driver"
_WORDS = {BUILT_IN: "built-in", MODULES: "modules"}
_FILES = ("vmlinux", "System.map", "modules.builtin", "modules.builtin.modinfo")


@dataclass(frozen=True)
class Built:
    """A kernel with the samples in it, or beside it."""

    kernel: Kernel
    log: str

    def file(self, name: str) -> Path:
        """One of _FILES."""
        return self.kernel.build / name

    def modules(self, case: Case) -> list[Path]:
        """The modules of a sample, in the order of its Kbuild file."""
        text = (case.folder / "Kbuild").read_text(encoding="utf-8")
        names = re.findall(r"\w+(?=\.o\b)", text)
        return [cases.object_folder(self.kernel.build, case) / f"{name}.ko" for name in names]


def source_of(kernel: Kernel) -> Path | None:
    """The source that a kernel was built from, if that was here."""
    named = Path(kernel.kdir).parent / "source"
    return Path(named.read_text(encoding="utf-8")) if named.is_file() else None


def build(kernel: Kernel, how: str) -> Built:
    """The kernel with all samples built in, or with all of them as modules."""
    result = replace(kernel, name=f"{kernel.name}-{_WORDS[how]}")
    result = replace(result, image=str(result.build / "vmlinux"))
    work = cache.folder() / "trees" / Path(kernel.kdir).parent.name
    parts = [how, kernel.kdir, in_tree.digest(in_tree.files()), Path(__file__).read_text("utf-8"),
             *(path.read_text("utf-8") for path in sorted(_DRIVER.iterdir()))]
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    log = result.build / "build.log"
    with locked(work.with_name(f"{work.name}.lock"), f"building {result.name}"):
        if not _is(result.build / "key", key):
            kept = work / _WORDS[how]
            if not _is(kept / "key", key):
                _make(kernel, how, work, kept)
                write_whole(kept / "key", key)
            shutil.rmtree(result.build, ignore_errors=True)
            shutil.copytree(kept, result.build)
    return Built(result, log.read_text(encoding="utf-8"))


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _make(kernel: Kernel, how: str, work: Path, kept: Path) -> None:
    """Builds, and puts aside what came out."""
    shutil.rmtree(kept, ignore_errors=True)
    for other in work.parent.glob(f"{kernel.name}-*"):
        if other.is_dir() and other != work:
            shutil.rmtree(other)
    tree, objects = _copied(kernel, work)
    in_tree.put(tree, update=True, force=True)
    _add_driver(tree)
    wanted = {"CONFIG_SAMPLES": "y", "CONFIG_SAMPLES_CPP": "y", "CONFIG_SAMPLE_CPP_PROGRAMS": "y",
              **{f"CONFIG_{in_tree.option(name)}": how for name in in_tree.NAMES}}
    config = objects / ".config"
    text = re.sub(r"^.*CONFIG_SAMPLES?_CPP.*\n", "", config.read_text("utf-8"), flags=re.MULTILINE)
    config.write_text(text + "".join(f"{name}={value}\n" for name, value in wanted.items()))
    with Step("BUILD", f"{kernel.name} with the samples"):
        _run(kernel, tree, objects, "olddefconfig")
        if refused := refused_options(wanted, wanted_options(config.read_text("utf-8"))):
            raise Failure(f"{kernel.name}: Kconfig does not accept {', '.join(refused)}")
        said = _run(kernel, tree, objects, "vmlinux", "modules")
    kept.mkdir()
    for name in _FILES:
        shutil.copy(objects / name, kept)
    for name in in_tree.NAMES:
        target = kept / "samples" / name
        target.mkdir(parents=True)
        for path in (objects / in_tree.FOLDER / name).iterdir():
            # A module, or a program
            if path.suffix == ".ko" and how == MODULES \
                    or not path.suffix and path.is_file() and os.access(path, os.X_OK):
                shutil.copy(path, target)
    (kept / "build.log").write_text(said, encoding="utf-8")


def _add_driver(tree: Path) -> None:
    """What the samples do not show: modules of several parts, and levels of initcalls."""
    shutil.copytree(_DRIVER, tree / "samples/cpp_driver", dirs_exist_ok=True,
                    copy_function=_copy_if_changed)
    makefile, line = tree / "samples/Makefile", "obj-y += cpp_driver/\n"
    text = makefile.read_text(encoding="utf-8")
    if line not in text:
        write_whole(makefile, text + line)


def _copy_if_changed(source: str, target: str) -> None:
    content = Path(source).read_bytes()
    if not Path(target).is_file() or Path(target).read_bytes() != content:
        write_whole(Path(target), content)


def _copied(kernel: Kernel, work: Path) -> tuple[Path, Path]:
    """The copies of the source and of the objects."""
    tree, objects = work / "source", work / "objects"
    source = source_of(kernel)
    if not tree.is_dir():
        _copy(source, tree, "-al")
    if not objects.is_dir():
        part = work / "objects.part"
        _copy(Path(kernel.kdir), part, "-a", "--reflink=auto")
        # A changed name in a command would build all anew.
        moved = {str(source): str(tree), kernel.kdir: str(objects)}
        found = subprocess.run(["grep", "-rlIF", *(f"-e{old}" for old in moved), part],
                               capture_output=True, text=True, check=True).stdout
        for path in map(Path, found.splitlines()):
            text, times = path.read_text(encoding="utf-8"), path.stat()
            for old, new in moved.items():
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        (part / "source").unlink(missing_ok=True)
        (part / "source").symlink_to(tree)
        part.rename(objects)
    return tree, objects


def _copy(source: Path, target: Path, *how: str) -> None:
    part = target.with_name(f"{target.name}.copy")
    shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", *how, source, part], check=True)
    part.rename(target)


def _run(kernel: Kernel, tree: Path, objects: Path, *targets: str) -> str:
    compilers = [*kernel.make_options, *(f"HOST{one}" for one in kernel.make_options
                                         if one.startswith("CC="))]
    done = subprocess.run(["make", "-C", tree, f"O={objects}", *compilers,
                           f"-j{os.cpu_count() or 1}", *targets],
                          env=plain_environment() | {"LC_ALL": "C"}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{kernel.name} does not build with the samples:\n{done.stdout[-4000:]}")
    return done.stdout
