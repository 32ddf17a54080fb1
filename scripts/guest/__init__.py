# SPDX-License-Identifier: GPL-2.0
"""Guests: their memory and disk, how QEMU starts them, what came out and what to think of it."""
