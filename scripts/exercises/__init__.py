# SPDX-License-Identifier: GPL-2.0
"""The exercises of the tutorial: which there are, what a learner begins with, how it is told."""
