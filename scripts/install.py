#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Installs kernel_support, for modules that are built without a checkout of this project.

Everything goes to PREFIX/share/cpp-for-linux; a module's Kbuild includes the module.mk of that
folder. --remove takes it away again.
"""
from __future__ import annotations

import argparse

from common.program import run_main, say
from shipping import installed

DEFAULT = "/usr/local"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--remove", action="store_true", help="take it away again")
    parser.add_argument("--destdir", default="", metavar="FOLDER",
                        help="write below this folder, which a packager moves to / later")
    parser.add_argument("--prefix", default=DEFAULT, help=f"{DEFAULT} if it is not given")
    arguments = parser.parse_args()
    place = installed.place_of(arguments.prefix or DEFAULT, arguments.destdir)
    if arguments.remove:
        say(f"{place}: {'removed' if installed.uninstall(place) else 'nothing is installed there'}")
        return
    done = installed.install(place)
    final = installed.place_of(arguments.prefix or DEFAULT)
    say(f"{place}: {'installed' if done else 'all is there already'}\n"
        f"next: let the Kbuild file of a module include {final}/module.mk")


if __name__ == "__main__":
    run_main(main)
