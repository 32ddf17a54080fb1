# SPDX-License-Identifier: GPL-2.0
# Without a mask of the device's own it would not reach half of the guest's memory.
# device: edu,dma_mask=0xffffffff
modprobe drm_shmem_helper
insmod scatter_edu_test.ko
rmmod scatter_edu_test
