#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Makes the checks of scripts/checks on one C++ source.

Prints file:line: message for each finding; the status is 1 then. What a `// SAFETY:` comment right
above gives a reason for is no finding.
"""
from __future__ import annotations

import argparse
import sys

from clang import cindex

import checks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0],
                                     usage="%(prog)s [--folder FOLDER] FILE -- COMPILER FLAGS...")
    parser.add_argument("--folder", default="", help="check headers below this folder, too")
    parser.add_argument("file")
    parser.add_argument("flags", nargs="*")
    arguments = parser.parse_args()
    try:
        found = checks.run(arguments.file, arguments.flags, arguments.folder)
    except (ValueError, cindex.TranslationUnitLoadError) as error:
        print(f"{arguments.file}:{error}", file=sys.stderr)
        return 2
    for one in found:
        print(f"{one.file}:{one.line}: {one.text}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
