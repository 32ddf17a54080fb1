# SPDX-License-Identifier: GPL-2.0
"""Cases: folders with a Kbuild, sources and a guest.sh, that build and boot by themselves.

A sample is a case in samples/; the tests have theirs below kernel_support/tests; a module of the
user's own is one anywhere.
"""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from common.program import Failure
from common.project import BUILD, ROOT, path_words
from kernels import catalogue
from kernels.catalogue import Kernel
from modules import regions
from reports import kernel_log

SAMPLES = ROOT / "samples"
DEADLINE = 60
# What tells people about a case; no build reads it.
TOLD_IN = (".md", ".toml")


@dataclass(frozen=True)
class Case:
    """One case and what the `# directive:` lines of its guest.sh ask for."""

    folder: Path
    commands: tuple[str, ...] = ()
    deadline: float = DEADLINE
    processors: int = 1
    variants: tuple[int, ...] = ()  # of `# smp: 2 4`: to be booted with each of them
    log: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()  # the kinds of reports that the kernel is to give, and no other
    needs: tuple[str, ...] = ()    # options of the kernel, "!CONFIG_X" for one that must be off
    devices: tuple[str, ...] = ()  # that QEMU is to add, as -device takes them
    memories: tuple[regions.Region, ...] = ()   # what devices may have for their memory
    fresh: bool = False     # `# boot: fresh`: it never starts from a saved guest
    script: str = ""        # runs instead of guest.sh (see scripts/testing/sweeps.py)
    purpose: str = ""       # what that is for, in one word
    tolerated: tuple[str, ...] = ()     # lines of the kernel's log that this script provokes

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def inside(self) -> bool:
        """Whether it belongs to this checkout."""
        return self.folder.is_relative_to(ROOT)

    @property
    def place(self) -> Path:
        """Its path below build/<kernel>."""
        if self.inside:
            return self.folder.relative_to(ROOT)
        # Two folders elsewhere may have the same name.
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:8]
        return Path("outside") / f"{self.name}-{digest}"

    @property
    def label(self) -> str:
        """Its place as one word, for the names of logs."""
        purpose = f"-{self.purpose}" if self.purpose else ""
        return str(self.place).replace("/", "-") + purpose + self.variant

    @property
    def variant(self) -> str:
        """What sets it apart from its variants, empty if it has none."""
        return f"-smp{self.processors}" if self.variants else ""

    def each(self, processors: int | None = None) -> list[Case]:
        """Its variants, or itself; with a number of processors, that one alone."""
        if processors:
            return [replace(self, processors=processors, variants=())]
        return [replace(self, processors=number) for number in self.variants] or [self]

    @property
    def expected(self) -> Path:
        """The transcript to compare with; a case without it speaks KTAP."""
        return self.folder / "expected.txt"

    def report(self, kernel: str) -> Path:
        """The lines of the report that this kernel is to give, where they are told."""
        return self.folder / f"report.{kernel}.txt"

    def unmet(self, kernel: Kernel) -> list[str]:
        """What it needs and this kernel does not have."""
        return [need for need in self.needs
                if (need.lstrip("!") in kernel.options) == need.startswith("!")]

    def modules_used(self) -> list[str]:
        """Modules of the kernel itself that guest.sh loads by name."""
        found: list[str] = []
        for command in self.commands:
            for words in re.findall(r"\bmodprobe\s+([^;&|]+)", command):
                found += [word for word in words.split()
                          if not word.startswith(("-", "$")) and "=" not in word]
        return found


def load(folder: Path) -> Case:
    """Reads a case; refuses a folder that is none."""
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise Failure(f"{path_words(folder)}: no such folder")
    if re.search(r"[\s:]", str(folder)):
        raise Failure(f"the path '{folder}' contains a space or a colon, which the kernel's Kbuild "
                      "refuses: move it")
    if not (folder / "Kbuild").is_file():
        raise Failure(f"{path_words(folder)} holds no module: there is no Kbuild file")
    script = folder / "guest.sh"
    text = script.read_text(encoding="utf-8") if script.is_file() else ""
    settings: dict[str, list[str]] = {
        "log": [], "deadline": [], "smp": [], "report": [], "needs": [], "boot": [],
        "device": [], "memory": []}
    for key, value in re.findall(r"^#\s*(\w+):\s*(.*?)\s*$", text, re.MULTILINE):
        if key in settings:
            settings[key].append(value)
    try:
        for pattern in settings["log"]:
            re.compile(pattern)
        needs = " ".join(settings["needs"]).split()
        _check_names(settings["report"], needs)
        lines = (line.strip() for line in text.splitlines())
        if boots := [word for word in settings["boot"] if word != "fresh"]:
            raise ValueError(f"'# boot: {boots[0]}' is unknown: write fresh, or nothing")
        processors = tuple(int(word) for word in " ".join(settings["smp"][-1:]).split()) or (1,)
        return Case(folder=folder,
                    commands=tuple(line for line in lines if line and not line.startswith("#")),
                    deadline=float((settings["deadline"] or [DEADLINE])[-1]),
                    processors=processors[0],
                    variants=processors if len(processors) > 1 else (),
                    log=tuple(settings["log"]),
                    reports=tuple(settings["report"]),
                    needs=tuple(needs),
                    devices=tuple(settings["device"]),
                    memories=tuple(map(regions.parse, settings["memory"])),
                    fresh=bool(settings["boot"]))
    except (ValueError, re.error) as error:
        raise Failure(f"{path_words(script)}: {error}") from None


def _check_names(kinds: list[str], needs: list[str]) -> None:
    for kind in kinds:
        if kind not in kernel_log.KINDS:
            raise ValueError(f"unknown kind of report '{kind}': known are "
                             f"{', '.join(kernel_log.KINDS)}")
    for need in needs:
        if not re.fullmatch(r"!?CONFIG_\w+", need):
            raise ValueError(f"'# needs: {need}' names no option of the kernel: write CONFIG_X, or "
                             "!CONFIG_X for one that must be off")


def check_needs(case: Case, kernel: Kernel) -> None:
    """Refuses a kernel on which the case shows nothing."""
    if unmet := case.unmet(kernel):
        words = [f"{need[1:]} off" if need.startswith("!") else need for need in unmet]
        # Of a kernel that is not here nobody knows; the one that watches has most.
        known = {name: catalogue.stored(name) for name in catalogue.known()}
        others = [name for name, one in known.items() if one and not case.unmet(one)]
        others += [name for name, one in known.items() if not one and name.startswith("debug-")]
        hint = f": try KERNEL={others[0]}" if others else ""
        raise Failure(f"{case.name} needs a kernel with {' and '.join(words)}, and {kernel.name} "
                      f"is none{hint}")


@lru_cache(maxsize=None)
def programs(folder: Path) -> frozenset[Path]:
    """The sources in C++ of programs for user space, of which the Kbuild file tells."""
    kbuild = folder / "Kbuild"
    text = kbuild.read_text(encoding="utf-8") if kbuild.is_file() else ""
    names = " ".join(re.findall(r"^userprogs-always-y\s*[:+]?=(.*)$", text, re.MULTILINE)).split()
    return frozenset(path for path in (folder / f"{name}.cc" for name in names) if path.is_file())


@lru_cache(maxsize=None)
def program_options(source: Path) -> tuple[str, ...]:
    """What its Kbuild file asks of the compiler for such a program."""
    text = (source.parent / "Kbuild").read_text(encoding="utf-8")
    found = re.findall(rf"^{re.escape(source.stem)}-userccflags\s*[:+]?=(.*)$", text, re.MULTILINE)
    return tuple(" ".join(found).split())


def samples() -> list[Path]:
    """The samples' folders, in the order of their numbers."""
    return sorted(path.parent for path in SAMPLES.glob("*/Kbuild"))


def find(wanted: str) -> Path:
    """A sample by number or name, or any case by its folder."""
    for folder in samples():
        number, _, name = folder.name.partition("_")
        if wanted in (folder.name, name):
            return folder
        if wanted.isdigit() and number.isdigit() and int(wanted) == int(number):
            return folder
    if "/" in wanted or wanted in (".", ".."):
        return Path(wanted)
    names = ", ".join(folder.name for folder in samples()) or "none yet"
    raise Failure(f"unknown SAMPLE '{wanted}': known are {names}")


def object_folder(kernel_build: Path, case: Case) -> Path:
    """Where the objects of a case go."""
    folder = kernel_build / case.place
    assert folder.is_relative_to(BUILD)
    return folder
