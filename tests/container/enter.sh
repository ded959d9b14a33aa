#!/bin/sh
# enter.sh ROOT [FROM:TO[:ro]]... -- COMMAND...: does inside fresh namespaces what an engine does before PID 1 begins. The root
# is read-only, /tmp lies in memory, and what is mounted is what was asked for; then this very process becomes COMMAND.
set -eu
mount --make-rprivate /
root=$1
shift
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=0755,nosuid,noexec devices "$root/dev"
for each in null zero full random urandom tty; do
  : >"$root/dev/$each"
  mount --bind "/dev/$each" "$root/dev/$each"
done
mount -t tmpfs -o mode=1777,nosuid,nodev,noexec,size=64m temporary "$root/tmp"
while [ "$1" != -- ]; do
  from=${1%%:*} to=${1#*:}
  mkdir -p "$root${to%:ro}"
  mount --bind "$from" "$root${to%:ro}"
  [ "$to" = "${to%:ro}" ] || mount -o remount,bind,ro "$root${to%:ro}"
  shift
done
shift
mount -o remount,bind,ro "$root"
exec chroot "$root" "$@"
