#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Puts what the last run of the tests has passed into README.md and the page on hosts.

docs/design/tested.csv has a line for each host and kernel. A run replaces those of its own, if no
test failed. --record names that of a run elsewhere.
"""
from __future__ import annotations

import argparse
import csv
import io
import json
import re
from pathlib import Path

from common.files import write_if_changed
from common.program import Failure, run_main
from common.project import BUILD, ROOT, path_words
from kernels import catalogue

TABLE = ROOT / "docs/design/tested.csv"
README = ROOT / "README.md"
HEADS = ["Host", "KERNEL=", "Linux", "Compiler", "Tests passed", "Date"]
_PLACE = re.compile(r"(<!-- scripts/tested.py writes this table -->\n).*?(?=\n\n)", re.DOTALL)


def rows_of(record: Path) -> list[list[str]]:
    """The lines that a run gives."""
    try:
        run = json.loads(record.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Failure(f"{path_words(record)} is not there: say 'make test' first") from None
    if run["failed"]:
        raise Failure(f"{run['failed']} tests failed in the last run: mend them first")
    if run["tests"] == "some":
        raise Failure("the last run chose among the tests: say 'make test' without -k or CHANGED=")
    part = "" if run["tests"] == "all" else f" of {run['tests']}"
    return [[run["host"], one["name"], one["release"], one["compiler"], f"{one['passed']:,}{part}",
             run["date"]] for one in run["kernels"]]


def read_table() -> list[list[str]]:
    """The lines that are known."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def merged(known: list[list[str]], new: list[list[str]]) -> list[list[str]]:
    """The new lines stand for older ones of the same host and kernel."""
    rows = {(row[0], row[1]): row for row in [*known, *new]}
    order = catalogue.known()
    return sorted(rows.values(), key=lambda row: (row[0], order.index(row[1])))


def as_csv(rows: list[list[str]]) -> str:
    """The file docs/design/tested.csv."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADS, *rows])
    return text.getvalue()


def in_readme(text: str, rows: list[list[str]]) -> str:
    """README with the table."""
    lines = ["| " + " | ".join(HEADS) + " |", "|---" * len(HEADS) + "|"]
    lines += ["| " + " | ".join([row[0], f"`{row[1]}`", *row[2:]]) + " |" for row in rows]
    table = "\n".join(lines)
    changed, count = _PLACE.subn(lambda match: match[1] + "\n" + table, text)
    if count != 1:
        raise Failure("README.md has no comment that names scripts/tested.py: there goes the table")
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", type=Path, default=BUILD / "tested.json", metavar="FILE",
                        help="what a run kept, if not build/tested.json")
    arguments = parser.parse_args()
    rows = merged(read_table(), rows_of(arguments.record))
    write_if_changed(TABLE, as_csv(rows))
    write_if_changed(README, in_readme(README.read_text(encoding="utf-8"), rows))


if __name__ == "__main__":
    run_main(main)
