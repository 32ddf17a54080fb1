# SPDX-License-Identifier: GPL-2.0
"""The project's folders, and the environment of what is started in them."""
from __future__ import annotations

import os
import re
from pathlib import Path

from common.program import Failure

ROOT = Path(__file__).resolve().parents[2]
# The environment variable lets the tests work in a scratch folder.
BUILD = Path(os.environ.get("BUILD_DIR") or ROOT / "build").resolve()


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
            "C", "W", "ARCH", "GDB", "CHANGED", "HOST", "RUN", "PREFIX", "DESTDIR"}
    return {key: value for key, value in os.environ.items()
            if not key.startswith("MAKE") and key not in ours}


def check_root_path() -> None:
    """The kernel's Kbuild cannot build below such a path."""
    if re.search(r"[\s:]", str(ROOT)):
        raise Failure(f"the checkout's path '{ROOT}' contains a space or a colon, which the "
                      "kernel's Kbuild refuses: move the checkout")
