# SPDX-License-Identifier: GPL-2.0
"""Installed is what a module's build needs, for all to read, and nothing of others is lost."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from shipping import installed


def make(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs make in the checkout, as a packager does."""
    return subprocess.run(["make", "-s", *words], cwd=ROOT, text=True, capture_output=True,
                          check=False, umask=0o077)


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    """An installed copy."""
    place = tmp_path / "usr/share/cpp-for-linux"
    assert installed.install(place)
    return place


def there(place: Path) -> set[str]:
    """The files of a folder."""
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}


def test_where_it_goes() -> None:
    assert installed.place_of("/usr") == Path("/usr/share/cpp-for-linux")
    assert installed.place_of("/usr", "/tmp/a b/") == Path("/tmp/a b/usr/share/cpp-for-linux")
    assert installed.place_of("/usr", "package") == Path.cwd() / "package/usr/share/cpp-for-linux"


@pytest.mark.parametrize("prefix, message", [
    ("usr", "does not begin with /"), ("/my things", "a space"), ("/a:b", "or a colon")])
def test_refuses_prefixes(prefix: str, message: str) -> None:
    with pytest.raises(Failure, match=message):
        installed.place_of(prefix)


def test_make_installs_and_removes(tmp_path: Path) -> None:
    where = (f"DESTDIR={tmp_path}/with space", "PREFIX=/usr")
    place = tmp_path / "with space/usr/share/cpp-for-linux"
    for says in ("installed", "all is there already"):
        done = make("install", *where)
        assert done.returncode == 0 and f"{place}: {says}\n" in done.stderr
        assert "include /usr/share/cpp-for-linux/module.mk\n" in done.stderr
    for says in ("removed", "nothing is installed there"):
        done = make("uninstall", *where)
        assert (done.returncode, done.stderr) == (0, f"{place}: {says}\n")
    assert not place.exists()


def test_is_for_all_users(tmp_path: Path) -> None:
    """Whatever the umask of root is; and what is a program is one."""
    assert make("install", f"DESTDIR={tmp_path}/root").returncode == 0
    place = tmp_path / "root/usr/local/share/cpp-for-linux"
    for path in (*place.rglob("*"), place, *place.parents[:4]):
        assert path.stat().st_mode & 0o555 >= (0o555 if path.is_dir() else 0o444), path
    for name in ("bindings/generate.py", "lto/lto-wrapper"):
        assert os.access(place / "kernel_support" / name, os.X_OK)


def test_has_what_builds_read_and_no_tests(place: Path) -> None:
    names = there(place)
    assert {"module.mk", "manifest.txt", "kernel_support/module.mk", "kernel_support/support.mk",
            "kernel_support/include/kernel/module.hpp", "kernel_support/bindings/names.txt",
            "kernel_support/helpers/helpers.c", "kernel_support/runtime/cxxabi.c",
            "kernel_support/checks/check_object.sh"} <= names
    assert not [name for name in names if "/tests/" in name or "/bench/" in name
                or "__pycache__" in name]


def test_again_changes_nothing(place: Path) -> None:
    """Or every module would be built anew."""
    times = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert not installed.install(place)
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == times


def test_completes_and_mends(place: Path) -> None:
    (place / "kernel_support/module.mk").unlink()
    (place / "kernel_support/compile.mk").write_text("other")
    (place / "kernel_support/bindings/generate.py").chmod(0o644)
    assert installed.install(place) and not installed.install(place)
    assert (place / "kernel_support/module.mk").read_bytes() == \
        (ROOT / "kernel_support/module.mk").read_bytes()
    assert os.access(place / "kernel_support/bindings/generate.py", os.X_OK)


def test_another_version(place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it does not have any more goes, with the folder that is empty then."""
    (tmp_path / "new.mk").write_text("new")
    wanted = {name: path for name, path in installed.files().items()
              if not name.startswith("kernel_support/lto/")} | {"new.mk": tmp_path / "new.mk"}
    monkeypatch.setattr(installed, "files", lambda: wanted)
    assert installed.install(place)
    assert there(place) == {*wanted, "manifest.txt"}
    assert not (place / "kernel_support/lto").exists()


def test_an_interrupted_run_can_be_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_target: Path, _source: Path, _place: Path) -> bool:
        if there(tmp_path / "place") - {"manifest.txt"}:
            raise KeyboardInterrupt
        return put(_target, _source, _place)

    put = installed._put
    monkeypatch.setattr(installed, "_put", fails)
    with pytest.raises(KeyboardInterrupt):
        installed.install(tmp_path / "place")
    assert installed.uninstall(tmp_path / "place") and not (tmp_path / "place").exists()


def test_leaves_what_others_put_there(place: Path) -> None:
    (place / "notes").touch()
    assert installed.uninstall(place)
    assert there(place) == {"notes"}
    with pytest.raises(Failure, match="was not installed by this command: move it"):
        installed.install(place)


def test_removes_nothing_elsewhere(place: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    with open(place / "manifest.txt", "a", encoding="utf-8") as manifest:
        manifest.write("../../../precious\n")
    with pytest.raises(Failure, match="which is not below it"):
        installed.uninstall(place)
    assert (tmp_path / "precious").exists()


def test_says_what_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = make("install", f"DESTDIR={tmp_path}/file")
    assert done.returncode != 0 and f"error: cannot read {tmp_path}/file" in done.stderr
    assert "Traceback" not in done.stderr
