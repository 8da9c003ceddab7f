#!/usr/bin/env bash
# 100,000 small files: how long byline takes to list them beside `find | xargs cat`, warm, in one run.
# usage: benches/files.sh [COUNT]
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-100000}
cargo build --release
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$folder" "$count" <<'PY'
import os, pathlib, random, sys
folder, count = sys.argv[1], int(sys.argv[2])
random.seed(1)
texts = (path.read_text() for path in sorted(pathlib.Path("seeds").rglob("*.txt")))
paragraphs = [line for text in texts for line in text.split("\n") if len(line) > 120]
for number in range(count):
    place = f"{folder}/{number // 1000:03}"
    if number % 1000 == 0:
        os.mkdir(place)
    body = "\n\n".join(random.choices(paragraphs, k=5))
    with open(f"{place}/{number:06}.txt", "w") as file:
        file.write(f"Story {number} of the harbour\nBy Ann Lee\nNovember 29, 2014\n\n{body}\n")
PY
seconds() { local start=$EPOCHREALTIME; "$@" >/dev/null; awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }'; }
plain() { find "$folder" -type f -print0 | xargs -0 cat; }
byline() { target/release/byline list "$folder"; }
export HOME="$folder"
plain >/dev/null
for round in 1 2 3; do
  cat=$(seconds plain)
  list=$(seconds byline)
  echo "$count files: find | xargs cat $cat s, byline list $list s: $(awk -v a="$list" -v b="$cat" 'BEGIN { printf "%.2f", a / b }') times"
done
