#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Runs the tests with pytest, on the kernels of --kernel: names between blanks, or `all`.

Without the option these are all that are downloaded, not those that have to be built first.
Options it does not know are handed to pytest, such as -k WORD, -x or the path of a test.
"""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from common.program import Failure, run_main, say
from common.project import BUILD, ROOT, check_root_path, plain_environment
from guest.initramfs import base
from kernels import catalogue
from kernels.choice import add_kernel_options
from modules import cases, examples

_TESTS = ROOT / "kernel_support/tests"
# More processes than this do not make a few dozen boots any faster.
_MOST_WORKERS = 8
# Guests wait: for kmemleak, or as their cases do. Somebody else works meanwhile.
_MORE_WORKERS = 1


def suites() -> dict[str, str]:
    """What SUITE= accepts: {name: path}."""
    found = {"samples": "samples", "scripts": "scripts/tests",
             "examples": str(examples.INCLUDE.relative_to(ROOT))}
    for folder in sorted(_TESTS.iterdir()) if _TESTS.is_dir() else []:
        if folder.is_dir() and not folder.name.startswith(("_", ".")):
            found[folder.name] = str(folder.relative_to(ROOT))
    for path in sorted((ROOT / "scripts/tests").rglob("test_*.py")):
        found.setdefault(path.stem.removeprefix("test_"), str(path.relative_to(ROOT)))
    return found


def _path(suite: str) -> str:
    """The argument for pytest that a SUITE stands for."""
    known = suites()
    if suite in known:
        return known[suite]
    if Path(suite.partition("::")[0]).exists():
        return suite
    raise Failure(f"unknown SUITE '{suite}': known are {', '.join(sorted(known))}, or a path")


def chosen(wanted: str) -> list[str]:
    """The kernels that KERNEL= names: one, several, or `all`; none if it is empty."""
    names = wanted.split()
    if "all" in names:
        fit = [name for name in catalogue.known() if catalogue.fits(name)]
        if others := sorted(set(catalogue.known()) - set(fit)):
            say(f"  left out: {', '.join(others)}: this system does not have their compiler")
        return fit
    for name in names:
        catalogue.settings(name)
    return list(dict.fromkeys(names))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_kernel_options(parser)
    parser.set_defaults(kernel="")
    parser.add_argument("--suite", help="one group of tests, or the path of one")
    parser.add_argument("--workers", type=int, help="number of processes (default: one more than "
                        "processors)")
    parser.add_argument("--sample", help="a sample's number or name, or a folder")
    arguments, others = parser.parse_known_args()
    check_root_path()
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / ".pytest.ini"),
               "--rootdir", str(ROOT)]
    if arguments.kdir:
        catalogue.check_tree(arguments.kdir.absolute())
        command += ["--kdir", str(arguments.kdir.absolute())]
        command += ["--image", str(arguments.image.absolute())] if arguments.image else []
    else:
        for name in chosen(arguments.kernel):
            command += ["--kernel", name]
    # Before the processes start, so that a download is seen and done once.
    base()
    processors = len(os.sched_getaffinity(0))
    workers = arguments.workers or min(processors + _MORE_WORKERS, _MOST_WORKERS)
    if workers > 1:
        command += ["-n", str(workers), "--dist", "loadgroup"]
    command += others
    if arguments.sample:
        command += [str(cases.load(cases.find(arguments.sample)).folder / "Kbuild")]
    elif arguments.suite:
        command += [_path(arguments.suite)]
    environment = plain_environment() | {
        "PYTHONPATH": str(ROOT / "scripts"),
        "PYTHONPYCACHEPREFIX": str(BUILD / "pycache"),
        "PYTEST_ADDOPTS": "",
        # Only what is named here: a plugin of the host's must not change the results.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    command[3:3] = ["-p", "xdist.plugin"] if workers > 1 else []
    os.chdir(ROOT)
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    run_main(main)
