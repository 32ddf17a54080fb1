# SPDX-License-Identifier: GPL-2.0
"""The one exception of the generator: its text is the line that the user reads."""


class BindingsError(Exception):
    """Something the user can correct; one line: what is wrong, what to do."""
