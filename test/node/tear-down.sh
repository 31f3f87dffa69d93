#!/usr/bin/env bash
# Removes what outlives a node's processes: its bridge and its cgroups.
# It waits for the end of its input, which comes when the test process ends, however it ends.
#
# $1: name of the bridge; $2: name of the cgroup.
set -uo pipefail
bridge=$1
cgroup=$2
cat >/dev/null

ip link delete "$bridge"
# Processes that were killed a moment ago may still be in their cgroups.
for ((tries = 0; tries < 100; tries++)); do
  roots=$(find /sys/fs/cgroup -maxdepth 2 -type d -name "$cgroup")
  [[ -z $roots ]] && exit 0
  # shellcheck disable=SC2086 # one word a root: neither the mounts nor the name have blanks
  find $roots -depth -type d -exec rmdir {} + 2>/dev/null
  sleep 0.1
done
echo "cgroups are left: $roots" >&2
exit 1
