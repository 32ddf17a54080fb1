#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Builds the documentation: Doxygen reads the headers, Sphinx makes the pages. Any warning fails.

Only what changed is built again. Everything goes under build/docs; the last line names the page to
open.
"""
from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is built in the source folders

from common.files import locked, write_if_changed, write_whole  # noqa: E402
from common.program import Failure, run_main, say  # noqa: E402
from common.project import BUILD, ROOT, path_words  # noqa: E402
from common.terminal import Step  # noqa: E402

sys.path.insert(0, str(ROOT / "docs/extensions"))
import contracts  # noqa: E402
import doxygen_xml  # noqa: E402
import published  # noqa: E402
import samples  # noqa: E402

DOCS = BUILD / "docs"
XML = DOCS / "xml"
HTML = DOCS / "html"
LOCK = BUILD / "docs.lock"
DOCTREES = DOCS / "doctrees"        # what Sphinx knows of the pages, from the last good run

_PACKAGES = {"sphinx": "python3-sphinx", "breathe": "python3-breathe", "furo": "furo",
             "sphinx_copybutton": "python3-sphinx-copybutton"}
# <!-- quoted from FILE --> before a block of README.md says where its lines come from.
_QUOTED = re.compile(r"<!-- quoted from (\S+) -->\n+```\w*\n(.*?)```", re.DOTALL)


def need_tools() -> None:
    """Names the Debian packages that are missing."""
    missing = [package for module, package in _PACKAGES.items()
               if importlib.util.find_spec(module) is None]
    if not shutil.which("doxygen"):
        missing.insert(0, "doxygen")
    if missing:
        raise Failure(f"the documentation needs more tools: apt-get install {' '.join(missing)}")


def read_headers() -> None:
    """Doxygen and the mending of what it wrote; skipped when no header changed."""
    inputs = [*sorted((ROOT / "kernel_support/include").rglob("*.hpp")),
              *sorted((ROOT / "kernel_support/helpers").glob("*.c")),
              ROOT / "docs/Doxyfile", ROOT / "docs/namespaces.dox",
              Path(doxygen_xml.__file__), Path(contracts.__file__)]
    stamp, digest = DOCS / "xml.stamp", _digest(inputs)
    if _is_stamped(stamp, digest):
        return
    with Step("DOXYGEN", "kernel_support/include"):
        _run_doxygen()
    files, summary = doxygen_xml.mend(DOCS / "doxygen/xml", ROOT / "kernel_support")
    if summary.problems:
        for problem in summary.problems:
            say(f"kernel_support/include/{problem}")
        raise Failure(f"{len(summary.problems)} comments are missing or say too little: do what "
                      "the lines above ask for, or move the name to a namespace detail")
    # Until here all is as the stamp says: a mistake that is taken back costs nothing.
    stamp.unlink(missing_ok=True)
    for name, content in _apart(asdict(summary)).items():
        files[name] = json.dumps(content, indent=1) + "\n"
    # Breathe reads again what has a new time stamp, so files that are the same keep theirs.
    for name, text in files.items():
        write_if_changed(XML / name, text)
    for path in XML.iterdir():
        if path.name not in files:
            path.unlink()
    write_whole(stamp, digest)


def _apart(summary: dict) -> dict[str, object]:
    """The files of the summary: each page reads the first, only the indexes read the second."""
    return {"contracts.json": summary.pop("contracts"), "summary.json": summary}


def _digest(paths: list[Path]) -> str:
    state = hashlib.sha256()
    for path in paths:
        state.update(f"{path}\0".encode() + path.read_bytes() + b"\0")
    return state.hexdigest()


def _is_stamped(stamp: Path, digest: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="ascii") == digest


def _run_doxygen() -> None:
    output = DOCS / "doxygen"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    settings = (ROOT / "docs/Doxyfile").read_text(encoding="utf-8")
    done = subprocess.run(["doxygen", "-"], input=f"{settings}\nOUTPUT_DIRECTORY={output}\n",
                          cwd=ROOT, capture_output=True, text=True, check=False)
    # Doxygen says some things twice.
    warnings = list(dict.fromkeys(line for line in done.stderr.splitlines() if line.strip()))
    for line in warnings:
        say(line.replace(f"{ROOT}/", ""))
    if done.returncode != 0 or warnings:
        raise Failure("Doxygen does not understand a comment: correct it where the lines above say")


def check_readme() -> None:
    """What README.md shows must be what the tests see."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = _QUOTED.findall(text)
    if not blocks:
        raise Failure("README.md shows no transcript: mark it with <!-- quoted from FILE -->")
    for source, block in blocks:
        if not (ROOT / source).is_file():
            raise Failure(f"README.md quotes {source}, which does not exist")
        if block not in (ROOT / source).read_text(encoding="utf-8"):
            raise Failure(f"README.md shows a transcript that is not part of {source}: copy the "
                          "lines from there")


def read_samples() -> list[samples.Sample]:
    """What the cards of the samples say."""
    names = samples.public_names(json.loads((XML / "summary.json").read_text(encoding="utf-8")))
    try:
        return [samples.read(folder, names) for folder in samples.folders(ROOT)]
    except samples.Mistake as mistake:
        raise Failure(str(mistake)) from None


def check_cards() -> None:
    """What stands in the folders of the samples must be what the pages say."""
    wrong = samples.check(ROOT, read_samples())
    for problem in wrong[:-1]:
        say(problem)
    if wrong:
        raise Failure(wrong[-1])


def update_cards() -> None:
    """The README.md of each sample."""
    for sample in read_samples():
        write_if_changed(sample.folder / "README.md", samples.readme(sample))


def make_pages(jobs: str) -> None:
    """Sphinx; a run with warnings leaves nothing behind that a later run would take for good.

    It works on a copy of what it knows of the pages. After such a run they are as known before, and
    those that it wrote are to be written again.
    """
    # Sphinx does not see that what makes its pages has changed.
    makers = [ROOT / "conf.py", *sorted((ROOT / "docs/extensions").glob("*.py")),
              *sorted((ROOT / "docs/static").iterdir()),
              *sorted((ROOT / "docs/templates").rglob("*.html"))]
    stamp, digest = DOCS / "pages.stamp", _digest(makers)
    if not _is_stamped(stamp, digest):
        shutil.rmtree(DOCTREES, ignore_errors=True)
    trial = DOCTREES.with_suffix(".trial")
    shutil.rmtree(trial, ignore_errors=True)
    if DOCTREES.is_dir():
        shutil.copytree(DOCTREES, trial)
    before = _times_of_pages()
    try:
        with Step("SPHINX", "docs"):
            run_sphinx("html", trial, HTML, jobs)
    except BaseException:
        shutil.rmtree(trial, ignore_errors=True)
        for page, changed in _times_of_pages().items():
            if changed != before.get(page):
                page.unlink()
        raise
    shutil.rmtree(DOCTREES, ignore_errors=True)
    trial.rename(DOCTREES)
    write_whole(stamp, digest)
    _remove_stale_pages()


def run_sphinx(builder: str, doctrees: Path, output: Path, jobs: str, *options: str) -> None:
    """One of Sphinx's builders; what it has to object is said, and any of it fails."""
    command = [sys.executable, "-B", "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-j", jobs,
               "-b", builder, "-c", str(ROOT), "-d", str(doctrees),
               "-D", f"breathe_projects.kernel={XML}", *options,
               str(ROOT / "docs"), str(output)]
    # Debian compiled Sphinx when it was installed; with a cache elsewhere that would be lost.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPYCACHEPREFIX"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    for line in (done.stdout + done.stderr).splitlines():
        if line.strip():
            say(line.replace(f"{ROOT}/", ""))
    if done.returncode != 0:
        raise Failure("Sphinx does not accept a page: correct it where the lines above say")


def _times_of_pages() -> dict[Path, int]:
    return {page: page.stat().st_mtime_ns for page in HTML.rglob("*.html")}


def _remove_stale_pages() -> None:
    """Pages whose source is gone."""
    sources = {path.relative_to(ROOT / "docs").with_suffix("")
               for path in (ROOT / "docs").rglob("*.rst")}
    sources |= {Path(published.page_of(file)) for file in published.files(ROOT)}
    for page in HTML.rglob("*.html"):
        name = page.relative_to(HTML).with_suffix("")  # error.hpp.html is the page of error.hpp
        if name not in sources and str(name) not in ("genindex", "search"):
            page.unlink()


def build(jobs: str = "auto") -> None:
    """All that is not up to date; who calls this holds LOCK."""
    read_headers()
    check_readme()
    check_cards()
    make_pages(jobs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fresh", action="store_true", help="build all pages again")
    parser.add_argument("--update-cards", action="store_true",
                        help="write the README.md of each sample instead")
    parser.add_argument("--jobs", default="auto", help="processes (default: one per CPU)")
    parser.add_argument("--accept-anchors", action="store_true",
                        help="write docs/reference/anchors.txt: the names that others may link to")
    arguments = parser.parse_args()
    if arguments.accept_anchors:
        os.environ["ACCEPT_ANCHORS"] = "1"
    need_tools()
    with locked(LOCK, "the documentation"):
        if arguments.fresh:
            shutil.rmtree(DOCS, ignore_errors=True)
        if arguments.update_cards:
            read_headers()
            update_cards()
            return
        build(arguments.jobs)
    print(f"open {path_words(HTML / 'index.html')}")


if __name__ == "__main__":
    run_main(main)
