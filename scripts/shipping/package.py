# SPDX-License-Identifier: GPL-2.0
"""The Debian package of kernel_support: its source, and what dpkg-buildpackage makes of it.

Its source is what git knows of the checkout, and the folder debian/ beside this file. What it
depends on is the row of a release in the table of tools: a package is for one release.
"""
from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime, timezone
from email.utils import format_datetime
from pathlib import Path

from common.files import locked, write_whole
from common.program import Failure
from common.project import BUILD, ROOT, path_words, plain_environment
from common.terminal import Step
from hosts import tools
from hosts.tools import Release
from kernels import catalogue

NAME = "cpp-for-linux"
FOLDER = BUILD / "package"
_DEBIAN = Path(__file__).with_name("debian")
_CHANGELOG = """\
{name} ({version}) unstable; urgency=medium

  * {subject}

 -- {author}  {date}
"""


def build() -> Path:
    """Makes the package anew; returns the .deb."""
    release = tools.release()
    if not release.name:
        raise Failure("a package says what it depends on, which is known of Debian alone: "
                      "build it there, or run make install")
    version = version_of(release)
    with locked(FOLDER / ".lock", "building the package"):
        for old in FOLDER.glob(f"{NAME}*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        source = FOLDER / f"{NAME}-{version}"
        write_source(source, version, release)
        log = FOLDER / "build.log"
        with Step("DEB", f"{NAME} {version}"), open(log, "w", encoding="utf-8") as file:
            status = _run_dpkg(source, file.fileno())
        found = list(FOLDER.glob("*.deb"))
        if status != 0 or len(found) != 1:
            raise Failure(f"dpkg-buildpackage failed: its messages are in {path_words(log)}")
    return found[0]


def _run_dpkg(source: Path, output: int) -> int:
    # -d: nothing is compiled, so build-essential is not needed; the rest is the group "package".
    try:
        return subprocess.run(["dpkg-buildpackage", "-us", "-uc", "-d"], cwd=source, check=False,
                              env={**plain_environment(), "LC_ALL": "C.UTF-8"},
                              stdin=subprocess.DEVNULL, stdout=output,
                              stderr=subprocess.STDOUT).returncode
    except FileNotFoundError:
        raise Failure("dpkg-buildpackage is missing: run scripts/install_tools.sh package"
                      ) from None


def version_of(release: Release) -> str:
    """The day and time of the last commit and its name; a later one is a greater version."""
    time = datetime.fromtimestamp(int(_git("log", "-1", "--format=%ct")), timezone.utc)
    changed = "+changed" if _git("status", "--porcelain") else ""
    return (f"0~git{time:%Y%m%d.%H%M%S}.{_git('log', '-1', '--format=%h')}{changed}"
            f"+deb{release.name.partition('-')[2]}")


def depends(release: Release) -> list[str]:
    """What building a module takes there, the compiler of the release's own kernel among it."""
    compiler = str(catalogue.settings(release.word("kernel")).get("gcc", release.word("gcc")))
    words = {**(release.words or {}), "gcc": compiler}
    rows = re.findall(r"^module\|([^|]+)\|", tools.TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"@(\w+)@", lambda match: words[match[1]], row) for row in rows]


def write_source(folder: Path, version: str, release: Release) -> None:
    """The folder that dpkg-buildpackage runs in."""
    for name in _git("ls-files", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    shutil.copytree(_DEBIAN, folder / "debian")
    author, when, subject = _git("log", "-1", "--format=%an <%ae>%n%ct%n%s").split("\n")
    date = format_datetime(datetime.fromtimestamp(int(when), timezone.utc))
    control = (_DEBIAN / "control").read_text(encoding="utf-8")
    for word, text in (("maintainer", author), ("depends", ", ".join(depends(release)))):
        control = control.replace(f"@{word}@", text)
    for name, text in (
            ("control", control), ("source/format", "3.0 (native)\n"),
            ("changelog", _CHANGELOG.format(name=NAME, version=version, subject=subject,
                                            author=author, date=date))):
        write_whole(folder / "debian" / name, text)


def _git(*words: str) -> str:
    done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{ROOT} is no clone, and its version is not known: run make install")
    return done.stdout.strip()
