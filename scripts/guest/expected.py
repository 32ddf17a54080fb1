# SPDX-License-Identifier: GPL-2.0
"""Whether the kernel reported what a broken module was made for.

A case names the kinds (`# report: KIND`), and may have the essential lines of the report in
report.<kernel>.txt, where a line `...` stands for any number of others.
"""
from __future__ import annotations

import re

from common.project import path_words
from modules.cases import Case
from reports.kernel_log import STAMP, Finding

GAP = "..."
GUILTY = "// caught here"
# What differs from boot to boot, and what replaces it.
_CHANGING = tuple((re.compile(pattern), replacement) for pattern, replacement in (
    (r"\b(?:0x)?[0-9a-f]{16}\b", "ADDR"),
    (r"\+0x[0-9a-f]+/0x[0-9a-f]+", "+0x/0x"),
    (r"\b(CPU|PID|UID|pid|cpu|task|jiffies|age|crc):? ?#?(?:0x)?[0-9a-f]+(?:\.\d+s?)?\b", r"\1 N"),
    (r"\bat [\d.]+s\b", "at Ns"),
    (r"\b(insmod|rmmod|sh|swapper)/\d+", r"\1/N"),
    (r"\bpfn:0x[0-9a-f]+", "pfn:0xN"),
    # Lines of the kernel's sources move with each release.
    (r"(\.[chS]:)\d+", r"\1N"),
    # The project may lie anywhere.
    (r"(?<![\w.])/\S*/(?=[\w.-]+\.(?:cc|hpp)\b)", ""),
))
# What an unwinder found on the stack and does not vouch for.
_DOUBTFUL = re.compile(r"^\s*\? ")


def normalised(line: str) -> str:
    """A line of the console without what differs from boot to boot."""
    line = STAMP.sub("", line).rstrip()
    for pattern, replacement in _CHANGING:
        line = pattern.sub(replacement, line)
    return line


def _certain(lines: list[str]) -> list[str]:
    return [line for line in map(normalised, lines) if not _DOUBTFUL.match(line)]


def missing_block(wanted: str, log: str) -> list[str]:
    """The first lines of a report that do not stand one below the other in the log; or none."""
    said = _certain(log.splitlines())
    at, block = 0, []
    for line in [*wanted.splitlines(), GAP]:
        if line.strip() != GAP:
            block.append(line)
            continue
        lines = _certain(block)
        found = next((start for start in range(at, len(said) - len(lines) + 1)
                      if said[start:start + len(lines)] == lines), None)
        if found is None:
            return block
        at, block = found + len(lines), []
    return []


def problems(case: Case, findings: list[Finding], console: str, kernel: str) -> list[str]:
    """What is not reported as it should be."""
    kinds = {one.kind for one in findings}
    found = [f"the kernel does not report {kind}" for kind in dict.fromkeys(case.reports)
             if kind not in kinds]
    told = case.report(kernel)
    if not found and told.is_file():
        block = missing_block(told.read_text(encoding="utf-8"), console)
        if block:
            found.append(f"console.log does not have these lines of {path_words(told)}: "
                         + " / ".join(line.strip() for line in block))
    return found


def lost_lines(case: Case, annotated: list[str]) -> list[str]:
    """The guilty lines of a case to which its report does not lead, once places in the machine code
    are followed by lines of the source: `12 | delete_twice(box);  // caught here`."""
    found = []
    for file, number in guilty_lines(case):
        shown = re.compile(rf"\b{number} \| .*{re.escape(GUILTY)}$")
        if not any(shown.search(line.rstrip()) for line in annotated):
            found.append(f"the report does not lead to {file}:{number}")
    return found


def guilty_lines(case: Case) -> list[tuple[str, int]]:
    """The lines that a report must lead to: file and number of each `// caught here`."""
    return [(source.name, number) for source in sorted(case.folder.glob("*.cc"))
            for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
            if line.endswith(GUILTY)]
