#!/usr/bin/env bash
# Installs the shells that completion is tested in, and what gives them a terminal; for Debian and Ubuntu, as root.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends bash bash-completion zsh fish bsdutils iproute2 util-linux
