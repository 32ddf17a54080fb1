# SPDX-License-Identifier: GPL-2.0
"""Debian's package archive: finds packages and downloads them, without installing anything.

apt does the work with the system's own sources, keys and proxy. When its package lists are missing,
stale or without the security archive, fresh ones are read into build/apt: that needs no root, and
the system's lists stay as they are. A suite that is named, of another release of Debian for
instance, has lists of its own below build/apt, and nothing else is looked for there.
"""
from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from common.files import locked
from common.program import Failure, say
from common.project import BUILD
from common.terminal import Step
from hosts import tools

DOWNLOADS = BUILD / "downloads"
_APT = BUILD / "apt"
_DOWNLOADER = "/usr/lib/apt/apt-helper"
_MIRROR = "http://deb.debian.org/debian"
_SOURCE = """\
Types: deb
URIs: {mirror}
Suites: {suite}
Components: main
Signed-By: {keys}
"""
_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"


class Missing(Failure):
    """apt's lists do not know a package, or what they say is no longer in the archive."""


@dataclass(frozen=True)
class Package:
    """One .deb of the archive."""

    name: str
    version: str
    depends: tuple[str, ...]
    installed_size: int
    uri: str = ""
    file: str = ""
    size: int = 0
    sha256: str = ""

    @property
    def path(self) -> Path:
        """Where the verified file lies after a download."""
        return DOWNLOADS / self.file


class Archive:
    """What apt offers; `refresh` turns from the system's package lists to fresh ones of our own.

    With a suite it is what that offers. Unless that is the system's own release, the lists are our
    own from the beginning, and nothing else is in them but its security updates.
    """

    def __init__(self, suite: str = "") -> None:
        for tool in ("apt-get", "apt-cache", "dpkg-deb"):
            if not shutil.which(tool):
                raise Failure(f"'{tool}' is missing, so this is not Debian: give a kernel tree of "
                              "your own with KDIR=path")
        self._suite = "" if suite == tools.release().suite else suite
        self._options: list[str] = ["-o", "APT::Sandbox::User=root"]
        if self._suite:
            _check_keys()
            self._options += self._own_lists()
        self.fresh = False

    def _run(self, *command: str, **how: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([command[0], *self._options, *command[1:]], text=True, check=False,
                              capture_output=True, env=os.environ | {"LC_ALL": "C"}, **how)

    def refresh(self) -> None:
        """Reads today's package lists into build/apt."""
        shutil.rmtree(self._folder, ignore_errors=True)
        for name in ("sources.list.d", "state/lists/partial", "cache/archives/partial"):
            (self._folder / name).mkdir(parents=True)
        if self._suite:
            sources = _text(_system_sources())
            self._write_source(self._suite, _mirror(sources))
            if any(self._suite == one.suite for one in tools.releases().values()):
                self._write_source(f"{self._suite}-security", _mirror(sources, "debian-security"))
        else:
            self._take_system_sources()
            self._options += self._own_lists()
        self.fresh = True
        with Step("APT", "reading today's package lists"):
            # One list that cannot be fetched is reported as an error, instead of being skipped.
            done = self._run("apt-get", "update", "-qq", "-o", "APT::Update::Error-Mode=any")
        if done.returncode != 0:
            raise Failure(f"cannot read Debian's package lists: {_apt_reason(done.stderr)}: check "
                          "the network and run again")

    @property
    def _folder(self) -> Path:
        return _APT / self._suite if self._suite else _APT / "system"

    def _own_lists(self) -> list[str]:
        own = self._folder
        listed = ["-o", "Dir::Etc::sourcelist=/dev/null"] if self._suite else []
        return [*listed, "-o", f"Dir::Etc::sourceparts={own}/sources.list.d",
                "-o", f"Dir::State={own}/state", "-o", f"Dir::State::lists={own}/state/lists",
                "-o", "Dir::State::status=/var/lib/dpkg/status", "-o", f"Dir::Cache={own}/cache"]

    def _write_source(self, suite: str, mirror: str) -> None:
        (self._folder / f"sources.list.d/{suite}.sources").write_text(
            _SOURCE.format(mirror=mirror, suite=suite, keys=_KEYS), encoding="ascii")

    def _take_system_sources(self) -> None:
        for source in _system_sources()[1:]:
            (self._folder / "sources.list.d" / source.name).symlink_to(source)
        suite = tools.release().suite
        if suite and not re.search(rf"^[^#]*{suite}-security", _text(_system_sources()),
                                   re.MULTILINE):
            say(f"  apt's sources lack {suite}-security, where the kernels come from: adding it "
                "for this download only")
            self._write_source(f"{suite}-security", f"{_MIRROR}-security")

    def find(self, name: str) -> Package:
        """What the archive offers today under this name."""
        done = self._run("apt-cache", "show", "--no-all-versions", name)
        fields = dict(re.findall(r"^([\w-]+): (.*)$", done.stdout.split("\n\n")[0], re.MULTILINE))
        if done.returncode != 0 or "Version" not in fields:
            raise Missing(f"apt offers no package '{name}': " + (
                f"Debian's {self._suite} has none today" if self._suite else
                f"those of {_own_suites()} must be among its sources (/etc/apt)"))
        # "a (= 1) | b, c": the first of the alternatives is the one Debian means.
        depends = tuple(item.split("|")[0].split("(")[0].split(":")[0].strip()
                        for item in fields.get("Depends", "").split(","))
        return Package(name, fields["Version"], depends, int(fields.get("Installed-Size", 0)) << 10)

    def locate(self, packages: list[Package]) -> list[Package]:
        """Adds address, file name, size and checksum."""
        done = self._run("apt-get", "download", "--print-uris", "-qq",
                         *[f"{package.name}={package.version}" for package in packages])
        if done.returncode != 0:
            raise Missing(f"apt cannot locate {packages[0].name}: {_apt_reason(done.stderr)}")
        found = {}
        for uri, file, size, sha256 in re.findall(r"^'(.*)' (\S+) (\d+) SHA256:(\w+)$",
                                                  done.stdout, re.MULTILINE):
            # The method "file" names the file in place, "copy" brings it here.
            uri = re.sub("^file:", "copy:", uri)
            found[file.split("_")[0]] = (uri, file, int(size), sha256)
        absent = [package.name for package in packages if package.name not in found]
        if absent:
            raise Missing(f"apt does not say where {absent[0]} comes from")
        return [Package(one.name, one.version, one.depends, one.installed_size, *found[one.name])
                for one in packages]

    def download(self, packages: list[Package]) -> None:
        """Brings every package to build/downloads; a file there is always whole and verified."""
        with locked(DOWNLOADS / ".lock", "downloading"):
            for package in packages:
                self._download(package)

    def _download(self, package: Package) -> None:
        if package.path.exists():
            if _sha256(package.path) == package.sha256:
                return
            say(f"  build/downloads/{package.file} is damaged: downloading it again")
            package.path.unlink()
        partial = DOWNLOADS / "partial" / package.file
        partial.parent.mkdir(parents=True, exist_ok=True)
        for _attempt in range(2):
            error = self._fetch(package, partial)
            if error is None and _sha256(partial) == package.sha256:
                os.replace(partial, package.path)
                return
            if error is None or "Hash Sum mismatch" in error or "size mismatch" in error:
                say(f"  {package.file} does not match its checksum: starting again")
                partial.unlink(missing_ok=True)
                continue
            if re.search(r"\b404  ?Not Found", error):
                raise Missing(f"{package.name} {package.version} is no longer in the archive: run "
                              "'apt-get update' as root and run again")
            raise Failure(f"cannot download {package.name}: {error}: check the network and run "
                          "again")
        raise Failure(f"{package.file} arrives damaged, twice: check the proxy or mirror in "
                      "/etc/apt")

    def _fetch(self, package: Package, partial: Path) -> str | None:
        """One try; returns apt's reason when it fails."""
        with Step("FETCH", f"{package.name} ({package.size / 1e6:.1f} MB)") as step:
            # apt's own downloader: it goes on where a connection broke off, if the archive can.
            child = subprocess.Popen([_DOWNLOADER, *self._options, "-o", "Acquire::Retries=2",
                                      "download-file", package.uri, partial.name,
                                      f"SHA256:{package.sha256}"],
                                     cwd=partial.parent, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.PIPE, text=True,
                                     env=os.environ | {"LC_ALL": "C"})
            try:
                while child.poll() is None:
                    time.sleep(0.1)
                    if partial.exists() and package.size:
                        step.progress(f"{partial.stat().st_size * 100 // package.size} %")
            finally:
                if child.poll() is None:
                    child.terminate()
                messages = child.communicate()[1]
        return None if child.returncode == 0 and partial.exists() else _apt_reason(messages)


def _system_sources() -> list[Path]:
    """The files that tell apt where it finds packages; the first one may be missing."""
    shell = subprocess.run(["apt-config", "shell", "PARTS", "Dir::Etc::sourceparts/d", "LIST",
                            "Dir::Etc::sourcelist/f"], capture_output=True, text=True, check=True)
    known = dict(re.findall(r"^(\w+)='(.*)'$", shell.stdout, re.MULTILINE))
    return [Path(known["LIST"]), *(file for file in sorted(Path(known["PARTS"]).glob("*"))
                                   if file.suffix in (".list", ".sources") and file.is_file())]


def _text(files: list[Path]) -> str:
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files
                     if file.is_file())


def _mirror(sources: str, archive: str = "debian") -> str:
    """Where the system has Debian from: what is near, or what its network reaches."""
    found = re.search(rf"^[^#\n]*\b(https?://\S+/{archive})/?(?:\s|$)", sources, re.MULTILINE)
    return found[1] if found else _MIRROR.removesuffix("debian") + archive


def mirror() -> str:
    """Where Debian is fetched from here."""
    return _mirror(_text(_system_sources()))


def _own_suites() -> str:
    here = tools.release()
    return f"{here.title}, {here.suite} and {here.suite}-security," if here.name else "the system"


def _check_keys() -> None:
    """Derived systems have apt, but may not know Debian's keys."""
    if not Path(_KEYS).exists():
        raise Failure(f"{_KEYS} is missing, with which Debian's archive is checked: install the "
                      "package debian-archive-keyring, or give a kernel tree of your own with "
                      "KDIR=path")


def unpack(package: Package, destination: Path) -> None:
    """Spreads the files of a package below `destination`; none of its scripts run."""
    destination.mkdir(parents=True, exist_ok=True)
    with Step("UNPACK", package.name):
        done = subprocess.run(["dpkg-deb", "-x", package.path, destination], capture_output=True,
                              text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"cannot unpack {package.file}: {done.stderr.strip().splitlines()[0]}")
    # Since Debian 13 packages know these folders only by the names that lie below usr.
    for name in ("bin", "lib", "sbin"):
        if (destination / "usr" / name).is_dir() and not (destination / name).exists():
            (destination / name).symlink_to(f"usr/{name}")


def resolved(archive: Archive, attempt: "callable") -> object:
    """Runs `attempt()`; when apt's lists turn out old or poor, once more with fresh ones."""
    try:
        return attempt()
    except Missing:
        if archive.fresh:
            raise
        archive.refresh()
        return attempt()


def _apt_reason(messages: str) -> str:
    lines = [line[2:].strip() for line in messages.splitlines() if line.startswith("E:")]
    return lines[0] if lines else (messages.strip().splitlines() or ["no reason given"])[-1]


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
