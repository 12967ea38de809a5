#!/usr/bin/env bash
# Writes deploy/constraints.txt: what pip resolves for kuaibao and its development tools in an empty environment.
set -euo pipefail
cd "$(dirname "$0")/.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
.venv/bin/python -m venv "$fresh"
"$fresh/bin/python" -m pip install --quiet '.[dev]'
{
    # shellcheck disable=SC2016  # the backquotes are for the reader
    echo '# Exact versions that the project is tested with (development tools included); made by `make pins`.'
    "$fresh/bin/python" -m pip freeze --exclude kuaibao
} > deploy/constraints.txt
