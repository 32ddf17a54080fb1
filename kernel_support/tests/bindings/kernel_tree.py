# SPDX-License-Identifier: GPL-2.0
"""Asks a configured kernel how it compiles a C file of a module."""

import shlex
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

# Kbuild itself writes down what it would run, and where.
_KBUILD = """\
# SPDX-License-Identifier: GPL-2.0
always-y := command.txt
$(obj)/command.txt: private part-of-module := y
$(obj)/command.txt: FORCE
\t@: $(file >$@,$(CURDIR)$(newline)$(CC) $(filter-out -Wp$(comma)-MMD%,$(c_flags)))
define newline


endef
"""


@dataclass(frozen=True)
class KernelTree:
    """A configured kernel."""

    name: str
    kdir: Path

    @cached_property
    def _module(self) -> TemporaryDirectory[str]:
        """Since 6.13 Kbuild runs in the module's folder, so it stays for the commands."""
        return TemporaryDirectory(prefix="kernel-tree-")

    @cached_property
    def _answer(self) -> tuple[Path, list[str]]:
        folder = self._module.name
        Path(folder, "Kbuild").write_text(_KBUILD, encoding="utf-8")
        run = subprocess.run(["make", "-C", self.kdir, f"M={folder}", "modules"],
                             capture_output=True, text=True)
        answer = Path(folder, "command.txt")
        if not answer.exists():
            raise RuntimeError(f"{self.kdir} builds no modules: {run.stdout}{run.stderr}")
        where, command = answer.read_text(encoding="utf-8").split("\n", 1)
        return Path(where), shlex.split(command)

    @property
    def folder(self) -> Path:
        """The folder that the command runs in."""
        return self._answer[0]

    @property
    def command(self) -> list[str]:
        """The compiler and its flags for a C file of a module."""
        return self._answer[1]

    @property
    def machine(self) -> list[str]:
        """Those of the flags that choose the machine."""
        return [w for w in self.command if w in ("-m32", "-m64") or w.startswith("-mregparm=")]
