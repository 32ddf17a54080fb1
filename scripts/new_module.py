#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Starts a module of one's own: a folder that builds, boots and passes at once.

It is scripts/modules/template, with the module's name in place of my_driver.
"""
from __future__ import annotations

import argparse
import re
from pathlib import Path

from common.places import begin, check_place
from common.program import Failure, run_main, say
from common.project import ROOT, check_root_path, path_words

TEMPLATE = ROOT / "scripts/modules/template"
# The kernel keeps a module's name in 56 bytes, the last of them 0.
_LONGEST = 55


def check_name(name: str) -> None:
    """Refuses what cannot be the name of a kernel module."""
    if not name:
        raise Failure("say what the module is called: NAME=my_driver")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Failure(f"'{name}' cannot be a module's name: small letters, digits and _, a letter "
                      "first")
    if len(name) > _LONGEST:
        raise Failure(f"the name has {len(name)} characters, the kernel takes {_LONGEST}: choose a "
                      "shorter one")


def class_name(name: str) -> str:
    """my_driver -> MyDriver."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


def content(template: Path, name: str) -> str:
    """A file of the template, for the module `name`."""
    text = template.read_text(encoding="utf-8")
    for old, new in (("my_driver", name), ("MyDriver", class_name(name)),
                     ("$(src)/../../../kernel_support", f"{ROOT}/kernel_support"),
                     ("?= ../../..", f"?= {ROOT}"), ("SCRIPTS", f"{ROOT}/scripts")):
        text = text.replace(old, new)
    return text


def create(name: str, folder: Path) -> None:
    """Writes the folder."""
    check_root_path()
    check_name(name)
    folder = folder.expanduser().absolute()
    check_place(folder)
    begin(folder, {template.name.replace("my_driver", name): content(template, name)
                   for template in sorted(TEMPLATE.iterdir()) if template.is_file()})
    say(f"{path_words(folder)}: {name}.cc, its Kbuild and what the guest does with it\n"
        f"next: cd {folder} && make run; make check looks for what the compiler does not see")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--name", required=True, help="the module's name, e.g. my_driver")
    parser.add_argument("--folder", required=True, help="where it goes; must not hold anything")
    arguments = parser.parse_args()
    check_name(arguments.name)
    if not arguments.folder:
        raise Failure("say where the module goes: DIR=../" + arguments.name)
    create(arguments.name, Path(arguments.folder))


if __name__ == "__main__":
    run_main(main)
