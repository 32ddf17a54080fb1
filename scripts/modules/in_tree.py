# SPDX-License-Identifier: GPL-2.0
"""Puts kernel_support and samples into the source tree of a kernel, and takes them out again.

All of it goes to samples/cpp/ of the tree, where .manifest says what was put there. Of what the
tree has itself, samples/Kconfig and samples/Makefile get one line each.
"""
from __future__ import annotations

import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from common.files import write_whole
from common.program import Failure
from common.project import ROOT, check_root_path
from modules import support
from modules.cases import SAMPLES

# Those that need neither a device nor a driver beside them
NAMES = ("01_hello_world", "02_mutex_condvar", "03_allocation", "04_task_introspection",
         "06_misc_device")
FOLDER = Path("samples/cpp")
_MANIFEST = ".manifest"
_LINES = {"samples/Kconfig": 'source "samples/cpp/Kconfig"\n',
          "samples/Makefile": "obj-$(CONFIG_SAMPLES_CPP)\t\t+= cpp/\n"}
_KCONFIG_END = "endif # SAMPLES\n"
_LICENSE = "# SPDX-License-Identifier: GPL-2.0\n"
_SOURCES = {".cc", ".hpp", ".c", ".h", ".mk", ".py", ".sh", ".rst", ".txt"}
_MENU = """\
menuconfig SAMPLES_CPP
\tbool "C++ samples"
\tdepends on CC_IS_GCC && !RANDSTRUCT
\thelp
\t  Kernel modules in C++, built in or loadable. The build takes the g++
\t  of the version of the kernel's gcc, and Python's libclang.

if SAMPLES_CPP

"""
_ENTRY = """\
config {option}
\ttristate "{number}: {title}"
\thelp
\t  {description}.

"""
_PROGRAMS = """\
config SAMPLE_CPP_PROGRAMS
\tbool "programs that use the devices of the samples"
\tdepends on CC_CAN_LINK
\tdefault y
\thelp
\t  Programs for user space in C++, linked statically with the libraries
\t  of this host.

endif # SAMPLES_CPP
"""
_IGNORED = """\
/support/bindings*
/06_misc_device/mailbox
"""


@dataclass(frozen=True)
class File:
    """One file for the tree: what is in it, or where a link leads."""

    content: bytes = b""
    mode: int = 0o644
    target: str = ""

    @property
    def mark(self) -> str:
        """What the manifest says of it."""
        return f"-> {self.target}" if self.target else hashlib.sha256(self.content).hexdigest()

    def write(self, path: Path) -> None:
        """Makes it, unless it is there."""
        if _mark_of(path) == self.mark:
            return
        if self.target:
            _delete(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(self.target)
        else:
            write_whole(path, self.content, self.mode)


def _mark_of(path: Path) -> str:
    if path.is_symlink():
        return f"-> {os.readlink(path)}"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def option(name: str) -> str:
    """What the sample 01_hello_world is called in Kconfig."""
    return f"SAMPLE_CPP_{name.partition('_')[2].upper()}"


def files(link: bool = False) -> dict[str, File]:
    """What goes below samples/cpp: {path: file}. With `link` the sources stay in this checkout."""
    found = {"Kconfig": _text(_LICENSE + _MENU + "".join(map(_entry, NAMES)) + _PROGRAMS),
             "Makefile": _text(_LICENSE + "".join(
                 f"obj-$(CONFIG_{option(name)}) += {name}/\n" for name in NAMES)
                 + "\n# For \"make clean\": the samples make what they share\n"
                 "subdir- := support\n"),
             "support/Makefile": _text(
                 _LICENSE + "include $(srctree)/samples/cpp/kernel_support/support.mk\n"),
             ".gitignore": _text(_LICENSE + _IGNORED)}
    for name in NAMES:
        found[f"{name}/Makefile"] = _text(_makefile(name))
        for source in sorted((SAMPLES / name).iterdir()):
            if source.suffix in _SOURCES and source.name not in ("guest.sh", "expected.txt"):
                found[f"{name}/{source.name}"] = _file(source, link)
    if link:
        return found | {"kernel_support": File(target=str(ROOT / "kernel_support"))}
    return found | {str(source.relative_to(ROOT)): _file(source, False)
                    for source in support.files()}


def _text(text: str) -> File:
    return File(text.encode())


def _file(source: Path, link: bool) -> File:
    if link:
        return File(target=str(source))
    return File(source.read_bytes(), source.stat().st_mode & 0o777)


def _entry(name: str) -> str:
    """The question of Kconfig about a sample."""
    text = "".join(source.read_text(encoding="utf-8")
                   for source in sorted((SAMPLES / name).glob("*.cc")))
    number, _, title = name.partition("_")
    description = re.search(r'\.description = "(.*)"', text)
    assert description, f"samples/{name} has no .description"
    return _ENTRY.format(option=option(name), number=number, title=title.replace("_", " "),
                         description=description[1])


def _makefile(name: str) -> str:
    """The sample's Kbuild, in which Kconfig decides what is built."""
    text = (SAMPLES / name / "Kbuild").read_text(encoding="utf-8")
    for pattern, new in ((r"^obj-m\b", f"obj-$(CONFIG_{option(name)})"),
                         (r"^userprogs-always-y\b",
                          "userprogs-always-$(CONFIG_SAMPLE_CPP_PROGRAMS)"),
                         (r"^include \$\(src\)/\.\./\.\./", "include $(srctree)/samples/cpp/")):
        text = re.sub(pattern, lambda _match, new=new: new, text, flags=re.MULTILINE)
    return text


def digest(wanted: dict[str, File]) -> str:
    """By which two versions are told apart."""
    return hashlib.sha256(_manifest(wanted).encode()).hexdigest()


def _manifest(wanted: dict[str, File]) -> str:
    return "".join(f"{file.mark} {path}\n" for path, file in sorted(wanted.items()))


def check_tree(tree: Path) -> Path:
    """The tree's path, or a refusal."""
    tree = tree.expanduser().absolute()
    if re.search(r"[\s:]", str(tree)):
        raise Failure(f"TREE={tree} contains a space or a colon, which the kernel's Kbuild "
                      "refuses: move it")
    if not tree.is_dir():
        raise Failure(f"TREE={tree}: no such folder")
    missing = [name for name in ("Kconfig", "kernel", "scripts/Makefile.build", *_LINES)
               if not (tree / name).exists()]
    if missing:
        raise Failure(f"TREE={tree} is not the source tree of a kernel, {missing[0]} is missing: "
                      "name one, headers are not enough")
    if _KCONFIG_END not in (tree / "samples/Kconfig").read_text(encoding="utf-8"):
        raise Failure(f"TREE={tree}: samples/Kconfig does not end its menu with "
                      f"'{_KCONFIG_END.strip()}', so nothing can be added: take a tree from 6.1 on")
    if not os.access(tree / "samples", os.W_OK):
        raise Failure(f"TREE={tree} cannot be written: become its owner, or copy it")
    return tree


def put(tree: Path, link: bool = False, update: bool = False, force: bool = False) -> bool:
    """Puts the samples in, or the rest of what is missing; whether there was anything to do."""
    tree = check_tree(tree)
    if link:
        check_root_path()
    folder, wanted = tree / FOLDER, files(link)
    known = _known(folder)
    if known is not None:
        if known != _marks(wanted) and not update:
            raise Failure(f"{folder} holds another version of the samples: UPDATE=1 replaces it, "
                          "REMOVE=1 removes it")
        if not force:
            _refuse_changes(folder, known)
    before = _state(tree, folder, wanted)
    try:
        # An interrupted run is one that the next can complete.
        write_whole(folder / _MANIFEST, _manifest(wanted | _leftover(known, wanted)))
        for path in _leftover(known, wanted):
            (folder / path).unlink(missing_ok=True)
        for path, file in wanted.items():
            if (folder / path).parent.is_symlink():
                (folder / path).parent.unlink()
            file.write(folder / path)
        write_whole(folder / _MANIFEST, _manifest(wanted))
        for name, line in _LINES.items():
            _rewrite(tree / name, _with_line(tree / name, line))
    except OSError as error:
        raise Failure(f"cannot write {error.filename}: {error.strerror}") from None
    return before != _state(tree, folder, wanted)


def remove(tree: Path, force: bool = False) -> bool:
    """Takes out all that was put in, and what was built there; whether there was anything."""
    tree = check_tree(tree)
    folder = tree / FOLDER
    known = _known(folder)
    if known is not None and not force:
        _refuse_changes(folder, known)
    found = False
    try:
        for name, line in _LINES.items():
            text = (tree / name).read_text(encoding="utf-8")
            found |= line in text
            _rewrite(tree / name, text.replace(line, ""))
        if known is not None:
            # The manifest last: without it nobody knows whose the rest is.
            for path in folder.iterdir():
                if path.name != _MANIFEST:
                    _delete(path)
            shutil.rmtree(folder)
    except OSError as error:
        raise Failure(f"cannot remove {error.filename}: {error.strerror}") from None
    return found or known is not None


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _known(folder: Path) -> dict[str, str] | None:
    """What the manifest of a tree says: {path: mark}; None where nothing was put."""
    manifest = folder / _MANIFEST
    if manifest.is_file():
        text = manifest.read_text(encoding="utf-8")
        return {path: mark for mark, path in re.findall(r"^(-> \S+|\w+) (.+)$", text, re.MULTILINE)}
    if folder.exists():
        raise Failure(f"{folder} is there and was not put there by this command: move it")
    return None


def _marks(wanted: dict[str, File]) -> dict[str, str]:
    return {path: file.mark for path, file in wanted.items()}


def _leftover(known: dict[str, str] | None, wanted: dict[str, File]) -> dict[str, File]:
    """What another version had, and this one does not."""
    return {path: File() for path in known or {} if path not in wanted}


def _refuse_changes(folder: Path, known: dict[str, str]) -> None:
    """Nobody loses what was written in the tree."""
    for path, mark in known.items():
        if (is_now := _mark_of(folder / path)) and is_now != mark:
            raise Failure(f"{folder / path} was changed there: keep a copy and say FORCE=1")
    for above in {folder, *(folder / Path(path).parent for path in known)}:
        for path in above.iterdir() if above.is_dir() else []:
            own = not path.name.endswith(".mod.c") and not path.name.startswith("bindings")
            if path.suffix in _SOURCES and own and str(path.relative_to(folder)) not in known:
                raise Failure(f"{path} was added there: keep a copy and say FORCE=1")


def _state(tree: Path, folder: Path, wanted: dict[str, File]) -> list[str]:
    return [*(_mark_of(folder / path) for path in wanted),
            *(_mark_of(tree / name) for name in _LINES)]


def _with_line(path: Path, line: str) -> str:
    """The text with our line: the last one of the menu, or of the file."""
    text = path.read_text(encoding="utf-8")
    if line in text:
        return text
    if path.name == "Kconfig":
        return text.replace(_KCONFIG_END, line + _KCONFIG_END)
    return text + line


def _rewrite(path: Path, text: str) -> None:
    if text != path.read_text(encoding="utf-8"):
        write_whole(path, text, path.stat().st_mode & 0o777)
