#!/usr/bin/env bash
# Measures the memory of many kinds of job, one at a time, and fails where a job takes
# more than the program said it would: both the line that run and factorize begin with,
# and what `check --json` tells a workflow. Above 300 MB it also fails where the estimate
# is more than three times what was taken. Needs Go and GNU time (Debian: time); takes
# some minutes.
#
#   bench/memory.sh [SUBTYPE]     a program built before, instead of this one
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
subtype=${1:-$work/subtype}
[ -n "${1:-}" ] || go build -o "$work/subtype" .
threads=2

# matrix GENES SAMPLES FILE [MISSING]
matrix() { awk -v m="$1" -v n="$2" -v missing="${4:-0}" -f bench/matrix.awk >"$3"; }

# annotations COLUMNS FILE: of the leukemia samples: groups, numbers, names.
annotations() {
  zcat testdata/leukemia.tsv.gz | sed -n 1p | tr '\t' '\n' | tail -n +2 | awk -v n="$1" 'BEGIN { OFS = "\t" }
    NR == 1 { printf "sample"; for (c = 1; c <= n; c++) printf "\tcolumn %d", c; print "" }
    { printf "%s", $1; for (c = 1; c <= n; c++) printf "\t%s", c % 3 == 0 ? NR * c / 7 : "level " (NR * c) % (2 + c % 17); print "" }' >"$2"
}

matrix 5000 500 "$work/5000x500.tsv"
matrix 20000 300 "$work/20000x300.tsv"
matrix 3000 2000 "$work/3000x2000.tsv"
matrix 2000 3000 "$work/2000x3000.tsv"
matrix 5000 200 "$work/holes.tsv" 50
matrix 300 400 "$work/small.tsv"
awk 'BEGIN { FS = OFS = "\t" } { for (i = 1; i <= NF; i++) a[NR, i] = $i; n = NF }
  END { for (i = 1; i <= n; i++) { printf "%s", a[1, i]; for (j = 2; j <= NR; j++) printf "\t%s", a[j, i]; print "" } }' \
  "$work/holes.tsv" | sed 's/NA/1/g' >"$work/flipped.tsv"
annotations 60 "$work/60.tsv"
annotations 1000 "$work/1000.tsv"
go run ./bench/workbook "$work/5000x500.tsv" "$work/book.xlsx"

failed=0
printf '%-34s %9s %9s %9s %7s\n' job check run peak ratio
# job NAME FILE [FLAGS]...
job() {
  local name=$1 file=$2 check=- start=- peak verdict=''
  shift 2
  local flags=("$@") of_check=()
  while [ $# -gt 0 ]; do # check does not know how results are shown
    case $1 in --figures) shift 2 ;; *) of_check+=("$1"); shift ;; esac
  done
  check=$("$subtype" check "$file" "${of_check[@]}" --json | awk -v t="$threads" -F'[:,]' '/"memory_mb"/ { a = $2 } /"memory_mb_per_thread"/ { b = $2 } END { print a + b * t }')
  rm -rf "$work/out"
  if ! /usr/bin/time -v "$subtype" run "$file" "${flags[@]}" --threads "$threads" -o "$work/out" >"$work/stdout" 2>"$work/log"; then
    cat "$work/log" >&2
    exit 1
  fi
  start=$(sed -n 's/.*, \([0-9]*\) MB of memory.*/\1/p' "$work/log")
  peak=$(awk '/Maximum resident/ { print int($NF * 1024 / 1e6) }' "$work/log")
  for said in "$check" "$start"; do
    [ "$peak" -le "$said" ] || verdict="MORE THAN SAID"
    [ "$said" -le 300 ] || [ "$said" -le $((3 * peak)) ] || verdict=${verdict:-"FAR LESS THAN SAID"}
  done
  [ -z "$verdict" ] || failed=1
  printf '%-34s %6s MB %6s MB %6s MB %7s  %s\n' "$name" "$check" "$start" "$peak" "$(awk -v a="$start" -v b="$peak" 'BEGIN { printf "%.2f", a / b }')" "$verdict"
}

leukemia=testdata/leukemia.tsv.gz
job 'leukemia' $leukemia --annotations testdata/leukemia_annotations.tsv
job '  60 annotations' $leukemia --annotations "$work/60.tsv" --restarts 5
job '  1000 annotations' $leukemia --annotations "$work/1000.tsv" --restarts 5
job '  --figures svg' $leukemia --restarts 5 --figures svg
job '  --algorithm lee' $leukemia --restarts 5 --algorithm lee
job '  --ranks 2-30' $leukemia --restarts 3 --ranks 2-30
job '5000 x 500' "$work/5000x500.tsv" --restarts 5
job '  as a workbook' "$work/book.xlsx" --restarts 5
job '  --negatives rank' "$work/5000x500.tsv" --restarts 5 --negatives rank
job 'all genes, 20000 x 300' "$work/20000x300.tsv" --top-genes all --restarts 3 --ranks 2-4
job '5000 of 20000 genes x 300' "$work/20000x300.tsv" --restarts 3 --ranks 2-4
job '3000 x 2000' "$work/3000x2000.tsv" --restarts 3 --ranks 2-5
job '2000 x 3000' "$work/2000x3000.tsv" --restarts 20 --ranks 2-6
job '5000 x 200, --missing mask' "$work/holes.tsv" --missing mask --restarts 3 --ranks 2-4
job '  --missing knn' "$work/holes.tsv" --missing knn --restarts 3 --ranks 2-4
job '  --transpose' "$work/flipped.tsv" --transpose --restarts 3 --ranks 2-4
job '300 x 400, --restarts 20000' "$work/small.tsv" --restarts 20000 --ranks 2 --max-iterations 1
exit $failed
