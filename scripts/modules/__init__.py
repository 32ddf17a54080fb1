# SPDX-License-Identifier: GPL-2.0
"""Folders with modules: what is in them, how they are built, the examples of the headers."""
