#!/usr/bin/env bash
# Kills a survey with SIGKILL at random moments, then lets one start finish it: the
# folder must have the bytes of an undisturbed survey, and no run may have been done
# twice but those that were in flight at a kill. Then the same for the writing of
# reports. Needs Go; takes about a minute.
#
#   bench/crash.sh [KILLS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
kills=${1:-50}
RANDOM=${2:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/subtype" .
job=(run testdata/leukemia.tsv.gz --top-genes 1000 --algorithm brunet --restarts 40 --ranks 2-6 --threads 2 --verbose)

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# start_and_kill PAUSE COMMAND...: false when the command ended before the kill.
start_and_kill() {
  local pause=$1 child status=0
  shift
  "$@" >/dev/null 2>"$work/log" &
  child=$!
  sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
  kill -9 "$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || status=$?
  [ "$status" -eq 137 ]
}

# A line of --verbose is printed once a run is kept, so none may come twice.
runs_done_once() {
  local all twice
  all=$(wc -l <"$work/runs")
  twice=$(sort "$work/runs" | uniq -d | wc -l)
  echo "  $all runs ended in $1 starts, $twice of them twice"
  [ "$twice" -eq 0 ]
}

begin=$(milliseconds)
"$work/subtype" "${job[@]}" -o "$work/whole" >/dev/null 2>"$work/log"
took=$(($(milliseconds) - begin))
echo "undisturbed: $took ms, $(grep -c '^rank=' "$work/log") runs"

# On average the kills together last about as long as the survey.
killed=0 starts=0
: >"$work/runs"
while [ "$killed" -lt "$kills" ]; do
  starts=$((starts + 1))
  if start_and_kill $((RANDOM % (3 * took / kills) + 20)) "$work/subtype" "${job[@]}" -o "$work/out"; then
    killed=$((killed + 1))
    grep -oE '^rank=[0-9]+ run=[0-9]+[^:]*' "$work/log" >>"$work/runs" || true
  else # it ended before the kill: it must be right, and the next begins anew
    grep -oE '^rank=[0-9]+ run=[0-9]+[^:]*' "$work/log" >>"$work/runs" || true
    runs_done_once "$starts"
    diff -r "$work/whole" "$work/out"
    rm -rf "$work/out"
    : >"$work/runs"
    starts=0
  fi
done
echo "$killed kills; one undisturbed start:"
"$work/subtype" "${job[@]}" -o "$work/out" >/dev/null 2>"$work/log"
grep -E 'found|torn' "$work/log" | sed 's/^/  /' || true
grep -oE '^rank=[0-9]+ run=[0-9]+[^:]*' "$work/log" >>"$work/runs" || true
runs_done_once $((starts + 1))
diff -r "$work/whole" "$work/out"
echo "the same bytes"

killed=0
for i in $(seq 20); do
  command=(run testdata/leukemia.tsv.gz "${job[@]:2}" --rank $((i % 5 + 2)) -o "$work/out")
  if [ $((i % 3)) -eq 0 ]; then command=(report "$work/out" --rank $((i % 5 + 2))); fi
  if start_and_kill $((RANDOM % 1200 + 20)) "$work/subtype" "${command[@]}"; then killed=$((killed + 1)); fi
  if grep -q '^rank=' "$work/log"; then
    echo "a run was done again for a report" >&2
    exit 1
  fi
done
"$work/subtype" "${job[@]}" -o "$work/out" >/dev/null 2>"$work/log"
diff -r "$work/whole" "$work/out"
echo "$killed kills while reports were written: the same bytes"
