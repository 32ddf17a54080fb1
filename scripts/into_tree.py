#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Puts the samples into the source tree of a kernel, to be built in or as its modules.

They are then a menu of its Kconfig, and `make` there builds them. --remove takes them out again.
"""
from __future__ import annotations

import argparse
from pathlib import Path

from common.program import Failure, run_main, say
from modules import in_tree


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--remove", action="store_true", help="take them out again")
    parser.add_argument("--link", action="store_true",
                        help="links to this checkout, whose files can be edited, instead of copies")
    parser.add_argument("--update", action="store_true", help="replace another version")
    parser.add_argument("--force", action="store_true", help="also what was changed in the tree")
    parser.add_argument("tree", help="the source tree")
    arguments = parser.parse_args()
    if not arguments.tree:
        raise Failure("say which tree: TREE=../linux")
    tree = Path(arguments.tree)
    if arguments.remove:
        done = in_tree.remove(tree, arguments.force)
        say(f"{tree}: the samples are gone" if done else f"{tree} holds no samples: nothing to do")
        return
    done = in_tree.put(tree, arguments.link, arguments.update, arguments.force)
    say(f"{tree / in_tree.FOLDER}: " + ("the samples" if done else "all is there already")
        + "\nnext: make menuconfig there: Kernel hacking, Sample kernel code, C++ samples; "
        "then make")


if __name__ == "__main__":
    run_main(main)
