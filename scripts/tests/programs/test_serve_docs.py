# SPDX-License-Identifier: GPL-2.0
"""The pages in the browser follow the sources, and a mistake is shown above the last good page."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from http.client import HTTPResponse
from pathlib import Path
from typing import Callable, Iterator

import pytest
import serve_docs
from common.program import Failure
from common.project import ROOT


class Site:
    """A small site that is served, whose builder a test can let fail."""

    def __init__(self, folder: Path) -> None:
        self.root, self.pages, self.shown = folder, folder / "pages", folder / "shown"
        self.error = ""
        (folder / "docs").mkdir()
        (folder / "docs/index.rst").write_text("one", encoding="utf-8")
        self.server = serve_docs.serve(self.shown, 0, state := serve_docs.State())
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=serve_docs.watch, daemon=True, args=(
            folder, state, (self.pages, self.shown), self.build)).start()

    def build(self) -> str:
        """Stands for the real one: it fails after it has taken the page away."""
        self.pages.mkdir(exist_ok=True)
        page, source = self.pages / "index.html", self.root / "docs/index.rst"
        if self.error:
            page.unlink(missing_ok=True)
            return self.error
        page.write_text(f"<body>{source.read_text(encoding='utf-8')}</body>", encoding="utf-8")
        return ""

    def page(self) -> str:
        """What a browser gets."""
        with urllib.request.urlopen(f"{self.address}/") as answer:
            return answer.read().decode()

    def events(self) -> HTTPResponse:
        """What the script in it listens to."""
        return urllib.request.urlopen(f"{self.address}{serve_docs.EVENTS}", timeout=20)


def event(stream: HTTPResponse) -> dict[str, str]:
    """The next one."""
    line = stream.readline().decode()
    assert line.startswith("data: ") and stream.readline() == b"\n"
    return json.loads(line.removeprefix("data: "))


def until(condition: Callable[[], bool]) -> None:
    """Waits, not for ever."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site, after its first build."""
    monkeypatch.setattr(serve_docs, "SECONDS", 0.05)
    served = Site(tmp_path)
    until(lambda: "one" in served.page())
    yield served
    served.server.shutdown()
    served.server.server_close()


def test_changes_come_by_themselves(site: Site) -> None:
    with site.events() as stream:
        before = event(stream)
        assert f'"{before["version"]}"' in site.page()
        (site.root / "docs/index.rst").write_text("another", encoding="utf-8")
        assert event(stream)["version"] != before["version"]
    assert "another" in site.page()


def test_mistakes_are_shown_above_the_last_good_page(site: Site) -> None:
    with site.events() as stream:
        before = event(stream)
        site.error = "index.rst:1: <no> such thing\n"
        (site.root / "docs/index.rst").write_text("wrong", encoding="utf-8")
        assert event(stream) == {**before, "error": site.error}
        assert "one" in site.page()
        site.error = ""
        (site.root / "docs/index.rst").write_text("right", encoding="utf-8")
        assert event(stream)["error"] == ""
    assert "right" in site.page()


def test_removed_pages_go(site: Site) -> None:
    (site.shown / "old.html").write_text("", encoding="utf-8")
    serve_docs.copy_pages(site.pages, site.shown)
    assert [path.name for path in site.shown.iterdir()] == ["index.html"]


def test_port_in_use(site: Site) -> None:
    port = site.server.server_port
    with pytest.raises(Failure) as failed:
        serve_docs.serve(site.shown, port, serve_docs.State())
    assert f"port {port}" in str(failed.value) and f"PORT={port + 1}" in str(failed.value)


def test_ctrl_c_ends_it_well(tmp_path: Path) -> None:
    """In the middle of a build, too; the program that builds does not stay behind."""
    command = [sys.executable, "-B", str(ROOT / "scripts/serve_docs.py"), "--port", "0"]
    with subprocess.Popen(command, env={**os.environ, "BUILD_DIR": str(tmp_path)}, text=True,
                          stderr=subprocess.PIPE, start_new_session=True) as child:
        assert child.stderr is not None
        assert child.stderr.readline().startswith("open http://127.0.0.1:")
        until((tmp_path / "docs.lock").exists)
        os.killpg(child.pid, signal.SIGINT)
        said = child.stderr.read()
        assert child.wait(timeout=20) == 0, said
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)
