# SPDX-License-Identifier: GPL-2.0
"""Turns what /init in the guest reports into the transcript that expected.txt holds.

For each command: the line `# <command>`, what it printed, then the new lines of the kernel's log
that begin with the name of one of the case's modules (or match a `# log:` directive).
"""
from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from reports.kernel_log import STAMP

MARK = "\x1e"
# The taint itself is checked at the end, so that no transcript has to repeat these.
_TAINTING = re.compile(r"loading out-of-tree module taints kernel|module verification failed")
# Before 6.9, of a device that a driver does not want
_PROBE = re.compile(r"^(\S+): probe of (\S+) failed\b")
# A kernel pointer in any of printk's forms has 16 digits: 0xffff..., ffff..., or a hashed %p.
_ADDRESS = re.compile(r"\b(?:0x)?[0-9a-f]{16}\b")


@dataclass
class Command:
    """One command and what came of it."""

    text: str
    output: str = ""
    log: list[str] = field(default_factory=list)
    status: int | None = None


@dataclass
class Report:
    """What the guest said; `begun` to `ended` tell how far it came."""

    begun: float | None = None
    ended: float | None = None
    finished: bool = False
    taint: int = 0
    loaded: list[str] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)


def parse(raw: bytes) -> Report:
    """Reads the report as it came through the serial port, complete or not."""
    report = Report()
    # The port turns a line's end into two characters.
    text = raw.decode(errors="replace").replace("\r\n", "\n")
    for piece in text.split(MARK)[1:]:
        line, newline, rest = piece.partition("\n")
        if not newline:
            break  # the guest ended in the middle of it
        word, _, value = line.partition(" ")
        command = report.commands[-1] if report.commands else None
        if word == "begin":
            report.begun = float(value)
        elif word == "command":
            report.commands.append(Command(value, rest))
        elif word == "status" and command:
            command.status = int(value)
        elif word == "host" and command:
            command.output += rest      # a wish, in the middle of what the command says
        elif word == "log" and command:
            command.log = [STAMP.sub("", entry) for entry in rest.splitlines()]
        elif word == "finished":
            report.finished = True
        elif word == "end" and len(words := value.split()) >= 2:
            report.ended, report.taint, report.loaded = float(words[0]), int(words[1]), words[2:]
    return report


def _reworded(entry: str) -> str:
    """A line of the kernel's log in the words of newer kernels."""
    return _PROBE.sub(r"\1 \2: probe with driver \1 failed", entry)


def normalised(text: str) -> str:
    """Replaces what differs from boot to boot."""
    return _ADDRESS.sub("0xADDR", text)


def render(report: Report, modules: list[str], patterns: tuple[str, ...] = ()) -> str:
    """The transcript of a report, for modules of these names."""
    starts = tuple(f"{name}:" for name in modules)
    wanted = [re.compile(pattern) for pattern in patterns]
    lines: list[str] = []
    for command in report.commands:
        lines.append(f"# {command.text}")
        lines += command.output.splitlines()
        lines += [entry for entry in map(_reworded, command.log)
                  if not _TAINTING.search(entry)
                  and (entry.startswith(starts) or any(one.search(entry) for one in wanted))]
    return "".join(f"{normalised(line).rstrip()}\n" for line in lines)


def difference(expected: str, actual: str, name: str) -> str:
    """What differs, as a unified diff; empty when nothing does."""
    return "".join(difflib.unified_diff(expected.splitlines(keepends=True),
                                        actual.splitlines(keepends=True),
                                        f"{name} (expected)", "transcript (this boot)"))
