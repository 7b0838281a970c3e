#!/usr/bin/env bash
# A quick check that the command runs programs: for use before a push.
set -eu
cd "$(dirname "$0")/.."
bin=$(mktemp)
trap 'rm -f "$bin"' EXIT
go build -pgo=off -o "$bin" ./cmd/viv
for t in tests/lang/basics tests/lang/wide; do
  [ -f "$t.py" ] && [ -f "$t.out" ] || continue
  "$bin" "$t.py" 2>&1 | diff - "$t.out" >/dev/null || { echo "smoke: $t.py prints something else"; exit 1; }
done
