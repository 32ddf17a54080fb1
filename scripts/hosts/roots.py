# SPDX-License-Identifier: GPL-2.0
"""Roots with another release of Debian, to run the project's commands in as on a fresh system.

debootstrap makes one, which is kept in the cache that all checkouts share, with the tools that the
commands installed there. It is made anew when the table of tools has changed, and when a run was
cut off while packages were being installed. What runs in it has mounts and processes of its own:
when it ends, however it does, nothing of that is left.
"""
from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from common import cache
from common.files import locked, need_disk
from common.program import Failure
from common.project import ROOT, path_words
from common.terminal import Step
from hosts.tools import TABLE, Release

# All that a README asks for, and what git needs to fetch from elsewhere
_PACKAGES = "git,make,ca-certificates"
# With all tools, and a kernel below build/
_ROOM = 6_000_000_000
# No process of it outlives the one that waits for it, nor does a mount.
_ALONE = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
_CHECKOUT = "root/cpp-for-linux"

_ENTER = Path(__file__).with_name("enter.sh")


@dataclass(frozen=True)
class Root:
    """A root that is whole; nobody else is in it."""

    path: Path

    def run(self, command: str, folder: str = f"/{_CHECKOUT}", quiet: bool = False) -> int:
        """Runs a line of the shell in it; returns its status."""
        silence = subprocess.DEVNULL if quiet else None
        with subprocess.Popen([*_ALONE, _ENTER, self.path, folder, command],
                              env=_environment(), stdin=subprocess.DEVNULL, stdout=silence,
                              stderr=silence) as child:
            try:
                return child.wait()
            finally:
                child.kill()    # what it waits for goes with it

    def clone(self, checkout: Path) -> Path:
        """A fresh clone of what is committed; only what was downloaded is taken over."""
        place, kept = self.path / _CHECKOUT, self.path / "var/cache/downloads"
        if (place / "build/downloads").is_dir():
            _remove(kept)
            (place / "build/downloads").rename(kept)
        _remove(place)
        done = subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{checkout}", place],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failure(f"the checkout cannot be cloned: {done.stderr.strip().splitlines()[-1]}")
        if kept.is_dir():
            (place / "build").mkdir()
            kept.rename(place / "build/downloads")
        return place


def place_of(release: Release) -> Path:
    """The folder of a release's root, whether it is there or not."""
    parts = f"{_PACKAGES} {release.name} {TABLE.read_text(encoding='utf-8')}"
    digest = hashlib.sha256(parts.encode()).hexdigest()[:8]
    return cache.folder() / "hosts" / f"{release.name}-{digest}"


def need_root() -> None:
    """Refuses before anything is done that would be in vain."""
    if os.geteuid() != 0:
        raise Failure("a root of another release can only be made and entered as root: run it as "
                      "root, or with sudo")


@contextlib.contextmanager
def entered(release: Release, mirror: str, fresh: bool = False) -> Iterator[Root]:
    """The root of a release, made if it is not there; meanwhile no other run has it."""
    need_root()
    path = place_of(release)
    with locked(path.parent / f"{release.name}.lock", f"with the root of {release.title}"):
        for other in path.parent.glob(f"{release.name}-*"):
            if fresh or other != path or not _is_sound(Root(path)):
                _remove(other)
        if not path.is_dir():
            _make(release, path, mirror)
        _follow_the_host(path, release, mirror)
        yield Root(path)


def _is_sound(root: Root) -> bool:
    """Whether no installation was cut off in it."""
    return root.run("test -z \"$(dpkg --audit)\"", folder="/", quiet=True) == 0


def _make(release: Release, path: Path, mirror: str) -> None:
    if subprocess.run([ROOT / "scripts/install_tools.sh", "hosts"], check=False).returncode != 0:
        raise Failure(f"the root of {release.title} cannot be made without this tool")
    need_disk(path.parent, _ROOM)
    part, log = path.with_name(f"{path.name}.part"), path.parent / f"{release.name}.log"
    with Step("ROOT", f"{release.title}, by debootstrap"), open(log, "w", encoding="utf-8") as file:
        done = subprocess.run([*_ALONE, shutil.which("debootstrap") or "/usr/sbin/debootstrap",
                               "--variant=minbase", f"--include={_PACKAGES}", release.suite, part,
                               mirror], stdin=subprocess.DEVNULL, stdout=file,
                              stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        _remove(part)
        raise Failure(f"debootstrap cannot make {release.title}: "
                      f"{(said or ['no reason given'])[-1]}: all of it is in {path_words(log)}")
    # Without those of its updates, they would be taken for all there is.
    _remove(part / "var/lib/apt/lists")
    (part / "var/lib/apt/lists").mkdir()
    os.replace(part, path)


def _follow_the_host(path: Path, release: Release, mirror: str) -> None:
    """Names of hosts, proxies and updates are found as they are here and now."""
    etc = path / "etc"
    resolver = Path("/etc/resolv.conf")
    if resolver.is_file():
        (etc / "resolv.conf").unlink(missing_ok=True)
        shutil.copyfile(resolver, etc / "resolv.conf")
    said = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=False)
    proxies = re.findall(r"^Acquire::https?::Proxy .*$", said.stdout, re.MULTILINE)
    (etc / "apt/apt.conf.d/01proxy").write_text("".join(f"{line}\n" for line in proxies),
                                                encoding="utf-8")
    (etc / "apt/sources.list").write_text(
        f"deb {mirror} {release.suite} main\ndeb {mirror} {release.suite}-updates main\n"
        f"deb {mirror}-security {release.suite}-security main\n", encoding="utf-8")


def _environment() -> dict[str, str]:
    """Of ours only what says how the network is reached."""
    taken = {name: value for name, value in os.environ.items()
             if name.lower() in ("http_proxy", "https_proxy", "no_proxy")}
    return taken | {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                    "HOME": "/root", "LC_ALL": "C.UTF-8",
                    "TERM": os.environ.get("TERM", "dumb") if sys.stdout.isatty() else "dumb"}


def _remove(path: Path) -> None:
    if path.is_symlink() or path.exists():
        # No mount is in there; should one be, what it leads to stays.
        subprocess.run(["rm", "-rf", "--one-file-system", path], check=True)
