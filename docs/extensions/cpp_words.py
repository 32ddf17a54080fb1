# SPDX-License-Identifier: GPL-2.0
"""Which words of a text in C++ are names of the reference.

This is no parser: it goes by what stands around a word, and takes no name where two could be meant.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Iterator, NamedTuple

from public_names import Names, PublicName

_TOKEN = re.compile(r"""
    (?P<include>\#[ ]*include[ ]*<(?P<header>[^>\n]+)>)
  | (?P<gap>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<value>R"(?P<end>\w*)\(.*?\)(?P=end)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\d[\w.']*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark>::|->|\S)
""", re.VERBOSE | re.DOTALL)
_DECLARED = re.compile(r"\b(?:class|struct|union|enum(?:\s+class)?|concept|typename|namespace)\s+"
                       r"(\w+)|\busing\s+(\w+)\s*=|#\s*define\s+(\w+)")
_USING = re.compile(r"\busing\s+(\w+(?:::\w+)+)\s*;")
# Words in front of a call; behind others a name with parentheses is declared, not called.
_BEFORE_CALLS = frozenset({"return", "co_return", "co_await", "else", "do", "case", "and", "or",
                           "not", "throw", "new", "sizeof", "requires"})
# Of members whose class the text does not tell, those that are hardly a name of anything else
_RARE = re.compile(r"\w*[a-z\d]_[a-z]\w*|\w{10,}")

# KERNEL_GUARDED_BY, SpinLock, Mutex and Box::make in running text, but not PCI
_PROSE = re.compile(r"(?<![\w/.:<'-])(?:kernel::)?(?:[A-Z][A-Z0-9_]{2,}|[A-Z]\w*[a-z]\w*)(?:::\w+)*"
                    r"(?![\w/<'-]|:\w)")
_ONE_HUMP = re.compile(r"[A-Z][a-z]+")
_IN_SENTENCE = re.compile(r"(?:(?<!Rust['’]s)(?<=[\w,)])|\b[Aa]n?) $")


class Token(NamedTuple):
    """A word, a mark or a literal; what is between them is left out."""

    kind: str
    text: str
    start: int


class Found(NamedTuple):
    """A part of a text that is a name of the reference."""

    start: int
    end: int
    name: PublicName


@dataclass(frozen=True)
class Place:
    """Where a text stands."""

    page: str = ""
    # The entry of the reference in whose comment it stands
    scope: tuple[str, ...] = ()
    # Names that mean something else here
    declared: frozenset[str] = frozenset()
    # "Mutex" -> ("kernel", "Mutex"), as `using` says
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)


def tokens(text: str) -> list[Token]:
    """The text in pieces."""
    return [Token(str(match.lastgroup if match["include"] is None else "include"),
                  match["header"] if match["include"] else match[0],
                  match.start("header") if match["include"] else match.start())
            for match in _TOKEN.finditer(text) if match["gap"] is None]


def declared(text: str) -> dict[str, int]:
    """The types and macros that a text makes, and functions that it defines: where they stand."""
    found = {name: match.start() for match in reversed(list(_DECLARED.finditer(text)))
             for name in match.groups() if name}
    pieces = tokens(text)
    for before, name, after in zip(pieces, pieces[1:], pieces[2:]):
        if (name.kind == "word" and name.text[0].islower() and after.text == "("
                and before.kind == "word" and before.text not in _BEFORE_CALLS):
            found.setdefault(name.text, name.start)
    return found


def used(text: str) -> dict[str, tuple[str, ...]]:
    """What the declarations `using` of a text say."""
    return {parts[-1]: parts for parts in (tuple(match.split("::"))
                                           for match in _USING.findall(text))}


def find_names(text: str, names: Names, place: Place) -> Iterator[Found]:
    """All names of the reference in a text, from left to right."""
    pieces = tokens(text)
    found: dict[int, Found] = {}
    for index, piece in enumerate(pieces):
        if piece.kind == "include":
            if name := names.header(piece.text):
                found[piece.start] = Found(piece.start, piece.start + len(piece.text), name)
        elif piece.kind == "word" and piece.start not in found:
            for one in _chain(pieces, index, names, place):
                found.setdefault(one.start, one)
    return iter(sorted(found.values()))


def find_in_prose(text: str, names: Names, place: Place) -> Iterator[Found]:
    """Names in running text, where nothing says that they are: each once.

    An ordinary word with a capital is a name only inside of a sentence.
    """
    seen: set[str] = set()
    for match in _PROSE.finditer(text):
        word = match[0]
        if word in seen or word.partition("::")[0] in place.declared:
            continue
        if _ONE_HUMP.fullmatch(word) and not _IN_SENTENCE.search(text, 0, match.start()):
            continue
        name = names.find(tuple(word.split("::")), place.page, place.scope)
        if name is not None:
            seen.add(word)
            yield Found(match.start(), match.end(), name)


def _chain(pieces: list[Token], index: int, names: Names, place: Place) -> Iterator[Found]:
    """The names in a::b<c>::d, which begins at this word; those in c come later."""
    before = pieces[index - 1].text if index else ""
    if before == "::" and index > 1 and (pieces[index - 2].text == ">"
                                         or pieces[index - 2].kind == "word"):
        return  # it is inside of a chain
    parts: list[str] = []
    while True:
        piece = pieces[index]
        parts.append(piece.text)
        after = pieces[index + 1].text if index + 1 < len(pieces) else ""
        name = (_member(piece.text, names, place) if before in (".", "->") else
                _word(parts[0], before, after, names, place) if len(parts) == 1 else
                names.find(_spelled(parts, place), place.page, place.scope))
        if name is not None:
            yield Found(piece.start, piece.start + len(piece.text), name)
        following = _behind(pieces, index)
        if following is None:
            return
        index = following


def _spelled(parts: list[str], place: Place) -> tuple[str, ...]:
    return (*place.used.get(parts[0], (parts[0],)), *parts[1:])


def _behind(pieces: list[Token], index: int) -> int | None:
    """The next word of a chain, behind `::` and maybe arguments of a template."""
    index += 1
    if index < len(pieces) and pieces[index].text == "<":
        depth = 0
        for index in range(index, min(index + 60, len(pieces))):
            mark = pieces[index].text
            if mark in (";", "{", "}"):
                return None
            depth += (mark == "<") - (mark == ">")
            if depth == 0:
                break
        index += 1
    if index + 1 < len(pieces) and pieces[index].text == "::" and pieces[index + 1].kind == "word":
        return index + 1
    return None


def _word(word: str, before: str, after: str, names: Names, place: Place) -> PublicName | None:
    """The name that a word without `::` is."""
    if word in place.used:
        return names.find(place.used[word], place.page)
    if word in place.declared:
        return None
    name = names.find((word,), place.page, place.scope)
    # An ordinary word is a name only if it is called, and not where somebody declares his own.
    if name is not None and word[0].islower() and name.kind != "macro":
        if after != "(" or re.fullmatch(r"\w+|[>&*]", before) and before not in _BEFORE_CALLS:
            return None
    return name


def _member(word: str, names: Names, place: Place) -> PublicName | None:
    """The member of a class, behind `.` or `->`."""
    name = names.find(place.scope + (word,), place.page) if place.scope else None
    if name is None and word not in place.declared:
        name = names.member(word, place.page, anywhere=bool(_RARE.fullmatch(word)))
    return name
