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
ask() { # a question to scripts/hosts/tools.py
	PYTHONPATH=$root/scripts /usr/bin/python3 -c "from hosts import tools; print($1)"
}
formatter=$(ask 'tools.formatter()')
if [ -z "$formatter" ]; then
	echo "error: the files are formatted with the clang-format of $(ask 'tools.formats()')," \
		"and other versions do it otherwise: run this there" >&2
	exit 1
fi
if ! command -v "$formatter" >/dev/null; then
	echo "error: '$formatter' is missing: run scripts/install_tools.sh lint" >&2
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
		"$formatter" -i --style="file:$style" "$file"
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
