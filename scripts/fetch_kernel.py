#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Brings a kernel of configs/ under build/kernels: headers to build with, an image to boot.

Nothing is installed. Prints the path of kernel.json, which says where all is.
"""
from __future__ import annotations

import argparse
from pathlib import Path

from common.program import run_main
from common.project import path_words
from kernels import build, catalogue
from kernels.catalogue import KERNELS
from kernels.fetch import fetch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernel", nargs="?", default=catalogue.DEFAULT,
                        help=f"one of: {', '.join(catalogue.known())} (default: %(default)s)")
    parser.add_argument("--update", action="store_true",
                        help="look for a newer version in the archive")
    parser.add_argument("--kdir", type=Path, metavar="PATH",
                        help="build a kernel that is built here from this source tree instead")
    arguments = parser.parse_args()
    if arguments.kdir:
        print(path_words(build.build_tree(arguments.kernel, arguments.kdir)))
        return
    fetch(arguments.kernel, arguments.update)
    print(KERNELS / arguments.kernel / "kernel.json")


if __name__ == "__main__":
    run_main(main)
