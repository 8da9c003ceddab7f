#!/usr/bin/env bash
# What grows with an archive, in one table: byline at 10,000, 100,000 and 1,000,000 articles beside its peers.
# usage: benches/scale.sh [SIZES…] [ARCHIVE] [titles=FILE] [quick]
#   ARCHIVE     a folder or file to measure instead of generated ones; it is not changed
#   titles=FILE titles to be searched, one a line, instead of made-up ones
#   quick       fewer rounds
# KILLS=200 also kills a reading program so often. It takes an hour with the largest archive, and 8 GB in $TMPDIR.
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()
for peer in fzf:fzf recollindex:recollcmd notmuch:notmuch; do
  command -v "${peer%:*}" >/dev/null || missing+=("${peer#*:}")
done
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null || true
fi
cargo bench --bench fuzzy --no-run
cargo bench --bench scale -- "$@"
if [ -n "${KILLS:-}" ]; then
  BYLINE_ROUNDS=$KILLS cargo test --release --test crash -- --ignored
fi
