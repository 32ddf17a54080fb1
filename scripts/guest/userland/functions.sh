# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
#
# What every shell in the guest reads first.

leaks=/sys/kernel/debug/kmemleak
leaks_expected=/tmp/leaks_expected

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

# For a case with devices: has the machine changed from outside, by scripts/guest/hotplug.py.
host() {
	printf '\036host %s\n' "$*" >"/dev/$REPORT"
}

# For a case that loses memory on purpose: neither the kernel by itself nor /init looks for it. The
# detector stays on, as it would say the same when it is switched off as when it gives up: a report.
expect_leaks() {
	[ ! -e $leaks ] || echo scan=off >$leaks
	touch $leaks_expected
}
