# SPDX-License-Identifier: GPL-2.0
"""The packages of scripts/: one purpose each, building on each other in one direction only."""
from __future__ import annotations

import ast
import graphlib
import os
import re
from pathlib import Path

import pytest
from common.project import ROOT

SCRIPTS = ROOT / "scripts"
PACKAGES = {path.parent.name: path.parent for path in SCRIPTS.glob("*/__init__.py")}
PROGRAMS = sorted(SCRIPTS.glob("*.py"))


def imported(file: Path) -> set[str]:
    """The first word of each module that a file imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_says_what_it_is_for(name: str) -> None:
    purpose = ast.get_docstring(ast.parse((PACKAGES[name] / "__init__.py").read_text())) or ""
    assert purpose.partition("\n")[0].endswith("."), "one sentence in __init__.py"


def test_arrows_have_one_direction() -> None:
    """graphlib names those that stand in a circle; the page of the layers has the order."""
    arrows = {name: {other for file in folder.glob("*.py") for other in imported(file)
                     if other in PACKAGES and other != name}
              for name, folder in PACKAGES.items()}
    list(graphlib.TopologicalSorter(arrows).static_order())
    page = (ROOT / "docs/design/layers.rst").read_text(encoding="utf-8")
    table = page.partition("Packages of scripts/")[2]
    told = re.findall(r"^   \* - ``(\w+)``$", table, re.MULTILINE)
    assert sorted(told) == sorted(PACKAGES)
    for name, others in arrows.items():
        for other in others:
            assert told.index(other) < told.index(name), f"{name} imports {other}"


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_does_not_know_the_programs(name: str) -> None:
    programs = {path.stem for path in PROGRAMS}
    for file in PACKAGES[name].glob("*.py"):
        assert not imported(file) & programs, file


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_on_top_are_programs(program: Path) -> None:
    assert program.read_text(encoding="utf-8").startswith("#!/usr/bin/python3\n")
    assert os.access(program, os.X_OK)
