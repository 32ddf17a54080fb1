# SPDX-License-Identifier: GPL-2.0
"""A case that starts from a saved guest ends as one that boots; what was saved is never trusted."""
from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from guest import boot, saved as saved_guest
from guest.judge import DIFFERS, Verdict, explain
from guest.settings import Settings
from kernels.catalogue import Kernel
from modules import cases
from modules.build import build
from testing.items import chosen_kernels, kernel_of
from scratch import case_of

UNIT = ROOT / "kernel_support/tests/unit"


@pytest.fixture(name="first_kernel", scope="session")
def _first_kernel(request: pytest.FixtureRequest) -> Kernel:
    """Nothing of this differs between kernels."""
    return kernel_of(request.config, chosen_kernels(request.config)[0])


@pytest.fixture(name="own_states")
def _own_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """States that no other test uses."""
    monkeypatch.setattr(saved_guest, "SAVED", tmp_path / "saved")
    return tmp_path / "saved"


@pytest.fixture(name="a_state", scope="module")
def _a_state(first_kernel: Kernel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """States with one in them, made once; to be copied, not used."""
    folder = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saved_guest, "SAVED", folder / "saved")
        said(first_kernel, folder / "case", "# deadline: 20\ntrue\n")
    return folder / "saved"


def said(kernel: Kernel, folder: Path, script: str) -> tuple[Verdict, list[str]]:
    """What these commands print; all must be well with the guest."""
    verdict = boot.boot(kernel, case_of(folder, script), [])
    assert verdict.problems[1:] == [] and verdict.problems[0].startswith(DIFFERS), \
        explain(verdict)
    return verdict, [one.output.strip() for one in verdict.run.report.commands]


@pytest.mark.parametrize("folder", [*cases.samples(), UNIT], ids=lambda path: path.name)
def test_both_ways_end_alike(first_kernel: Kernel, folder: Path,
                             monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases.load(folder).each()[0]
    modules = build(first_kernel, case)
    saved = boot.boot(first_kernel, case, modules)
    monkeypatch.setenv("BOOT", "fresh")
    fresh = boot.boot(first_kernel, case, modules)
    assert saved.run.restored and not fresh.run.restored
    assert saved.problems == fresh.problems == []
    if case.expected.is_file():
        assert saved.transcript == fresh.transcript
    else:
        assert [(one.name, one.passed, one.skipped) for one in saved.results.tests] \
            == [(one.name, one.passed, one.skipped) for one in fresh.results.tests]
    assert saved.run.report.loaded == fresh.run.report.loaded


def test_a_guest_of_its_own(first_kernel: Kernel, tmp_path: Path) -> None:
    """Time and chance are not those of the guest that was saved."""
    seen = []
    for _ in range(2):
        verdict, words = said(first_kernel, tmp_path / "case",
                              "date +%s\ncat /proc/sys/kernel/random/uuid\ncat /proc/uptime\n"
                              "head -c 16 /dev/urandom | od -An -tx1\nls /bin/await_case /case\n")
        assert verdict.run.restored
        assert abs(int(words[0]) - time.time()) < 60
        seen.append((words[1], words[3]))
        assert float(words[2].split()[0]) >= verdict.run.report.begun > 0
        assert "guest.sh" in words[4]
    assert seen[0][0] != seen[1][0] and seen[0][1] != seen[1][1]


def test_what_boots(first_kernel: Kernel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that asks for it, another size of memory, words for the kernel, options for QEMU."""
    assert not said(first_kernel, tmp_path / "case", "# boot: fresh\ntrue\n")[0].run.restored
    case = case_of(tmp_path / "case", "true\n")
    for settings in (Settings(memory=256), Settings(append="quiet"),
                     Settings(qemu=("-device", "edu")), Settings(icount=True)):
        assert boot.from_saved_guest(first_kernel, case, b"", settings) is None
    assert boot.from_saved_guest(first_kernel, case, bytes(saved_guest.largest_case() + 1),
                                 Settings()) is None
    monkeypatch.setenv("BOOT", "fresh")
    assert boot.from_saved_guest(first_kernel, case, b"", Settings()) is None
    (tmp_path / "case/guest.sh").write_text("# boot: warm\n")
    with pytest.raises(Failure, match="'# boot: warm' is unknown: write fresh, or nothing"):
        cases.load(tmp_path / "case")


def test_devices_are_as_after_a_boot(first_kernel: Kernel, tmp_path: Path,
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same places, and answering; the guest has a device more, which is for no driver."""
    script = ("# deadline: 240\n# memory: some 8M 0x10=0x12345678\n"
              "# device: edu,id=first\n# device: ivshmem-plain,memdev=some\n"
              "cd /sys/bus/pci/devices\n"
              "cat 0000:00:02.0/device 0000:00:03.0/device\n"
              "for one in 0000:00:0[1-9].*; do od -An -tx1 -j4 -N2 $one/config; done\n"
              "stat -c %s 0000:00:03.0/resource2; cat */driver_override\n")
    saved, seen = said(first_kernel, tmp_path / "case", script)
    monkeypatch.setenv("BOOT", "fresh")
    fresh, others = said(first_kernel, tmp_path / "case", script)
    assert saved.run.restored and not fresh.run.restored
    assert seen[:3] == others[:3]
    assert seen[3].split() == [*others[3].split(), "none"]


def test_a_device_for_no_guest_that_runs(first_kernel: Kernel, tmp_path: Path) -> None:
    """The case boots with it; nothing is wrong with what is saved."""
    verdict, words = said(first_kernel, tmp_path / "case",
                          "# deadline: 240\n# device: isa-debug-exit\necho here\n")
    assert not verdict.run.restored and words == ["here"]
    assert said(first_kernel, tmp_path / "case", "true\n")[0].run.restored


def test_the_log_of_the_boot_counts(first_kernel: Kernel, tmp_path: Path, own_states: Path) -> None:
    said(first_kernel, tmp_path / "case", "true\n")
    log = next(own_states.glob("*/console.log"))
    with open(log, "a", encoding="ascii") as file:
        file.write("[    0.500000] WARNING: CPU: 0 PID: 1 at kernel/fake.c:1 fake+0x1/0x2\n")
    verdict = boot.boot(first_kernel, case_of(tmp_path / "case", "echo one\n"), [])
    assert verdict.run.restored and any("WARNING" in one for one in verdict.problems)
    # It can be booted by hand.
    names = {path.name for path in verdict.run.folder.iterdir()}
    assert {"command.txt", "initramfs.cpio", "transcript.txt"} <= names and "window" not in names
    assert "-incoming" not in (verdict.run.folder / "command.txt").read_text()


def damage(state: Path, how: str) -> None:
    """What may happen to files."""
    file = state / ("ram" if how == "no memory" else "state")
    if how in ("cut", "no memory"):
        with open(file, "r+b") as opened:
            opened.truncate(1000)
    elif how == "other content":
        file.write_bytes(bytes(file.stat().st_size))
    elif how == "lost":
        file.unlink()
    else:  # a guest whose memory says nothing
        with open(state / "ram", "r+b") as opened:
            opened.truncate(1 << 20)
            opened.truncate(512 << 20)


@pytest.mark.parametrize("how, why", [
    ("cut", "its files are not as they were written"),
    ("no memory", "its files are not as they were written"),
    ("lost", "its files are not as they were written"),
    ("other content", "qemu-system-x86_64: "),
    ("no kernel", "the case did not begin")])
@pytest.mark.xdist_group("damaged")
def test_what_is_damaged_is_removed(first_kernel: Kernel, tmp_path: Path, a_state: Path,
                                    own_states: Path, capfd: pytest.CaptureFixture[str], how: str,
                                    why: str) -> None:
    subprocess.run(["cp", "-a", "--sparse=always", a_state, own_states], check=True)
    state = next(own_states.glob("*/state")).parent
    damage(state, how)
    capfd.readouterr()
    verdict, words = said(first_kernel, tmp_path / "case", "# deadline: 20\necho here\n")
    assert words == ["here"]
    # Only what is found before a guest starts is made again at once.
    assert verdict.run.restored == why.startswith("its files")
    lines = [line for line in capfd.readouterr().err.splitlines() if "saved guest" in line]
    assert len(lines) == 1 and f"cannot be used ({why}" in lines[0]
    assert said(first_kernel, tmp_path / "case", "# deadline: 20\ntrue\n")[0].run.restored


def test_no_room(first_kernel: Kernel, tmp_path: Path, own_states: Path,
                 capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, wanted: int) -> None:
        raise Failure(f"{folder.name} needs {wanted // 1_000_000} MB of free disk, 5 MB are left")
    monkeypatch.setattr(saved_guest, "need_disk", full)
    assert not said(first_kernel, tmp_path / "case", "true\n")[0].run.restored
    assert re.search(r"no guest can be saved, so each case boots: .* MB of free disk",
                     capfd.readouterr().err)
    assert not own_states.exists() or not list(own_states.glob("*-smp*-*"))


def test_few_are_kept(first_kernel: Kernel, tmp_path: Path, own_states: Path,
                      monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_guest, "_KEEP", 2)
    for number in range(4):
        (own_states / f"other{number}-smp1-00").mkdir(parents=True)
        time.sleep(0.01)
    said(first_kernel, tmp_path / "case", "true\n")
    left = sorted(path.name for path in own_states.glob("*-smp*-*"))
    assert left[0].startswith(first_kernel.name)
    assert left[1:] == ["other2-smp1-00", "other3-smp1-00"]


def test_a_wrong_clock_is_not_kept(first_kernel: Kernel, tmp_path: Path, own_states: Path,
                                   monkeypatch: pytest.MonkeyPatch,
                                   capfd: pytest.CaptureFixture[str]) -> None:
    """What all cases would start with, if the machine was busy when the guest looked at it."""
    begun: list[Path] = []
    really = saved_guest._boot_and_save

    def busy(kernel: Kernel, how: Settings, part: Path) -> None:
        really(kernel, how, part)
        begun.append(part)
        milliseconds = 101 if len(begun) == 2 else 10
        (part / "console.log").write_text("APIC calibration not consistent with PM-Timer: "
                                          f"{milliseconds}ms instead of 100ms\n")
    monkeypatch.setattr(saved_guest, "_boot_and_save", busy)
    said(first_kernel, tmp_path / "case", "true\n")
    assert len(begun) == 2 and len(list(own_states.glob("*-smp*-*"))) == 1

    for state in own_states.glob("*-smp*-*"):
        saved_guest.forget(state, "the test goes on")
    said(first_kernel, tmp_path / "case", "true\n")
    assert len(begun) == 5 and not list(own_states.glob("*-smp*-*"))
    assert "its clock is wrong" in capfd.readouterr().err
