# SPDX-License-Identifier: GPL-2.0
"""What the addresses in a report are called."""
