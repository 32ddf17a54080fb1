# SPDX-License-Identifier: GPL-2.0
"""Which lines ran: as a table for the terminal, and line by line as pages made by gcovr."""
from __future__ import annotations

import itertools
import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from common.files import write_whole
from common.program import Failure
from common.project import ROOT
from common.terminal import coloured
from coverage.functions import Function
from coverage.gcov import Counts

# A line with nothing but the end of the guest, or what comes after it: no guest that ran it can
# tell. Cases that expect the message prove it. A condition before it, on the same line, counts.
_LAST = re.compile(r'\s*(?:bug\(".*"\)|__builtin_unreachable\(\));')


@dataclass
class Coverage:
    """What is measured, and how often each line of it ran."""

    counts: Counts
    unused: list[Function]      # in no module, so that their lines did not run
    compiled: list[Function]    # constexpr, and in no module: the compiler may have run them
    # Which lines nobody comes back from to tell.
    last: list[tuple[Path, int]] = field(default_factory=list)


def judge(counts: Counts, functions: list[Function]) -> Coverage:
    """Adds what the compiler made no code of, and leaves out what is no code of the file."""
    kept = {file: _without_comments(file, lines) for file, lines in counts.items()}
    result = Coverage(kept, [], [])
    for file, lines in kept.items():
        for number in _last(file, lines):
            del lines[number]
            result.last.append((file, number))
    for one in functions:
        lines = kept.setdefault(one.file, {})
        if any(number in lines for number in range(one.line, one.last + 1)):
            continue
        if one.constexpr:
            result.compiled.append(one)
            continue
        result.unused.append(one)
        lines.update({number: 0 for number in one.statements})
    return result


def _without_comments(file: Path, lines: dict[int, int]) -> dict[int, int]:
    """The examples in a header's comments are compiled as lines of the header."""
    text = file.read_text(encoding="utf-8").split("\n")
    return {number: count for number, count in sorted(lines.items())
            if not text[number - 1].lstrip().startswith("//")}


def _last(file: Path, lines: dict[int, int]) -> list[int]:
    """Those that end the guest, if no guest has told of them."""
    text = file.read_text(encoding="utf-8").split("\n")
    return [number for number, count in lines.items()
            if not count and _LAST.fullmatch(text[number - 1])]


def percent(lines: dict[int, int]) -> float:
    """How much of it ran."""
    return 100 * sum(map(bool, lines.values())) / len(lines) if lines else 100.0


def all_lines(coverage: Coverage) -> dict[int, int]:
    """The lines of all files, numbered through."""
    return dict(enumerate(count for lines in coverage.counts.values()
                          for count in lines.values()))


def table(coverage: Coverage, folder: Path, threshold: float) -> str:
    """A line for each file and the sum."""
    rows = [(str(file.relative_to(folder)), lines) for file, lines
            in sorted(coverage.counts.items()) if lines]
    rows.append(("total", all_lines(coverage)))
    width = max(len(name) for name, _ in rows)
    out = [coloured(f"{'file':<{width}} {'lines':>6} {'ran':>6} {'':>7}", "bold")]
    for name, lines in rows:
        part = f"{percent(lines):5.1f} %"
        ran = sum(map(bool, lines.values()))
        out.append(f"{name:<{width}} {len(lines):>6} {ran:>6} "
                   + coloured(part, "green" if percent(lines) >= threshold else "red"))
    if coverage.unused:
        out.append(f"No test uses {len(coverage.unused)} of the functions: their lines did not run")
    if coverage.compiled:
        out.append(f"Of {len(coverage.compiled)} constexpr functions there is no code: the "
                   "compiler runs them; not counted")
    if coverage.last:
        out.append(f"{len(coverage.last)} lines end the guest that runs them, so that none can "
                   "tell; not counted")
    return "\n".join(out) + "\n"


def missing(coverage: Coverage, folder: Path) -> str:
    """The lines that did not run, as FILE:FIRST-LAST."""
    out = []
    for file, lines in sorted(coverage.counts.items()):
        idle = [number for number, count in lines.items() if not count]
        # Lines without code between two others do not separate them.
        order = {number: place for place, number in enumerate(sorted(lines))}
        for _, group in itertools.groupby(enumerate(sorted(idle)),
                                          key=lambda one: order[one[1]] - one[0]):
            run = [number for _, number in group]
            end = f"-{run[-1]}" if len(run) > 1 else ""
            out.append(f"{file.relative_to(folder)}:{run[0]}{end}\n")
    return "".join(out)


def worst(coverage: Coverage, folder: Path, number: int = 3) -> str:
    """The files with the most lines that did not run."""
    idle = {file: sum(not count for count in lines.values())
            for file, lines in coverage.counts.items()}
    return ", ".join(f"{file.relative_to(folder)} ({idle[file]} lines)"
                     for file in sorted(idle, key=lambda one: (-idle[one], one))[:number])


def write_pages(coverage: Coverage, page: Path) -> None:
    """All files with their lines, as HTML."""
    data = page.parent / "lines.json"
    write_whole(data, json.dumps({"gcovr/format_version": "0.3", "files": [
        {"file": str(file.relative_to(ROOT)), "functions": [], "lines": [
            {"line_number": number, "count": count, "branches": [],
             "gcovr/noncode": False, "gcovr/excluded": False}
            for number, count in lines.items()]}
        for file, lines in sorted(coverage.counts.items()) if lines]}))
    for old in page.parent.glob(f"{page.stem}.*"):
        old.unlink()
    done = subprocess.run(
        ["gcovr", "--root", ROOT, "--add-tracefile", data, "--html-details", page,
         "--html-title", "Lines of kernel_support that the tests run"],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"gcovr: {(done.stderr.splitlines() or ['failed'])[-1]}")
