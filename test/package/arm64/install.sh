#!/usr/bin/env bash
# Installs what runs the executable of linux-arm64 on another processor; for Debian and Ubuntu on Intel, as root.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross
