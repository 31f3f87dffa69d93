#!/usr/bin/env bash
# Installs what runs the executable of windows-amd64 on Linux; for Debian and Ubuntu on Intel, as root.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends wine wine64 unzip
