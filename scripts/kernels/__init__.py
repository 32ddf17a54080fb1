# SPDX-License-Identifier: GPL-2.0
"""The kernels of configs/: which there are, how they are fetched, built and kept."""
