#!/usr/bin/env bash
# The first process of a node, in mount and PID namespaces of its own: containerd, its image, the kubelet.
# When it ends, however it ends, the kernel takes every process, mount and pod network of the node with it.
#
# $1: folder with config.toml, net.d and image.tar; $2: name of the cgroup; $3: the kubelet; the rest: its arguments.
set -euo pipefail
directory=$1
cgroup=$2
kubelet=$3
shift 3

# One hierarchy, or one for each controller.
if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
  mkdir "/sys/fs/cgroup/$cgroup"
else
  for hierarchy in /sys/fs/cgroup/*/; do
    mkdir "$hierarchy$cgroup"
  done
fi

# A node's programs have fixed places. In here these are empty, and the machine's own stay as they are.
for place in /run /var/lib /var/log; do
  mount -t tmpfs -o mode=0755 node "$place"
done

containerd --config "$directory/config.toml" >>"$directory/containerd.log" 2>&1 &
tries=0
until ctr version >/dev/null 2>&1; do
  if ((tries++ > 300)); then
    echo "containerd does not answer:" >&2
    tail -n 20 "$directory/containerd.log" >&2
    exit 1
  fi
  sleep 0.1
done
ctr --namespace k8s.io images import --snapshotter native "$directory/image.tar"

"$kubelet" "$@" &
wait -n
echo "containerd or the kubelet has ended" >&2
exit 1
