#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Shows the documentation in a browser, and builds it again whenever a source of it changes.

The page reloads itself. When a build fails, the browser keeps the last good page and shows above it
what is wrong. Ctrl-C ends it.
"""
from __future__ import annotations

import argparse
import errno
import json
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Callable, Iterator

sys.dont_write_bytecode = True  # nothing is built in the source folders

from common.program import Failure, run_main, say  # noqa: E402
from common.project import BUILD, ROOT  # noqa: E402

HTML = BUILD / "docs/html"
SHOWN = BUILD / "docs/shown"    # what the browser gets: the pages of the last good build
SOURCES = ("docs", "samples", "kernel_support/include", "conf.py", "README.md")
SECONDS = 0.5                   # between two looks at the sources
EVENTS = "/-/events"

# Written into each page: EventSource connects again by itself when the server comes back.
_SCRIPT = """<script>
(() => {
  const box = document.createElement("pre");
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;margin:0;"
    + "padding:1rem;z-index:1000;background:#5c0011;color:#fff;white-space:pre-wrap";
  new EventSource("EVENTS").onmessage = (event) => {
    const now = JSON.parse(event.data);
    if (now.version !== VERSION) { location.reload(); return; }
    box.textContent = now.error;
    if (now.error) document.body.append(box); else box.remove();
  };
})();
</script>"""


@dataclass
class State:
    """What the browsers are told: the number of the last good build, and what is wrong since."""

    version: int = field(default_factory=time.time_ns)
    error: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, error: str) -> None:
        """After a build; empty means that it was good."""
        with self.changed:
            self.error = error
            if not error:
                self.version += 1
            self.changed.notify_all()

    def news(self) -> str:
        """As the browsers read it. Numbers beyond 2^53 are none to them."""
        return json.dumps({"version": str(self.version), "error": self.error})


class Handler(SimpleHTTPRequestHandler):
    """Sends pages with the script, and the events that it waits for."""

    def __init__(self, state: State, *arguments: object, **options: object) -> None:
        self._state = state
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # pylint: disable=invalid-name
        """A file, a page or the events."""
        if self.path == EVENTS:
            self._send_events()
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if path.suffix != ".html" or not path.is_file() and path.name != "index.html":
            super().do_GET()
            return
        script = _SCRIPT.replace("EVENTS", EVENTS).replace("VERSION", f'"{self._state.version}"')
        self._send_page(_page(path).replace("</body>", f"{script}</body>"))

    def _send_page(self, page: str) -> None:
        content = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send_events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            with self._state.changed:
                while True:
                    self.wfile.write(f"data: {self._state.news()}\n\n".encode())
                    self._state.changed.wait(15)
        except OSError:
            pass  # the browser went away

    def end_headers(self) -> None:
        """A page that was built again must not come from the browser's memory."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # pylint: disable=redefined-builtin
        """Who asked for what is of no interest."""


def _page(path: Path) -> str:
    if path.is_file():
        return path.read_text(encoding="utf-8")
    return ("<!doctype html><html lang=en><meta charset=utf-8><title>No pages yet</title>"
            "<body><p>The documentation is being built.</p></body></html>")


def serve(folder: Path, port: int, state: State) -> ThreadingHTTPServer:
    """A server of the pages in `folder`, which already runs."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        server = ThreadingHTTPServer(
            ("127.0.0.1", port), partial(Handler, state, directory=str(folder)))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise Failure(f"something else uses port {port}: end it, or choose another port, as in "
                      f"make docs-serve PORT={port + 1}") from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    return server


# Building

def snapshot(root: Path) -> dict[Path, int]:
    """When each source changed the last time."""
    return {path: _changed(path) for name in SOURCES
            for path in (sorted((root / name).rglob("*")) if (root / name).is_dir()
                         else [root / name])
            if not path.name.startswith(".") and not path.name.endswith("~")}


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0    # gone meanwhile


def changes(root: Path) -> Iterator[dict[Path, int]]:
    """The sources as they are at first, then each time when they changed and are quiet again."""
    built: dict[Path, int] = {}
    while True:
        now = snapshot(root)
        if now != built:
            while (later := _later(root)) != now:
                now = later
            built = now
            yield now
        time.sleep(SECONDS)


def _later(root: Path) -> dict[Path, int]:
    time.sleep(SECONDS / 2)
    return snapshot(root)


def build() -> str:
    """Builds; what is wrong, which is also said here, or nothing."""
    with subprocess.Popen([sys.executable, "-B", str(ROOT / "scripts/build_docs.py")],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
        try:
            lines = []
            assert child.stderr is not None
            for line in child.stderr:
                say(line.rstrip("\n"))
                lines.append(line)
            if child.wait() == 0:
                return ""
        except BaseException:
            child.terminate()
            raise
    # Steps that went well are indented.
    return "".join(line for line in lines if not line.startswith("  ")) or "the build ended\n"


def copy_pages(source: Path, target: Path) -> None:
    """Makes `target` what `source` is: a build that fails takes pages away, the copy stays."""
    there = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for name in there:
        if _changed(source / name) != _changed(target / name):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)
    for path in [one for one in target.rglob("*") if one.is_file()]:
        if path.relative_to(target) not in there:
            path.unlink()


def watch(root: Path, state: State, pages: tuple[Path, Path], builder: Callable[[], str]) -> None:
    """Builds now, and again after each change, without an end; the pages go where they are shown.
    """
    for _ in changes(root):
        error = builder()
        if not error:
            copy_pages(*pages)
        state.tell(error)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000, help="where it is shown (default: 8000)")
    arguments = parser.parse_args()
    state = State()
    server = serve(SHOWN, arguments.port, state)
    say(f"open http://127.0.0.1:{server.server_port}/, Ctrl-C ends it")
    try:
        watch(ROOT, state, (HTML, SHOWN), build)
    except KeyboardInterrupt:
        pass    # that is how it is meant to end
    finally:
        server.shutdown()
        server.server_close()
    return 0


if __name__ == "__main__":
    run_main(main)
