#!/usr/bin/env bash
# What keys cost on the wire, in bytes, against the bars of benches/wire/*.toml and the figures of the last time.
# usage: benches/wire.sh TUIBENCH [PROGRAM] [--keep]
#   TUIBENCH  tuibench.py, which runs a program in a pty and counts (needs Python 3.11 and pyte)
#   PROGRAM   the program; without it the release build
#   --keep    keeps the figures as those to compare with
set -euo pipefail
cd "$(dirname "$0")/.."
tuibench=$(realpath "$1")
program=${2:-target/release/byline}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 benches/wire/articles.py "$room/articles.jsonl"
export HOME=$room/home
mkdir -p "$HOME"
# An archive that was read before: what is made once is there.
"$program" index "$room/articles.jsonl" >/dev/null
"$program" stories "$room/articles.jsonl" >/dev/null || true
status=0
for scenario in benches/wire/*.toml; do
  name=$(basename "$scenario" .toml)
  # No scenario takes up what another left open.
  rm -rf "$HOME/.local/state"
  python3 "$tuibench" run "$scenario" --check --set bin="$(realpath "$program")" --set corpus="$room/articles.jsonl" \
    --json "$room/$name.json" || status=1
  if [ "${3:-}" = --keep ]; then
    cp "$room/$name.json" "benches/wire/$name.json"
  elif [ -f "benches/wire/$name.json" ]; then
    python3 "$tuibench" compare "benches/wire/$name.json" "$room/$name.json" || status=1
  fi
done
exit $status
