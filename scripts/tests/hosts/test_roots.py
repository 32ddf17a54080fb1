# SPDX-License-Identifier: GPL-2.0
"""Roots of other releases: made once, thrown away when they are not sound, and left without trace.

The root that is entered here has BusyBox alone, and needs no network.
"""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from guest.initramfs import busybox
from hosts import roots, tools
from hosts.roots import Root

RELEASE = tools.releases()["debian-13"]
CAN_ENTER = os.geteuid() == 0 and subprocess.run(
    [*roots._ALONE, "mount", "-t", "tmpfs", "try", "/mnt"], capture_output=True,
    check=False).returncode == 0
needs_root = pytest.mark.skipif(not CAN_ENTER, reason="a root can only be entered by root")


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Root:
    path = tmp_path / "root"
    for name in ("bin", "proc", "dev", "root/cpp-for-linux"):
        (path / name).mkdir(parents=True)
    (path / "bin/busybox").write_bytes(busybox().read_bytes())
    (path / "bin/busybox").chmod(0o755)
    for name in ("sh", "cat", "ls", "mount", "sleep", "pwd"):
        (path / "bin" / name).symlink_to("busybox")
    return Root(path)


@needs_root
def test_a_command_is_alone_there(root: Root) -> None:
    before = Path("/proc/mounts").read_text(encoding="utf-8")
    assert root.run("pwd >/report; echo $$ >>/report; ls /dev >>/report; : >/dev/null") == 0
    folder, process, *devices = (root.path / "report").read_text(encoding="utf-8").split()
    assert (folder, process) == ("/root/cpp-for-linux", "1")
    assert {"null", "urandom", "pts", "shm"} <= set(devices) and "mem" not in devices
    assert Path("/proc/mounts").read_text(encoding="utf-8") == before
    assert not list((root.path / "dev").iterdir()) and not list((root.path / "proc").iterdir())


@needs_root
def test_a_status_comes_back(root: Root) -> None:
    assert root.run("exit 3", quiet=True) == 3
    assert root.run("true", folder="/nowhere", quiet=True) != 0


@needs_root
def test_nothing_is_left_of_a_run_that_is_cut_off(root: Root) -> None:
    """Not even what has left its session."""
    program = ("import pathlib; from common.program import run_main; from hosts.roots import Root; "
               f"run_main(lambda: Root(pathlib.Path({str(root.path)!r})).run("
               "'sleep 98765 & : >/begun; wait'))")
    with subprocess.Popen([sys.executable, "-c", program],
                          env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")}) as child:
        while not (root.path / "begun").exists():
            assert child.poll() is None
            time.sleep(0.05)
        child.send_signal(signal.SIGTERM)
        assert child.wait() == 130
    deadline = time.monotonic() + 20
    while any("98765" in _words_of(path) for path in Path("/proc").glob("[0-9]*/cmdline")):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _words_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").split("\0")
    except OSError:
        return []


@pytest.fixture(name="made")
def _made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The roots that were made, each with a file that shows whether it is still that one."""
    made: list[str] = []

    def make(_release: tools.Release, path: Path, _mirror: str) -> None:
        made.append(path.name)
        (path / "etc/apt/apt.conf.d").mkdir(parents=True)
        (path / "number").write_text(str(len(made)), encoding="utf-8")

    monkeypatch.setattr(roots.cache, "folder", lambda: tmp_path)
    monkeypatch.setattr(roots.os, "geteuid", lambda: 0)
    monkeypatch.setattr(roots, "_make", make)
    monkeypatch.setattr(roots, "_is_sound", lambda root: not (root.path / "broken").exists())
    return made


def number(fresh: bool = False) -> str:
    """Which of the roots that were made is entered."""
    with roots.entered(RELEASE, "http://near.example.org/debian", fresh) as root:
        assert "debian-security trixie-security" in (root.path / "etc/apt/sources.list").read_text()
        return (root.path / "number").read_text(encoding="utf-8")


def test_is_made_once(made: list[str]) -> None:
    assert [number(), number(), number(fresh=True), number()] == ["1", "1", "2", "2"]
    assert len(made) == 2


def test_is_made_anew_after_half_an_installation(made: list[str]) -> None:
    assert number() == "1"
    (roots.place_of(RELEASE) / "broken").touch()
    assert number() == "2"
    assert made[0] == made[1]


def test_is_made_anew_for_another_table(made: list[str], tmp_path: Path,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    """And the old one goes, with what a run left that was cut off while it made one."""
    assert number() == "1"
    (tmp_path / "hosts" / f"{RELEASE.name}-0000.part").mkdir()
    (tmp_path / "table").write_text("other", encoding="utf-8")
    monkeypatch.setattr(roots, "TABLE", tmp_path / "table")
    assert number() == "2"
    assert [path.name for path in (tmp_path / "hosts").iterdir()
            if path.is_dir()] == [made[1]]


def test_asks_for_root_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roots.os, "geteuid", lambda: 1000)
    with pytest.raises(Failure, match="only be made and entered as root: run it as root"):
        with roots.entered(RELEASE, ""):
            pass


def test_clones_what_is_committed(tmp_path: Path) -> None:
    """Downloads are taken over from the clone before it, objects are not."""
    checkout, root = tmp_path / "checkout", Root(tmp_path / "root")
    (root.path / "var/cache").mkdir(parents=True)
    (root.path / "root").mkdir()
    checkout.mkdir()
    git = ["git", "-C", checkout, "-c", "user.name=a", "-c", "user.email=a@b"]
    (checkout / "file").write_text("committed", encoding="utf-8")
    for words in (["init", "-q"], ["add", "file"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], check=True)
    (checkout / "file").write_text("changed", encoding="utf-8")
    place = root.clone(checkout)
    for name in ("downloads/x.deb", "objects/x.o"):
        (place / "build" / name).parent.mkdir(parents=True)
        (place / "build" / name).touch()
    assert root.clone(checkout) == place
    assert (place / "file").read_text(encoding="utf-8") == "committed"
    assert [path.name for path in (place / "build").rglob("x.*")] == ["x.deb"]


def test_names_the_releases() -> None:
    done = subprocess.run([ROOT / "scripts/test_host.py", "debian-99"], capture_output=True,
                          text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1, "error: unknown HOST 'debian-99': known are debian-12, debian-13\n")
