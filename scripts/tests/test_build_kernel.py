# SPDX-License-Identifier: GPL-2.0
"""What can be told of building a kernel without building one."""
from __future__ import annotations

import build_kernel
import kernels
import pytest
from common import Failure

FRAGMENT = """\
# a comment
CONFIG_A=y
# CONFIG_B is not set
CONFIG_C="text"
CONFIG_D=n
"""


def test_options_of_a_fragment() -> None:
    assert build_kernel.wanted_options(FRAGMENT) == {
        "CONFIG_A": "y", "CONFIG_B": "n", "CONFIG_C": '"text"', "CONFIG_D": "n"}


@pytest.mark.parametrize("config, refused", [
    ('CONFIG_A=y\nCONFIG_C="text"\n', []),
    ('CONFIG_A=y\nCONFIG_C="text"\n# CONFIG_D is not set\n', []),
    ('CONFIG_A=m\nCONFIG_C="text"\n', ["CONFIG_A=y"]),
    ('CONFIG_C="other"\n', ["CONFIG_A=y", 'CONFIG_C="text"']),
    ('CONFIG_A=y\nCONFIG_B=y\nCONFIG_C="text"\nCONFIG_D=y\n', ["CONFIG_B=n", "CONFIG_D=n"]),
])
def test_refused_options(config: str, refused: list[str]) -> None:
    wanted = build_kernel.wanted_options(FRAGMENT)
    assert build_kernel.refused_options(wanted, build_kernel.wanted_options(config)) == refused


def test_missing_fragment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "settings", lambda _name: {
        "package": "linux-source-6.12", "fragments": ["absent.config"]})
    with pytest.raises(Failure, match=r"names configs/absent\.config, which is not there"):
        build_kernel.build("some")


def test_every_fragment_is_used_and_there() -> None:
    used = {fragment for name in kernels.known()
            for fragment in kernels.settings(name).get("fragments", ())}
    assert used == {path.name for path in kernels.CONFIGS.glob("*.config")}
