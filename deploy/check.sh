#!/usr/bin/env bash
# Every check there is, by name: deploy/check.sh [style|types|layers|tests|soak|bench …]; all but soak and bench when none is named.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

style() { ruff check . && ruff format --check .; }
types() { mypy; }
layers() { lint-imports --no-logo; }
# two files at a time: most tests wait, for servers, for files to settle, for leases to run out
tests() { python -m pytest -n 2 --dist loadfile ${KUAIBAO_TEST_NO_SKIPS:+-p tests.no_skips}; }
soak() { python -m pytest -q tests/faults/test_model.py; }
bench() { python -m pytest -m bench -s tests/bench/bench_*.py; }

[ $# -gt 0 ] || set -- style types layers tests
failed=
for name in "$@"; do
    echo "── $name"
    "$name" || failed="$failed $name"
done
[ -z "$failed" ] || { echo "failed:$failed" >&2; exit 1; }
