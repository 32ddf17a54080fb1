#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Writes compile_commands.json, from which clangd and clang-tidy learn how files are compiled.

The file goes to build/, where clangd finds it; that of a module outside of the checkout goes into
the module's folder.
"""
from __future__ import annotations

import argparse
from pathlib import Path

from common.program import run_main
from common.project import ROOT
from kernels.choice import add_kernel_options, chosen_kernel
from modules.commands import write, write_outside


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.add_argument("folder", nargs="?", type=Path,
                        help="a module outside of the checkout (default: the checkout itself)")
    arguments = parser.parse_args()
    kernel = chosen_kernel(arguments)
    folder = arguments.folder and arguments.folder.expanduser().absolute()
    if folder and not folder.is_relative_to(ROOT):
        print(write_outside(kernel, folder))
    else:
        print(write(kernel))


if __name__ == "__main__":
    run_main(main)
