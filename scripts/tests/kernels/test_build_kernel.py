# SPDX-License-Identifier: GPL-2.0
"""What can be told of building a kernel without building one."""
from __future__ import annotations

from pathlib import Path

import pytest
from common.program import Failure
from kernels import build, catalogue
from kernels.archive import Package

FRAGMENT = """\
# a comment
CONFIG_A=y
# CONFIG_B is not set
CONFIG_C="text"
CONFIG_D=n
"""


def test_options_of_a_fragment() -> None:
    assert build.wanted_options(FRAGMENT) == {
        "CONFIG_A": "y", "CONFIG_B": "n", "CONFIG_C": '"text"', "CONFIG_D": "n"}


@pytest.mark.parametrize("config, refused", [
    ('CONFIG_A=y\nCONFIG_C="text"\n', []),
    ('CONFIG_A=y\nCONFIG_C="text"\n# CONFIG_D is not set\n', []),
    ('CONFIG_A=m\nCONFIG_C="text"\n', ["CONFIG_A=y"]),
    ('CONFIG_C="other"\n', ["CONFIG_A=y", 'CONFIG_C="text"']),
    ('CONFIG_A=y\nCONFIG_B=y\nCONFIG_C="text"\nCONFIG_D=y\n', ["CONFIG_B=n", "CONFIG_D=n"]),
])
def test_refused_options(config: str, refused: list[str]) -> None:
    wanted = build.wanted_options(FRAGMENT)
    assert build.refused_options(wanted, build.wanted_options(config)) == refused


def test_missing_fragment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "settings", lambda _name: {
        "package": "linux-source-6.12", "fragments": ["absent.config"]})
    with pytest.raises(Failure, match=r"names configs/absent\.config, which is not there"):
        build.build("some")


def test_a_package_that_stands_for_the_newest() -> None:
    class Lists:
        """Knows two packages."""

        def find(self, name: str) -> Package:
            """One of them, by its name."""
            depends = {"linux-source": ("xz-utils", "linux-source-7.3"), "linux-source-7.3": ()}
            return Package(name, "1", depends[name], 0)

    for name in ("linux-source", "linux-source-7.3"):
        assert build._behind(Lists(), name).name == "linux-source-7.3"


def test_every_fragment_is_used_and_there() -> None:
    used = {fragment for name in catalogue.known()
            for fragment in catalogue.settings(name).get("fragments", ())}
    assert used == {path.name for path in catalogue.CONFIGS.glob("*.config")}


def test_a_build_that_fails_names_its_log(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "some").mkdir()
    (source / "Makefile").write_text("""\
.RECIPEPREFIX = >
vmlinux modules:
>@echo '  CC      kernel/some.o'
>@echo 'kernel/some.c:7:1: error: expected a declaration' >&2
>@exit 1
""")
    with pytest.raises(Failure) as failure:
        build._make("some", source, tmp_path / "some/objects", ["vmlinux", "modules"])
    log = tmp_path / "some/build.log"
    assert str(failure.value) == (
        "some does not build: kernel/some.c:7:1: error: expected a declaration: all of it is in "
        f"{log}")
    assert "  CC      kernel/some.o\n" in log.read_text()


def test_who_builds_it(tmp_path: Path) -> None:
    """GCC, or clang with all of its tools; the kernel's own tools are built by GCC either way."""
    for name, option in (("min-6.12", f"CC={build._COMPILER}"),
                         ("llvm-6.12", f"LLVM={build._CLANG.removeprefix('clang') or 1}")):
        assert build._option_of(name) == option
        command = build._command(tmp_path, tmp_path, "vmlinux", compiler=option)
        assert option in command and f"HOSTCC={build._COMPILER}" in command


@pytest.mark.parametrize("name, folder, reason", [
    ("debian-6.12", "tree", "debian-6.12 is not built but downloaded"),
    ("min-6.12", "tree", "/tree is not the source of a kernel"),
    ("min-6.12", "a tree", "contains a space"),
])
def test_trees_that_are_refused(name: str, folder: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()
    with pytest.raises(Failure, match=reason):
        build.build_tree(name, tmp_path / folder)
