# SPDX-License-Identifier: GPL-2.0
"""Makes the checks of scripts/checks on one C++ source, on libclang's tree, which is read once.

As a program, it prints file:line: message for each finding; the status is 1 then. What a
`// SAFETY:` comment right above gives a reason for is no finding.
"""
from __future__ import annotations

import argparse
import sys

from clang import cindex

from checks import (bound_members, captures, escapes, guard_members, shared_members, slicing,
                    whole_try, work_members)
from checks.excuse import is_excused
from checks.tree import Finding, Tree

CHECKS = (whole_try, bound_members, captures, escapes, guard_members, shared_members, slicing,
          work_members)


def run(file: str, arguments: list[str], folder: str = "") -> list[Finding]:
    """What is wrong in a file and, if a folder is given, in headers below it."""
    tree = Tree(file, arguments, folder)
    found = {one for check in CHECKS for one in check.check(tree)}
    return sorted(one._replace(excusable=()) for one in found
                  if not any(is_excused(one.file, line) for line in one.excusable))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                     usage="%(prog)s [--folder FOLDER] FILE -- COMPILER FLAGS...")
    parser.add_argument("--folder", default="", help="check headers below this folder, too")
    parser.add_argument("file")
    parser.add_argument("flags", nargs="*")
    arguments = parser.parse_args()
    try:
        found = run(arguments.file, arguments.flags, arguments.folder)
    except (ValueError, cindex.TranslationUnitLoadError) as error:
        print(f"{arguments.file}:{error}", file=sys.stderr)
        return 2
    for one in found:
        print(f"{one.file}:{one.line}: {one.text}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
