# SPDX-License-Identifier: GPL-2.0
"""Builds modules in scratch folders with the kernel's Kbuild, and looks at what comes out."""
from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from common.project import ROOT, plain_environment
from kernels.catalogue import Kernel
from modules import probes

SUPPORT = ROOT / "kernel_support"
# CXX [M] /folder/name.o, the only thing that a build says when all is well
STEP = re.compile(r"^  ([A-Z]+) +(?:\[M\] +)?(\S+)$")
# Kbuild's own words where the kernel's type information is not there
_HARMLESS = re.compile(r"^(make(\[\d+\])?: (Entering|Leaving) directory"
                       r"|Skipping BTF generation for \S+ due to unavailability of vmlinux$)")

MODULE = """\
struct Example : kernel::Module<Example> {{
  static kernel::Result<Example> init(kernel::ThisModule&) {{
    {body}
    return {{std::in_place}};
  }}
}};
KERNEL_MODULE(Example, {{.name = "{name}", .description = "an example", .license = "GPL"}});
"""
HEADERS = "#include <kernel/module.hpp>\n#include <kernel/print.hpp>\n"


class BuildFailed(Exception):
    """What make said."""


class Output:
    """What a build printed."""

    def __init__(self, text: str) -> None:
        self.text = text
        lines = text.splitlines()
        self.steps = {(match[1], Path(match[2]).name) for match in map(STEP.match, lines) if match}
        self.remarks = [line for line in lines if not STEP.match(line) and not _HARMLESS.match(line)
                        and line.strip()]

    def of(self, verb: str) -> set[str]:
        """What was made by one kind of step: of("CXX")."""
        return {name for step, name in self.steps if step == verb}


class Folder:
    """A folder with a Kbuild file and sources."""

    def __init__(self, kernel: Kernel, path: Path, support: Path = SUPPORT) -> None:
        self.kernel, self.path, self.support = kernel, path, support
        self.options = kernel.options
        self.noted = path.with_name(f"{path.name}.probes")
        path.mkdir(parents=True, exist_ok=True)

    def write(self, **files: str) -> None:
        """Writes files: main_cc is main.cc; Kbuild gets its last line."""
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            if name == "Kbuild":
                text += f"\ninclude {self.support}/module.mk\n"
            (self.path / (f"{stem}.{suffix}" if stem else name)).write_text(text, encoding="utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts make -C $KDIR M=folder."""
        environment = {key: value for key, value in plain_environment().items()
                       if not key.startswith("CXX_")}
        environment |= probes.environment(self.kernel, self.noted)
        return subprocess.Popen(
            ["make", "-C", self.kernel.kdir, f"M={self.path}", *self.kernel.make_options,
             *arguments],
            env=environment | {"LC_ALL": "C"}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)

    def finish(self, process: subprocess.Popen[str]) -> Output:
        """Waits for what start() started."""
        text = process.communicate()[0]
        probes.keep(self.kernel, self.noted, process.returncode == 0)
        if process.returncode != 0:
            raise BuildFailed(text)
        return Output(text)

    def make(self, *arguments: str) -> Output:
        """Builds."""
        return self.finish(self.start(*arguments))

    def times(self) -> dict[Path, int]:
        """When each file was written."""
        return {path: path.stat().st_mtime_ns for path in self.path.rglob("*") if path.is_file()}

    def command(self, name: str) -> list[str]:
        """The words of the command that made an object."""
        path = self.path / f".{name}.cmd"
        line = path.read_text(encoding="utf-8").split("\n", 1)[0]
        return line.partition(":= ")[2].partition(" 2>")[0].split()


class Object:
    """An object file or a module."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _run(self, *command: str) -> str:
        return subprocess.run([*command, self.path], capture_output=True, text=True, check=True,
                              env={**os.environ, "LC_ALL": "C"}).stdout

    def sections(self) -> dict[str, str]:
        """The sections and their flags (A: has a place in memory)."""
        return {match[1]: match[2] for match in re.finditer(
            r"^ *\[ *\d+\] (\S+) +\S+ +\S+ \S+ \S+ \S+ +([A-Za-z]*) +\d+ +\d+ +\d+$",
            self._run("readelf", "-SW"), re.MULTILINE)}

    def symbols(self) -> list[tuple[str, str, str]]:
        """(name, binding, section) of each."""
        names = re.findall(r"^ *\[ *(\d+)\] (\S+)", self._run("readelf", "-SW"), re.MULTILINE)
        section = dict(names)
        return [(name, binding, section.get(index, index)) for binding, index, name in re.findall(
            r"^ *\d+: [0-9a-f]+ +\S+ +\S+ +(\S+) +\S+ +(?:\[.*\] +)?(\S+) (\S+)",
            self._run("readelf", "-sW"), re.MULTILINE)]

    def relocations(self) -> str:
        """All of them."""
        return self._run("readelf", "-rW")

    def code(self, function: str) -> str:
        """The disassembly of a function."""
        text = self._run("objdump", "-dr", "--no-show-raw-insn", f"--disassemble={function}")
        return text.partition(f"<{function}>:")[2]

    def info(self) -> dict[str, list[str]]:
        """What modinfo says."""
        found: dict[str, list[str]] = {}
        for line in self._run("/sbin/modinfo").splitlines():
            key, _, value = line.partition(":")
            found.setdefault(key, []).append(value.strip())
        return found

    def versions(self) -> set[str]:
        """The symbols whose version the module asks for (MODVERSIONS)."""
        # Into a file: objcopy says nothing when it cannot seek in its output.
        with tempfile.NamedTemporaryFile() as file:
            subprocess.run(["objcopy", "-O", "binary", "-j", "__versions", "--set-section-flags",
                            "__versions=alloc", self.path, file.name], check=True)
            table = Path(file.name).read_bytes()
        # struct modversion_info: a long, and a name that fills it up to 64 bytes
        return {table[start:start + 56].split(b"\0", 1)[0].decode()
                for start in range(8, len(table), 64)}
