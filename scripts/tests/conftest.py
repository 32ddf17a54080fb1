# SPDX-License-Identifier: GPL-2.0
"""Lets the tests of the scripts import what they share (pretend.py, scratch.py)."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
