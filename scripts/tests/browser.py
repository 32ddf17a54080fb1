# SPDX-License-Identifier: GPL-2.0
"""A browser without a window, and a server of pages: the fixture `browser`.

Chromium is steered by Selenium; both are Debian's packages.
"""
from __future__ import annotations

import contextlib
import functools
import http
import http.server
import importlib.util
import os
import shutil
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Iterator

import pytest

PHONE = (390, 844)
DESK = (1600, 900)
# More than a page ever needs, also on a busy machine
PATIENCE = 30


class Browser:
    """One window of Chromium."""

    def __init__(self, profile: Path) -> None:
        # Not above: without Selenium the other tests shall run.

        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for option in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage",
                       "--disable-background-networking", "--no-first-run",
                       f"--user-data-dir={profile}"):
            options.add_argument(option)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")    # which root cannot have
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver") or ""),
                                       options=options)
        self.driver.set_page_load_timeout(PATIENCE)
        self.driver.set_script_timeout(PATIENCE)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.driver.quit()

    def resize(self, size: tuple[int, int]) -> None:
        """What a page sees as the size of the window; Chromium's own is never below 500."""
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False})

    def open(self, address: str) -> None:
        """Waits until the page and all that belongs to it is there."""
        self.driver.get(address)

    def run(self, script: str, *arguments: object) -> Any:
        """What the body of a function in JavaScript returns."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, *arguments: object) -> Any:
        """What it returns as soon as that is true."""

        from selenium.webdriver.support.wait import WebDriverWait
        return WebDriverWait(self.driver, PATIENCE, poll_frequency=0.02).until(
            lambda _: self.run(script, *arguments), f"never true: {script}")

    def press(self, *keys: str) -> None:
        """Keys that go to what has the focus."""

        from selenium.webdriver import ActionChains
        ActionChains(self.driver).send_keys(*keys).perform()

    def complaints(self) -> list[str]:
        """What was written to the console since the last call: also each file that is missing."""
        return [line["message"] for line in self.driver.get_log("browser")]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for all tests of a process: it takes seconds to start."""
    missing = [program for program in ("chromium", "chromedriver") if not shutil.which(program)]
    missing += [] if importlib.util.find_spec("selenium") else ["selenium"]
    if missing and os.environ.get("TOOLS") == "mine":
        pytest.skip(f"not installed: {', '.join(missing)}")
    assert not missing, f"install {', '.join(missing)}: scripts/install_tools.sh test"
    with Browser(tmp_path_factory.mktemp("browser")) as started:
        yield started


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word; the icon that browsers ask for by themselves is empty."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_response(http.HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    # The name is that of the library.
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server that has these files."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
