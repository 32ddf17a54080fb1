# SPDX-License-Identifier: GPL-2.0
"""The whole road: the package, DKMS in a root of this release, a guest with Secure Boot."""
from __future__ import annotations

import lzma
import os
import shutil
from pathlib import Path

import new_module
import pytest
from guest import boot
from guest.judge import explain
from hosts import roots, tools
from hosts.roots import Root
from kernels import archive
from kernels.fetch import fetch
from secure_boot import PAGES, known_key, secured, shown
from shipping import package

_APT = "DEBIAN_FRONTEND=noninteractive apt-get -q -y"
_FORGET = ("rm -rf /root/my_driver /var/lib/dkms/my_driver /usr/src/my_driver-* "
           "/lib/modules/*/updates/dkms/my_driver.*")


def in_root(root: Root, command: str) -> str:
    """Runs a line there; returns what it printed."""
    status = root.run(f"{{ {command}\n}} >/root/said 2>&1", folder="/root")
    said = (root.path / "root/said").read_text(encoding="utf-8", errors="replace")
    assert status == 0, said
    return said


@pytest.mark.long
@pytest.mark.skipif(os.geteuid() != 0, reason="a root can only be entered by root")
def test_from_the_package_to_the_guest(tmp_path: Path) -> None:
    """The module that DKMS built and signed, of what `make new` makes, says its line."""
    release = tools.release()
    kernel = fetch(release.word("kernel"))
    deb = package.build()
    module = tmp_path / "my_driver.ko"
    with roots.entered(release, archive.mirror()) as root:
        home = root.path / "root"
        in_root(root, _FORGET)
        new_module.create("my_driver", home / "my_driver")
        shutil.copy(deb, home / "cpp-for-linux.deb")
        in_root(root, f"{_APT} update && {_APT} install --no-install-recommends --reinstall "
                      "--allow-downgrades /root/cpp-for-linux.deb dkms "
                      f"linux-headers-{kernel.release}")
        key = known_key(tmp_path)
        for file, name in ((key.private, "mok.key"), (key.certificate, "mok.pub")):
            shutil.copy(file, home / name)
        settings = root.path / "etc/dkms/framework.conf.d/mok.conf"
        settings.parent.mkdir(exist_ok=True)
        settings.write_text("mok_signing_key=/root/mok.key\nmok_certificate=/root/mok.pub\n",
                            encoding="utf-8")
        text = (PAGES / "dkms.txt").read_text(encoding="utf-8")
        commands = [line[2:] for line in text.splitlines() if line.startswith("# ")]
        said = ""
        for command in commands:
            here = command.replace("6.12-amd64", kernel.release)
            said += f"# {command}\n" + in_root(root, f"cd /root/my_driver && {here} 2>/dev/null")
        built = next((root.path / "lib/modules" / kernel.release).glob(
            "updates/dkms/my_driver.ko*")).read_bytes()
        module.write_bytes(lzma.decompress(built) if built[:4] == b"\xfd7zX" else built)
        in_root(root, f"dkms remove my_driver/0.1 --all && {_FORGET}")
    assert said.replace(kernel.release, "6.12-amd64") == text
    secure, settings = secured(kernel, tmp_path)
    verdict = boot.boot(secure, shown("dkms_guest.txt", tmp_path / "case"), [module], settings)
    assert verdict.passed, explain(verdict)
