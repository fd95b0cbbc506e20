#!/usr/bin/env bash
# Lays traps: files of the user's under names that the program writes, inputs as
# outputs, links in a folder of results. Whatever the command, with --force or without,
# every file of the user's must keep its bytes, and so must everything outside the
# folder. Needs Go; takes about a minute.
#
#   bench/user_files.sh [ROUNDS] [SEED] [PROGRAM]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-200}
RANDOM=${2:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
subtype=${3:-$work/subtype}
[ $# -ge 3 ] || go build -o "$subtype" .
flags=(--ranks 2-3 --restarts 2 --figures svg)

# matrix FILE: 30 genes in 12 samples.
matrix() {
  awk 'BEGIN { srand(3); printf "gene"; for (j = 1; j <= 12; j++) printf "\ts%d", j; print ""
    for (i = 1; i <= 30; i++) { printf "g%d", i; for (j = 1; j <= 12; j++) printf "\t%.3f", rand() + 5 * (i % 3 == j % 3); print "" } }' >"$1"
}

failed=0 refused=0 done_=0
# try COMMAND...: what is listed in $work/mine must be as it was.
try() {
  local status=0
  "$subtype" "$@" >"$work/log" 2>&1 || status=$?
  case $status in 0) done_=$((done_ + 1)) ;; 2) refused=$((refused + 1)) ;; *) echo "exit $status: $*"; cat "$work/log"; failed=$((failed + 1)) ;; esac
  if ! { [ ! -s "$work/mine" ] || sha256sum --quiet -c "$work/mine"; } >"$work/changed" 2>&1; then
    echo "LOST by subtype $*:"
    sed "s|$work/||g; s/^/  /" "$work/changed"
    failed=$((failed + 1))
  fi
}
mine() { sha256sum "$@" >"$work/mine"; }

matrix "$work/m.tsv"
"$subtype" run "$work/m.tsv" "${flags[@]}" -o "$work/whole" --quiet
"$subtype" factorize "$work/m.tsv" "${flags[@]:0:4}" -o "$work/shard" --quiet
mapfile -t names < <(cd "$work/whole" && find . -type f -printf '%P\n'; printf '%s\n' runs.log.{lock,partial,spare,tmp,partial.tmp} report.xlsx.tmp mine.txt figures/mine.svg ranks/k9/basis.tsv)

for round in $(seq "$rounds"); do
  dir=$work/r outside=$work/outside
  rm -rf "$dir" "$outside"
  mkdir -p "$dir" "$outside"
  force=()
  [ $((RANDOM % 2)) -eq 0 ] || force=(--force)
  name=${names[RANDOM % ${#names[@]}]}
  case $((round % 6)) in
  0) # a file of the user's in the folder
    mkdir -p "$(dirname "$dir/$name")"
    echo "mine" >"$dir/$name"
    mine "$dir/$name"
    try run "$work/m.tsv" "${flags[@]}" -o "$dir" "${force[@]}"
    ;;
  1) # the matrix is there, under any name, or the list of genes
    mkdir -p "$(dirname "$dir/$name")"
    if [ $((RANDOM % 2)) -eq 0 ]; then
      cp "$work/m.tsv" "$dir/$name"
      mine "$dir/$name"
      try run "$dir/$name" "${flags[@]}" -o "$dir" "${force[@]}"
    else
      printf 'g%d\n' {1..9} >"$dir/$name"
      mine "$dir/$name"
      try run "$work/m.tsv" --genes "$dir/$name" "${flags[@]}" -o "$dir" "${force[@]}"
    fi
    ;;
  2) # the matrix has the name of something that factorize writes
    ending=$(printf '%s\n' '' .tmp .lock .partial .spare .subtype-tmp .partial.subtype-tmp .partial.tmp | sed -n $((RANDOM % 8 + 1))p)
    cp "$work/m.tsv" "$dir/f$ending"
    mine "$dir/f$ending"
    if [ $((RANDOM % 2)) -eq 0 ]; then ln -s "f$ending" "$dir/link"; else ln "$dir/f$ending" "$dir/link"; fi
    try factorize "$dir/f$ending" "${flags[@]:0:4}" -o "$dir/f" "${force[@]}"
    try factorize "$dir/f$ending" "${flags[@]:0:4}" -o "$dir/link" "${force[@]}"
    ;;
  3) # results from somebody else, a file or folder of which is a link to elsewhere
    cp -r "$work/whole/." "$dir"
    target=$name
    [ $((RANDOM % 2)) -eq 0 ] || target=${name%%/*}
    if [ -e "$dir/$target" ]; then cp -r "$dir/$target" "$outside/x"; else echo mine >"$outside/x"; fi
    rm -rf "${dir:?}/$target"
    mkdir -p "$(dirname "$dir/$target")"
    if [ $((RANDOM % 3)) -eq 0 ] && [ -f "$outside/x" ]; then ln "$outside/x" "$dir/$target"; else ln -s "$outside/x" "$dir/$target"; fi
    find "$outside" -type f -exec sha256sum {} + >"$work/mine"
    try report "$dir" --rank $((RANDOM % 2 + 2)) "${force[@]}"
    try run "$work/m.tsv" "${flags[@]}" --ranks 2 -o "$dir" "${force[@]}"
    [ "$(find "$outside" -type f | wc -l)" -eq "$(wc -l <"$work/mine")" ] || { echo "something new outside"; failed=$((failed + 1)); }
    ;;
  4) # results whose summary names files that the program does not make
    cp -r "$work/whole/." "$dir"
    echo mine | tee "$outside/x" "$dir/mine.txt" >"$dir/figures/mine.svg"
    sed -i 's|"files": {|"files": {"../outside/x": "0", "'"$outside"'/x": "0", "mine.txt": "", "figures/mine.svg": "", "figures/../mine.txt": "0",|' "$dir/summary.json"
    mine "$outside/x" "$dir/mine.txt" "$dir/figures/mine.svg"
    try report "$dir" --rank 2 "${force[@]}"
    try run "$work/m.tsv" "${flags[@]}" --ranks 2 -o "$dir" --force
    ;;
  5) # a table or the workbook was edited; runs are asked for in other numbers
    cp -r "$work/whole/." "$dir"
    edited=$(printf '%s\n' report.xlsx genes.tsv figures/consensus_k3.svg multiqc/rank_survey_mqc.tsv | sed -n $((RANDOM % 4 + 1))p)
    echo mine >>"$dir/$edited"
    mine "$dir/$edited"
    try report "$dir" --rank 2
    try run "$work/m.tsv" "${flags[@]}" --rank 3 -o "$dir"
    try run "$work/m.tsv" "${flags[@]}" --ranks 2-5 -o "$dir"
    : >"$work/mine"
    rm "$dir/$edited"
    try run "$work/m.tsv" "${flags[@]}" --ranks 2 -o "$dir" "${force[@]}" 2>&1
    try run "$work/m.tsv" "${flags[@]}" -o "$dir" --verbose
    if grep -q '^rank=' "$work/log"; then echo "finished runs were lost"; failed=$((failed + 1)); fi
    diff -r "$work/whole" "$dir" || failed=$((failed + 1))
    ;;
  esac
done
echo "$rounds rounds: $refused commands refused, $done_ done, $failed failures"
[ "$failed" -eq 0 ]
