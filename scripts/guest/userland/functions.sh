# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
#
# What every shell in the guest reads first.

leaks=/sys/kernel/debug/kmemleak

# BusyBox tries to load a module that was refused a second time, through an older system call: its
# init function would run twice. The kernel refuses the newer call for a file that is open for
# writing, before it has looked at the module; so one try is left.
insmod() {
	if [ -f "$1" ]; then
		command insmod "$@" 9>>"$1" || return
		[ ! -e $leaks ] || note_sections "${1##*/}"
	else
		command insmod "$@"
	fi
}

# Where a module's code lies, which nobody knows any more when it is gone and has left a leak. What
# runs only once (.init.text) is still listed.
note_sections() {
	module=$(echo "${1%.ko}" | tr - _)
	grep -H . "/sys/module/$module/sections/".*text* >>/tmp/sections 2>/dev/null
	return 0
}
