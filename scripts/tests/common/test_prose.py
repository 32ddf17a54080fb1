# SPDX-License-Identifier: GPL-2.0
"""Only running text is looked at, and only what is wrong there is found."""
from __future__ import annotations

import pytest
from common import prose


@pytest.mark.parametrize("text, lines", [
    ("One\ntwo two\n", [2]),
    ("the end of a line is the\nthe beginning of the next", [1]),
    ("Two Two", []),                                    # such as a class and its object
    ("generate.py --names names.txt", []),
    ("a behavior, initialized", [1, 1]),
    ("an initializer, synchronize_rcu(), colour", []),
    ("``color`` and ``the`` the", []),
    ("`color`_ <https://color.org> \"color\" *color*", []),
    (":color: color\n\n   text\n", []),
    ("Code::\n\n   color\n\nText: color\n", [5]),
    (".. code-block:: css\n   :caption: x\n\n   color\n\n   color\n\ncolor\n", [8]),
    (".. doxygenfunction:: kernel::rcu::synchronize\n", []),
    (".. note::\n\n   color\n", [3]),
    (".. solution::\n\n   Text.\n\n   .. literalinclude:: a.cc\n\n   the the\n", [7]),
    ("```c\ncolor\n```\ncolor\n", [4]),
])
def test_lines_with_mistakes(text: str, lines: list[int]) -> None:
    assert [line for line, _ in prose.mistakes(text)] == lines


def test_messages_say_what_to_do() -> None:
    assert [message for _, message in prose.mistakes("a a gray")] == [
        "'gray' is American: the pages are British", "'a' stands here twice: remove one"]
