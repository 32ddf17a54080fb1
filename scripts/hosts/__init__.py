# SPDX-License-Identifier: GPL-2.0
"""The systems that the project works on: what their tools are called, and roots with them."""
