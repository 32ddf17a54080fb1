# SPDX-License-Identifier: GPL-2.0
"""The plugins of pytest: cases as tests, sweeps, the progress of a run."""
