# SPDX-License-Identifier: GPL-2.0
"""The kernel's compile command, and the part of it that libclang is given.

The kernel is configured for GCC.  libclang gets only the flags that decide what a header means
(paths, macros, language, ABI); everything about code generation and warnings is left out, so
flags that clang does not know never reach it.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from functools import cache

from errors import BindingsError

# Flags whose value may be the next word.
_WITH_VALUE = ("-I", "-D", "-U", "-isystem", "-iquote", "-idirafter", "-include", "-imacros")

# Single words that change what a declaration means.  -m flags: only those of the ABI.
_KEEP = re.compile(
    r"-std=.*|-ansi|-nostdinc|--target=.*"
    r"|-f(no-)?(short-wchar|short-enums|(un)?signed-char|(un)?signed-bitfields|ms-extensions"
    r"|freestanding)"
    r"|-fpack-struct(=.*)?"
    r"|-m(16|32|64|x32|arch=.*|cpu=.*|abi=.*|cmodel=.*|regparm=.*|(little|big)-endian|[EL][BL]"
    r"|general-regs-only|soft-float|no-(sse|sse2|mmx|80387|3dnow|avx|implicit-float|red-zone))"
)

# Flags that name an output: the generator chooses its own.
_OUTPUT = re.compile(r"-c|-S|-E|-M{1,2}D?|-MP|-MG|-Wp,-M.*|-o.+|-M[FTQ].+")
_OUTPUT_WITH_VALUE = ("-o", "-MF", "-MT", "-MQ")


@dataclass(frozen=True)
class Compiler:
    """A compile command without its input and output files."""

    words: tuple[str, ...]        # the command, as Kbuild runs it
    clang_flags: tuple[str, ...]  # what libclang is given
    include_dirs: tuple[str, ...]

    @cache
    def header_name(self, path: str) -> str:
        """The path of a header as a kernel developer writes it, for example linux/slab.h."""
        path = os.path.abspath(path)
        above = [d for d in self.include_dirs if path.startswith(d + "/")]
        return path[len(min(above, key=len)) + 1:] if above else path


def parse_command(words: list[str]) -> Compiler:
    """Splits `CC FLAGS...` into what is run as it is and what libclang understands."""
    kept: list[str] = []
    flags: list[str] = []
    include_dirs: list[str] = []
    first_flag = next((i for i, word in enumerate(words) if word.startswith("-")), len(words))
    if first_flag == 0:
        raise BindingsError("no compiler after `--`: give the kernel's $(CC) and its flags")
    kept += words[:first_flag]
    rest = iter(words[first_flag:])
    for word in rest:
        if word in _OUTPUT_WITH_VALUE:
            next(rest, None)
            continue
        if _OUTPUT.fullmatch(word):
            continue
        option = next((o for o in _WITH_VALUE if word.startswith(o)), None)
        if word == option:
            value = next(rest, None)
            if value is None:
                raise BindingsError(f"the compiler flag {word} lacks its value")
            kept += [word, value]
            flags += [word, value]
        elif option or _KEEP.fullmatch(word):
            value = word[len(option):] if option else ""
            kept.append(word)
            flags.append(word)
        else:
            if word.startswith("-") or not word.endswith((".c", ".o")):
                kept.append(word)  # a flag, or the value of one: --param asan-stack=1
            continue
        if option in ("-I", "-isystem", "-iquote", "-idirafter"):
            include_dirs.append(os.path.abspath(value))
    if not any(flag.startswith("--target=") for flag in flags):  # clang-built kernels have it
        flags.insert(0, f"--target={_machine(words[:first_flag])}")
    return Compiler(tuple(kept), tuple(flags), tuple(include_dirs))


def _machine(compiler: list[str]) -> str:
    """The compiler's target, so that libclang lays types out for the same machine."""
    try:
        run = subprocess.run([*compiler, "-dumpmachine"], capture_output=True, text=True)
    except OSError as error:
        raise BindingsError(f"cannot run the compiler {compiler[-1]}: {error.strerror}") from None
    if run.returncode != 0 or not run.stdout.strip():
        raise BindingsError(f"`{' '.join(compiler)} -dumpmachine` failed: is it a C compiler?")
    return run.stdout.strip()
