# SPDX-License-Identifier: GPL-2.0
"""scripts/install_tools.sh says what is missing and why, installs it, or says what to do.

It runs with a PATH of its own: what every system has, and what a test puts there.
"""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from common.project import ROOT
from hosts import tools

SCRIPT = ROOT / "scripts/install_tools.sh"
EVERYWHERE = ("sh", "cat", "cut", "dirname", "env", "find", "flock", "head", "id", "ln", "mkdir",
              "sed", "sort", "touch", "tr")


class System:
    """A place to run the script in."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bin"
        self.path.mkdir()
        # A copy of the script, as it locks a file of its checkout.
        self.script = folder / "checkout/scripts/install_tools.sh"
        self.script.parent.mkdir(parents=True)
        shutil.copy(SCRIPT, self.script)
        (self.script.parent / "hosts").symlink_to(SCRIPT.parent / "hosts")
        self.os_release = folder / "os-release"
        # What is there as a file, and no command, is that of the system which this runs on.
        self.be("debian", (tools.release().name or "debian-12").partition("-")[2], "Debian")
        for tool in EVERYWHERE:
            (self.path / tool).symlink_to(shutil.which(tool))
        self.log = folder / "log"

    def program(self, name: str, text: str) -> None:
        """Puts a program there, written in sh."""
        (self.path / name).unlink(missing_ok=True)
        (self.path / name).write_text(f"#!/bin/sh\n{text}\n")
        (self.path / name).chmod(0o755)

    def be(self, name: str, version: str, title: str) -> None:
        """What the system says of itself."""
        self.os_release.write_text(f'PRETTY_NAME="{title}"\nID={name}\nVERSION_ID="{version}"\n',
                                   encoding="utf-8")

    def run(self, *groups: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Runs the script."""
        return subprocess.run([self.script, *groups], text=True, capture_output=True, check=False,
                              env={"PATH": str(self.path), "LOG": str(self.log),
                                   "OS_RELEASE": str(self.os_release), **more})

    def listed(self, version: str) -> list[str]:
        """All packages that the tests want on a version of Debian."""
        self.be("debian", version, f"Debian GNU/Linux {version}")
        return self.run("--list", "test").stdout.splitlines()

    def all_tools(self) -> str:
        """Shell commands with which a pretended apt-get brings all commands."""
        names = "make gcc-12 g++-12 pahole zstd qemu-system-x86_64"
        return f"for tool in {names}; do ln -sf /bin/true {self.path}/$tool; done"


@pytest.fixture(name="system")
def _system(tmp_path: Path) -> System:
    return System(tmp_path)


def test_is_quiet_when_nothing_is_missing() -> None:
    done = subprocess.run([SCRIPT, "run", "test"], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_checks_without_installing(system: System) -> None:
    done = system.run("--check", "run")
    assert done.returncode == 1 and "qemu-system-x86" in done.stdout


@pytest.mark.parametrize("arguments, status", [(["nonsense"], 1), ([], 2), (["--help"], 0)])
def test_arguments(system: System, arguments: list[str], status: int) -> None:
    assert system.run(*arguments).returncode == status


def test_says_what_and_why_before_it_installs(system: System) -> None:
    system.program("id", "echo 0")
    system.program("apt-get", f'echo "$@" >>"$LOG"; {system.all_tools()}')
    done = system.run("run")
    assert done.returncode == 0, done.stderr
    assert "qemu-system-x86" in done.stderr and "runs the guest" in done.stderr
    assert "-y --no-install-recommends" in system.log.read_text()
    assert "qemu-system-x86" in system.log.read_text()


def test_uses_sudo(system: System) -> None:
    system.program("id", "echo 1000")
    system.program("sudo", 'echo "sudo $*" >>"$LOG"; exec "$@"')
    system.program("apt-get", system.all_tools())
    done = system.run("run")
    assert done.returncode == 0 and ", with sudo:" in done.stderr
    assert system.log.read_text().startswith("sudo env DEBIAN_FRONTEND=noninteractive apt-get")


def one_error(done: subprocess.CompletedProcess[str]) -> str:
    """The only error line of a failed run."""
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    return line


def test_without_root_and_sudo(system: System) -> None:
    system.program("id", "echo 1000")
    system.program("apt-get", "exit 1")
    assert "apt-get install make gcc-12" in one_error(system.run("run"))


def test_without_apt(system: System) -> None:
    system.be("debian", "12", "Debian GNU/Linux 12 (bookworm)")
    line = one_error(system.run("run"))
    assert "Debian GNU/Linux 12 (bookworm) has no apt-get here: install by other means: " in line


def test_another_release(system: System) -> None:
    system.be("debian", "13", "Debian GNU/Linux 13 (trixie)")
    listed = system.run("--list", "run", "check").stdout.splitlines()
    assert "libclang1-19" in listed and listed.count("clang-19") == 1
    assert "clang-format-14" in system.listed("12")
    assert not [one for one in system.listed("13") if "clang-format" in one]


def test_a_compiler_for_a_kernel(system: System) -> None:
    system.be("debian", "12", "Debian GNU/Linux 12 (bookworm)")
    assert one_error(system.run("gcc-14")) == "error: Debian 12 has no GCC 14, Debian 13 has it"
    assert one_error(system.run("gcc-99")) == "error: Debian 12 has no GCC 99"
    system.be("debian", "13", "Debian GNU/Linux 13 (trixie)")
    assert system.run("--list", "gcc-14").stdout == "gcc-14\ng++-14\n"


def test_a_clang_for_a_kernel(system: System) -> None:
    for version, clang in (("12", "16"), ("13", "19")):
        system.be("debian", version, f"Debian GNU/Linux {version}")
        assert system.run("--list", "llvm").stdout.split() == [
            f"clang-{clang}", f"lld-{clang}", f"llvm-{clang}"]


def test_a_system_that_is_not_known(system: System) -> None:
    """Its tools by their own names, as nobody knows what its packages are called."""
    system.be("fedora", "42", "Fedora Linux 42")
    system.program("apt-get", "exit 1")
    line = one_error(system.run("run", "lint"))
    assert line.startswith("error: no packages of Fedora Linux 42 are known here: install make, "
                           "gcc, g++, ")
    for tool in ("qemu-system-x86_64", "clang", "clang-tidy", "shellcheck"):
        assert f" {tool}," in line
    assert "clang-format" not in line
    assert line.endswith(" or go on with what is there by TOOLS=mine")
    assert system.run("run", "lint", TOOLS="mine").returncode == 0


def test_it_says_nothing_of_itself(system: System) -> None:
    system.os_release.unlink()
    assert "no packages of this system are known here" in one_error(system.run("run"))


def test_without_network(system: System) -> None:
    system.program("id", "echo 0")
    system.program("apt-get", "exit 100")
    line = one_error(system.run("run"))
    assert "network" in line or "cannot install" in line


def test_old_lists_are_read_again(system: System) -> None:
    system.program("id", "echo 0")
    system.program("apt-get", f'''case "$*" in
*update*) touch "$LOG" ;;
*) [ -e "$LOG" ] || exit 100; {system.all_tools()} ;;
esac''')
    assert system.run("run").returncode == 0


def test_an_installation_that_brings_nothing(system: System) -> None:
    system.program("id", "echo 0")
    system.program("apt-get", "exit 0")
    assert "still missing" in one_error(system.run("run"))
