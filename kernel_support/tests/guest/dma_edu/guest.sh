# SPDX-License-Identifier: GPL-2.0
# device: edu
insmod dma_edu_test.ko
rmmod dma_edu_test
