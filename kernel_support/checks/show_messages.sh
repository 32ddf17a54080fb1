#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# show_messages.sh STATUS FILE COMPILER ARGUMENT...: shows what the compiler has said, which is in
# FILE, in short; with V=1 all of it. After a failure (STATUS), says where its advice is wrong for
# a kernel module, and what is right.
set -eu

status=$1
file=$2
shift 2

if [ "$status" != 0 ]; then
	# What is explained below, in English.
	case ${LC_ALL:-${LC_MESSAGES:-${LANG:-C}}}:${LANGUAGE:-en} in
	C:* | POSIX:* | C.*:en* | en*:en*) messages=$(grep -v ' warning: ' "$file" || :) ;;
	*) messages=$(LC_ALL=C "$@" -fsyntax-only -w -o /dev/null 2>&1 || :) ;;
	esac
	# Once more, in colour, as g++ saw no terminal before.
	[ ! -t 2 ] || "$@" -fdiagnostics-color=always -fsyntax-only -o /dev/null 2>"$file" || :
fi
case ${KBUILD_VERBOSE:-} in
*1*) cat "$file" >&2 ;;
*) awk -v ROOT="$(cd "$(dirname "$0")/.." && pwd)" -f "$(dirname "$0")/condense.awk" "$file" >&2 ;;
esac
[ "$status" != 0 ] || exit 0

explain() { # REGEX ADVICE
	if printf '%s\n' "$messages" | grep -qE -e "$1"; then
		echo "note: a kernel module $2" >&2
	fi
}

explain '-fexceptions' \
	'cannot use exceptions: return a kernel::Result and pass errors on with TRY'
explain '-fno-rtti|-frtti' \
	'has no run-time type information: use a template, a concept or an enum'
explain '(linux|asm|net|drm|uapi)/[a-z0-9_/]*\.h: No such file' \
	'in C++ cannot include C headers of the kernel: include <kernel/...>; a C API that is missing there is wrapped first (see CONTRIBUTING.md)'
explain '(/c\+\+/[0-9]+/[-a-z0-9_/.]*:[0-9:]* fatal error|std[a-z]*\.h|string\.h|math\.h|c?stdio|c?stdlib).*No such file' \
	'has only the freestanding part of the standard library: look for the type under <kernel/...>'
