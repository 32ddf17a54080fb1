# SPDX-License-Identifier: GPL-2.0
"""Which modules a kernel takes that asks for signatures, as the chapter on shipping shows it."""
from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import new_module
import pytest
from guest import boot
from guest.judge import explain
from guest.settings import Settings
from kernels import catalogue
from kernels.catalogue import Kernel
from kernels.fetch import fetch
from modules import cases
from modules.build import build
from secure_boot import known_key, new_key, secured, shown

ENFORCED = Settings(append="module.sig_enforce=1")


@pytest.fixture(name="kernel_here", scope="module")
def _kernel_here() -> Kernel:
    """Debian's own, which can ask for signatures."""
    return fetch(catalogue.DEFAULT)


@pytest.fixture(name="modules", scope="module")
def _modules(kernel_here: Kernel, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What `make new` makes: unsigned, signed, changed after that, signed with another key."""
    folder = tmp_path_factory.mktemp("modules")
    new_module.create("my_driver", folder / "my_driver")
    unsigned = folder / "my_driver.ko"
    built = build(kernel_here, cases.load(folder / "my_driver"), sys.stderr, False)[0]
    subprocess.run(["objcopy", "--strip-debug", built, unsigned], check=True)

    def another(name: str) -> Path:
        return Path(shutil.copy(unsigned, folder / f"my_driver_{name}.ko"))

    signed = known_key(folder).sign(kernel_here, another("signed"))
    changed = another("changed")
    changed.write_bytes(signed.read_bytes().replace(b"the answer is", b"the reply is ", 1))
    by_nobody = new_key(folder, "nobody").sign(kernel_here, another("signed_by_nobody"))
    return [unsigned, signed, changed, by_nobody]


@pytest.mark.parametrize("page, words", [("enforced.txt", ENFORCED),
                                         ("lockdown.txt", Settings(append="lockdown=integrity"))])
def test_enforced(kernel_here: Kernel, modules: list[Path], tmp_path: Path, page: str,
                  words: Settings) -> None:
    """By a word of the command line: refused is what nobody signed, or nobody who is known."""
    verdict = boot.boot(kernel_here, shown(page, tmp_path / "case"), modules, words)
    assert verdict.passed, explain(verdict)


def test_secure_boot(kernel_here: Kernel, modules: list[Path], tmp_path: Path) -> None:
    """The kernel trusts the keys of the firmware, and no others."""
    kernel, settings = secured(kernel_here, tmp_path)
    verdict = boot.boot(kernel, shown("secure_boot.txt", tmp_path / "case"), modules, settings)
    assert verdict.passed, explain(verdict)


def test_no_key_comes_later(kernel_here: Kernel, tmp_path: Path) -> None:
    """Root cannot make the running kernel trust a key: not in any of the keyrings that it asks."""
    certificate = new_key(tmp_path, "later").certificate.read_bytes()
    case = cases.load(Path(__file__).with_name("keys"))
    build(kernel_here, case, sys.stderr, False)
    case = replace(case, script=(
        f"echo {base64.b64encode(certificate).decode()} | base64 -d >later.der\n"
        "./add_key later.der\n"))
    verdict = boot.boot(kernel_here, case, [], ENFORCED)
    assert verdict.run.report.commands[-1].output == (
        ".builtin_trusted_keys: Permission denied\n"
        ".secondary_trusted_keys: Required key not available\n"
        ".machine: Permission denied\n"
        ".platform: Permission denied\n")
