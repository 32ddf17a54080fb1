# SPDX-License-Identifier: GPL-2.0
# smp: 2
# deadline: 120
here=$PWD; insmod user_settings_test.ko
cd /proc/sys/user_settings; ls -l | awk '/^-/ { print $1, $NF }'
cat word; sysctl -w user_settings.word='from the shell'; cat word
$here/settings
# A name that another module has: all others stay where they are. Since Linux 7 insmod is told EBUSY instead of EEXIST.
cd $here; insmod user_settings_other.ko 2>&1 | grep -c -e 'File exists$' -e 'resource busy$'; ls /proc/sys/user_settings; cd /proc/sys/user_settings; cat ../kernel/ostype
# Others may do what the mode says.
echo 'ada:x:1000:1000::/:/bin/sh' >>/etc/passwd; echo 4 >number
su ada -c 'echo 5 >number; cat number; echo 6 >line; cat line >/dev/null; cat taken; echo y >shown'
# An open file does not keep the module; whoever has it open learns that it is gone.
cd /; exec 5</proc/sys/user_settings/word 6>/proc/sys/user_settings/word; rmmod user_settings_test; cat <&5; echo x >&6; exec 5<&- 6>&-
ls -d /proc/sys/user_settings
# Programs that read and write while the module comes and goes.
cd $here; hammer() { while :; do cat /proc/sys/user_settings/word; echo 5 >/proc/sys/user_settings/number; done >/dev/null 2>&1; }; hammer & hammer & i=0; while [ $i -lt 10 ]; do insmod user_settings_test.ko; rmmod user_settings_test; i=$((i + 1)); done; { kill %1 %2; wait; } 2>/dev/null; echo $i
