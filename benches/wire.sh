#!/usr/bin/env bash
# What keys cost on the wire, in bytes, against the bars of benches/wire/*.toml and the figures of the last time.
# usage: benches/wire.sh TUIBENCH [PROGRAM] [--keep | --timed]
#   TUIBENCH  tuibench.py, which runs a program in a pty and counts (needs Python 3.11 and pyte)
#   PROGRAM   the program; without it the release build
#   --keep    keeps the figures as those to compare with
#   --timed   the scenarios of benches/wire/timed instead, which a busy machine fails: the start, and a line of 9600 baud
set -euo pipefail
cd "$(dirname "$0")/.."
tuibench=$(realpath "$1")
program=target/release/byline
mode=
for argument in "${@:2}"; do
  case $argument in
  --keep | --timed) mode=$argument ;;
  *) program=$argument ;;
  esac
done
program=$(realpath "$program")
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 benches/wire/articles.py "$room/articles.jsonl"
export HOME=$room/home
mkdir -p "$HOME"
# An archive that was read before: what is made once is there.
"$program" index "$room/articles.jsonl" >/dev/null
"$program" stories "$room/articles.jsonl" >/dev/null || true

# Runs a scenario; what it found is in $room/NAME.json.
run() {
  # No scenario takes up what another left open.
  rm -rf "$HOME/.local/state"
  python3 "$tuibench" run "$1" --check --no-screens --set bin="$program" --set corpus="$room/articles.jsonl" \
    --json "$room/$(basename "$1" .toml).json" "${@:2}"
}

status=0
if [ "$mode" = --timed ]; then
  run benches/wire/timed/start.toml || status=1
  run benches/wire/timed/held.toml --link 9600 || status=1
  exit $status
fi
for scenario in benches/wire/*.toml; do
  name=$(basename "$scenario" .toml)
  run "$scenario" || status=1
  if [ "$mode" = --keep ]; then
    cp "$room/$name.json" "benches/wire/$name.json"
  elif [ -f "benches/wire/$name.json" ]; then
    python3 "$tuibench" compare "benches/wire/$name.json" "$room/$name.json" || status=1
  fi
done
exit $status
