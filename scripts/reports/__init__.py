# SPDX-License-Identifier: GPL-2.0
"""What guests and kernels say, read: transcripts, KTAP, findings in a log."""
