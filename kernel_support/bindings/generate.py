#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Turns the configured kernel's C headers into one C++ header and a C file that proves it.

Writes into --out: bindings_check.c, bindings.report, bindings.d and, last, bindings.hpp.
README.md beside this file says how it works and how to add a name.
"""

import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is built in the source folder

from errors import BindingsError  # noqa: E402


def main(arguments: list[str]) -> int:
    """Runs the generator; one line on stderr says what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--headers", required=True, help="C header that includes all that is read")
    parser.add_argument("--names", required=True, help="list of wanted names")
    parser.add_argument("--out", required=True, help="folder that the files are written to")
    parser.add_argument("command", nargs="+", metavar="CC", help="after --: compiler and flags")
    options = parser.parse_args(arguments)
    try:
        generate(options.headers, options.names, options.out, options.command)
    except BindingsError as error:
        print(f"{os.path.basename(__file__)}: {error}", file=sys.stderr)
        return 1
    return 0


def generate(headers: str, names: str, out: str, command: list[str]) -> None:
    """Generates all files into `out`."""
    from collect import Collector, macros_to_probe
    from command import parse_command
    from emit_check import check_text
    from emit_cxx import CxxEmitter
    from emit_report import depend_text, report_text
    from names import read_names
    from parse import Headers
    from preprocess import preprocess

    headers = os.path.abspath(headers)
    wanted = read_names(names)
    compiler = parse_command(command)
    pre = preprocess(compiler, headers)
    parsed = Headers(compiler, headers, macros_to_probe(wanted, pre, compiler.header_name))
    bindings = Collector(parsed, pre, compiler.header_name).collect(wanted)
    cxx = CxxEmitter(bindings)
    here = os.path.dirname(os.path.abspath(__file__))
    own = sorted(os.path.join(here, f) for f in os.listdir(here) if f.endswith(".py"))
    target = os.path.join(out, "bindings.hpp")
    texts = {
        "bindings_check.c": check_text(bindings, headers, pre),
        "bindings.report": report_text(bindings, cxx.renamed()),
        "bindings.d": depend_text(target, [*pre.files, os.path.abspath(names), *own]),
        "bindings.hpp": cxx.text(),
    }
    try:
        os.makedirs(out, exist_ok=True)
        for name, text in texts.items():
            _write(os.path.join(out, name), text)
    except OSError as error:
        raise BindingsError(f"cannot write to {out}: {error.strerror}") from None


def _write(path: str, text: str) -> None:
    """Replaces a file in one step, so that no reader sees half of it."""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".bindings.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
