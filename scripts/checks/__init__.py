# SPDX-License-Identifier: GPL-2.0
"""The analyses of C++ sources, among them checks that no compiler makes, one in each module."""
