# SPDX-License-Identifier: GPL-2.0
# device: edu
# deadline: 120
insmod irq_edu_test.ko
rmmod irq_edu_test
