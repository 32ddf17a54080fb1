# SPDX-License-Identifier: GPL-2.0
# KASAN puts room between variables, also in what the kernel takes for an array: without a record.
# clang names a function without the arguments of its template.
# needs: !CONFIG_KASAN CONFIG_CC_IS_GCC
insmod print_template_test.ko
sed -n 's/.*\(print_template_test.cc:[0-9]*\)/\1/p' /sys/kernel/debug/dynamic_debug/control
echo 'module print_template_test +p' > /sys/kernel/debug/dynamic_debug/control
rmmod print_template_test
