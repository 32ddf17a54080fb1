# SPDX-License-Identifier: GPL-2.0
"""Cases are found by number, name or folder, and their directives are read."""
from __future__ import annotations

import re
from pathlib import Path

import pretend
import pytest
from common.program import Failure
from kernels import catalogue
from modules import cases


def make(folder: Path, script: str | None = None) -> Path:
    """A folder with a module."""
    folder.mkdir(parents=True)
    (folder / "Kbuild").write_text("obj-m := a.o\n")
    if script is not None:
        (folder / "guest.sh").write_text(script)
    return folder


@pytest.fixture(name="samples")
def _samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("01_hello_world", "02_mutex", "10_last"):
        make(tmp_path / "samples" / name)
    monkeypatch.setattr(cases, "SAMPLES", tmp_path / "samples")
    return tmp_path / "samples"


@pytest.mark.parametrize("wanted, name", [
    ("01", "01_hello_world"), ("1", "01_hello_world"), ("hello_world", "01_hello_world"),
    ("02_mutex", "02_mutex"), ("10", "10_last"), ("010", "10_last")])
def test_finds_samples(samples: Path, wanted: str, name: str) -> None:
    assert cases.find(wanted) == samples / name


@pytest.mark.parametrize("wanted", ["3", "hello", "0", "", "01_hello"])
def test_lists_the_known_samples(samples: Path, wanted: str) -> None:
    with pytest.raises(Failure, match="01_hello_world, 02_mutex, 10_last") as caught:
        cases.find(wanted)
    assert "\n" not in str(caught.value)


def test_reads_directives(tmp_path: Path) -> None:
    case = cases.load(make(tmp_path / "a", (
        "# SPDX-License-Identifier: GPL-2.0\n# A comment: with a colon.\n# deadline: 90\n"
        "# smp: 4\n# log: ^drm\n# log: ^usb\n\n  insmod a.ko\nmodprobe -a drm usb-common x=1; ls\n"
        "rmmod a\n")))
    assert (case.deadline, case.processors, case.log) == (90, 4, ("^drm", "^usb"))
    assert case.commands == ("insmod a.ko", "modprobe -a drm usb-common x=1; ls", "rmmod a")
    assert case.modules_used() == ["drm", "usb-common"]


def test_reads_the_memory_of_devices(tmp_path: Path) -> None:
    case = cases.load(make(tmp_path / "a", (
        "# memory: gpu 8K 0x0=0x172000a1 0x1ffc=0x1\n# device: ivshmem-plain,memdev=gpu\n")))
    assert case.devices == ("ivshmem-plain,memdev=gpu",)
    (region,) = case.memories
    region.write(tmp_path / "file")
    content = (tmp_path / "file").read_bytes()
    assert (region.name, len(content)) == ("gpu", 8192)
    assert content[:4] == bytes.fromhex("a1002017") and content[-4:] == bytes.fromhex("01000000")
    assert not any(content[4:-4])


@pytest.mark.parametrize("text", ["", "gpu", "gpu 0x10", "Gpu 8K", "gpu 8K 0x2000=0x1",
                                  "gpu 8K 0=1", "gpu 8K 0x0=0x100000000"])
def test_refuses_memory_that_is_none(tmp_path: Path, text: str) -> None:
    with pytest.raises(Failure, match="'# memory: .*(write a name|is no word|behind its end)"):
        cases.load(make(tmp_path / "a", f"# memory: {text}\n"))


def test_reads_what_a_program_asks_of_the_compiler(tmp_path: Path) -> None:
    (tmp_path / "Kbuild").write_text(
        "obj-m := a.o\nuserprogs-always-y := client other\n"
        "client-userccflags := -I/usr/include/libdrm -DX\nclient-userldlibs := -ldrm\n",
        encoding="utf-8")
    assert cases.program_options(tmp_path / "client.cc") == ("-I/usr/include/libdrm", "-DX")
    assert cases.program_options(tmp_path / "other.cc") == ()


def test_reads_devices(tmp_path: Path) -> None:
    case = cases.load(make(tmp_path / "a", "# device: edu\n# device: edu,dma_mask=0xfff\necho\n"))
    assert case.devices == ("edu", "edu,dma_mask=0xfff") and not case.fresh
    assert case.commands == ("echo",)


@pytest.mark.parametrize("line, variants", [
    ("", [(1, "")]), ("# smp: 4", [(4, "")]), ("# smp: 2 4", [(2, "-smp2"), (4, "-smp4")])])
def test_boots_with_each_number_of_processors(tmp_path: Path, line: str,
                                              variants: list[tuple[int, str]]) -> None:
    case = cases.load(make(tmp_path / "a", line + "\n"))
    each = case.each()
    assert [(one.processors, one.variant) for one in each] == variants
    # Objects are shared, logs are not.
    assert {one.place for one in each} == {case.place}
    assert len({one.label for one in each}) == len(variants)
    assert [(one.processors, one.variant) for one in case.each(3)] == [(3, "")]


@pytest.mark.parametrize("line", ["# deadline: soon", "# smp: two", "# smp: 2 x", "# log: ("])
def test_names_the_file_of_a_bad_directive(tmp_path: Path, line: str) -> None:
    with pytest.raises(Failure, match="guest.sh"):
        cases.load(make(tmp_path / "a", line + "\n"))


def test_reads_what_a_broken_module_is_for(tmp_path: Path,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases.load(make(tmp_path / "a", (
        "# report: KASAN\n# report: lockdep: circular locking\n"
        "# needs: CONFIG_KASAN !CONFIG_PREEMPT_RT\n# needs: CONFIG_UBSAN\ninsmod a.ko\n")))
    assert case.reports == ("KASAN", "lockdep: circular locking")
    assert case.needs == ("CONFIG_KASAN", "!CONFIG_PREEMPT_RT", "CONFIG_UBSAN")
    kernel = catalogue.from_tree(pretend.tree(
        tmp_path / "kernel", CONFIG_KASAN="y", CONFIG_PREEMPT_RT="y"))
    assert case.unmet(kernel) == ["!CONFIG_PREEMPT_RT", "CONFIG_UBSAN"]
    suits = catalogue.from_tree(pretend.tree(
        tmp_path / "other", CONFIG_KASAN="y", CONFIG_UBSAN="y"))
    for here, hint in (({}, ": try KERNEL=debug-6.12"),
                       ({"min-6.12": suits, "debug-6.12": kernel}, ": try KERNEL=min-6.12"),
                       ({"debug-6.12": kernel}, "")):
        monkeypatch.setattr(catalogue, "stored", here.get)
        with pytest.raises(Failure, match="a needs a kernel with CONFIG_PREEMPT_RT off and "
                                          f"CONFIG_UBSAN, and kdir-.* is none{hint}$"):
            cases.check_needs(case, kernel)
    cases.check_needs(cases.load(make(tmp_path / "b")), kernel)


@pytest.mark.parametrize("line, message", [
    ("# report: Kasan", "unknown kind of report 'Kasan': known are KASAN, KCSAN, "),
    ("# report:", "unknown kind of report ''"),
    ("# needs: KASAN", "'# needs: KASAN' names no option of the kernel: write CONFIG_X"),
    ("# needs: CONFIG_KASAN, CONFIG_UBSAN", "'# needs: CONFIG_KASAN,' names no option")])
def test_names_what_is_misspelled(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(Failure, match=re.escape(message)) as caught:
        cases.load(make(tmp_path / "a", line + "\n"))
    assert "guest.sh: " in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("place, message", [
    ("nowhere", "no such folder"), ("empty", "there is no Kbuild file"),
    ("with space", "contains a space or a colon"), ("with:colon", "contains a space or a colon")])
def test_refuses_what_is_no_case(tmp_path: Path, place: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    make(tmp_path / "with space")
    make(tmp_path / "with:colon")
    with pytest.raises(Failure, match=message):
        cases.load(tmp_path / place)


def test_folders_elsewhere_do_not_share_objects(tmp_path: Path) -> None:
    one, two = (cases.load(make(tmp_path / above / "driver")) for above in ("a", "b"))
    assert one.place != two.place and one.name == two.name
