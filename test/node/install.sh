#!/usr/bin/env bash
# Installs what a real node needs beside what is built from Go; for Debian and Ubuntu, as root.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends \
  containerd runc containernetworking-plugins busybox-static curl iptables conntrack iproute2 util-linux
