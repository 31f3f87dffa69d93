#!/usr/bin/env bash
# Installs the Python that the Azure CLI is installed with and run by; for Debian and Ubuntu, as root.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends python3 python3-venv
