#!/usr/bin/env bash
# Sends SIGINT or SIGTERM at random moments to jobs of every kind, and measures how long
# they take to end: each must do so within a second, with exit code 130 or 143 and a last
# line that says so, or have ended before. Then the same command must finish the job, with
# the bytes of an undisturbed one. Needs Go; takes some minutes.
#
#   bench/signals.sh [SIGNALS] [SEED]     so many for each job
set -euo pipefail
cd "$(dirname "$0")/.."
signals=${1:-8}
RANDOM=${2:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
subtype=$work/subtype
go build -o "$subtype" .
matrix() { awk -v m="$1" -v n="$2" -v missing="${4:-0}" -f bench/matrix.awk >"$3"; }
matrix 6000 300 "$work/large.tsv"
matrix 500 2500 "$work/many.tsv"
matrix 12000 150 "$work/holes.tsv" 20
mkfifo "$work/silent"
sleep 100000 >"$work/silent" & # somebody has it open, and writes nothing
holder=$!
trap 'kill "$holder" 2>/dev/null || true; rm -rf "$work"' EXIT
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
failed=0

# job NAME COMMAND...: @ in the command stands for where the results go.
job() {
  local name=$1 whole=() cut=() began took slowest=0 hit=0 i status sent pause child name_of code took_to_end
  shift
  whole=("${@//@/$work/whole}") cut=("${@//@/$work/out}")
  rm -rf "$work/whole"* "$work/out"*
  [ "${prepare:-}" = '' ] || { cp -r "$prepare" "$work/whole"; cp -r "$prepare" "$work/out"; }
  began=$(milliseconds)
  if [ "${endless:-}" = '' ]; then
    "${whole[@]}" >/dev/null 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
    took=$(($(milliseconds) - began))
  else
    took=2000
  fi
  for ((i = 0; i < signals; i++)); do
    name_of=INT code=130
    [ $((RANDOM % 2)) -eq 0 ] || { name_of=TERM; code=143; }
    # A child of a script ignores SIGINT; env gives it back.
    env --default-signal=INT "${cut[@]}" >/dev/null 2>"$work/log" &
    child=$!
    pause=$(((RANDOM * 32768 + RANDOM) % took + 10))
    sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
    sent=$(milliseconds)
    kill -"$name_of" "$child" 2>/dev/null || true
    status=0
    wait "$child" || status=$?
    took_to_end=$(($(milliseconds) - sent))
    if [ "$status" -eq 0 ]; then # it ended before
      rm -rf "$work/out"*
      [ "${prepare:-}" = '' ] || cp -r "$prepare" "$work/out"
      continue
    fi
    hit=$((hit + 1))
    [ "$took_to_end" -le "$slowest" ] || slowest=$took_to_end
    if [ "$status" -ne "$code" ] || [ "$took_to_end" -gt 1000 ] || ! tail -1 "$work/log" | grep -q "interrupted by SIG$name_of"; then
      echo "  $name: SIG$name_of after $pause ms: exit $status after $took_to_end ms: $(tail -1 "$work/log")"
      failed=1
    fi
  done
  printf '%-44s %6d ms, %2d signals, ended after %d ms at most\n' "$name" "$took" "$hit" "$slowest"
  if [ -e "$work/whole" ]; then
    "${cut[@]}" >/dev/null 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
    diff -r "$work/whole" "$work/out" || failed=1
    if ls "$work"/out.* >/dev/null 2>&1; then echo "  left: $(ls "$work"/out.*)"; failed=1; fi
  fi
}

flags=(--restarts 3 --ranks 2-4 --threads 2)
job 'run, 6000 x 300' "$subtype" run "$work/large.tsv" "${flags[@]}" --top-genes all -o @
job 'run, 500 x 2500' "$subtype" run "$work/many.tsv" --restarts 10 --ranks 2-5 --threads 2 -o @
cp -r "$work/whole" "$work/finished"
for i in 1 2 3; do
  "$subtype" factorize "$work/many.tsv" --restarts 10 --ranks 2-5 --shard "$i/3" -o "$work/$i.runs" --quiet
done
job 'combine, 500 x 2500' "$subtype" combine "$work/many.tsv" "$work"/[123].runs -o @
prepare=$work/finished job 'report --rank 5, 500 x 2500' "$subtype" report @ --rank 5
job 'run --missing knn, 12000 x 150' "$subtype" run "$work/holes.tsv" "${flags[@]}" --missing knn -o @
job 'check --missing knn, 12000 x 150' "$subtype" check "$work/holes.tsv" --missing knn
job 'factorize, 6000 x 300' "$subtype" factorize "$work/large.tsv" "${flags[@]}" --algorithm brunet --max-iterations 60 -o @
endless=yes job 'run, a pipe without end' "$subtype" run "$work/silent" -o @
endless=yes job 'run --annotations, a pipe without end' "$subtype" run testdata/leukemia.tsv.gz --annotations "$work/silent" -o @
exit $failed
