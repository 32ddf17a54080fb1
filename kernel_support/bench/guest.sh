# SPDX-License-Identifier: GPL-2.0
# Run by scripts/bench.py, which reads the lines that begin with "row".
# deadline: 300
echo 1 >/proc/sys/kernel/printk
modprobe drm_shmem_helper
modprobe vgem
insmod bench.ko
insmod bench_c11.ko
insmod bench_cxx.ko
cat /proc/bench
rmmod bench_cxx bench_c11
./load minimal_c11.ko minimal_cxx.ko
rmmod bench
