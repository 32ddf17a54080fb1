# SPDX-License-Identifier: GPL-2.0
"""What every program stands on: messages, folders, locks, the terminal, the machine."""
