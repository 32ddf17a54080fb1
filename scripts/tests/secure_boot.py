# SPDX-License-Identifier: GPL-2.0
"""Guests that take signed modules alone, and keys to sign them with.

With Secure Boot the guest has a firmware, OVMF, that starts what is signed with a key that it
knows, and hands its keys on to the kernel. One of them is known to everybody: it comes with OVMF,
for tests. Debian's kernel, signed with it once more, is then as on a machine of its owner's keys.
"""
from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from common.project import ROOT
from guest.settings import Settings
from kernels.catalogue import Kernel
from modules import cases
from modules.cases import Case

# What the chapter on shipping shows
PAGES = ROOT / "docs/tutorial/shipping_a_driver"
_OVMF = Path("/usr/share/OVMF")
_KEYS = Path("/usr/share/ovmf")


@dataclass(frozen=True)
class Key:
    """A private key, and the certificate that names it."""

    private: Path
    certificate: Path

    def sign(self, kernel: Kernel, module: Path) -> Path:
        """Signs a module, with the program of the kernel's own build."""
        run(f"{kernel.kdir}/scripts/sign-file", "sha256", self.private, self.certificate, module)
        return module


def run(*words: str | Path) -> None:
    """Runs a program."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def new_key(folder: Path, name: str) -> Key:
    """A key that nobody knows yet, as DKMS makes one."""
    key = Key(folder / f"{name}.key", folder / f"{name}.der")
    run("openssl", "req", "-new", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "36500",
        "-subj", f"/CN={name}/", "-keyout", key.private, "-outform", "DER",
        "-out", key.certificate)
    return key


def known_key(folder: Path) -> Key:
    """The one that the firmware of the guest knows."""
    key = Key(folder / "known.key", _KEYS / "PkKek-1-snakeoil.pem")
    run("openssl", "pkey", "-in", _KEYS / "PkKek-1-snakeoil.key", "-passin", "pass:snakeoil",
        "-out", key.private)
    return key


def secured(kernel: Kernel, folder: Path) -> tuple[Kernel, Settings]:
    """The kernel, signed for a firmware that asks for that, and how it boots there."""
    key = known_key(folder)
    image = Path(kernel.image).parent / f"vmlinuz-{kernel.release}"
    run("sbsign", "--key", key.private, "--cert", key.certificate, "--output", folder / "vmlinuz",
        image)
    variables = folder / "variables.fd"
    variables.write_bytes((_OVMF / "OVMF_VARS_4M.snakeoil.fd").read_bytes())
    flash = "if=pflash,format=raw,unit"
    return replace(kernel, image=str(folder / "vmlinuz")), Settings(deadline=180, qemu=(
        "-machine", "q35,smm=on", "-global", "driver=cfi.pflash01,property=secure,value=on",
        "-drive", f"{flash}=0,readonly=on,file={_OVMF}/OVMF_CODE_4M.secboot.fd",
        "-drive", f"{flash}=1,file={variables}"))


def case_of(folder: Path, commands: str, expected: str) -> Case:
    """A case that runs these commands, and shows what the kernel says of signatures."""
    folder.mkdir()
    (folder / "Kbuild").touch()
    (folder / "guest.sh").write_text(f"# log: ^Loading of|^Lockdown: insmod\n{commands}")
    (folder / "expected.txt").write_text(expected)
    return cases.load(folder)


def shown(name: str, folder: Path) -> Case:
    """The case that gives this transcript of the chapter."""
    text = (PAGES / name).read_text(encoding="utf-8")
    return case_of(folder, "".join(f"{line[2:]}\n" for line in text.splitlines()
                                   if line.startswith("# ")), text)
