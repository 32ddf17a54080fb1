#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Runs the project's commands on another release of Debian: what README says, on a fresh system.

The release is a root that debootstrap makes, once for all checkouts; what is committed is cloned
into it. Needs root, a network for the first run, and about 5 GB of disk.
"""
from __future__ import annotations

import argparse
import subprocess
import time

from common.program import Failure, run_main, say
from common.project import ROOT, path_words
from common.terminal import coloured
from hosts import roots, tools
from hosts.roots import Root
from hosts.tools import Release
from kernels import archive, catalogue


def default_commands(release: Release) -> list[str]:
    """README's first command; the samples and the unit tests on the release's own kernel."""
    own = release.word("kernel")
    more = [f"make run KERNEL={own}"] if own != catalogue.DEFAULT else []
    return ["make run", *more, f"make test SUITE=unit KERNEL={own}"]


def commit() -> str:
    """What is cloned, as a person calls it; what is only in the checkout is not in it."""
    def git(*words: str) -> str:
        done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            raise Failure(f"{ROOT} is no clone, which another could be made of")
        return done.stdout.strip()

    changed = len(git("status", "--porcelain").splitlines())
    missing = f", without {changed} files that differ from it" if changed else ""
    return f"{git('log', '-1', '--format=%h %s')}{missing}"


def run_all(root: Root, commands: list[str]) -> dict[str, tuple[int, float]]:
    """Runs them one after the other; {command: (status, seconds)}."""
    results = {}
    for command in commands:
        say(coloured(f"$ {command}", "bold"))
        begun = time.monotonic()
        status = root.run(command)
        results[command] = (status, time.monotonic() - begun)
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("host", help=f"one of: {', '.join(tools.releases())}")
    parser.add_argument("--command", action="append", metavar="LINE",
                        help="run this instead of the usual; may be given several times")
    parser.add_argument("--fresh", action="store_true", help="make the root anew")
    arguments = parser.parse_args()
    release = tools.releases().get(arguments.host)
    if not release:
        raise Failure(f"unknown HOST '{arguments.host}': known are {', '.join(tools.releases())}")
    roots.need_root()
    what = commit()
    with roots.entered(release, archive.mirror(), arguments.fresh) as root:
        say(f"  CLONE   {what}")
        root.clone(ROOT)
        results = run_all(root, arguments.command or default_commands(release))
        print()
        for command, (status, seconds) in results.items():
            verdict = coloured("ok", "green") if status == 0 else coloured("FAILED", "red")
            print(f"{command:<50}{seconds:>8.1f} s  {verdict}")
        failed = sum(status != 0 for status, _ in results.values())
        print(f"{len(results) - failed} passed, {failed} failed on {release.title}; its root is "
              f"{path_words(root.path)}")
    return 1 if failed else 0


if __name__ == "__main__":
    run_main(main)
