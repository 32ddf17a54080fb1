# SPDX-License-Identifier: GPL-2.0
"""A session of gdb with a guest: it stops where it should, knows names and lines, and leaves."""
from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from common.project import ROOT
from kernels import catalogue
from kernels.catalogue import Kernel
from reports import transcript
from symbols.elf import Elf

pytestmark = pytest.mark.every_kernel
CASE = Path(__file__).parent / "debug"


@pytest.fixture(name="debuggable")
def _debuggable(kernel: Kernel) -> Kernel:
    vmlinux = Path(kernel.kdir, "vmlinux")
    if not vmlinux.is_file() or not Elf(vmlinux).has_lines():
        pytest.skip("this kernel has no debug information")
    return kernel


def command(kernel: str, *arguments: str) -> list[str]:
    """How the session is started."""
    return [sys.executable, str(ROOT / "scripts/debug.py"), "--kernel", kernel, *arguments,
            str(CASE)]


def test_session(debuggable: Kernel) -> None:
    """Two modules, one of them loaded twice, at different addresses."""
    done = subprocess.run(command(debuggable.name, "--script", str(CASE / "session.gdb")),
                          capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    start, first, second, third, end = re.split(r"^--- \w+$", done.stdout, flags=re.MULTILINE)
    source = "samples/01_hello_world/hello_world.cc"
    line = next(number for number, text in enumerate(
        (ROOT / source).read_text(encoding="utf-8").splitlines(), 1) if "times.get()" in text)
    where = rf"HelloWorld::init \(module=.*\) at \S*{source}:{line}\b"
    assert re.search(rf"breakpoint \d+, .*{where}", start), said
    assert re.search(rf"^{line}\t +for \(unsigned int i = 0; i < times.get", start, re.MULTILINE)
    assert re.search(rf"#0 .*{where}", first) and re.search(r"#2 .*init_module \(\)", first)
    assert re.search(r"= \{value_ = 1\}", first)
    assert re.search(r'= \{value_ = 0x[0-9a-f]+ "world"\}', first)
    assert re.search(r"^Breakpoint \d+, cleanup_module \(\) at", first, re.MULTILINE)
    assert re.search(r"#\d .*Neighbour::init \(\) at \S*neighbour.cc:\d+", second), said
    assert re.search(rf"#0 .*{where}", third), said
    assert re.search(r"= \{value_ = 3\}", third) and '"gdb"' in third
    assert f"Linux version {debuggable.release} " in third, "gdb knows the kernel's own commands"
    places = re.findall(r"^hello_world: loaded, its init is at (0x\w+)", done.stdout, re.MULTILINE)
    assert len(places) == 2 and places[0] != places[1]
    assert done.stdout.count("hello_world: unloaded") == 2
    assert "powers off now" in end
    _check_page(done.stdout)
    # The guest has run all of guest.sh, as without gdb.
    folder = ROOT / Path(re.search(r"console: (\S+)/console.log", done.stderr)[1])
    report = transcript.parse((folder / "report.raw").read_bytes())
    assert report.finished and [one.status for one in report.commands] == [0] * 6


def _check_page(said: str) -> None:
    """What the tutorial shows is what came out, but for addresses and the checkout's path."""
    plain = re.sub(r"0x[0-9a-f]{6,}", "0xADDR", said.replace(f"{CASE}/../../../../", ""))
    plain = plain.replace(f"{ROOT}/", "")
    shown = (ROOT / "docs/tutorial/debugging_with_gdb.txt").read_text(encoding="utf-8")
    at = 0
    for line in shown.splitlines():
        if not line.startswith("(gdb) ") and line:
            assert f"{line}\n" in plain[at:], f"not in this order in the session: {line}\n{plain}"
            at = plain.index(f"{line}\n", at)


def test_an_editor_brings_its_gdb(debuggable: Kernel) -> None:
    """Two guests wait at once, each in its place; Ctrl-C ends them and leaves nothing."""
    # What runs in the background, these tests perhaps, is started with SIGINT ignored.
    guests = [subprocess.Popen(command(debuggable.name, "--wait"), text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               stdin=subprocess.DEVNULL, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
              for _ in range(2)]
    try:
        sockets = [Path(re.match(r"target remote (\S+)$", one.stdout.readline())[1])
                   for one in guests]
        assert sockets[0] != sockets[1] and all(one.is_socket() for one in sockets)
        assert qemu_of(sockets[0]) and qemu_of(sockets[1])
    finally:
        for one in guests:
            one.send_signal(signal.SIGINT)
        said = [one.communicate(timeout=60)[1] for one in guests]
    assert [one.returncode for one in guests] == [130, 130], said
    assert all("with symbols: gdb -x build/boots/" in text for text in said)
    assert not any(one.parent.exists() for one in sockets)
    time.sleep(0.2)
    assert not qemu_of(sockets[0]) and not qemu_of(sockets[1])


def qemu_of(socket: Path) -> bool:
    """Whether a QEMU listens there."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"path={socket}," in path.read_text(errors="replace"):
                return True
        except OSError:
            continue
    return False


def refused(*arguments: str) -> str:
    """The one line of a refusal."""
    done = subprocess.run([sys.executable, ROOT / "scripts/debug.py", *arguments], text=True,
                          capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_refusals() -> None:
    assert "say which one with SAMPLE=" in refused()
    assert "unknown SAMPLE 'nothing'" in refused("nothing")
    assert "gdb needs a terminal" in refused("01")


def test_a_kernel_without_debug_information() -> None:
    message = refused("--kernel", catalogue.DEFAULT, "--wait", "01")
    assert f"{catalogue.DEFAULT} has no debug information" in message
    assert "KERNEL=debug-6.12" in message
