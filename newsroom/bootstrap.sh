# Finds a Python, lets bootstrap.py make .venv ready, and runs Python there with the further arguments.
# Usage: sh newsroom/bootstrap.sh LOCKFILE ARGUMENT…
set -eu
cd "$(dirname "$0")/.."
lock=$1
shift

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
  if is_new_enough "$python"; then break; fi
done
is_new_enough "$python" || python=python3
if ! "$python" -c '' 2>/dev/null; then
  echo "Newsroom needs Python 3.11 or newer, but there is none here. Install it, for example from https://www.python.org/downloads/." >&2
  exit 1
fi

"$python" newsroom/bootstrap.py "$lock"
exec .venv/bin/python "$@"
