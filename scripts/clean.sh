#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Removes what was built, and keeps what was downloaded: kernels, packages and BusyBox.

set -eu

if [ $# -gt 0 ]; then
	echo "usage: clean.sh (no arguments): empties build/, except for what was downloaded"
	exit 0
fi
cd "$(dirname "$0")/.."
[ -d build ] || exit 0
find build -mindepth 1 -maxdepth 1 ! -name downloads ! -name kernels ! -name initramfs ! -name cache \
	-exec rm -rf {} +
