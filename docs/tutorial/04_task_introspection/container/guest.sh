# SPDX-License-Identifier: GPL-2.0
# needs: CONFIG_PID_NS
# needs: CONFIG_USER_NS
insmod task_introspection.ko
(cat /dev/whoami; readlink /proc/self/ns/pid) | sort | uniq -d | grep -c pid
unshare -p -f grep -e Pid -e Tgid /dev/whoami
unshare -p -f cat /dev/tasks
unshare -U grep Uid /dev/whoami /proc/self/status
rmmod task_introspection
