# SPDX-License-Identifier: GPL-2.0
"""Mends Doxygen's XML where Breathe would lose or mangle something, and checks it.

Doxygen 1.9.4 and Breathe 4.34 disagree about constraints, concepts and constructors. What Breathe
drops silently is written here in a form that it keeps; lines of examples that are only for the
compiler (scripts/modules/examples.py has them) are left out. The mended files are also summed up
(`summary.json`) for the Sphinx extension `reference`.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from contracts import Contract, collect, gaps

# Kinds of compounds that hold what is public; files only hold macros and what is outside of
# namespaces, the rest of them repeats the namespaces.
_TYPES = ("class", "struct", "union")
_KEPT = (*_TYPES, "namespace", "concept", "group", "file")
# Public, but with nothing to show in an example of their own, and why
_NO_EXAMPLE: dict[str, str] = {}
_GRAPHS = ("incdepgraph", "invincdepgraph", "includes", "includedby", "inheritancegraph",
           "collaborationgraph")


@dataclass
class Summary:
    """What the pages of the reference need to know about all headers together."""

    # "kernel/error.hpp" -> {"id": Doxygen's id, "brief": the sentence after \file}
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    # Doxygen's id -> "kernel/error.hpp:22: kernel::Error"
    entities: dict[str, str] = field(default_factory=dict)
    # What the public names promise and ask for, in the order of headers and lines
    contracts: list[Contract] = field(default_factory=list)
    # Doxygen's id of a function -> those of the types in what it returns
    returns: dict[str, list[str]] = field(default_factory=dict)
    # Mistakes: one line each
    problems: list[str] = field(default_factory=list)


def mend(folder: Path, support: Path) -> tuple[dict[str, str], Summary]:
    """The mended files of Doxygen's output folder, by name, and their summary.

    It read the headers of `support`, which is kernel_support.
    """
    trees = {path.name: ET.parse(path) for path in sorted(folder.glob("*.xml"))
             if path.name != "Doxyfile.xml"}
    summary = Summary()
    dropped: set[str] = set()
    examples = _Examples([tree.getroot() for tree in trees.values()])
    for tree in trees.values():
        for compound in tree.getroot().iter("compounddef"):
            if compound.get("kind") in _KEPT:
                dropped |= _mend_compound(compound)
    compounds = [compound for tree in trees.values()
                 for compound in tree.getroot().iter("compounddef")]
    # The groups come first: their text stands for what is in them, which its file has, too.
    for compound in sorted(compounds, key=lambda one: one.get("kind") != "group"):
        if compound.get("kind") in _KEPT:
            _check_compound(compound, summary)
            examples.check(compound, summary)
    _drop_members(trees["index.xml"].getroot(), dropped)
    summary.contracts = collect(
        (one for one in compounds if one.get("kind") in _KEPT), summary.entities, support)
    summary.problems += gaps(summary.contracts)
    return ({name: ET.tostring(tree.getroot(), encoding="unicode") + "\n"
             for name, tree in trees.items()}, summary)


def _drop_members(index: ET.Element, ids: set[str]) -> None:
    for compound in index.iter("compound"):
        for member in compound.findall("member"):
            if member.get("refid") in ids:
                compound.remove(member)


# Mending

def _mend_compound(compound: ET.Element) -> set[str]:
    """Mends one class, namespace or file; returns the ids of members that were dropped."""
    for name in _GRAPHS:
        for graph in compound.findall(name):
            compound.remove(graph)
    for base in compound.findall("basecompoundref"):
        if base.get("prot") == "private" or "detail::" in _text(base):
            compound.remove(base)
    dropped: set[str] = set()
    if compound.get("kind") not in _TYPES:
        # Doxygen 1.9.8 takes what follows the private part of a class for private, too.
        for member in compound.iter("memberdef"):
            member.set("prot", "public")
    _spell_out_private_constants(compound)
    copying = _Copying(compound)
    for section in compound.findall("sectiondef"):
        for member in section.findall("memberdef"):
            if _says_nothing(member) or copying.is_about(member):
                section.remove(member)
                dropped.add(member.get("id", ""))
            else:
                _mend_member(member)
                if compound.get("kind") == "group":
                    _qualify(member)
        if not section.findall("memberdef"):
            compound.remove(section)
    _expect_types(compound)
    details = compound.find("detaileddescription")
    if details is None:
        return dropped
    for clause in compound.findall("requiresclause"):
        _add_section(details, "Requires", _text(clause), code=True)
        compound.remove(clause)
    if compound.get("kind") == "concept":
        body = compound.find("initializer")
        if body is not None:
            ET.SubElement(ET.SubElement(details, "para"), "verbatim").text = _text(body)
    if sentence := copying.sentence():
        _add_section(details, "Copying", sentence)
    return dropped


def _spell_out_private_constants(compound: ET.Element) -> None:
    """A constraint that uses a private constant is shown with what the constant stands for."""
    values = {}
    for member in compound.iter("memberdef"):
        value = member.find("initializer")
        if member.get("prot") == "private" and value is not None:
            values[member.findtext("name", "")] = _text(value).removeprefix("=").strip()
    for clause in compound.iter("requiresclause"):
        words = re.split(r"(\w+)", _text(clause))
        clause.text = "".join(values.get(word, word) for word in words)
        del clause[:]


def _says_nothing(member: ET.Element) -> bool:
    """What a reader of the reference has no use for."""
    name = member.findtext("name", "")
    return (member.get("prot") == "private" or name == "size_t"
            or ((name.startswith("~") or member.get("prot") == "protected")
                and not _is_documented(member)))


def _mend_member(member: ET.Element) -> None:
    # Where a function's body stands is nothing to its caller.
    member.set("inline", "no")
    _expect_types(member)
    arguments = member.find("argsstring")
    for clause in member.findall("requiresclause"):
        if member.get("kind") == "function" and arguments is not None:
            head, equals, tail = (arguments.text or "").partition("=de")
            arguments.text = f"{head.rstrip()} requires {_text(clause)} {equals}{tail}".rstrip()
        elif (details := member.find("detaileddescription")) is not None:
            _add_section(details, "Requires", _text(clause), code=True)
        member.remove(clause)
    value = member.find("initializer")
    # Longer expressions say how the value is found, and some that it depends on the kernel.
    if value is not None and member.get("kind") == "variable" and not re.fullmatch(
            r"= ?([\w.+-]+|\{\}|\"[^\"]*\")", _text(value)):
        member.remove(value)


def _qualify(member: ET.Element) -> None:
    """Breathe does not know in which namespace a member of a group is."""
    name, qualified = member.find("name"), member.findtext("qualifiedname")
    if name is not None and qualified:
        name.text = qualified


def _expect_types(element: ET.Element) -> None:
    """decltype(sizeof(0)) is how a header without includes writes std::size_t."""
    for part in element.iter():
        if part.tag in ("type", "definition", "argsstring", "initializer"):
            for text in part.iter():
                text.text = text.text and text.text.replace("decltype(sizeof(0))", "std::size_t")
                text.tail = text.tail and text.tail.replace("decltype(sizeof(0))", "std::size_t")


class _Copying:
    """Turns deleted copies and moves into one sentence."""

    def __init__(self, compound: ET.Element) -> None:
        name = compound.findtext("compoundname", "")
        self._class = re.sub(r"<.*", "", name).rsplit("::", 1)[-1].strip()
        self._is_type = compound.get("kind") in _TYPES
        self._kinds: set[str] = set()

    def is_about(self, member: ET.Element) -> bool:
        """Whether the member only says if objects are copied, moved or allocated."""
        arguments = member.findtext("argsstring", "").replace(" ", "")
        if not self._is_type or not arguments.endswith("=delete"):
            return False
        name = member.findtext("name")
        if name == "operator new":
            self._kinds.add("heap")
            return True
        if name not in (self._class, "operator="):
            return False
        own = re.fullmatch(rf"\((?:const)?{re.escape(self._class)}(?:<.*>)?(&&?)\w*\)=delete",
                           arguments)
        if own and name == self._class:
            self._kinds.add("copy" if own[1] == "&" else "move")
        return own is not None

    def sentence(self) -> str:
        if "copy" not in self._kinds:
            return ""
        end = ", and it cannot be allocated with `new`." if "heap" in self._kinds else "."
        return "An object can be neither copied nor moved" + end


def _add_section(details: ET.Element, title: str, text: str, code: bool = False) -> None:
    section = ET.SubElement(ET.SubElement(details, "para"), "simplesect", kind="par")
    ET.SubElement(section, "title").text = title
    para = ET.SubElement(section, "para")
    if code:
        ET.SubElement(para, "computeroutput").text = text
        return
    # `code` as in the comments themselves
    parts = text.split("`")
    para.text = parts[0]
    for quoted, plain in zip(parts[1::2], parts[2::2]):
        element = ET.SubElement(para, "computeroutput")
        element.text, element.tail = quoted, plain


# Examples

class _Examples:
    """Knows what has an example, and leaves only what readers shall see."""

    def __init__(self, roots: list[ET.Element]) -> None:
        self._words: dict[str, set[str]] = {}   # header -> the names that its examples use
        self._own: set[ET.Element] = set()      # compounds and members with an example
        self._grouped: set[str] = set()         # ids of members whose group has one
        self._types: set[str] = set()
        for root in roots:
            for compound in root.iter("compounddef"):
                if compound.get("kind") in _TYPES:
                    self._types.add(compound.findtext("compoundname", ""))
                self._read(compound, compound)
                for member in compound.iter("memberdef"):
                    self._read(member, compound)
                if compound.get("kind") == "group" and compound in self._own:
                    self._grouped |= {member.get("id", "") for member in compound.iter("memberdef")}

    def _read(self, element: ET.Element, compound: ET.Element) -> None:
        location = element.find("location")
        header = location.get("file", "") if location is not None else ""
        for tag in ("briefdescription", "detaileddescription"):
            for block in element.findall(f"{tag}//verbatim"):
                code = block.text or ""
                if not re.search(r"^\s*# not run:", code, re.MULTILINE):
                    self._own |= {element, compound}
                    self._words.setdefault(header, set()).update(re.findall(r"\w+", code))
                block.text = _shown(code)

    def check(self, compound: ET.Element, summary: Summary) -> None:
        """Classes and macros without an example are mistakes."""
        kind, name = compound.get("kind"), compound.findtext("compoundname", "")
        found = []
        if kind in _TYPES and compound.get("prot") != "private":
            # What is inside of a class is shown with it, a specialisation with its template.
            if "<" not in name and name.rpartition("::")[0] not in self._types:
                found.append((compound, name))
        elif kind == "file":
            found = [(member, member.findtext("name", "")) for member in compound.iter("memberdef")
                     if member.get("kind") == "define" and member.get("id") not in self._grouped]
        for element, entity in found:
            location = element.find("location")
            if location is None or element in self._own or entity in _NO_EXAMPLE:
                continue
            header = location.get("file", "")
            if (header.endswith(".hpp") and not header.startswith("kernel/detail/")
                    and entity.rpartition("::")[2] not in self._words.get(header, ())):
                summary.problems.append(
                    f"{header}:{location.get('line')}: {entity} has no example that runs: write "
                    "one in its comment, indented by four more spaces")


def _shown(code: str) -> str:
    """An example without the lines that are only for the compiler."""
    lines = [line.rstrip() for line in code.split("\n")
             if line.strip() != "#" and not line.strip().startswith("# ")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


# Checking

def _check_compound(compound: ET.Element, summary: Summary) -> None:
    kind, name = compound.get("kind"), compound.findtext("compoundname", "")
    location = compound.find("location")
    where = location.get("file", "") if location is not None else ""
    if kind == "file":
        if where.startswith("kernel/detail/") or not where.endswith(".hpp"):
            return
        brief = _described(compound, "briefdescription")
        summary.headers[where] = {"id": compound.get("id", ""), "brief": brief}
        if not brief:
            summary.problems.append(f"{where}: the header has no comment: write '/// \\file'")
    elif kind == "namespace":
        if not _is_documented(compound) and compound.findall("sectiondef"):
            summary.problems.append(f"{name}: the namespace has no comment: add it to "
                                    "docs/namespaces.dox")
    elif compound.get("prot") == "private":
        return
    elif kind != "group":
        place = f"{where}:{location.get('line') if location is not None else 0}: {name}"
        summary.entities[compound.get("id", "")] = place
        if not _is_documented(compound):
            summary.problems.append(f"{place} has no comment")
    documented = {member.findtext("name") for member in compound.iter("memberdef")
                  if _is_documented(member)}
    for section in compound.findall("sectiondef"):
        group = _described(section, "description") or kind == "group" and _is_documented(compound)
        for member in section.findall("memberdef"):
            excused = group or "<" in name or member.findtext("name") in documented
            _check_member(member, name, bool(excused), summary)


def _check_member(member: ET.Element, scope: str, excused: bool, summary: Summary) -> None:
    identity = member.get("id", "")
    location = member.find("location")
    if location is None or identity in summary.entities:
        return
    name = member.findtext("qualifiedname") or member.findtext("name", "")
    place = f"{location.get('file')}:{location.get('line')}: {name}"
    summary.entities[identity] = place
    if types := [ref.get("refid", "") for ref in member.iterfind("type//ref")]:
        if member.get("kind") == "function":
            summary.returns[identity] = list(dict.fromkeys(types))
    plain = re.search(r"=\s*(delete|default)$", member.findtext("argsstring", ""))
    if not (_is_documented(member) or excused or plain):
        summary.problems.append(f"{place} has no comment")


def _is_documented(element: ET.Element) -> bool:
    return bool(_described(element, "briefdescription")
                or _described(element, "detaileddescription"))


def _described(element: ET.Element, tag: str) -> str:
    child = element.find(tag)
    return _text(child) if child is not None else ""


def _text(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())
