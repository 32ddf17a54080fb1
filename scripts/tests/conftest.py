# SPDX-License-Identifier: GPL-2.0
"""Lets the tests of the scripts import what they share (pretend.py, scratch.py), and gives them the
built documentation and a browser.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from browser import browser  # noqa: E402,F401
from built_site import checkout, pages, site  # noqa: E402,F401
