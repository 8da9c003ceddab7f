#!/usr/bin/env bash
# How well related stories are found, and what finding them costs, beside other ways to do it, in one table.
# usage: benches/related.sh [SET…] [COUNT…]
#   SET    a folder with docs.jsonl, and labels.tsv (id, event), pairs.tsv (id, id, share of text in common) or items.jsonl
#          (sentences: text, the ids read before, whether it was seen)
#   COUNT  so many made-up articles are timed; 10,000 where nothing is given
set -euo pipefail
cd "$(dirname "$0")/.."
cargo bench --bench related -- "$@"
