#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# enter.sh ROOT FOLDER COMMAND: runs a command in a root that has mounts and processes of its own.
# Only those devices are there that programs cannot do without; /dev/kvm where there is one.
set -eu

root=$1
folder=$2
command=$3

mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 dev "$root/dev"
for name in null zero full random urandom tty kvm; do
	if [ -e /dev/$name ]; then
		: >"$root/dev/$name"
		mount --bind /dev/$name "$root/dev/$name"
	fi
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
# shellcheck disable=SC2016 # it is the shell inside that knows them
exec chroot "$root" /bin/sh -c 'cd "$1" && eval "$2"' sh "$folder" "$command"
