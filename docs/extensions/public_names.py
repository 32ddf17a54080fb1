# SPDX-License-Identifier: GPL-2.0
"""The names of the reference: on which page and at which anchor each has its entry.

Other extensions ask for them with `names_of(env)`, and for the words of which the meaning has
changed since the last build with `changed_words(env)`.
"""
from __future__ import annotations

import re
from collections import defaultdict
from typing import Iterable, NamedTuple

from docutils import nodes
from kept_by_page import keep_by_page
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_TYPES = ("class", "struct", "union", "enum", "enum-class", "enum-struct", "type", "concept")
# What no name is made of: several of these are in the names of operators.
_MARKS = re.compile(r"<[^<>]*>")


class PublicName(NamedTuple):
    """A name and its entry."""

    parts: tuple[str, ...]          # without arguments of templates
    page: str
    anchor: str
    kind: str                       # what Sphinx calls it: class, function, macro ...
    identity: str = ""              # Doxygen's
    # What it is another name for, and the bases of a class: there its members are.
    stands_for: tuple[tuple[str, ...], ...] = ()

    @property
    def is_type(self) -> bool:
        """Whether it has members."""
        return self.kind in _TYPES

    def __str__(self) -> str:
        return "::".join(self.parts)


class Names:
    """All names, to be looked up as they are written."""

    def __init__(self, all_names: Iterable[PublicName], headers: dict[str, str]) -> None:
        self.all = sorted(all_names)
        self._headers = headers
        self._by_word: dict[str, list[PublicName]] = defaultdict(list)
        self._types: set[tuple[str, ...]] = set()
        seen: set[tuple[str, ...]] = set()
        for name in self.all:
            if name.is_type:
                self._types.add(name.parts)
            if name.parts not in seen:  # overloads have the entry of the first
                seen.add(name.parts)
                self._by_word[name.parts[-1]].append(name)

    def header(self, path: str) -> PublicName | None:
        """The page of kernel/error.hpp."""
        page = self._headers.get(path)
        return PublicName((path,), page, "", "header") if page else None

    def find(self, parts: tuple[str, ...], page: str = "", scope: tuple[str, ...] = (),
             depth: int = 0) -> PublicName | None:
        """What is meant by a::b on a page, or inside of an entry; None if that is not sure."""
        candidates = [name for name in self._by_word.get(parts[-1], ())
                      if name.parts[-len(parts):] == parts]
        for end in range(len(scope), 0, -1):
            for name in candidates:
                if name.parts == scope[:end] + parts:
                    return name
        if len(parts) == 1:
            return self._single(candidates, page)
        if parts[0] == "kernel":
            candidates = [name for name in candidates if name.parts == parts]
        found = _only(candidates) or _only(name for name in candidates if name.page == page)
        if found is None and depth < 4:
            owner = self.find(parts[:-1], page, scope, depth + 1)
            for other in owner.stands_for if owner else ():
                found = found or self.find((*other, parts[-1]), owner.page, (), depth + 1)
        return found

    def _single(self, candidates: list[PublicName], page: str) -> PublicName | None:
        """A name without `::` is one of a namespace, or of the page's own header."""
        outside = [name for name in candidates if name.parts[:-1] not in self._types]
        here = [name for name in candidates if name.page == page]
        return (_only(name for name in outside if name.page == page) or _only(here)
                or _only(outside))

    def member(self, word: str, page: str, anywhere: bool) -> PublicName | None:
        """The member that is meant by thing.word, if only one class has such a one."""
        members = [name for name in self._by_word.get(word, ()) if name.parts[:-1] in self._types]
        return (_only(name for name in members if name.page == page)
                or (_only(members) if anywhere else None))

    def of_word(self, word: str) -> tuple[PublicName, ...]:
        """All that a word can mean."""
        return tuple(self._by_word.get(word, ()))

    @property
    def words(self) -> set[str]:
        """Last parts of all names."""
        return set(self._by_word)


def _only(candidates: Iterable[PublicName]) -> PublicName | None:
    found = list(candidates)
    return found[0] if len(found) == 1 else None


def split(name: str) -> tuple[str, ...]:
    """kernel::Device<Bound>::get -> its parts, without arguments of templates."""
    head, operator, tail = re.match(r"(.*?)((?:::)?\boperator\b.*)?$", name).group(1, 2, 2)
    while _MARKS.search(head):
        head = _MARKS.sub("", head)
    parts = [part for part in head.split("::") if part]
    return (*parts, tail.removeprefix("::")) if operator else tuple(parts)


def _other_names(signature: str) -> tuple[tuple[str, ...], ...]:
    """Of `using KBox = Box<T, Kmalloc>` and `class Own : public Base<T>`."""
    while _MARKS.search(signature):
        signature = _MARKS.sub("", signature)
    found = re.findall(r"(?:=|public)\s+(?:const\s+)?([A-Za-z_][\w:]*)", signature)
    return tuple(split(name) for name in found if not name.startswith("std::"))


# Collecting

def _collect(app: Sphinx, doctree: nodes.document) -> None:
    found = []
    for signature in doctree.findall(addnodes.desc_signature):
        anchor = next(iter(signature["ids"]), "")
        kind = signature.parent.get("objtype", "")
        if not anchor or anchor.startswith("_CPPv"):
            continue
        target = next((identity for node in signature.findall(nodes.target)
                       for identity in node["ids"]), "")
        written = anchor.removeprefix("c.") if kind == "macro" else re.sub(r"-\d+$", "", anchor)
        text = signature.astext() if kind in ("class", "struct", "type") else ""
        found.append(PublicName(split(written), app.env.docname, anchor, kind, target,
                                _other_names(text)))
    if found:
        app.env.public_names[app.env.docname] = found


# Asking

def names_of(env: BuildEnvironment) -> Names:
    """The names, when all pages were read."""
    if getattr(names_of, "pages", None) != env.public_names:
        headers = {header: entry["docname"] for header, entry in env.kernel_headers.items()}
        names_of.names = Names((name for page in env.public_names.values() for name in page),
                               headers)
        names_of.pages = dict(env.public_names)
    return names_of.names


def changed_words(env: BuildEnvironment) -> set[str]:
    """Words that now mean something else than when this was asked for the last time."""
    names = names_of(env)
    words = {word: repr([(name.parts, name.page, name.anchor, name.stands_for)
                         for name in names.of_word(word)]) for word in names.words}
    before, env.public_words = getattr(env, "public_words", {}), words
    return {word for word in {*words, *before} if words.get(word) != before.get(word)}


def setup(app: Sphinx) -> dict[str, object]:
    """Called by Sphinx."""
    keep_by_page(app, "public_names")
    # after the extension `reference` has made readable anchors
    app.connect("doctree-read", _collect, priority=450)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
