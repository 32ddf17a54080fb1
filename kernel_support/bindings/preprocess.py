# SPDX-License-Identifier: GPL-2.0
"""Macros and the list of headers, from the kernel's own compiler (`-E -dD`).

libclang could record macros too, but its record of every expansion costs more than the parse.
"""

import os
import re
import subprocess
from dataclasses import dataclass

from command import Compiler
from errors import BindingsError

_LINE = re.compile(
    r'^#(?: \d+ "([^"]*)"|define (\w+)(\()?(.*)|undef (\w+))',
    re.MULTILINE,
)


@dataclass(frozen=True)
class Macro:
    """One macro as it stands at the end of the headers."""

    name: str
    file: str
    function_like: bool
    body: str


@dataclass(frozen=True)
class Preprocessed:
    """What the preprocessor knows about the headers."""

    macros: dict[str, Macro]
    files: tuple[str, ...]  # every file read, in order

    @property
    def big_endian(self) -> bool:
        """The target's byte order."""
        order = self.macros.get("__BYTE_ORDER__")
        return order is not None and order.body == "__ORDER_BIG_ENDIAN__"


def preprocess(compiler: Compiler, headers: str) -> Preprocessed:
    """Runs the preprocessor over the list of headers."""
    run = subprocess.run([*compiler.words, "-w", "-E", "-dD", "-x", "c", headers],
                         capture_output=True, encoding="utf-8", errors="replace",
                         env={**os.environ, "LC_ALL": "C"})
    if run.returncode != 0:
        lines = run.stderr.splitlines()
        first = next((line for line in lines if "error:" in line), lines[0] if lines else "")
        raise BindingsError(f"the headers cannot be preprocessed: {first}")
    return read_definitions(run.stdout)


def read_definitions(text: str) -> Preprocessed:
    """Reads the output of `-E -dD`: line markers, #define and #undef lines."""
    macros: dict[str, Macro] = {}
    files: dict[str, None] = {}
    current = ""
    for match in _LINE.finditer(text):
        file, name, args, body, undef = match.groups()
        if file is not None:
            current = file
            files[file] = None
        elif name:
            macros[name] = Macro(name, current, args is not None, body.strip())
        else:
            macros.pop(undef, None)
    read = tuple(f for f in files if not f.startswith("<") and not f.endswith("/"))
    return Preprocessed(macros, read)
