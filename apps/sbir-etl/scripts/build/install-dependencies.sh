#!/usr/bin/env bash
# install-dependencies.sh VENV [POETRY OPTIONS...]: makes VENV and installs the locked
# dependencies into it, compiled, so that processes start fast and write no bytecode.
set -euo pipefail
venv=$1
shift

# The base's own interpreter: the runtime stage has the same one at the same place.
python3 -m venv --without-pip "$venv"

# Poetry asks PyPI's private JSON API, which package mirrors seldom have. The plugin makes it
# read the simple index instead, whose address pip knows (PIP_INDEX_URL, or its own default).
index=${PIP_INDEX_URL:-$(
  /opt/poetry/bin/python -c 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)'
)}
export POETRY_PYPI_MIRROR_URL=${index%/}/ VIRTUAL_ENV=$venv
PATH=$venv/bin:$PATH /opt/poetry/bin/poetry install "$@" --no-root --no-ansi

# Checked by nothing at run time, so equal inputs give equal files whatever the clock says.
"$venv/bin/python" -m compileall -q -j 0 --invalidation-mode unchecked-hash "$venv/lib" >/dev/null

# The packages at a path that does not name the version of Python.
ln -s "$(cd "$venv" && echo lib/python*/site-packages)" "$venv/packages"
