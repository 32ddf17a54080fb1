# SPDX-License-Identifier: GPL-2.0
"""What those have who have no checkout: an installed copy of kernel_support, a Debian package."""
