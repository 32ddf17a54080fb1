# SPDX-License-Identifier: GPL-2.0
"""What of the generated bindings some files use.

bindings.hpp has every name of the kernel's that the project knows. Whoever compiles a file is told
that all of it was read, but a declaration that no word of the file leads to cannot change what
comes out. So answers and builds outlive it when a name joins that they know nothing of.

It errs by taking too much: any word of a file counts, whatever it means there, and any word of a
declaration that is taken leads to the next.
"""
from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

from common.code import WORD, Mentions, without_comments

NAME = "bindings.hpp"

_ATTRIBUTE = re.compile(r"__attribute__\(\(.*?\)\)|\[\[\w+\]\]|__asm__\(.*?\)")
_DECLARED = [re.compile(pattern) for pattern in (
    r"#ifdef (\w+)",
    r"static_assert\(sizeof\((?:struct |union |enum )?(\w+)\)",
    r"static_assert\(__builtin_offsetof\((?:struct |union )?(\w+),",
    r"(?:struct|union|enum) (\w+)(?: : [\w ]+)?(?: \{|;)",
    r"typedef .*\(\*+(\w+)\)\(",
    r"typedef .*?(\w+)(?:\[\w*\])*\s*;$",
    r"using ::(\w+);",
    r"constexpr [^=]*?(\w+) = ",
    r"extern [^(]*?(\w+)(?:\[\w*\])*\s*;$",
    r"[\w\s*]*?(\w+)\(",
)]
_ENUMERATOR = re.compile(r"^\s+(\w+) = ", re.MULTILINE)


@dataclass(frozen=True)
class _Declarations:
    """The text of bindings in pieces, and the names that lead to them; "" to what always counts."""

    units: list[str]                # in their order
    named: dict[str, list[int]]     # which of them a name declares
    words: dict[str, frozenset[str]]


def is_bindings(path: str) -> bool:
    """Whether a file is the header that the generator makes."""
    return path.endswith(f"/{NAME}")


def digest(bindings: str, users: Iterable[Mentions]) -> str:
    """Of what is used of a header with bindings, whatever its order there."""
    units = _declarations(bindings, *_state(bindings)).units
    text = "\0".join(sorted(units[number] for number in _used(bindings, users)))
    return hashlib.sha256(text.encode()).hexdigest()


def used(bindings: str, users: Iterable[Mentions]) -> str:
    """The header without what nobody of these uses."""
    units = _declarations(bindings, *_state(bindings)).units
    return "\n".join(units[number] for number in sorted(_used(bindings, users))) + "\n"


def _used(bindings: str, users: Iterable[Mentions]) -> set[int]:
    known = _declarations(bindings, *_state(bindings))
    ahead: set[str] = set()
    pasted: set[tuple[str, ...]] = set()
    for found in users:
        ahead |= found.words
        pasted |= found.pasted
    for parts in pasted:
        ahead |= {name for name in known.named if all(part in name for part in parts)}
    ahead = {"", *ahead} & known.named.keys()
    taken: set[str] = set()
    while ahead:
        name = ahead.pop()
        taken.add(name)
        ahead |= known.words[name] & known.named.keys() - taken
    return {number for name in taken for number in known.named[name]}


def _state(path: str) -> tuple[int, int]:
    try:
        state = Path(path).stat()
        return state.st_mtime_ns, state.st_size
    except OSError:
        return 0, 0


@functools.lru_cache(maxsize=None)
def _declarations(path: str, _time: int, _size: int) -> _Declarations:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError:
        text = "missing"
    units: list[str] = []
    named: dict[str, list[int]] = {}
    words: dict[str, set[str]] = {}
    for unit in _units(text):
        for name in _declares(unit):
            named.setdefault(name, []).append(len(units))
            words.setdefault(name, set()).update(WORD.findall(unit) if name else ())
        units.append(unit)
    return _Declarations(units, named, {name: frozenset(found) for name, found in words.items()})


def _units(text: str) -> Iterable[str]:
    """The declarations at the outermost level, each with all its lines, and what is around them."""
    lines: list[str] = []
    depth = 0
    for line in without_comments(text).splitlines():
        if not lines and not line.strip():
            continue
        lines.append(line.rstrip())
        if lines[0].startswith("#ifdef"):
            complete = line.startswith("#endif")
        else:
            depth += line.count("{") - line.count("}")
            complete = depth <= 0 and line.rstrip().endswith((";", "}")) or \
                line.startswith(("#pragma", "namespace ", 'extern "C" {'))
        if complete:
            depth = 0
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _declares(unit: str) -> list[str]:
    first, _, rest = _ATTRIBUTE.sub("", unit).strip().partition("\n")
    last = rest.rpartition("\n")[2]
    if first.startswith("typedef ") and last:   # typedef struct { ... } name;
        return WORD.findall(last)[-1:] or [""]
    for pattern in _DECLARED:
        if found := pattern.match(first.strip()):
            return [found[1], *(_ENUMERATOR.findall(rest) if first.startswith("enum ") else ())]
    return [""]
