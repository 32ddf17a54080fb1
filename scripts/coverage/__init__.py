# SPDX-License-Identifier: GPL-2.0
"""Which lines of kernel_support a run has reached."""
