# SPDX-License-Identifier: GPL-2.0
"""Fetching a kernel, against an archive on the loopback that misbehaves when it is told to."""
from __future__ import annotations

import gzip
import hashlib
import http.server
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from hosts import tools
from kernels import archive as debian_archive, fetch as fetch_kernel
from kernels.archive import Missing, Package
from pretend import ELF, bzimage

IMAGE = "linux-image-9.9.1-amd64"
CONFIG = """\
source = "debian"
image = "linux-image-pretend"
headers = "linux-headers-pretend"
"""


class Archive:
    """A package archive with one kernel, and apt told to use nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cut_at: int | None = None      # the image's transfer ends after so many bytes
        self.pause = 0.0                    # seconds that each request takes
        self.answers = threading.Event()    # while it is not set, requests wait
        self.answers.set()
        self.requests: list[tuple[str, str]] = []
        self._packages: list[str] = []
        (folder / "pool").mkdir(parents=True)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        port = self.server.server_address[1]
        state = folder / "apt"
        for name in ("lists/partial", "cache/archives/partial", "parts"):
            (state / name).mkdir(parents=True)
        # The name of the path keeps the scripts from adding the real security archive.
        (state / "sources.list").write_text(
            f"deb [trusted=yes] http://127.0.0.1:{port}/{tools.release().suite}-security ./\n")
        (state / "apt.conf").write_text(
            f'Dir::State "{state}"; Dir::State::Lists "{state}/lists";\n'
            f'Dir::State::status "/dev/null"; Dir::Cache "{state}/cache";\n'
            f'Dir::Etc::sourcelist "{state}/sources.list"; Dir::Etc::sourceparts "{state}/parts";\n'
            'Acquire::http::Proxy "DIRECT"; Acquire::Retries "0"; Acquire::Languages "none";\n'
            # What a container's apt does after an update is not for this one.
            '#clear APT::Update; #clear Acquire::IndexTargets::deb::DEP-11;\n')
        self.environment = os.environ | {"APT_CONFIG": str(state / "apt.conf"), "no_proxy": "*"}

    def _handler(self) -> type[http.server.SimpleHTTPRequestHandler]:
        archive = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            """Serves the pool, with ranges and with interruptions."""

            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                """Answers one request."""
                name = self.path.rpartition("/")[2].replace("%7e", "~").replace("%2b", "+")
                first = int((re.findall(r"bytes=(\d+)-", self.headers["Range"] or "") or [0])[0])
                archive.requests.append((name, str(first)))
                archive.answers.wait()
                time.sleep(archive.pause)
                path = archive.folder / "pool" / name
                if not path.is_file():
                    self.send_error(404)
                    return
                data = path.read_bytes()
                changed = self.date_time_string(int(path.stat().st_mtime))
                if self.headers["If-Range"] not in (None, changed):
                    first = 0
                self.send_response(206 if first else 200)
                self.send_header("Content-Length", str(len(data) - first))
                self.send_header("Last-Modified", changed)
                if first:
                    self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
                self.end_headers()
                end = len(data)
                if archive.cut_at and name.startswith("linux-image-9"):
                    end = archive.cut_at
                    self.close_connection = True
                self.wfile.write(data[first:end])

            def log_message(self, *_arguments: object) -> None:
                """Says nothing."""

        return Handler

    def add(self, name: str, version: str = "1", depends: str = "",
            files: dict[str, bytes] | None = None) -> str:
        """Builds a package; returns its file name."""
        content = self.folder / "content" / f"{name}-{version}"
        for path, data in (files or {"usr/share/doc/x": b""}).items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_bytes(data)
        (content / "DEBIAN").mkdir(parents=True, exist_ok=True)
        control = (f"Package: {name}\nVersion: {version}\nArchitecture: all\nDepends: {depends}\n"
                   "Maintainer: nobody\nDescription: pretended\n").replace("Depends: \n", "")
        (content / "DEBIAN/control").write_text(control)
        file = f"{name}_{version}_all.deb"
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", content,
                        self.folder / "pool" / file], check=True, capture_output=True)
        data = (self.folder / "pool" / file).read_bytes()
        self._packages.append(f"{control}Filename: ./{file}\nSize: {len(data)}\n"
                              f"Installed-Size: 100\nSHA256: {hashlib.sha256(data).hexdigest()}\n")
        self._publish()
        return file

    def forget(self) -> None:
        """Takes everything out of the archive, as an update of it does."""
        self._packages = []
        for path in (self.folder / "pool").glob("*.deb"):
            path.unlink()

    def _publish(self) -> None:
        (self.folder / "pool/Packages").write_text("\n".join(self._packages))

    def add_kernel(self, release: str) -> None:
        """All packages of a kernel."""
        noise = random.Random(release).randbytes(300_000)
        common = release.replace("amd64", "common")
        self.add(f"linux-image-{release}", files={
            f"boot/vmlinuz-{release}": bzimage(gzip.compress(ELF)),
            f"boot/config-{release}": b"CONFIG_X=y\n",
            f"lib/modules/{release}/kernel/noise": noise})
        self.add(f"linux-headers-{common}", files={
            f"usr/src/linux-headers-{common}/Makefile": b"all:\n\t@echo built\n"})
        self.add("linux-kbuild-9.9", files={"usr/lib/linux-kbuild-9.9/scripts/fixdep": b""})
        self.add(f"linux-headers-{release}", depends=f"linux-headers-{common} (= 1), "
                 f"linux-kbuild-9.9 | other, linux-image-{release} (= 1), gcc-12", files={
                     f"usr/src/linux-headers-{release}/include/config/auto.conf":
                     b"CONFIG_X=y\n",
                     f"usr/src/linux-headers-{release}/Makefile":
                     f"include /usr/src/linux-headers-{common}/Makefile\n".encode()})
        version = release.split("-", maxsplit=1)[0]
        self.add("linux-image-pretend", version, f"linux-image-{release} (= 1)")
        self.add("linux-headers-pretend", version, f"linux-headers-{release} (= 1)")

    def update(self) -> None:
        """apt reads the lists."""
        subprocess.run(["apt-get", "-qq", "update", "-o", "APT::Sandbox::User=root"], check=True,
                       env=self.environment)


class Checkout:
    """The scripts at work in a build folder of their own, with one known kernel."""

    def __init__(self, folder: Path, archive: Archive) -> None:
        self.archive = archive
        self.build = folder / "build"
        # A copy, as configs/ is found beside the scripts.
        self.scripts = folder / "checkout/scripts"
        (folder / "checkout/configs").mkdir(parents=True)
        (folder / "checkout/configs/pretend.toml").write_text(CONFIG)
        self.scripts.symlink_to(ROOT / "scripts")
        self.program = (f"import sys; sys.path.insert(0, {str(ROOT / 'scripts')!r}); import pathlib"
                        "; import fetch_kernel; from kernels import catalogue"
                        "; from common.program import run_main"
                        f"; catalogue.CONFIGS = pathlib.Path({str(folder / 'checkout/configs')!r})"
                        "; run_main(fetch_kernel.main)")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts fetch_kernel.py."""
        return subprocess.Popen([sys.executable, "-c", self.program, "pretend", *arguments],
                                env=self.archive.environment | {"BUILD_DIR": str(self.build)},
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def fetch(self, *arguments: str) -> tuple[int, str]:
        """Runs it; returns status and messages."""
        child = self.start(*arguments)
        messages = child.communicate(timeout=60)[1]
        return child.returncode, messages

    def kernel(self) -> dict[str, str] | None:
        """kernel.json."""
        path = self.build / "kernels/pretend/kernel.json"
        return json.loads(path.read_text()) if path.is_file() else None

    def partial(self) -> Path:
        """Where a download grows."""
        return self.build / f"downloads/partial/{IMAGE}_1_all.deb"


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "archive")
    archive.add_kernel("9.9.1-amd64")
    archive.update()
    return archive


@pytest.fixture(name="checkout")
def _checkout(tmp_path: Path, archive: Archive) -> Checkout:
    return Checkout(tmp_path, archive)


def images(archive: Archive) -> list[tuple[str, str]]:
    """The requests for the image package: name and first byte."""
    return [one for one in archive.requests if one[0].startswith(IMAGE)]


def one_error(result: tuple[int, str]) -> str:
    """The only error line of a run that failed."""
    status, messages = result
    assert status == 1, messages
    (line,) = [line for line in messages.splitlines() if line.startswith("error: ")]
    assert "Traceback" not in messages
    return line


def test_fetches_a_kernel(checkout: Checkout) -> None:
    status, messages = checkout.fetch()
    assert status == 0, messages
    kernel = checkout.kernel()
    assert kernel and kernel["release"] == "9.9.1-amd64"
    assert Path(kernel["image"]).read_bytes() == ELF
    assert Path(kernel["modules"], "modules.dep").is_file()
    # The headers work where they are.
    built = subprocess.run(["make", "-s", "-C", kernel["kdir"]], capture_output=True, check=True)
    assert built.stdout == b"built\n"
    assert kernel["packages"][0] == f"{IMAGE}=1" and len(kernel["packages"]) == 4


def test_a_second_run_needs_no_network(checkout: Checkout, archive: Archive) -> None:
    checkout.fetch()
    archive.server.shutdown()
    archive.server.server_close()
    before = len(archive.requests)
    assert checkout.fetch() == (0, "")
    assert len(archive.requests) == before


def test_goes_on_where_it_was_cut_off(checkout: Checkout, archive: Archive) -> None:
    archive.cut_at = 100_000
    assert "check the network and run again" in one_error(checkout.fetch())
    assert checkout.kernel() is None
    assert not (checkout.build / f"downloads/{IMAGE}_1_all.deb").exists()
    size = checkout.partial().stat().st_size
    assert size == 100_000
    archive.cut_at = None
    assert checkout.fetch()[0] == 0 and checkout.kernel()
    assert images(archive)[-1][1] == str(size), "it should have asked for the rest only"


def test_can_be_killed_anywhere(checkout: Checkout, archive: Archive) -> None:
    archive.pause = 0.3
    for seconds in (0.2, 0.9, 1.6):
        child = checkout.start()
        time.sleep(seconds)
        child.kill()
        child.communicate()
    archive.pause = 0
    assert checkout.fetch()[0] == 0 and checkout.kernel()


def test_can_be_interrupted(checkout: Checkout, archive: Archive) -> None:
    archive.pause = 30
    child = checkout.start()
    while not images(archive):
        time.sleep(0.05)
    child.terminate()
    messages = child.communicate(timeout=10)[1]
    assert child.returncode == 130 and messages.endswith("interrupted\n")


def test_a_damaged_download_is_not_taken(checkout: Checkout, archive: Archive) -> None:
    good = (archive.folder / f"pool/{IMAGE}_1_all.deb").read_bytes()
    kept = checkout.build / f"downloads/{IMAGE}_1_all.deb"
    kept.parent.mkdir(parents=True)
    for damaged in (good[:1000], b"x" + good[1:], b""):
        kept.write_bytes(damaged)
        status, messages = checkout.fetch("--update")
        assert status == 0 and "is damaged" in messages
        assert kept.read_bytes() == good


def test_a_partial_file_of_something_else_is_not_continued(checkout: Checkout,
                                                           archive: Archive) -> None:
    checkout.partial().parent.mkdir(parents=True)
    checkout.partial().write_bytes(b"not the beginning of it" * 1000)
    # apt goes on with a file that is as old as the one in the archive.
    changed = (archive.folder / f"pool/{IMAGE}_1_all.deb").stat().st_mtime
    os.utime(checkout.partial(), (changed, changed))
    status, messages = checkout.fetch()
    assert status == 0, messages
    assert "starting again" in messages and [first for _name, first in images(archive)][-1] == "0"


def test_a_damaged_archive_is_refused(checkout: Checkout, archive: Archive) -> None:
    path = archive.folder / f"pool/{IMAGE}_1_all.deb"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert "arrives damaged" in one_error(checkout.fetch())
    assert checkout.kernel() is None


def test_two_runs_at_once(checkout: Checkout, archive: Archive) -> None:
    archive.answers.clear()
    first = checkout.start()
    while not images(archive):
        time.sleep(0.02)
    second = checkout.start()
    waiting = second.stderr.readline()
    archive.answers.set()
    messages = [child.communicate(timeout=60)[1] for child in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), messages
    assert "waiting for another run to finish fetching pretend" in waiting
    assert len(images(archive)) == 1


def test_reads_new_lists_when_the_archive_moved_on(checkout: Checkout, archive: Archive) -> None:
    archive.forget()
    archive.add_kernel("9.9.2-amd64")
    status, messages = checkout.fetch()
    assert status == 0, messages
    assert checkout.kernel()["release"] == "9.9.2-amd64"
    # The system's lists are not ours to change.
    assert any(b"9.9.1" in path.read_bytes() for path in
               (archive.folder / "apt/lists").glob("*Packages*"))


def test_reads_lists_when_there_are_none(checkout: Checkout, archive: Archive) -> None:
    for path in (archive.folder / "apt/lists").glob("*Packages*"):
        path.unlink()
    status, messages = checkout.fetch()
    assert status == 0 and "reading today's package lists" in messages
    assert not list((archive.folder / "apt/lists").glob("*Packages*"))


def test_update_takes_the_newest(checkout: Checkout, archive: Archive) -> None:
    checkout.fetch()
    archive.forget()
    archive.add_kernel("9.9.2-amd64")
    assert checkout.fetch() == (0, "")
    assert checkout.kernel()["release"] == "9.9.1-amd64"
    archive.update()
    assert checkout.fetch("--update")[0] == 0
    assert checkout.kernel()["release"] == "9.9.2-amd64"


def test_no_network_at_first(checkout: Checkout, archive: Archive) -> None:
    archive.server.shutdown()
    archive.server.server_close()
    assert "check the network and run again" in one_error(checkout.fetch())
    assert checkout.kernel() is None


def test_no_network_and_no_lists(checkout: Checkout, archive: Archive) -> None:
    for path in (archive.folder / "apt/lists").glob("*Packages*"):
        path.unlink()
    archive.server.shutdown()
    archive.server.server_close()
    assert "check the network and run again" in one_error(checkout.fetch())


def test_a_package_that_nobody_offers(checkout: Checkout, archive: Archive) -> None:
    archive.forget()
    archive.add("something-else")
    archive.update()
    assert "apt offers no package 'linux-image-pretend'" in one_error(checkout.fetch())


def test_headers_and_image_of_different_kernels(checkout: Checkout, archive: Archive) -> None:
    # As while an update is on its way: the image's meta package is ahead.
    archive.add("linux-image-9.9.2-amd64")
    archive.add("linux-image-pretend", "9.9.2", "linux-image-9.9.2-amd64 (= 1)")
    archive.update()
    assert checkout.fetch()[0] == 0
    assert checkout.kernel()["release"] == "9.9.1-amd64"


def test_too_little_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Full:
        """A file system with 3 MB left."""

        f_bavail, f_frsize = 3000, 1000
    monkeypatch.setattr(os, "statvfs", lambda _path: Full)
    with pytest.raises(Failure, match="needs 500 MB of free disk, 3 MB are left"):
        fetch_kernel.need_disk(tmp_path / "downloads", 500_000_000)


def test_without_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_archive.shutil, "which", lambda _tool: None)
    with pytest.raises(Failure, match="KDIR=path"):
        debian_archive.Archive()


def test_a_meta_package_without_a_kernel() -> None:
    meta = Package("linux-image-x", "1", ("linux-base",), 0)
    with pytest.raises(Failure, match="does not depend on any linux-image-"):
        fetch_kernel._behind(meta, "linux-image-")


def test_fresh_lists_are_tried_once() -> None:
    class Lists:
        """An archive that never has what is wanted."""

        fresh, refreshed = False, 0

        def refresh(self) -> None:
            """Reads the lists."""
            self.fresh = True
            self.refreshed += 1

    def attempt() -> None:
        raise Missing("not there")

    lists = Lists()
    with pytest.raises(Missing):
        debian_archive.resolved(lists, attempt)
    assert lists.refreshed == 1


@pytest.mark.parametrize("text, mirror", [
    ("deb http://mirror.example.org/debian bookworm main\n", "http://mirror.example.org/debian"),
    ("deb [arch=amd64] https://near.example.org/pub/debian/ bookworm main\n",
     "https://near.example.org/pub/debian"),
    ("Types: deb\nURIs: http://near.example.org/debian/\nSuites: bookworm\n",
     "http://near.example.org/debian"),
    ("# deb http://old.example.org/debian x main\n"
     "deb http://s.example.org/debian-security y main\n", "http://deb.debian.org/debian"),
    ("", "http://deb.debian.org/debian"),
])
def test_mirror_of_the_system(text: str, mirror: str) -> None:
    assert debian_archive._mirror(text) == mirror


def test_a_suite_has_lists_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the system's is offered there, and what it lacks is said with its name."""
    ran: list[tuple[str, ...]] = []

    def run(archive: debian_archive.Archive, *command: str) -> subprocess.CompletedProcess[str]:
        ran.append((command[0], *archive._options, *command[1:]))
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(debian_archive, "_APT", tmp_path)
    monkeypatch.setattr(debian_archive.Archive, "_run", run)
    archive = debian_archive.Archive("some-backports")
    with pytest.raises(Missing, match="no package 'linux-source': Debian's some-backports has"):
        debian_archive.resolved(archive, lambda: archive.find("linux-source"))
    assert [words[0] for words in ran] == ["apt-cache", "apt-get", "apt-cache"]
    sources = list((tmp_path / "some-backports/sources.list.d").iterdir())
    assert [one.name for one in sources] == ["some-backports.sources"]
    assert "\nSuites: some-backports\n" in sources[0].read_text()
    for words in ran:
        assert f"Dir::Etc::sourceparts={sources[0].parent}" in words
        assert "Dir::Etc::sourcelist=/dev/null" in words


def test_a_suite_that_is_the_systems_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its packages are found with the system's sources, as the system finds them."""
    monkeypatch.setattr(debian_archive.tools, "release",
                        lambda: debian_archive.tools.releases()["debian-13"])
    assert "sourcelist" not in " ".join(debian_archive.Archive("trixie")._options)
    assert "sourcelist" in " ".join(debian_archive.Archive("bookworm")._options)


def test_another_release_comes_with_its_security(tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    """A meta package means another kernel in each release: nothing else is looked at."""
    monkeypatch.setattr(debian_archive, "_APT", tmp_path)
    monkeypatch.setattr(debian_archive.tools, "release", debian_archive.tools.Release)
    monkeypatch.setattr(
        debian_archive.Archive, "_run", lambda _archive, *command:
        subprocess.CompletedProcess(command, 0, "", ""))
    debian_archive.Archive("bookworm").refresh()
    text = "".join(file.read_text() for file in (tmp_path / "bookworm/sources.list.d").iterdir())
    assert sorted(re.findall("^Suites: (.*)$", text, re.MULTILINE)) == [
        "bookworm", "bookworm-security"]
    assert re.search("URIs: .*/debian-security\n.*bookworm-security$", text, re.MULTILINE)


def test_a_system_without_debians_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian_archive, "_KEYS", "/nowhere/debian.gpg")
    with pytest.raises(Failure, match="install the package debian-archive-keyring"):
        debian_archive.Archive("some-backports")


@pytest.mark.parametrize("is_merged", [True, False])
def test_merged_folders(tmp_path: Path, is_merged: bool) -> None:
    """Since Debian 13 a package has its files below usr only; the short names lead there."""
    content, root = tmp_path / "content", tmp_path / "root"
    place = content / ("usr/lib" if is_merged else "lib") / "modules/9.9"
    place.mkdir(parents=True)
    (place / "build").symlink_to("/usr/src/linux-headers-9.9")
    for folder in ("DEBIAN", "usr/src/linux-headers-9.9"):
        (content / folder).mkdir(parents=True)
    (content / "DEBIAN/control").write_text(
        "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: nobody\nDescription: pretended\n")
    subprocess.run(["dpkg-deb", "-Znone", "-b", content, tmp_path / "x.deb"], check=True,
                   capture_output=True)
    package = Package("x", "1", (), 0, file=str(tmp_path / "x.deb"))
    debian_archive.unpack(package, root)
    assert (root / "lib").is_symlink() == is_merged
    fetch_kernel.make_relocatable(root)
    root.rename(tmp_path / "moved")
    link = tmp_path / "moved/lib/modules/9.9/build"
    assert link.resolve() == tmp_path / "moved/usr/src/linux-headers-9.9"


def test_a_kernel_in_parts(checkout: Checkout) -> None:
    """As Debian's packages since 7.x are: the image is a name, and nothing is in boot/."""
    release, common = "9.9.2-amd64", "9.9.2-common"
    place = f"usr/lib/modules/{release}"
    archive = checkout.archive
    archive.add(f"linux-image-{release}", depends=f"initramfs-tools, linux-base-{release} (= 1), "
                f"linux-binary-{release} (= 1), linux-modules-{release} (= 1)")
    archive.add(f"linux-base-{release}", files={f"{place}/config": b"CONFIG_X=y\n"})
    archive.add(f"linux-binary-{release}", depends=f"linux-base-{release} (= 1)",
                files={f"{place}/vmlinuz": bzimage(gzip.compress(ELF))})
    archive.add(f"linux-modules-{release}", depends=f"kmod, linux-base-{release} (= 1)",
                files={f"{place}/kernel/noise": b"x"})
    folder = f"usr/src/linux-headers-{release}"
    archive.add(f"linux-headers-{common}", files={
        f"usr/src/linux-headers-{common}/Makefile": b"all:\n\t@echo in $(KBUILD_OUTPUT)\n"})
    archive.add(f"linux-headers-{release}", depends=f"linux-base (>= 4), linux-headers-{common}",
                files={f"{folder}/include/config/auto.conf": b"CONFIG_X=y\n",
                       f"{folder}/Makefile": f"KBUILD_OUTPUT=/{folder}\n"
                       f"include /usr/src/linux-headers-{common}/Makefile\n".encode()})
    archive.add("linux-image-pretend", "9.9.2", f"linux-image-{release} (= 1)")
    archive.add("linux-headers-pretend", "9.9.2", f"linux-headers-{release} (= 1)")
    archive.update()
    status, messages = checkout.fetch()
    assert status == 0, messages
    kernel = checkout.kernel()
    assert Path(kernel["image"]).read_bytes() == ELF and Path(kernel["config"]).is_file()
    assert not [name for name in kernel["packages"] if name.startswith("linux-base=")]
    built = subprocess.run(["make", "-s", "-C", kernel["kdir"]], capture_output=True, text=True,
                           check=True)
    assert built.stdout == f"in {Path(kernel['kdir']).resolve()}\n"
