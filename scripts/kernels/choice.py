# SPDX-License-Identifier: GPL-2.0
"""The options with which every script is told the kernel: --kernel, --kdir and --image."""
from __future__ import annotations

import argparse
from pathlib import Path

from kernels import catalogue
from kernels.catalogue import Kernel
from kernels.fetch import fetch


def add_kernel_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options to a script's parser."""
    parser.add_argument("--kernel", default=catalogue.DEFAULT, metavar="KERNEL",
                        help=f"one of: {', '.join(catalogue.known())} (default: %(default)s)")
    parser.add_argument("--kdir", type=Path, metavar="PATH",
                        help="a configured kernel tree or headers of your own, instead")
    parser.add_argument("--image", type=Path, metavar="PATH",
                        help="the vmlinux or bzImage to boot with --kdir, if not found there")


def chosen_kernel(arguments: argparse.Namespace) -> Kernel:
    """The kernel the options name, fetched first when it is not here yet."""
    if arguments.kdir:
        return catalogue.from_tree(arguments.kdir, arguments.image)
    return fetch(arguments.kernel)
