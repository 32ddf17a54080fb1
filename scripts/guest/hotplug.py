# SPDX-License-Identifier: GPL-2.0
"""What a guest wants done to its machine while it runs: devices that come, go and change.

A command of guest.sh asks for it, by the function `host` that the guest has:

    host unplug edu0                        takes the device away that has this id
    host plug edu,id=edu0                   adds one, as `# device:` does
    host write gpu 0x118128=0x1             a word of a `# memory:`

QEMU takes it as asked: what comes of it, the guest sees by itself.
"""
from __future__ import annotations

import contextlib
import itertools
import threading
from pathlib import Path
from typing import Iterator

from guest.monitor import Monitor, MonitorError
from modules import regions

_ASKS = b"\x1ehost "
_PAUSE = 0.05


def plug(monitor: Monitor, folder: Path, device: str, suffix: str = "") -> None:
    """Puts a device in, which is as QEMU's option -device takes it; `suffix` makes names unique."""
    driver, *pairs = device.split(",")
    options = dict(pair.split("=", 1) for pair in pairs)
    if name := options.get("memdev"):
        path = regions.path_of(folder, name)
        options["memdev"] = name + suffix
        monitor.ask("object-add", **{
            "qom-type": "memory-backend-file", "id": options["memdev"],
            "mem-path": str(path), "size": path.stat().st_size, "share": True})
    monitor.ask("device_add", driver=driver, **options)


@contextlib.contextmanager
def serving(monitor: Monitor, folder: Path) -> Iterator[list[str]]:
    """Does what the guest asks for, beside; gives what of that was refused.

    To be left when QEMU has ended.
    """
    refused: list[str] = []
    over = threading.Event()
    server = threading.Thread(target=_serve, args=(monitor, folder, refused, over), daemon=True)
    server.start()
    try:
        yield refused
    finally:
        over.set()
        server.join()
        monitor.close()


def _serve(monitor: Monitor, folder: Path, refused: list[str], over: threading.Event) -> None:
    numbers = itertools.count(1)
    try:
        monitor.begin()
        for wanted in _asked(folder / "report.raw", over):
            try:
                _do(monitor, folder, wanted, numbers)
            except (MonitorError, OSError, ValueError) as error:
                refused.append(f"host {wanted}: {error}")
    except MonitorError as error:
        refused.append(str(error))


def _asked(report: Path, over: threading.Event) -> Iterator[str]:
    """Each wish, once, when the line is whole."""
    done = 0
    while not over.wait(_PAUSE):
        with contextlib.suppress(FileNotFoundError), report.open("rb") as file:
            file.seek(done)
            text = file.read()
            whole = text[:text.rfind(b"\n") + 1]
            done += len(whole)
            for line in whole.splitlines():
                _, found, wish = line.partition(_ASKS)
                if found:
                    yield wish.decode(errors="replace").strip()


def _do(monitor: Monitor, folder: Path, wanted: str, numbers: Iterator[int]) -> None:
    verb, _, what = wanted.partition(" ")
    if verb == "unplug":
        monitor.ask("device_del", id=what)
    elif verb == "plug":
        # QEMU lets nobody have again what a device has had: so it is the same file anew.
        plug(monitor, folder, what, f"-{next(numbers)}")
    elif verb == "write":
        name, *words = what.split()
        regions.change(regions.path_of(folder, name), map(regions.word, words))
    else:
        raise ValueError("write unplug, plug or write")
