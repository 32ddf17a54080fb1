# SPDX-License-Identifier: GPL-2.0
"""Reads the list of wanted names; names.txt itself explains the format."""

import os
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from errors import BindingsError

KINDS = ("type", "opaque", "function", "variable", "constant")
_TAG = ("struct", "union", "enum")
_NAME = re.compile(r"[A-Za-z_*][\w*]*")


@dataclass(frozen=True)
class Wanted:
    """One line of the list."""

    kind: str
    name: str                 # "struct module", "gfp_t", "msleep", "E*"
    optional: bool
    headers: tuple[str, ...]  # patterns; empty unless the name is a glob
    where: str                # "names.txt:12", for messages

    @property
    def is_glob(self) -> bool:
        """True if the name stands for several."""
        return "*" in self.name

    def matches(self, name: str, header: str) -> bool:
        """True if a name that `header` declares is meant by this glob."""
        return _matches(header, self.headers) and fnmatchcase(name, self.name)


@cache
def _matches(header: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(header, pattern) for pattern in patterns)


def read_names(path: str) -> list[Wanted]:
    """Reads a names file; a malformed line is an error that names it."""
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    except OSError as error:
        raise BindingsError(f"cannot read {path}: {error.strerror}") from None
    wanted: list[Wanted] = []
    seen: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        words = line.split("#", 1)[0].split()
        if words:
            item = _read_line(words, f"{os.path.basename(path)}:{number}")
            space = "type" if item.kind in ("type", "opaque") else "name"
            key = f"{item.kind if item.is_glob else space} {item.name} {item.headers}"
            if key in seen:
                raise BindingsError(f"{item.where}: {item.name} is already in {seen[key]}")
            seen[key] = item.where
            wanted.append(item)
    return wanted


def _read_line(words: list[str], where: str) -> Wanted:
    kind, *rest = words
    if kind not in KINDS:
        raise BindingsError(f"{where}: unknown kind `{kind}`: use one of {', '.join(KINDS)}")
    headers: tuple[str, ...] = ()
    if "from" in rest:
        at = rest.index("from")
        rest, headers = rest[:at], tuple(rest[at + 1:])
        if not headers:
            raise BindingsError(f"{where}: `from` needs at least one header")
    name = " ".join(rest)
    optional = name.startswith("?")
    name = name[1:].strip() if optional else name
    parts = name.split()
    if kind in ("type", "opaque") and len(parts) == 2 and parts[0] in _TAG:
        parts = parts[1:]
    if len(parts) != 1 or not _NAME.fullmatch(parts[0]):
        raise BindingsError(f"{where}: `{' '.join(words)}` is not of the form "
                            f"KIND [?]NAME [from HEADER...]")
    if ("*" in name) != bool(headers):
        raise BindingsError(f"{where}: a name with `*` needs `from HEADER...`, another has none")
    return Wanted(kind, name, optional, headers, where)
