#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Names the places in a kernel's report: file and line, the source line, C++ names as written.

Reads the log of a console, from a file or standard input, and prints it again with these.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from common.program import Failure, run_main
from kernels.choice import add_kernel_options, chosen_kernel
from modules import cases
from modules.build import modules as built_modules
from symbols.symbolise import annotate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.add_argument("case", help="a sample's number or name, or a folder: whose modules it is "
                        "about, as they were built last")
    parser.add_argument("log", nargs="?", type=Path, help="the log (default: standard input)")
    arguments = parser.parse_args()
    kernel = chosen_kernel(arguments)
    objects = cases.object_folder(kernel.build, cases.load(cases.find(arguments.case)))
    if not (objects / "modules.order").is_file():
        raise Failure(f"{arguments.case} is not built for {kernel.name}: run make build")
    try:
        text = (arguments.log.read_text(encoding="utf-8", errors="replace") if arguments.log
                else sys.stdin.buffer.read().decode(errors="replace"))
    except OSError as error:
        raise Failure(f"{arguments.log}: {error.strerror}") from None
    for line in annotate(text.splitlines(), kernel, built_modules(objects)):
        print(line)


if __name__ == "__main__":
    run_main(main)
