#!/usr/bin/env bash
# How often does `subtype run` see subtypes where there are none, and find those that are
# there? Simulates SETS data sets without groups, of five kinds with 20 to 300 samples, and
# half as many with two to eight planted groups; runs the program on each; and counts the
# verdicts in summary.json: called are "clear" and "tentative". Prints a table with exact
# 95 % intervals, and fails where more than 5 % of the first are called or fewer than 90 %
# of the second. Needs nothing but the program (or Go, to build it).
#
#   bench/false-alarms.sh [SETS] [SEED] [PROGRAM] [FLAG...]
#
# FLAGS go to `subtype run`. Without them sets without groups get a small survey, since
# whether there are groups does not depend on it. 200 sets take about half
# an hour on two cores. Verdicts of single sets go to stderr.
set -euo pipefail
cd "$(dirname "$0")/.."
sets=${1:-200}
seed=${2:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
subtype=${3:-$work/subtype}
[ $# -ge 3 ] || go build -o "$subtype" .
flags=("${@:4}") few=("${@:4}")
[ ${#flags[@]} -gt 0 ] || flags=(--ranks 2-8 --restarts 10) few=(--ranks 2-3 --restarts 4 --resample 2)
samples=(20 30 40 60 80 100 150 200 300)
models=(log linear counts ratio)

# set_of KIND I FLAG...: simulate set I of a kind, run, note the verdict, k and the index.
set_of() {
  local kind=$1 i=$2 verdict index=NA use=("${few[@]}") signs=()
  shift 2
  [ "$kind" != planted ] || use=("${flags[@]}")
  "$subtype" simulate -o "$work/sim" --force --quiet --seed $((seed * 100000 + i)) "$@"
  ! grep -q '"model": "ratio"' "$work/sim/simulate.json" || signs=(--negatives shift-gene)
  rm -rf "$work/out"
  if ! "$subtype" run "$work/sim/expr.tsv.gz" -o "$work/out" --figures svg --quiet "${signs[@]}" "${use[@]}" \
    >"$work/log" 2>&1; then
    echo "failed: simulate --seed $((seed * 100000 + i)) $*" >&2
    cat "$work/log" >&2
    exit 1
  fi
  verdict=$(sed -n '/^ *"verdict": "\([a-z]*\)".*/{s//\1/p;q}' "$work/out/summary.json")
  [ -n "$verdict" ] || { echo "summary.json has no verdict" >&2; exit 1; }
  [ "$kind" != planted ] || index=$(agreement "$work/sim/truth.tsv" "$work/out/assignments.tsv")
  echo "$kind $verdict $index" >>"$work/verdicts"
  echo "$kind $i: $verdict, index $index ($*)" >&2
}

# agreement TRUTH ASSIGNMENTS: the adjusted Rand index of the groups with the subtypes.
agreement() {
  awk -F '\t' 'function two(x) { return x * (x - 1) / 2 }
    FNR == 1 { next }
    NR == FNR { group[$1] = $2; next }
    { both[group[$1], $2]++; left[group[$1]]++; right[$2]++; n++ }
    END { for (i in both) s += two(both[i]); for (i in left) a += two(left[i]); for (i in right) b += two(right[i])
      e = a * b / two(n); printf "%.3f", (a + b) / 2 == e ? 1 : (s - e) / ((a + b) / 2 - e) }' "$1" "$2"
}

for ((i = 0; i < sets; i++)); do
  round=$((i / 5))
  n=${samples[round % 9]} genes=$((500 * (1 + round % 2))) model=${models[(round / 3) % 4]} count=$((1 + round % 3))
  none=(--groups 1 --samples "$n" --genes "$genes" --factors "$count")
  case $((i % 5)) in
  0) set_of independent $i "${none[@]}" --model "$model" --factors 0 ;;
  1) set_of correlated $i "${none[@]}" --model "$model" --factors $((4 * count)) --factor-strength 0.4 ;;
  2) set_of counts $i "${none[@]}" --model counts --factors $((round % 2 * 6)) ;;
  3) set_of skewed $i "${none[@]}" --model "$model" --factor-shape skewed --factor-strength 0.4 --heavy ;;
  4) set_of continuous $i "${none[@]}" --model "$model" --factor-shape uniform --factor-strength 0.6 ;;
  esac
done
for ((i = 0; i < sets / 2; i++)); do
  k=$((2 + i % 7)) n=${samples[i % 9]} model=${models[i % 4]}
  [ "$n" -ge $((10 * k)) ] || n=$((10 * k))
  sizes=equal
  [ $((i % 2)) -eq 0 ] || sizes=$(seq -s, 2 $((k + 1)))
  set_of planted $((sets + i)) --groups "$k" --samples "$n" --genes 1000 --model "$model" --sizes "$sizes" --separation 1.2 \
    --markers 0.2 --factors $((i % 3)) --factor-strength 0.3
done

awk '
  # tail is the probability of at least x (upper) or at most x of n with probability p.
  function tail(x, n, p, upper,   i, from, to, t, sum) {
    from = upper ? x : 0; to = upper ? n : x; sum = 0
    for (i = from; i <= to; i++) sum += exp(choose(n, i) + i * log(p) + (n - i) * log(1 - p))
    return sum
  }
  function choose(n, k,   i, s) { s = 0; for (i = 1; i <= k; i++) s += log((n - k + i) / i); return s }
  # limit is where that probability is 2.5 % (Clopper and Pearson 1934).
  function limit(x, n, upper,   a, b, m, step) {
    if (upper && x == n) return 1
    if (!upper && x == 0) return 0
    a = 0; b = 1
    for (step = 0; step < 50; step++) {
      m = (a + b) / 2
      if (upper ? tail(x, n, m, 0) > 0.025 : tail(x, n, m, 1) < 0.025) a = m; else b = m
    }
    return m
  }
  function row(name, called, clear, n) {
    printf "%-12s %5d %7d %6.1f %%  %5.1f to %5.1f %% %6d\n", name, n, called, 100 * called / n, 100 * limit(called, n, 0),
      100 * limit(called, n, 1), clear
  }
  { sets[$1]++; called[$1] += $2 == "clear" || $2 == "tentative"; clear[$1] += $2 == "clear"; unknown += $2 == "unknown" }
  $1 == "planted" { index_ += $3 } $1 == "planted" && $2 == "clear" { right += $3 >= 0.5 }
  END {
    if (unknown) { print unknown " verdicts are unknown: nothing was tested"; exit 1 }
    print "              sets  called  share   95 % interval    clear"
    split("independent correlated counts skewed continuous", kinds, " ")
    for (i = 1; i <= 5; i++) {
      k = kinds[i]
      if (!sets[k]) continue
      row(k, called[k], clear[k], sets[k])
      n += sets[k]; all += called[k]; clears += clear[k]
    }
    row("no groups", all, clears, n)
    if (p = sets["planted"]) {
      row("groups", called["planted"], clear["planted"], p)
      printf "Groups: mean adjusted Rand index at the chosen k %.3f", index_ / p
      if (clear["planted"]) printf "; 0.5 or more in %d of %d that are clear", right, clear["planted"]
      print ""
    }
    exit all > 0.05 * n || p && called["planted"] < 0.9 * p
  }' "$work/verdicts"
