# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
#
# What every shell in the guest reads first.

# BusyBox tries to load a module that was refused a second time, through an older system call: its
# init function would run twice. The kernel refuses the newer call for a file that is open for
# writing, before it has looked at the module; so one try is left.
insmod() {
	if [ -f "$1" ]; then
		command insmod "$@" 9>>"$1"
	else
		command insmod "$@"
	fi
}
