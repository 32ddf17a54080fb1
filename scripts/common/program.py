# SPDX-License-Identifier: GPL-2.0
"""How a program of ours talks and ends: messages, failures, Ctrl-C."""
from __future__ import annotations

import importlib
import os
import signal
import sys
from typing import Callable


class Failure(Exception):
    """Something the user can understand and act on; its text is one line."""


def say(text: str) -> None:
    """One line for the person waiting; standard output belongs to results."""
    print(text, file=sys.stderr, flush=True)


def run_main(main: Callable[[], int | None]) -> None:
    """Ends the program: a Failure is one line, Ctrl-C is no traceback."""
    # SIGTERM takes the road of Ctrl-C, so that children are ended and temporary files go.
    signal.signal(signal.SIGTERM, _interrupted)
    if "CPP_READS" in os.environ:
        # Only for tests that want to know what we read
        importlib.import_module("common.reads").record_program()
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
