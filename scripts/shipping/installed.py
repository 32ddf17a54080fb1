# SPDX-License-Identifier: GPL-2.0
"""Installs kernel_support for modules outside of any checkout, and takes it away again.

All of it goes to PREFIX/share/cpp-for-linux, where manifest.txt says what was put there. Modules
include the module.mk of that folder.
"""
from __future__ import annotations

import os
import re
from pathlib import Path

from common.files import write_whole
from common.program import Failure
from common.project import ROOT
from modules import support

FOLDER = Path("share/cpp-for-linux")
MANIFEST = "manifest.txt"
_HEAD = "# What `make install` of C++ for Linux has put here; `make uninstall` removes it.\n"


def place_of(prefix: str, destdir: str = "") -> Path:
    """Where it is written to: below DESTDIR for whoever packs it, and moves it later."""
    if not prefix.startswith("/"):
        raise Failure(f"PREFIX={prefix} does not begin with /: give the whole path")
    if re.search(r"[\s:]", prefix):
        raise Failure(f"PREFIX={prefix} contains a space or a colon, which the kernel's Kbuild "
                      "refuses: choose another")
    # What DESTDIR is stays with whoever installs; no make reads below it.
    return Path(os.path.abspath(destdir + prefix if destdir else prefix)) / FOLDER


def files() -> dict[str, Path]:
    """All that is installed: {its path there: the file here}."""
    found = {str(path.relative_to(ROOT)): path for path in support.files()}
    return found | {"module.mk": Path(__file__).with_name("module.mk")}


def install(place: Path) -> bool:
    """Brings the folder to what is here; whether there was anything to do."""
    wanted = files()
    known = _known(place)
    leftover = sorted((known or set()) - set(wanted))
    done = bool(leftover) or known != set(wanted)
    try:
        # A run that is interrupted can be completed by the next, or be removed.
        if done:
            _write_manifest(place, {*wanted, *leftover})
        for name in leftover:
            _remove(place, name)
        for name, source in wanted.items():
            done |= _put(place / name, source, place)
        if leftover:
            _write_manifest(place, set(wanted))
    except OSError as error:
        raise Failure(f"cannot write {error.filename}: {error.strerror}") from None
    return done


def uninstall(place: Path) -> bool:
    """Removes what was installed; whether there was anything. What others put there stays."""
    known = _known(place)
    if known is None:
        return False
    try:
        for name in sorted(known):
            _remove(place, name)
        (place / MANIFEST).unlink()
        if not any(place.iterdir()):
            place.rmdir()
    except OSError as error:
        raise Failure(f"cannot remove {error.filename}: {error.strerror}") from None
    return True


def _known(place: Path) -> set[str] | None:
    """What the manifest of an installed copy names; None where nothing is installed."""
    try:
        text = (place / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        if place.is_dir() and any(place.iterdir()):
            raise Failure(f"{place} is there and was not installed by this command: move it"
                          ) from None
        return None
    except OSError as error:
        raise Failure(f"cannot read {error.filename}: {error.strerror}") from None
    names = {line for line in text.splitlines() if not line.startswith("#")}
    if odd := [name for name in names if name.startswith("/") or ".." in name.split("/")]:
        raise Failure(f"{place / MANIFEST} names {odd[0]}, which is not below it: remove the "
                      "folder by hand")
    return names


def _write_manifest(place: Path, names: set[str]) -> None:
    _make_folder(place, place)
    write_whole(place / MANIFEST, _HEAD + "".join(f"{name}\n" for name in sorted(names)))


def _put(target: Path, source: Path, place: Path) -> bool:
    """Makes one file, with rights for everybody; leaves alone what is the same already."""
    content = source.read_bytes()
    mode = 0o755 if content.startswith(b"#!") else 0o644
    if target.is_file() and not target.is_symlink() and target.read_bytes() == content \
            and target.stat().st_mode & 0o777 == mode:
        return False
    _make_folder(target.parent, place)
    write_whole(target, content, mode)
    return True


def _make_folder(folder: Path, place: Path) -> None:
    """Whatever the umask of root is, everybody builds with what is in there."""
    new = [one for one in (folder, *folder.parents)
           if not one.exists() and (one.is_relative_to(place) or one in place.parents)]
    folder.mkdir(parents=True, exist_ok=True)
    for one in new:
        one.chmod(0o755)


def _remove(place: Path, name: str) -> None:
    """One file, and the folders that are empty without it."""
    path = place / name
    path.unlink(missing_ok=True)
    for above in path.parents:
        if above == place or not above.is_dir() or any(above.iterdir()):
            break
        above.rmdir()
