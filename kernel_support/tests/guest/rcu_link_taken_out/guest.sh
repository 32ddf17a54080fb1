# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: processor exception
# report: panic
insmod rcu_link_taken_out.ko
