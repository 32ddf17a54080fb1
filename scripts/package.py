#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Builds a Debian package of kernel_support, for this release, and prints its path.

It installs what `make install PREFIX=/usr` does, and brings what building a module takes. Beside
it in build/package are its source package and the log of dpkg-buildpackage.
"""
from __future__ import annotations

import argparse

from common.program import run_main
from common.project import path_words
from shipping import package


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.parse_args()
    print(path_words(package.build()))


if __name__ == "__main__":
    run_main(main)
