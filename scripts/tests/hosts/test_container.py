# SPDX-License-Identifier: GPL-2.0
"""The container file installs what the table of tools says, and what all commands need."""
from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from common.project import ROOT
from hosts import tools

FOLDER = ROOT / ".devcontainer"
TEXT = (FOLDER / "Dockerfile").read_text(encoding="utf-8")


def listed(folder: Path, *groups: str) -> set[str]:
    """What install_tools.sh brings on the container's system."""
    version = re.search(r"^FROM debian:(\d+)$", TEXT, re.MULTILINE)[1]
    (folder / "os-release").write_text(f"ID=debian\nVERSION_ID={version}\n", encoding="utf-8")
    done = subprocess.run([ROOT / "scripts/install_tools.sh", "--list", *groups], text=True,
                          capture_output=True, check=True,
                          env={**os.environ, "OS_RELEASE": str(folder / "os-release")})
    return set(done.stdout.split())


def test_is_the_newest_release() -> None:
    newest = list(tools.releases())[-1]
    assert f"FROM {newest.replace('-', ':')}\n" in TEXT


def test_has_all_that_is_ever_asked_for(tmp_path: Path) -> None:
    """Of every group, and of the compilers of every kernel of configs/, but for roots in roots."""
    groups = re.search(r"install_tools\.sh (.*?) &&", TEXT)[1].split()
    rows = re.findall(r"^(\w+)\|", tools.TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    known = sorted(set(rows) - {"release", "gcc", "hosts"})
    wanted = [f"gcc-{version}" for path in (ROOT / "configs").glob("*.toml")
              for version in re.findall(r"^gcc = (\d+)$", path.read_text("utf-8"), re.MULTILINE)]
    assert listed(tmp_path, *groups) == listed(tmp_path, *known, *wanted)


def test_copies_what_is_there() -> None:
    for words in re.findall(r"^COPY (.*) \S+$", TEXT, re.MULTILINE):
        for name in words.split():
            assert (ROOT / name).exists(), name


def test_editors_find_it() -> None:
    told = json.loads((FOLDER / "devcontainer.json").read_text(encoding="utf-8"))["build"]
    assert (FOLDER / told["dockerfile"]).is_file()
    assert (FOLDER / told["context"]).resolve() == ROOT
