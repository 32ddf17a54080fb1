# SPDX-License-Identifier: GPL-2.0
"""What a kernel says when something is wrong: searched for in the whole log of every boot."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace

# What it is called in a message, and what gives it away in a line of the log. The first match
# counts, so the particular ones stand before the general ones.
_KINDS = (
    ("KASAN", r"BUG: KASAN:"),
    ("KCSAN", r"BUG: KCSAN:"),
    ("KMSAN", r"BUG: KMSAN:"),
    ("KFENCE", r"BUG: KFENCE:"),
    ("UBSAN", r"UBSAN:"),
    ("kmemleak", r"kmemleak: \d+ new suspected memory leaks|unreferenced object 0x"
                 r"|Kernel memory leak detector disabled|kmemleak: could not scan"),
    ("lockdep: circular locking", r"possible circular locking dependency detected"),
    ("lockdep: recursive locking", r"possible recursive locking detected"),
    ("lockdep: inconsistent lock state", r"WARNING: inconsistent lock state"),
    ("lockdep: unsafe lock order", r"unsafe lock order detected|lock inversion dependency"),
    ("lockdep: invalid wait context", r"BUG: Invalid wait context"),
    ("lockdep: lock still held", r"lock held when returning to user space|still has locks held"),
    ("lockdep: bad unlock balance", r"bad unlock balance detected"),
    ("lockdep: freed a held lock", r"WARNING: held lock freed"),
    ("lockdep: uninitialised lock", r"INFO: trying to register non-static key"),
    ("lockdep: bad contention", r"bad contention detected"),
    ("lockdep: nested lock", r"Nested lock was not taken"),
    ("suspicious RCU usage", r"suspicious RCU usage"),
    ("RCU stall", r"rcu: INFO: .*\bstall"),
    ("scheduling while atomic", r"BUG: scheduling while atomic"),
    ("sleeping in atomic context", r"BUG: sleeping function called from invalid context"),
    ("blocking in a wait loop", r"do not call blocking ops when"),
    ("refcount", r"refcount_t: "),
    ("spinlock misuse", r"BUG: (?:spinlock|rwlock|rt_mutex) "),
    ("preemption count", r"DEBUG_LOCKS_WARN_ON\(.*preempt_count"
                         r"|returned with preemption imbalance"),
    ("mutex misuse", r"DEBUG_LOCKS_WARN_ON"),
    ("hung task", r"INFO: task .* blocked (?:on .* )?for more than"),
    ("lockup", r"BUG: soft lockup|detected hard LOCKUP|BUG: workqueue lockup"),
    ("list corruption", r"list_(?:add|del) corruption|list_add double add"),
    ("object misuse", r"ODEBUG: "),
    ("kobject misuse", r"kobject.*(?:tried to init an initialized object"
                       r"|does not have a release\(\) function)"),
    ("name used twice", r"cannot create duplicate filename"),
    ("slab corruption", r"\bBUG [\w.:-]+ \(.*\): |Slab cache still has objects"),
    ("buffer overflow", r"detected buffer overflow|detected field-spanning write"),
    ("user copy", r"usercopy: Kernel memory (?:exposure|overwrite) attempt"),
    ("null pointer", r"kernel NULL pointer dereference|KASAN: null-ptr-deref in range"),
    ("stack overflow", r"stack guard page was hit|BUG: stack guard page|kernel stack overflow"),
    ("bad memory access", r"BUG: unable to handle|Unable to handle kernel"
                          r"|general protection fault"),
    ("processor exception", r"\b(?:int3|invalid opcode|divide error|stack segment|double fault"
                            r"|trap invalid opcode): 0000"),
    ("control flow", r"Missing ENDBR|CFI failure at"),
    ("stack corruption", r"Kernel stack is corrupted|corrupted stack end detected"),
    ("bad page state", r"BUG: Bad (?:page|rss-counter)"),
    ("out of memory", r"page allocation failure: |Out of memory: Killed"),
    ("lost interrupt", r"irq \d+: nobody cared"),
    ("panic", r"Kernel panic - not syncing"),
    ("Oops", r"\bOops: |Internal error: "),
    ("BUG", r"kernel BUG at |\bBUG: "),
    ("WARNING", r"\bWARNING: "),
)
# What a report can begin with that says itself what is wrong, in a line before or after.
_GENERAL = ("WARNING", "BUG")
_NEAR = 2
# What every end by an oops has beside the kind that tells why.
DEATH = ("Oops", "processor exception", "panic")
# What the kernel puts before each line: the time, and perhaps who speaks.
STAMP = re.compile(r"^\[ *\d+\.\d+\](?:\[ *[TC]\d+\])? ?")
KINDS = tuple(kind for kind, _pattern in _KINDS)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)


@dataclass(frozen=True)
class Finding:
    """One line that reports something wrong."""

    kind: str
    line: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind}: {self.line}"


def scan(log: str) -> list[Finding]:
    """Every report in a console log, in order; one line counts once."""
    found = []
    for number, raw in enumerate(log.splitlines(), 1):
        line = STAMP.sub("", raw)
        for kind, pattern in _COMPILED:
            if pattern.search(line):
                _add(found, Finding(kind, line.strip(), number))
                break
    return found


def _add(found: list[Finding], new: Finding) -> None:
    """Adds a finding, unless it is only the next line of the one before."""
    before = found[-1] if found and found[-1].number >= new.number - _NEAR else None
    if before and new.kind in _GENERAL and before.kind not in _GENERAL:
        return
    if before and before.kind == "bad memory access" and new.kind == "null pointer":
        # KASAN's shadow of address 0 was accessed; only KASAN's own line tells what that means.
        found[-1] = replace(before, kind=new.kind)
        return
    found.append(new)


# Documentation/admin-guide/tainted-kernels.rst: what each bit of the taint value means.
_TAINTS = {
    0: "P (proprietary module)", 1: "F (module force loaded)", 2: "S (out of specification)",
    3: "R (module force unloaded)", 4: "M (machine check)", 5: "B (bad page)",
    6: "U (requested by user space)", 7: "D (oops or BUG)", 8: "A (ACPI table overridden)",
    9: "W (warning)", 10: "C (staging driver)", 11: "I (firmware workaround)",
    12: "O (out-of-tree module)", 13: "E (unsigned module)", 14: "L (soft lockup)",
    15: "K (live patched)", 16: "X (auxiliary)", 17: "T (struct randomization)",
    18: "N (in-kernel test)", 19: "J (mutating debug operation)",
}
# Every module of this project is out of tree and unsigned.
_ALLOWED = {12, 13}
# A report brings one of these.
_OF_REPORTS = {5, 7, 9, 14}


def unexpected_taint(value: int, reported: bool = False) -> list[str]:
    """The names of the taint bits that no run may leave behind; fewer where a report is wanted."""
    allowed = _ALLOWED | _OF_REPORTS if reported else _ALLOWED
    bits = [bit for bit in range(value.bit_length()) if value >> bit & 1]
    return [_TAINTS.get(bit, f"bit {bit}") for bit in bits if bit not in allowed]
