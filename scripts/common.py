# SPDX-License-Identifier: GPL-2.0
"""What every script shares: the project's folders, messages, locks and whole-file writes."""
from __future__ import annotations

import contextlib
import fcntl
import os
import re
import signal
import sys
import tempfile
from pathlib import Path
from typing import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
# The environment variable lets the tests work in a scratch folder.
BUILD = Path(os.environ.get("BUILD_DIR") or ROOT / "build").resolve()


class Failure(Exception):
    """Something the user can understand and act on; its text is one line."""


def say(text: str) -> None:
    """One line for the person waiting; standard output belongs to results."""
    print(text, file=sys.stderr, flush=True)


def run_main(main: Callable[[], int | None]) -> None:
    """Ends the program: a Failure is one line, Ctrl-C is no traceback."""
    # SIGTERM takes the road of Ctrl-C, so that children are ended and temporary files go.
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        status = main() or 0
        sys.stdout.flush()
    except Failure as failure:
        say(f"error: {failure}")
        status = 1
    except KeyboardInterrupt:
        say("interrupted")
        status = 130
    except BrokenPipeError:
        # The reader of a pipe went away: nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 141
    sys.exit(status)


def _interrupted(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def path_words(path: Path) -> str:
    """A path as a person at the checkout writes it."""
    try:
        return str(path.relative_to(ROOT))
    except ValueError:
        return str(path)


def plain_environment() -> dict[str, str]:
    """The environment without what a make above us says to those that it starts.

    Its options, its job server and the variables of its command line (KERNEL=, V=1, ...) are not
    meant for another make that a script starts.
    """
    ours = {"MFLAGS", "KERNEL", "KDIR", "IMAGE", "SAMPLE", "SUITE", "NAME", "DIR", "V", "M", "O",
            "C", "W", "ARCH", "GDB"}
    return {key: value for key, value in os.environ.items()
            if not key.startswith("MAKE") and key not in ours}


def check_root_path() -> None:
    """The kernel's Kbuild cannot build below such a path."""
    if re.search(r"[\s:]", str(ROOT)):
        raise Failure(f"the checkout's path '{ROOT}' contains a space or a colon, which the "
                      "kernel's Kbuild refuses: move the checkout")


@contextlib.contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Holds the lock file `path`; says what it waits for when another run holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  waiting for another run to finish {what}")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_whole(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Writes a file so that nobody ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def write_if_changed(path: Path, content: str) -> None:
    """Leaves the time stamp alone when nothing changed, so that make stays quiet."""
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        write_whole(path, content)


def need_disk(folder: Path, wanted: int) -> None:
    """Refuses early instead of failing in the middle."""
    folder.mkdir(parents=True, exist_ok=True)
    status = os.statvfs(folder)
    free = status.f_bavail * status.f_frsize
    if free < wanted:
        raise Failure(f"{path_words(folder)} needs {wanted // 1_000_000} MB of free disk, "
                      f"{free // 1_000_000} MB are left: make room and run again")
