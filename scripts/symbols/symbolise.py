# SPDX-License-Identifier: GPL-2.0
"""Names the places in a kernel's report: file and line, the source line, C++ names as written."""
from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from common.project import ROOT, path_words
from kernels.catalogue import Kernel
from modules import kept
from modules.build import module_name
from symbols.elf import Elf, Symbol

# function+0x1a/0x60 [module]; what follows the module's name is the id of its build
_FRAME = re.compile(r"(?P<name>[A-Za-z_][\w.$]*)\+0x(?P<offset>[0-9a-f]+)/0x(?P<size>[0-9a-f]+)"
                    r"(?: \[(?P<module>[\w-]+)(?: [0-9a-f]+)?\])?")
# Here the address is that of the instruction itself. Everywhere else it is where a call returns
# to, which may be the beginning of the next line.
_EXACT = re.compile(r"\bRIP: |\bWARNING: CPU: |\bpc : ")
# __pfx_ marks the room before a function that the kernel keeps for its own use.
_MANGLED = re.compile(r"(?<![\w.$])(__pfx_)?(_Z\w[\w.$]*)")
_DOUBTFUL = re.compile(r"(?:^|\] ) *\? ")
# What GCC calls the file of a link, where its compilation ended.
_OF_THE_LINK = "<artificial>"
_INDENT = " " * 6


@dataclass(frozen=True)
class Frame:
    """One place that a report names."""

    name: str
    offset: int
    size: int
    module: str     # empty: the kernel itself
    exact: bool

    @property
    def wanted(self) -> int:
        """The offset of an instruction that belongs to the place."""
        return self.offset if self.exact else max(self.offset - 1, 0)


@dataclass(frozen=True)
class Place:
    """A line of a source, and the function it was written in."""

    function: str   # as the linker calls it; empty when that is not known
    path: str
    line: int

    def words(self, kernel: Kernel) -> str:
        """As a person at the checkout writes it; a file of the kernel as its developers do."""
        for tree in _trees(kernel):
            if self.path.startswith(f"{tree}/"):
                return f"{self.path[len(tree) + 1:]}:{self.line}"
        # A kernel's tree may have been moved since it was built.
        short = re.sub(r"^.*/(?:linux-source/[^/]*|kernels/[^/]*/objects)/", "", self.path)
        return f"{path_words(Path(short))}:{self.line}"

    def text(self) -> str:
        """The line itself; empty when the file is not there."""
        try:
            lines = Path(self.path).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return lines[self.line - 1].strip() if 0 < self.line <= len(lines) else ""


def _trees(kernel: Kernel) -> list[str]:
    kdir = Path(kernel.kdir)
    found = [kdir, kdir.resolve(), (kdir / "source").resolve()]
    # Debian's headers are in two folders.
    found += kdir.parent.glob("linux-headers-*-common*") if kdir.parent.name == "src" else []
    return [str(one) for one in found]


def with_lines(path: Path) -> Path | None:
    """The file that has the debug information of a module or kernel."""
    beside = path.with_suffix(".debug.o")
    if beside.is_file():
        # What the module was linked from; it begins each section of the module.
        return beside
    return path if Elf(path).has_lines() else None


@dataclass
class _Object:
    """A module or the kernel: which places its addresses are."""

    path: Path
    tools: str
    lines: Path | None = None   # the file with the debug information
    problem: str = ""           # why there are no lines
    known: dict[Frame, list[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.elf = Elf(self.path)
        self.lines = with_lines(self.path)
        if not self.lines:
            self.problem = f"{path_words(self.path)} has no debug information"

    def find(self, frame: Frame) -> Symbol | None:
        """The function of a frame, or None when it is not sure which."""
        named = self.elf.named(frame.name)
        fitting = {(one.section, one.value): one for one in named if self._fits(one, frame)}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _fits(self, symbol: Symbol, frame: Frame) -> bool:
        room = self.elf.room(symbol)
        if room is None:
            return max(symbol.size, frame.offset) <= frame.size
        return room == frame.size

    def look_up(self, frames: set[Frame]) -> None:
        """Finds the places of all these frames at once."""
        if not self.lines:
            return
        by_section: dict[str, list[tuple[Frame, int]]] = {}
        beside = Elf(self.lines) if self.lines != self.path else None
        for frame in frames:
            symbol = self.find(frame)
            if symbol and beside:
                same = [one for one in beside.named(symbol.name)
                        if (one.section, one.value) == (symbol.section, symbol.value)]
                symbol = symbol if same else None
            if symbol:
                by_section.setdefault(symbol.section, []).append(
                    (frame, symbol.value + frame.wanted))
        for section, wanted in by_section.items():
            self._addr2line(section, wanted)

    def _addr2line(self, section: str, wanted: list[tuple[Frame, int]]) -> None:
        # The addresses of a module count from the beginning of a section.
        place = ["-j", section] if self.path.suffix == ".ko" else []
        text = _said([f"{self.tools}addr2line", "-a", "-i", "-f", *place, "-e", str(self.lines)],
                     "".join(f"{at:x}\n" for _, at in wanted))
        answers = re.split(r"^0x[0-9a-f]+\n", text, flags=re.MULTILINE)[1:]
        for (frame, _), answer in zip(wanted, answers):
            words = answer.splitlines()
            places = [self._place(frame, function, where)
                      for function, where in zip(words[::2], words[1::2])]
            self.known[frame] = [one for one in places if one]

    def _place(self, frame: Frame, function: str, where: str) -> Place | None:
        match = re.match(r"(.+):(\d+)(?: \(discriminator \d+\))?$", where)
        if not match or match[2] == "0":
            return None
        # addr2line gives the name of the symbol when it has no other.
        function = "" if function == frame.name else function
        path = match[1]
        if path.endswith(_OF_THE_LINK):
            # binutils 2.40 begin each table of lines with its file 0. It is file 1; they differ
            # after a link of intermediate code only.
            path = self._first_file or path
        if path.startswith(f"{self._origin}/"):
            path = f"{ROOT}{path[len(self._origin):]}"
        return Place(function, path, int(match[2]))

    @cached_property
    def _origin(self) -> str:
        return kept.origin(self.path)

    @cached_property
    def _first_file(self) -> str:
        text = _said([f"{self.tools}readelf", "--debug-dump=rawline", str(self.lines)])
        for unit in text.split("The Directory Table")[1:]:
            folders, _, files = unit.partition("The File Name Table")
            if f": {_OF_THE_LINK}\n" not in files:
                continue
            file = re.search(r"^ +1\t(\d+)\t(?:\(.*?\): )?(.+)$", files, re.MULTILINE)
            folder = file and re.search(rf"^ +{file[1]}\t(?:\(.*?\): )?(.+)$", folders,
                                        re.MULTILINE)
            if folder:
                return f"{folder[1]}/{file[2]}"
        return ""


def annotate(lines: list[str], kernel: Kernel, modules: list[Path]) -> list[str]:
    """These lines of a log with the places of their frames.

    Below a frame of one of the modules stands the line of the source, and below that the
    functions that were inlined there.
    """
    frames = [_frames(line) for line in lines]
    objects = _objects({one.module for found in frames for one in found}, kernel, modules)
    wanted: dict[str, set[Frame]] = {}
    stopped = {(one.name, one.offset) for found in frames for one in found if one.exact}
    for found in frames:
        # The trace of an exception has the place itself once more, among the doubtful ones.
        found[:] = [Frame(one.name, one.offset, one.size, one.module,
                          (one.name, one.offset) in stopped) for one in found]
        for one in found:
            wanted.setdefault(one.module, set()).add(one)
    for name, it in objects.items():
        it.look_up(wanted[name])
    ours = {module_name(path) for path in modules}
    result: list[str] = []
    for line, found in zip(lines, frames):
        below: list[str] = []
        doubtful = _DOUBTFUL.search(line)
        for one in found:
            places = objects[one.module].known.get(one, []) if one.module in objects else []
            if places:
                line = _with_place(line, one, places[0].words(kernel))
            if places and one.module in ours and not doubtful:
                below += _details(places, kernel)
        result += [line, *(_INDENT + text for text in below)]
    problems = [f"no lines: {it.problem}" for name, it in objects.items()
                if it.problem and name in ours]
    return _demangled(result, kernel.machine.tools) + problems


def _frames(line: str) -> list[Frame]:
    exact = bool(_EXACT.search(line))
    return [Frame(match["name"], int(match["offset"], 16), int(match["size"], 16),
                  module_name(match["module"] or ""), exact)
            for match in _FRAME.finditer(line)]


def _with_place(line: str, frame: Frame, place: str) -> str:
    for match in _FRAME.finditer(line):
        if match["name"] == frame.name and int(match["offset"], 16) == frame.offset:
            return f"{line[:match.end()]} ({place}){line[match.end():]}"
    return line


def _details(places: list[Place], kernel: Kernel) -> list[str]:
    """The source lines, from the innermost function outwards."""
    lines = []
    for number, one in enumerate(places):
        if number:
            inner = places[number - 1].function
            lines.append(f"{f'in {inner}, ' if inner else ''}inlined at {one.words(kernel)}")
        if text := one.text():
            lines.append(f"{one.line:>6} | {text}")
    return lines


def _objects(names: set[str], kernel: Kernel, modules: list[Path]) -> dict[str, _Object]:
    """The files behind these names of modules, as far as they are here."""
    files = {module_name(path): path for path in modules if path.is_file()}
    vmlinux = Path(kernel.kdir) / "vmlinux"
    if vmlinux.is_file():
        files[""] = vmlinux
    return {name: _Object(files[name], kernel.machine.tools) for name in names if name in files}


def _said(command: list[str], text: str = "") -> str:
    """What one of the binutils answers."""
    return subprocess.run(command, input=text, capture_output=True, text=True, errors="replace",
                          env=os.environ | {"LC_ALL": "C"}, check=False).stdout


def _demangled(lines: list[str], tools: str) -> list[str]:
    """All names of C++ as they were written."""
    mangled = sorted({name for line in lines for _, name in _MANGLED.findall(line)})
    if not mangled:
        return lines
    text = _said([f"{tools}c++filt"], "\n".join(mangled))
    plain = dict(zip(mangled, text.splitlines()))
    return [_MANGLED.sub(lambda match: (match[1] or "") + plain[match[2]], line) for line in lines]
