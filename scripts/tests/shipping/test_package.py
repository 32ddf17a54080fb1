# SPDX-License-Identifier: GPL-2.0
"""The Debian package holds what `make install` does, and asks for what building a module takes."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from hosts import tools
from shipping import installed, package


def test_has_what_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(package, "FOLDER", tmp_path)
    deb = package.build()
    subprocess.run(["dpkg-deb", "-x", deb, tmp_path / "root"], check=True)
    place = tmp_path / "root/usr/share/cpp-for-linux"
    assert not installed.install(place), "it differs from what is here"
    said = subprocess.run(["dpkg-deb", "-f", deb, "Architecture", "Depends"], text=True,
                          capture_output=True, check=True).stdout
    assert said == f"Architecture: all\nDepends: {', '.join(package.depends(tools.release()))}\n"
    others = {path.parts[-1] for path in (tmp_path / "root").rglob("*") if path.is_file()
              and not path.is_relative_to(place)}
    assert others == {"changelog.gz", "changelog.Debian.gz", "copyright"}


@pytest.mark.parametrize("release", tools.releases().values(), ids=tools.releases())
def test_depends_on_the_release(release: tools.Release) -> None:
    """The compiler of its own kernel, and no other; all are words that dpkg takes for names."""
    wanted = package.depends(release)
    compilers = {word for word in wanted if word.startswith("g")}
    version = {"debian-12": 12, "debian-13": 14}[release.name]
    assert compilers == {f"gcc-{version}", f"g++-{version}"}
    assert {"python3", "make", f"libclang1-{release.word('llvm')}"} <= set(wanted)
    assert all(re.fullmatch(r"[a-z0-9+.-]+", word) for word in wanted)


def test_a_later_one_is_greater() -> None:
    ours = package.version_of(tools.release())
    day = re.match(r"0~git(\d{8})\.", ours)[1]
    later = ours.replace(day, str(int(day) + 1))
    for one, other in ((ours, later), (ours, "0.1"), ("0~git20200101.000000.fffffff", ours)):
        subprocess.run(["dpkg", "--compare-versions", one, "lt", other], check=True)


def test_is_for_debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "os-release").write_text("ID=fedora\nVERSION_ID=43\n", encoding="utf-8")
    monkeypatch.setenv("OS_RELEASE", str(tmp_path / "os-release"))
    with pytest.raises(Failure, match="build it there, or run make install"):
        package.build()


def test_needs_a_clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "ROOT", tmp_path)
    with pytest.raises(Failure, match="is no clone"):
        package.version_of(tools.release())


def test_no_rule_of_the_package_runs_the_project() -> None:
    """debhelper would call `make`, `make test` and `make distclean`, which are there."""
    rules = (ROOT / "scripts/shipping/debian/rules").read_text(encoding="utf-8")
    assert "override_dh_auto_clean override_dh_auto_build override_dh_auto_test:\n" in rules
