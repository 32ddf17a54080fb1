#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Makes the documentation into files to carry along: a zip file of the pages and an EPUB.

They are build/docs/cpp-for-linux-html.zip and build/docs/cpp-for-linux.epub. From the same commit
they are the same, byte for byte.
"""
from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is built in the source folders

import build_docs  # noqa: E402
from common.files import locked  # noqa: E402
from common.program import run_main  # noqa: E402
from common.project import ROOT, path_words  # noqa: E402
from common.terminal import Step  # noqa: E402

NAME = "cpp-for-linux"
FIRST = 315619200       # 1980-01-02, the first day that a zip file knows in all time zones


def commit_time() -> int:
    """Seconds since 1970 at the last commit; outside of a clone the same for all."""
    done = subprocess.run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"],
                          capture_output=True, text=True, check=False)
    return int(done.stdout) if done.returncode == 0 and done.stdout.strip() else FIRST


def write_zip(target: Path, files: dict[str, bytes], seconds: int) -> None:
    """A zip file with these, in this order, which does not depend on when and where it is made."""
    trial = target.with_suffix(".trial")
    with zipfile.ZipFile(trial, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, time.gmtime(max(seconds, FIRST))[:6])
            entry.external_attr = 0o100644 << 16
            # Readers of EPUB look for this one in the raw bytes.
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    trial.replace(target)


def pages(folder: Path) -> dict[str, bytes]:
    """All files of the site, in one folder; without what only Sphinx reads."""
    return {f"{NAME}/{path.relative_to(folder)}": path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".buildinfo"}


def sorted_again(book: Path) -> dict[str, bytes]:
    """The parts of an EPUB; `mimetype` must be the first."""
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name)
                for name in sorted(archive.namelist(), key=lambda one: (one != "mimetype", one))}


def make_book(target: Path, seconds: int) -> None:
    """The EPUB, from what Sphinx knows of the pages."""
    work = build_docs.DOCS / "epub"
    doctrees = work / "doctrees"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(build_docs.DOCTREES, doctrees)
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)
    try:
        build_docs.run_sphinx("epub", doctrees, work / "book", "auto")
        write_zip(target, sorted_again(work / f"book/{NAME}.epub"), seconds)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=("zip", "epub"), help="only this one")
    arguments = parser.parse_args()
    build_docs.need_tools()
    seconds = commit_time()
    made = []
    with locked(build_docs.LOCK, "the documentation"):
        build_docs.build()
        if arguments.format != "epub":
            made.append(build_docs.DOCS / f"{NAME}-html.zip")
            with Step("ZIP", path_words(made[-1])):
                write_zip(made[-1], pages(build_docs.HTML), seconds)
        if arguments.format != "zip":
            made.append(build_docs.DOCS / f"{NAME}.epub")
            with Step("EPUB", path_words(made[-1])):
                make_book(made[-1], seconds)
    for path in made:
        print(path_words(path))


if __name__ == "__main__":
    run_main(main)
