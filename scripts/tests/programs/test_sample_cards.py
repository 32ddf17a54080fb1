# SPDX-License-Identifier: GPL-2.0
"""What docs/extensions/samples.py finds in a sample, and that its README.md says so."""
from __future__ import annotations

import sys
from pathlib import Path

import pytest
from common.project import ROOT

sys.path.insert(0, str(ROOT / "docs/extensions"))
import samples  # noqa: E402

NAMES = samples.public_names({"entities": {
    f"id{number}": place for number, place in enumerate((
        "kernel/mutex.hpp:1: kernel::Mutex", "kernel/mutex.hpp:2: kernel::Mutex::lock",
        "kernel/errno.hpp:1: kernel::EINVAL", "kernel/print.hpp:1: pr_info",
        "kernel/drm.hpp:1: kernel::drm::Device", "kernel/time.hpp:1: kernel::Delta",
        "kernel/device.hpp:1: kernel::Device< device::Bound >",
        "kernel/time.hpp:2: kernel::Delta::operator=="))}})
CODE = """\
// SPDX-License-Identifier: GPL-2.0
#include <kernel/mutex.hpp>

/* kernel::drm::Device is not
   used here */
using kernel::Mutex;
static Mutex<int> lock;  // pr_info
const char* text = "kernel::Delta // no comment";
"""


def used(text: str) -> list[str]:
    """What a source uses."""
    return [name.text for name in samples.names_used([text], NAMES)]


def sample(root: Path, manifest: str = "", script: str = "insmod a.ko\n") -> Path:
    """A checkout with one sample."""
    folder = root / "samples/01_a"
    folder.mkdir(parents=True)
    for name, text in (("Kbuild", "obj-m := a.o\n"), ("a.cc", CODE), ("guest.sh", script),
                       ("sample.toml", manifest or 'title = "A"\nteaches = "an a"\n'
                                                   'level = "basics"\n')):
        (folder / name).write_text(text, encoding="utf-8")
    (root / ".ci").mkdir()
    (root / ".ci/run").write_text("#!/bin/sh\nmake test KERNEL='one two' </dev/null\n")
    (root / "README.md").write_text("| [01_a](samples/01_a) | an a |\n")
    return folder


def test_members_and_errors_are_no_names() -> None:
    assert sorted(NAMES) == ["kernel::Delta", "kernel::Mutex", "kernel::drm::Device", "pr_info"]


@pytest.mark.parametrize("text, found", [
    (CODE, ["kernel::Mutex"]),
    ("kernel::Delta::from_millis(1)", ["kernel::Delta"]),
    ("namespace drm = kernel::drm;\ndrm::Device<Nova>& device;", ["kernel::drm::Device"]),
    ("Mutex mine; kernel::Other other; thing.pr_info();", []),
    ("pr_info(1); kernel::EINVAL", ["pr_info"]),
])
def test_names_in_sources(text: str, found: list[str]) -> None:
    assert used(text) == found


def test_lines_without_comments_are_counted() -> None:
    assert samples.lines_of_code(CODE) == 4


def test_all_that_a_card_shows(tmp_path: Path) -> None:
    found = samples.read(sample(tmp_path, script="# needs: CONFIG_A CONFIG_B\n"), NAMES)
    assert (found.number, found.command) == ("01", "make run SAMPLE=01")
    assert found.lines == {"a.cc": 4}
    assert [name.short for name in found.uses] == ["Mutex"]
    assert found.needs == ("CONFIG_A", "CONFIG_B") and found.kernels == ("one", "two")


@pytest.mark.parametrize("manifest", [
    "title = 'A'\n", "title = 'A'\nteaches = 'an a'\nlevel = 'hard'\n", "title = \n"])
def test_manifest_says_enough(tmp_path: Path, manifest: str) -> None:
    with pytest.raises(samples.Mistake, match="samples/01_a/sample.toml"):
        samples.read(sample(tmp_path, manifest), NAMES)


def test_stale_readme_is_found(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    found = [samples.read(folder, NAMES)]
    assert "samples/01_a/README.md is not what" in " ".join(samples.check(tmp_path, found))
    (folder / "README.md").write_text(samples.readme(found[0]), encoding="utf-8")
    assert not samples.check(tmp_path, found)
    (tmp_path / "README.md").write_text("| [01_a](samples/01_a) | a b |\n", encoding="utf-8")
    assert "does not say what 01_a teaches" in " ".join(samples.check(tmp_path, found))


def test_kernels_are_known() -> None:
    known = {path.stem for path in (ROOT / "configs").glob("*.toml")}
    assert known >= set(samples.tested_kernels(ROOT)) > set()


def test_every_chapter_has_its_card() -> None:
    for folder in samples.folders(ROOT):
        chapter = (ROOT / f"docs/tutorial/{folder.name}.rst").read_text(encoding="utf-8")
        assert f".. sample-card:: {folder.name}\n" in chapter, folder.name
