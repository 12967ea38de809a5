#!/usr/bin/env bash
# Makes .venv with kuaibao in it (editable, with the development tools), at the versions that it is tested with.
set -euo pipefail
cd "$(dirname "$0")/.."

fits() { "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# The system's own Python before one that pyenv or the like has compiled: distributions compile theirs with profile-guided optimization,
# which reads and parses 10 to 15 % faster.
python_that_fits() {
    for candidate in ${PYTHON:+"$PYTHON"} /usr/bin/python3 python3 python3.11 python3.12 python3.13 python3.14 python; do
        if fits "$candidate"; then echo "$candidate"; return; fi
    done
    echo "kuaibao needs Python 3.11 or newer; say which with PYTHON=/path/to/python3 make" >&2
    exit 1
}

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(python_that_fits)
    rm -rf .venv
    "$python" -m venv .venv || { echo "could not make .venv: is the venv module installed (Debian: python3-venv)?" >&2; exit 1; }
fi

install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@" --editable '.[dev]'; }

echo "setting up .venv (a minute or two the first time)"
# The pins are made on Python 3.11; where one of them has no build for another, what resolves is better than nothing.
install --constraint deploy/constraints.txt || {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] == (3, 11))' || exit 1
    echo "the pinned versions do not install on this Python: taking the newest that fit" >&2
    install
}
touch .venv/.installed
