# SPDX-License-Identifier: GPL-2.0
"""Every way in which a boot can fail has its own message; real guests fail here on purpose."""
from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from common.program import Failure
from common.project import ROOT
from guest import accelerator, boot, cpio, initramfs as make_initramfs, qemu, runs
from guest.judge import DIFFERS, Verdict, explain, judge
from guest.settings import Settings, with_devices
from kernels.catalogue import Kernel
from modules import cases
from modules.build import build
from modules.cases import Case
from scratch import BROKEN, case_of, kernel_option
from testing.items import chosen_kernels, kernel_of


@pytest.fixture(name="first_kernel", scope="session")
def _first_kernel(request: pytest.FixtureRequest) -> Kernel:
    """Most of this does not differ between kernels."""
    return kernel_of(request.config, chosen_kernels(request.config)[0])


def verdict_of(kernel: Kernel, folder: Path, script: str, expected: str = "",
               settings: Settings = Settings()) -> Verdict:
    """Boots these commands."""
    modules = build(kernel, cases.load(BROKEN))
    return boot.boot(kernel, case_of(folder, script, expected), modules, settings)


def without(verdict: Verdict) -> list[str]:
    """The problems other than that of the transcript, which is never the expected one here."""
    return [one for one in verdict.problems if not one.startswith(DIFFERS)]


def test_all_is_well(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case", (
        "# log: ^loose\n"
        "insmod broken.ko\n"
        "echo loose line >/dev/kmsg\n"
        "value=kept; cd /tmp\n"
        "echo $value $(pwd); printf unfinished\n"
        "cd /case; false\n"
        "rmmod broken\n"
        "insmod broken.ko how=fail\n"), (
        "# insmod broken.ko\nbroken: init\n"
        "# echo loose line >/dev/kmsg\nloose line\n"
        "# value=kept; cd /tmp\n"
        "# echo $value $(pwd); printf unfinished\nkept /tmp\nunfinished\n"
        "# cd /case; false\n"
        "# rmmod broken\nbroken: exit\n"
        "# insmod broken.ko how=fail\n"
        "insmod: can't insert 'broken.ko': No such device\nbroken: init\n"))
    assert verdict.passed, explain(verdict)
    names = {path.name for path in verdict.run.folder.iterdir()}
    assert {"console.log", "transcript.txt", "command.txt"} <= names
    assert "initramfs.cpio" not in names


def test_wrong_transcript(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case", "echo one\necho two\n",
                         "# echo one\none\n# echo two\nthree\n")
    assert len(verdict.problems) == 1 and verdict.problems[0].startswith(DIFFERS)
    assert "-three\n" in verdict.details and "+two\n" in verdict.details
    explained = explain(verdict)
    assert "logs: build/boots/" in explained and verdict.run.folder.name in explained


def test_leftovers(first_kernel: Kernel, tmp_path: Path) -> None:
    """Several small things that one boot can show."""
    verdict = verdict_of(first_kernel, tmp_path / "case", (
        "insmod broken.ko\necho 64 >/proc/sys/kernel/tainted\nexit 3\necho never\n"))
    assert without(verdict) == ["guest.sh ended early; its last command was 'exit 3'",
                                "the kernel is tainted: U (requested by user space)",
                                "still loaded at the end: broken"]


def test_warning(kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(kernel, tmp_path / "case", "insmod broken.ko how=warn\nrmmod broken\n")
    problems = without(verdict)
    assert re.match(r"the kernel reports WARNING: .*broken_init.* \(console.log, line \d+\)",
                    problems[0])
    assert problems[1] == "the kernel is tainted: W (warning)"
    assert "a warning on purpose" in verdict.details
    assert "broken: exit" in verdict.transcript, "a warning does not end the guest"


def test_after_the_end(first_kernel: Kernel, tmp_path: Path) -> None:
    """What a kernel warns of while it switches itself off is none of the case's."""
    warning = "[   39.3] WARNING: CPU: 3 PID: 51 at arch/x86/kernel/apic/ipi.c:70 resched+0x2d\n"
    case = case_of(tmp_path / "case", "true\n", "# true\n")
    result = boot.boot(first_kernel, case, []).run
    assert "reboot: Power down" in result.console
    result.console += warning
    assert judge(result, case, []).passed
    result.console = warning + result.console
    assert any("WARNING" in one for one in judge(result, case, []).problems)
    # Who was not switched off by /init has not come to that.
    result.console, result.report.ended = result.console.removeprefix(warning), None
    assert any("WARNING" in one for one in judge(result, case, []).problems)


def test_oops(kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(kernel, tmp_path / "case", "echo before\ninsmod broken.ko how=oops\n")
    problems = without(verdict)
    assert problems[0] == ("the kernel panicked: Fatal exception; its last command was "
                           "'insmod broken.ko how=oops'")
    assert any("null pointer" in one for one in problems)
    assert "NULL pointer dereference" in verdict.details
    assert verdict.run.seconds < verdict.run.deadline / 2, "nobody waits for the deadline"


def test_panic(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case", "insmod broken.ko how=panic\n")
    assert without(verdict) == ["the kernel panicked: on purpose; its last command was "
                                "'insmod broken.ko how=panic'"]
    # What a person needs to look at it again is kept.
    assert (verdict.run.folder / "initramfs.cpio").is_file()


def test_hang(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case",
                         "# deadline: 15\necho before\nsleep 1000\n")
    assert without(verdict) == ["hang: the guest did not end within 15 s; its last command was "
                                "'sleep 1000'"]


def test_the_guest_powers_off(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case", "poweroff -f\n")
    assert without(verdict) == ["the guest ended early; its last command was 'poweroff -f'"]


def run_with(kernel: Kernel, folder: Path, initramfs: bytes,
             settings: Settings = Settings()) -> Verdict:
    """Boots with this initramfs."""
    case = case_of(folder / "case", "echo never\n")
    return judge(runs.run(kernel, case, initramfs, settings), case, [])


def test_no_init(first_kernel: Kernel, tmp_path: Path) -> None:
    archive = cpio.Archive()
    archive.folder("dev")
    verdict = run_with(first_kernel, tmp_path, archive.content())
    assert without(verdict) == ["the guest has no /init that it can run"]


def test_silent_init(first_kernel: Kernel, tmp_path: Path) -> None:
    """An /init that ends is a panic; one that powers off without a word is not silent success."""
    archive = cpio.Archive()
    archive.file("init", b"#!/bin/busybox sh\nexec /bin/busybox poweroff -f\n", 0o755)
    verdict = run_with(first_kernel, tmp_path, make_initramfs.base() + archive.content())
    assert without(verdict) == ["no output from /init, although the guest ended"]


def test_hanging_init(first_kernel: Kernel, tmp_path: Path) -> None:
    archive = cpio.Archive()
    archive.file("init", b"#!/bin/busybox sh\nexec /bin/busybox sleep 1000\n", 0o755)
    verdict = run_with(first_kernel, tmp_path, make_initramfs.base() + archive.content(),
                       Settings(deadline=8))
    assert without(verdict)[0].startswith("hang: no output")


def test_devices_are_added(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case",
                         "# device: edu\ncat /sys/bus/pci/devices/*/device | grep 0x11e8\n")
    assert verdict.transcript.splitlines()[-1] == "0x11e8"


@pytest.mark.parametrize("option, processors, append", [
    ("CONFIG_KASAN", 1, "quiet acpi=noirq"), ("CONFIG_KASAN", 2, "quiet"), ("", 1, "quiet")])
def test_slow_kernels_do_not_ask_acpi(first_kernel: Kernel, option: str, processors: int,
                                      append: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kernel, "has", lambda _, name: name == option)
    words = qemu.command_line(first_kernel, processors, Settings(append="quiet"), "tcg",
                              "").split()
    assert [one for one in words if one in ("quiet", "acpi=noirq")] == append.split()[::-1]


def test_a_case_has_the_devices_that_it_wants(tmp_path: Path) -> None:
    case = Case(tmp_path, devices=("edu", "edu"))
    settings = with_devices(Settings(append="quiet"), case, tmp_path)
    assert settings == Settings(append="quiet", qemu=("-device", "edu", "-device", "edu"))
    assert with_devices(Settings(), Case(tmp_path), tmp_path) == Settings()


def test_devices_have_memory_of_the_host(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case", (
        "# memory: registers 64K 0x10=0x12345678\n# device: ivshmem-plain,memdev=registers\n"
        "stat -c %s /sys/bus/pci/devices/0000:00:02.0/resource2\n"))
    assert verdict.transcript.splitlines()[-1] == "65536"


def test_qemu_fails(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = run_with(first_kernel, tmp_path, b"", Settings(qemu=("-no-such-option",)))
    assert without(verdict) == ["QEMU failed: qemu-system-x86_64: -no-such-option: invalid option"]


def test_qemu_is_missing(first_kernel: Kernel, tmp_path: Path,
                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="qemu-system-x86_64 is missing"):
        run_with(first_kernel, tmp_path, b"")


def test_more_processors(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case", "# smp: 3\nnproc\n", "# nproc\n3\n")
    assert verdict.passed, explain(verdict)


def test_counting_instructions(first_kernel: Kernel, tmp_path: Path) -> None:
    verdict = verdict_of(first_kernel, tmp_path / "case", "echo hello\n", "# echo hello\nhello\n",
                         Settings(icount=True))
    assert verdict.passed, explain(verdict)


def test_modules_of_the_kernel_come_along(kernel: Kernel, tmp_path: Path) -> None:
    if not kernel.modules:
        pytest.skip("all of this kernel is built in")
    verdict = verdict_of(
        kernel, tmp_path / "case",
        "modprobe drm_kms_helper\nlsmod | grep -c '^drm '\nmodprobe -r drm_kms_helper\n",
        "# modprobe drm_kms_helper\n# lsmod | grep -c '^drm '\n1\n# modprobe -r drm_kms_helper\n")
    assert verdict.passed, explain(verdict)


def test_unknown_modules_are_named(first_kernel: Kernel, tmp_path: Path) -> None:
    case = case_of(tmp_path / "case", "modprobe no-such-thing\n")
    with pytest.raises(Failure, match="has no module 'no_such_thing'"):
        make_initramfs.make(first_kernel, case, [])


def test_what_the_guest_finds(first_kernel: Kernel, tmp_path: Path) -> None:
    modules = build(first_kernel, cases.load(BROKEN))
    case = case_of(tmp_path / "case", "echo\n")
    data = make_initramfs.make(first_kernel, case, modules)
    assert data == make_initramfs.make(first_kernel, case, modules), "it is the same each time"
    names = cpio.names(data)
    assert names["init"][0] == 0o100755 and names["dev/console"][0] == 0o020600
    assert names["bin/sh"][0] == 0o120777
    assert {"case/guest.sh", "case/broken.ko", "bin/busybox"} <= set(names)
    assert names["case/broken.ko"][1] < modules[0].stat().st_size / 2, "without debug information"


def test_logs_are_kept_for_the_newest_boots(tmp_path: Path,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BOOTS", tmp_path)
    kernel = Kernel("k", "6.12.0", "", "", "", "")
    one, other = Case(ROOT / "samples/01_a"), Case(ROOT / "samples/01_a-b")
    others = [runs.new_folder(kernel, other) for _ in range(3)]
    folders = [runs.new_folder(kernel, one) for _ in range(13)]
    assert len(set(folders)) == 13
    assert [path.exists() for path in folders] == [False] * 3 + [True] * 10
    assert all(path.exists() for path in others)


def qemu_of(word: str) -> list[int]:
    """The processes of QEMU with `word` in their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
        except OSError:
            continue
        if line.startswith(b"qemu-system") and word.encode() in line:
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("how, status", [(signal.SIGINT, 130), (signal.SIGTERM, 130),
                                         (signal.SIGKILL, -9)])
def test_an_interrupted_boot_leaves_nothing(first_kernel: Kernel, tmp_path: Path,
                                            how: signal.Signals, status: int) -> None:
    shutil.copytree(BROKEN, tmp_path / "case")
    (tmp_path / "case/Kbuild").write_text(
        f"obj-m := broken.o\ninclude {ROOT}/kernel_support/module.mk\n")
    (tmp_path / "case/guest.sh").write_text("sleep 1000\n")
    label = cases.load(tmp_path / "case").label
    # What runs in the background, these tests perhaps, is started with SIGINT ignored.
    child = subprocess.Popen([ROOT / "scripts/run_case.py", *kernel_option(first_kernel),
                              tmp_path / "case"], stderr=subprocess.PIPE, text=True,
                             preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    end = time.monotonic() + 60
    while not (running := qemu_of(label)) and time.monotonic() < end:
        time.sleep(0.05)
    assert running
    child.send_signal(how)
    messages = child.communicate(timeout=20)[1]
    assert child.returncode == status and "Traceback" not in messages
    end = time.monotonic() + 5
    while qemu_of(label) and time.monotonic() < end:
        time.sleep(0.05)
    assert not qemu_of(label)


def test_shell(first_kernel: Kernel) -> None:
    """A person at a terminal: keys, job control, Ctrl-C, and the way out."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm"
        os.execv(ROOT / "scripts/run_case.py",
                 ["run_case.py", *kernel_option(first_kernel), "--shell", str(BROKEN)])
    said = b""

    def wait_for(words: bytes) -> None:
        nonlocal said
        end = time.monotonic() + 60
        while words not in said:
            assert time.monotonic() < end, said
            if select.select([terminal], [], [], 0.2)[0]:
                said += os.read(terminal, 4096)
        said = said.partition(words)[2]

    wait_for(b'Leave with "exit"')
    for line, answer in ((b"insmod broken.ko", b"broken: init"), (b"rmmod broken", b"broken: exit"),
                         (b"sleep 500", b"sleep 500"), (b"\x03echo $((6 * 7))", b"42"),
                         (b"sleep 500 &", b"guest:"), (b"jobs", b"Running"),
                         (b"exit", b"Power down")):
        os.write(terminal, line + b"\n")
        wait_for(answer)
        time.sleep(0.3)
    _process, status = os.waitpid(process, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.fixture(name="emulated")
def _emulated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A QEMU that the test writes emulates."""
    monkeypatch.setenv("ACCEL", "tcg")
    monkeypatch.setenv("BOOT", "fresh")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


LOST_A_PATCH = """\
for word; do
    case $word in file,id=console,path=*) console=${word##*path=} ;; esac
done
[ "$(wc -l <%s)" -gt %d ] || { echo "Oops: int3: 0000 [#1]" >"$console"; exit 0; }
exec %s "$@"
"""


@pytest.mark.parametrize("times, passes", [(1, True), (2, False)])
def test_the_emulator_lost_a_patch(first_kernel: Kernel, emulated: Path, times: int,
                                   passes: bool) -> None:
    """A breakpoint before /init is forgiven once."""
    real = shutil.which(first_kernel.machine.qemu)
    pretend_qemu(emulated, first_kernel, LOST_A_PATCH % (emulated / "starts", times, real))
    verdict = verdict_of(first_kernel, emulated / "case", "echo hello\n", "# echo hello\nhello\n")
    assert verdict.passed is passes, explain(verdict)
    assert (emulated / "starts").read_text() == "start\n" * 2
    assert passes or any("int3" in problem for problem in verdict.problems)


def test_a_breakpoint_of_the_case(first_kernel: Kernel, emulated: Path) -> None:
    """After /init has begun it is a failure at once."""
    pretend_qemu(emulated, first_kernel, f'exec {shutil.which(first_kernel.machine.qemu)} "$@"')
    verdict = verdict_of(first_kernel, emulated / "case",
                         "echo 'Oops: int3: 0000 [#1]' >/dev/kmsg\n")
    assert any("int3" in problem for problem in verdict.problems)
    assert (emulated / "starts").read_text() == "start\n"


# The choice between KVM and emulation

@pytest.fixture(name="kvm")
def _kvm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with /dev/kvm, and a QEMU that the test writes."""
    monkeypatch.setattr(accelerator, "BUILD", tmp_path)
    monkeypatch.setattr(accelerator, "_VERDICT", tmp_path / "kvm.json")
    monkeypatch.setattr(accelerator, "_DEADLINE", 0.5)
    monkeypatch.setattr(accelerator.os, "access", lambda path, _mode: path == "/dev/kvm")
    monkeypatch.setattr(accelerator, "is_native", lambda _machine: True)
    monkeypatch.delenv("ACCEL", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


def pretend_qemu(folder: Path, kernel: Kernel, text: str) -> None:
    """Puts a QEMU there that counts its starts."""
    program = folder / kernel.machine.qemu
    program.write_text(f"#!/bin/sh\necho start >>{folder}/starts\n{text}\n")
    program.chmod(0o755)


PANIC = "echo 'Kernel panic - not syncing: VFS: Unable to mount root fs'"


@pytest.mark.parametrize("text, accel", [
    (PANIC, "kvm"), ("exec sleep 5", "tcg"), ("exit 1", "tcg"), ("echo nothing", "tcg")],
    ids=["works", "hangs", "fails", "says nothing"])
def test_kvm_is_tried_once(kvm: Path, first_kernel: Kernel, text: str, accel: str) -> None:
    pretend_qemu(kvm, first_kernel, text)
    image = first_kernel.bootable_image()
    assert [accelerator.choose(first_kernel.machine, image) for _ in range(3)] == [accel] * 3
    assert (kvm / "starts").read_text() == "start\n"


def test_kvm_is_tried_again_later(kvm: Path, first_kernel: Kernel,
                                  monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_qemu(kvm, first_kernel, PANIC)
    image = first_kernel.bootable_image()
    accelerator.remember(False)
    assert accelerator.choose(first_kernel.machine, image) == "tcg"
    monkeypatch.setattr(accelerator, "_boot_id", lambda: "another start of the computer")
    assert accelerator.choose(first_kernel.machine, image) == "kvm"
    (kvm / "kvm.json").write_text("not json")
    assert accelerator.choose(first_kernel.machine, image) == "kvm"


def test_without_kvm(kvm: Path, first_kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accelerator.os, "access", lambda _path, _mode: False)
    assert accelerator.choose(first_kernel.machine, first_kernel.bootable_image()) == "tcg"
    assert not (kvm / "starts").exists()


def test_acceleration_may_be_chosen(kvm: Path, first_kernel: Kernel,
                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCEL", "tcg")
    assert accelerator.choose(first_kernel.machine, first_kernel.bootable_image()) == "tcg"


def test_devices_come_and_go(first_kernel: Kernel, tmp_path: Path) -> None:
    """What QEMU refuses of what a guest asks for is kept beside what QEMU itself says."""
    verdict = verdict_of(first_kernel, tmp_path / "case", (
        "# memory: some 1M 0x10=0x12345678\n"
        "# device: ivshmem-plain,memdev=some,id=first\n"
        "seen() { ls /sys/bus/pci/devices | grep -c -e 02.0 -e 05.0; }\n"
        "echo begun; host unplug nothing; host fly; host write some 16=1; echo ended; seen\n"
        "host unplug first; while [ $(seen) = 1 ]; do sleep 0.1; done; seen\n"
        "host plug ivshmem-plain,memdev=some,addr=5; until [ $(seen) = 1 ]; do sleep 0.1; done\n"
        "host write some 0x10=0x1; sleep 1\n"))
    assert not without(verdict)
    said = [one.output.split() for one in verdict.run.report.commands]
    assert said == [[], ["begun", "ended", "1"], ["0"], [], []]
    refused = verdict.run.messages.splitlines()
    assert [line.split(":")[0] for line in refused] == [
        "host unplug nothing", "host fly", "host write some 16=1"]
    assert "is no word of a memory" in refused[2]
    assert (verdict.run.folder / "some.memory").read_bytes()[16:20] == b"\1\0\0\0"
