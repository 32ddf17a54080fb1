# SPDX-License-Identifier: GPL-2.0
"""What the headers promise and ask for: who may sleep, who fails how, who calls which C function.

Doxygen's XML has the sections of the comments. What it was told to leave out stands in the headers
themselves, which it names with line and column: the annotation KERNEL_MAY_SLEEP behind the
parameters, and the calls of C functions in the body.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Iterator
from xml.etree import ElementTree as ET

_ERRNO = re.compile(r"\bE[A-Z][A-Z0-9_]+\b")
_C_CALL = re.compile(r"\b(bindings::|cpp_helper_)(\w+)\s*\(")
# A helper in C, with what it does
_HELPER = re.compile(r"\bcpp_helper_(\w+)\([^;{}]*\)\n\{\n(.*?)\n\}", re.DOTALL)
_ONE_CALL = re.compile(r"\s*(?:return )?(\w*[a-z]\w*)\([^;]*\);")
_ANNOTATION = "KERNEL_MAY_SLEEP"
_ANYWHERE = re.compile(r"Any(, interrupts included)?\.?")
# Where the errors of another function are meant, which is named or stands above
_SAME_AS = re.compile(r"^(?:As (?:of|for|above|before)\b|Those of\b)")
_EXAMPLE = re.compile(r"(.)(.*), such as $")
_OTHERS = re.compile(r"[;,]\s*(?:and\s+)?(?=(?:those of|what)\s)|^(?=those of\s)", re.IGNORECASE)


@dataclass
class Failure:
    """One way to fail."""

    errno: str  # empty: what somebody else says, such as a function that is called
    when: str   # reStructuredText, without a full stop; often empty


@dataclass
class Contract:
    """What one public name promises and asks for."""

    id: str         # Doxygen's
    name: str       # "kernel::Box::make"
    header: str     # "kernel/alloc/kbox.hpp"
    line: int
    annotated: bool = False
    fails: bool = False     # by its type, Result
    context: str = ""       # the sections, as reStructuredText
    safety: str = ""
    errors: str = ""
    failures: list[Failure] = field(default_factory=list)
    called: list[str] = field(default_factory=list)  # as the body names them
    calls: list[str] = field(default_factory=list)   # what it means: names of C functions


def collect(compounds: Iterable[ET.Element], public: Iterable[str],
            support: Path) -> list[Contract]:
    """The contracts of all names whose ids are `public`, in the order of headers and lines.

    `support` is kernel_support, with the headers and the helpers that they call.
    """
    wanted, found, referred = set(public), {}, {}
    helpers = _helpers(support / "helpers")
    for compound in compounds:
        for element, group in _elements(compound):
            identity = element.get("id", "")
            if identity in wanted and identity not in found:
                found[identity] = _read(element, group, support / "include", helpers)
                referred[identity] = _references(element)
    contracts = sorted(found.values(), key=lambda one: (one.header, one.line))
    for contract in contracts:
        contract.failures = list(_failures(contract, found, referred, contracts, ()))
    return [one for one in contracts
            if one.annotated or one.fails or one.context or one.safety or one.errors or one.called]


def _elements(compound: ET.Element) -> Iterator[tuple[ET.Element, ET.Element | None]]:
    """The compound and its members, each with what is said of all members of its group."""
    yield compound, None
    for part in compound.findall("sectiondef"):
        for member in part.findall("memberdef"):
            yield member, compound if compound.get("kind") == "group" else part


def _helpers(folder: Path) -> dict[str, str]:
    """What a helper stands for: the C function of its name, or the only one that it calls."""
    meant = {}
    for path in sorted(folder.glob("*.c")):
        for name, body in _HELPER.findall(path.read_text(encoding="utf-8")):
            call = _ONE_CALL.fullmatch(body)
            if re.search(rf"\b{name}\b", body):
                meant[name] = name
            elif call and "->" not in body and not call[1].startswith("__k"):
                meant[name] = call[1]
    return meant


def _read(element: ET.Element, group: ET.Element | None, include: Path,
          helpers: dict[str, str]) -> Contract:
    location = element.find("location")
    place = location.attrib if location is not None else {}
    name = element.findtext("qualifiedname") or element.findtext("compoundname") \
        or element.findtext("name", "")
    contract = Contract(element.get("id", ""), name, place.get("file", ""),
                        int(place.get("line", "0")))
    for title, attribute in (("Context", "context"), ("Safety", "safety"), ("Errors", "errors")):
        text = section(element, title)
        if not text and group is not None and attribute != "safety":
            text = section(group, title)
        setattr(contract, attribute, text)
    if element.tag == "memberdef" and element.get("kind") == "function":
        returned = element.find("type")
        contract.fails = returned is not None and "".join(returned.itertext()).startswith("Result<")
        lines = _lines(include / contract.header)
        contract.annotated = is_annotated(lines, contract.line - 1,
                                          int(place.get("column", "1")) - 1)
        if place.get("bodyfile") == contract.header and "bodystart" in place:
            body = "\n".join(lines[int(place["bodystart"]) - 1:int(place["bodyend"])])
            called = _C_CALL.findall(body)
            contract.called = sorted({name for _kind, name in called})
            # What has no small letter is a macro of the bindings.
            meant = {name if kind == "bindings::" else helpers.get(name)
                     for kind, name in called if re.search("[a-z]", name)}
            contract.calls = sorted(one for one in meant if one)
    return contract


@lru_cache(maxsize=None)
def _lines(header: Path) -> tuple[str, ...]:
    return tuple(header.read_text(encoding="utf-8").split("\n")) if header.is_file() else ()


def is_annotated(lines: tuple[str, ...], line: int, column: int) -> bool:
    """Whether the function whose name stands there says behind its parameters that it may sleep."""
    text = "\n".join(lines[line:line + 12])[max(column, 0):]
    start = re.match(r"[^(]*?operator\s*\(\)\s*|[^(]*", text)
    depth, place = 0, start.end() if start else 0
    for place in range(place, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            break
    return re.search(rf"\b{_ANNOTATION}\b", re.split(r"[{;]", text[place:])[0]) is not None


def section(element: ET.Element, title: str) -> str:
    """The titled paragraph of a comment, as reStructuredText."""
    return " ".join(_marked(para) for one in _sections(element, title)
                    for para in one.findall("para"))


def _sections(element: ET.Element, title: str) -> Iterator[ET.Element]:
    for tag in ("briefdescription", "detaileddescription", "description"):
        for one in element.findall(f"{tag}//simplesect"):
            if one.findtext("title") == title:
                yield one


def _references(element: ET.Element) -> list[str]:
    return [one.get("refid", "") for part in _sections(element, "Errors")
            for one in part.iter("ref")]


def _marked(element: ET.Element) -> str:
    text = element.text or ""
    for child in element:
        inner = _marked(child)
        text += f"``{inner}``" if child.tag == "computeroutput" and inner else inner
        text += child.tail or ""
    return " ".join(text.split())


# What is missing

def gaps(contracts: list[Contract]) -> Iterator[str]:
    """Comments that say less than the declaration, one line each."""
    of_class = {one.name: one.context for one in contracts}
    for contract in contracts:
        place = f"{contract.header}:{contract.line}: {contract.name}"
        context = contract.context or of_class.get(contract.name.rpartition("::")[0], "")
        if contract.annotated and not context:
            yield f"{place} may sleep: say so in its section \\context, or in that of its class"
        elif contract.annotated and _ANYWHERE.fullmatch(contract.context):
            yield f"{place} may sleep, and its section \\context says: called anywhere"


# Errors

def _failures(contract: Contract, known: dict[str, Contract], referred: dict[str, list[str]],
              contracts: list[Contract], through: tuple[str, ...]) -> Iterator[Failure]:
    """Those that the section names, and those of functions that it refers to."""
    if contract.id in through:
        return
    if _SAME_AS.match(contract.errors):
        others = [known[one] for one in referred[contract.id] if one in known
                  and known[one].errors]
        if not others:
            others = _overload_above(contract, contracts)
        for other in others:
            yield from _failures(other, known, referred, contracts, (*through, contract.id))
    yield from split(contract.errors)


def _overload_above(contract: Contract, contracts: list[Contract]) -> list[Contract]:
    above = [one for one in contracts if one.name == contract.name and one.errors
             and one.line < contract.line]
    return above[-1:]


def split(text: str) -> Iterator[Failure]:
    """A section "Errors", cut into one piece for each error that it names."""
    text = text.rstrip(". ")
    names = list(_ERRNO.finditer(text))
    for index, name in enumerate(names):
        end = names[index + 1].start() if index + 1 < len(names) else len(text)
        when = text[name.end():end]
        if match := _OTHERS.search(when):
            yield Failure("", _trimmed(when[match.end():]))
            when = when[:match.start()]
        if index == 0 and (example := _EXAMPLE.match(text[:name.start()])):
            when = example[1].lower() + example[2]
        yield Failure(name[0], _trimmed(when))
    if not names and text and not _SAME_AS.match(text):
        yield Failure("", text)


def _trimmed(text: str) -> str:
    return re.sub(r"(\s|[;,.:]|\band$|\bor$)+$", "", re.sub(r"^[\s,;:.]+", "", text))
