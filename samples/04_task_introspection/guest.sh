# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
# smp: 2
insmod task_introspection.ko
# What both say in the same words comes twice; the memory grows meanwhile.
cat /dev/whoami /proc/self/status | sort | uniq -d | grep -v -e Pid -e Tgid -e VmSize
cat /dev/whoami /proc/self/status | sort | uniq -d | grep -c -e Pid -e Tgid -e VmSize
# From another user, who is in two groups more.
echo 'ada:x:1000:1000::/:/bin/sh' >>/etc/passwd
echo 'staff:x:50:ada' >>/etc/group; echo 'audio:x:63:ada' >>/etc/group
su ada -c id
su ada -c 'cat /dev/whoami /proc/self/status' | sort | uniq -d | grep -e Uid -e Gid -e Groups
# All processes, those of the kernel among them. ps says the same of those that stay.
head -n 2 /dev/tasks
for i in 1 2 3; do sleep 1000 & done; until [ "$(grep -c sleep /dev/tasks)" = 3 ]; do sleep 0.1; done
(awk '{ print $1, $2, $5 }' /dev/tasks; ps -o pid,ppid,comm | awk '{ print $1, $2, $3 }') >/tmp/both
sort /tmp/both | uniq -d | grep -c sleep
# A long text: read in small pieces, from the middle, by several programs at once.
i=0; while [ $i -lt 100 ]; do sleep 1000 & i=$((i + 1)); done
until [ "$(grep -c sleep /dev/tasks)" = 103 ]; do sleep 0.1; done
dd if=/dev/tasks bs=7 2>/dev/null | grep -c sleep
dd if=/dev/tasks bs=1 skip=2 count=10 2>/dev/null; echo
(for i in 1 2 3 4; do grep -c sleep /dev/tasks & done; wait)
# They may end while somebody reads about them.
(killall sleep & for i in 1 2 3 4; do cat /dev/tasks >/dev/null & done; wait)
until [ "$(grep -c sleep /dev/tasks)" = 0 ]; do sleep 0.1; done
rmmod task_introspection
