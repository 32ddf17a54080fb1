#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# format.sh [FILE...]: formats C++ and C files in place, all of the project's by default.
set -eu

if [ "${1:-}" = --help ]; then
	echo 'usage: format.sh [FILE...]: formats C++ and C files, all of the project without FILE'
	exit 0
fi
root=$(cd "$(dirname "$0")/.." && pwd)
if ! command -v clang-format-14 >/dev/null; then
	echo "error: 'clang-format-14' is missing: install the package clang-format-14" >&2
	exit 1
fi

format() { # FILE...
	for file; do
		case $file in
		*.cc | *.hpp) style=$root/.clang-format ;;
		*.c | *.h) style=$root/kernel_support/helpers/.clang-format ;;
		*)
			echo "error: $file is neither C++ (*.cc, *.hpp) nor C (*.c, *.h)" >&2
			return 1
			;;
		esac
		clang-format-14 -i --style="file:$style" "$file"
	done
}

if [ $# -eq 0 ]; then
	cd "$root"
	# what git knows or would take; none of our names has a space in it
	for file in $(git ls-files --cached --others --exclude-standard -- \
		'*.cc' '*.hpp' '*.c' '*.h'); do
		if [ -f "$file" ]; then
			format "$file"
		fi
	done
else
	format "$@"
fi
