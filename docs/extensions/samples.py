# SPDX-License-Identifier: GPL-2.0
"""What there is to say about each sample, from its manifest and from its files.

samples/NN_name/sample.toml has what only a person knows:

    title = "Mutex and condition variable"
    teaches = "one sentence in the words of README.md's table, without a full stop"
    level = "basics"

The rest is counted, or read where it is decided: names of the reference in the sources, lines of
code, what guest.sh needs, the kernels of .ci/run. A README.md in the folder says the same to those
who come by a web interface; `scripts/build_docs.py --update-cards` writes it.
"""
from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable

LEVELS = ("first steps", "basics", "drivers")
_SUFFIXES = (".cc", ".hpp", ".h")
# Comments, and literals, which may look like some
_NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
_CHAIN = re.compile(r"(?<![\w.>])[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*")
_USING = re.compile(r"\busing\s+(kernel(?:::\w+)+)\s*;")
_ALIAS = re.compile(r"\bnamespace\s+(\w+)\s*=\s*(kernel(?:::\w+)*)\s*;")
_KERNELS = re.compile(r"^make test KERNEL='([^']+)'", re.MULTILINE)
# Every module has some of them, and they say nothing about it.
_ORDINARY = ("kernel/errno.hpp", "kernel/modinfo.hpp")


class Mistake(Exception):
    """A sample about which too little is said, or something wrong."""


@dataclass(frozen=True)
class Name:
    """A name of the reference."""

    text: str       # kernel::Mutex
    identity: str   # Doxygen's, which is a label of the pages

    @property
    def short(self) -> str:
        """As most sources write it."""
        return self.text.removeprefix("kernel::")


@dataclass(frozen=True)
class Sample:
    """All that a card shows."""

    folder: Path
    title: str
    teaches: str
    level: str
    lines: dict[str, int]       # of code, by file
    uses: tuple[Name, ...]
    needs: tuple[str, ...]      # options of the kernel
    kernels: tuple[str, ...]    # it runs on these at every change

    @property
    def name(self) -> str:
        """05_nova_drm."""
        return self.folder.name

    @property
    def number(self) -> str:
        """What make calls it."""
        return self.name.partition("_")[0]

    @property
    def command(self) -> str:
        """What runs it."""
        return f"make run SAMPLE={self.number}"


def folders(root: Path) -> list[Path]:
    """Those of all samples, in order."""
    return sorted(path.parent for path in (root / "samples").glob("*/Kbuild"))


def public_names(summary: dict) -> dict[str, Name]:
    """The types, functions and macros of all headers, but no members; of the summary of Doxygen."""
    entities = {}
    for identity, place in summary["entities"].items():
        where, _, text = place.partition(": ")
        if "<" not in text and "operator" not in text:
            entities.setdefault(text, (identity, where.partition(":")[0]))
    return {text: Name(text, identity) for text, (identity, header) in entities.items()
            if text.rpartition("::")[0] not in entities and header not in _ORDINARY}


def sources(folder: Path) -> list[Path]:
    """Everything that a card is made from and that is in the sample's folder."""
    return sorted(path for path in folder.iterdir()
                  if path.suffix in _SUFFIXES or path.name in ("guest.sh", "sample.toml"))


def read(folder: Path, names: dict[str, Name]) -> Sample:
    """One sample."""
    manifest = folder / "sample.toml"
    if not manifest.is_file():
        raise Mistake(f"samples/{folder.name} has no sample.toml: write title, teaches, level")
    try:
        known = tomllib.loads(manifest.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Mistake(f"samples/{folder.name}/sample.toml: {error}") from None
    if sorted(known) != ["level", "teaches", "title"] or known["level"] not in LEVELS:
        raise Mistake(f"samples/{folder.name}/sample.toml: write title, teaches, and as level one "
                      f"of {', '.join(LEVELS)}")
    texts = {path.name: path.read_text(encoding="utf-8") for path in sources(folder)
             if path.suffix in _SUFFIXES}
    script = (folder / "guest.sh").read_text(encoding="utf-8")
    needs = " ".join(re.findall(r"^#\s*needs:\s*(.*)$", script, re.MULTILINE)).split()
    return Sample(folder, **known, needs=tuple(needs),
                  lines={name: lines_of_code(text) for name, text in texts.items()},
                  uses=names_used(texts.values(), names), kernels=tested_kernels(folder.parents[1]))


def tested_kernels(root: Path) -> tuple[str, ...]:
    """Those that CI takes: it runs every sample on each of them, and skips none."""
    found = _KERNELS.search((root / ".ci/run").read_text(encoding="utf-8"))
    if not found:
        raise Mistake(".ci/run names no kernels: correct docs/extensions/samples.py")
    return tuple(found[1].split())


def lines_of_code(text: str) -> int:
    """Lines on which something is left without comments."""
    return sum(bool(line.strip()) for line in _without_comments(text).split("\n"))


def _without_comments(text: str) -> str:
    return _NO_CODE.sub(lambda found: found[0] if found[0].startswith('"') else " ", text)


def names_used(texts: Iterable[str], names: dict[str, Name]) -> tuple[Name, ...]:
    """The names of the reference that sources mention, sorted."""
    found: set[Name] = set()
    for text in texts:
        text = _NO_CODE.sub(lambda literal: '""' if literal[0].startswith('"') else " ", text)
        whole = {chain.rpartition("::")[2]: chain for chain in _USING.findall(text)}
        whole |= dict(_ALIAS.findall(text))
        for chain in _CHAIN.findall(text):
            first, _, rest = chain.partition("::")
            parts = [*whole.get(first, first).split("::"), *rest.split("::")]
            # kernel::Delta::from_millis is a use of kernel::Delta.
            for end in range(len(parts), 0, -1):
                if name := names.get("::".join(parts[:end])):
                    found.add(name)
                    break
    return tuple(sorted(found, key=lambda name: (name.short.lower(), name.text)))


def readme(sample: Sample) -> str:
    """The text of its README.md."""
    code = ", ".join(f"[{name}]({name}) {count}" for name, count in sample.lines.items())
    rows = [("Level", sample.level),
            ("Lines of code", code),
            ("Uses", ", ".join(f"`{name.short}`" for name in sample.uses)),
            *[("Needs", ", ".join(f"`{need}`" for need in sample.needs))] * bool(sample.needs),
            ("Verified on", ", ".join([*(f"`{name}`" for name in sample.kernels),
                                       "at every change"]))]
    table = "".join(f"| {head} | {text} |\n" for head, text in rows)
    chapter = f"../../docs/tutorial/{sample.name}.rst"
    return f"""\
<!-- SPDX-License-Identifier: GPL-2.0 -->
<!-- scripts/build_docs.py --update-cards writes this from sample.toml and the sources. -->
# {sample.title}

    {sample.command}

{sample.teaches[0].upper()}{sample.teaches[1:]}.
What it says is in [expected.txt](expected.txt); [its chapter]({chapter}) takes it apart.

| | |
|---|---|
{table}"""


def check(root: Path, found: list[Sample]) -> list[str]:
    """What is not as the manifests and sources say, one line each."""
    wrong = [f"{path} is not what sample.toml and the sources say: scripts/build_docs.py "
             "--update-cards writes it anew"
             for sample in found for path in [f"samples/{sample.name}/README.md"]
             if not (root / path).is_file()
             or (root / path).read_text(encoding="utf-8") != readme(sample)]
    table = (root / "README.md").read_text(encoding="utf-8")
    return wrong + [
        f"README.md does not say what {sample.name} teaches in the words of its sample.toml"
        for sample in found
        if f"| [{sample.name}](samples/{sample.name}) | {sample.teaches} |" not in table]
