#!/usr/bin/env bash
# Compares subtype with R's NMF package and scikit-learn on this machine, in one go,
# and prints Markdown tables. Needs Go, and from Debian: r-cran-nmf,
# python3-sklearn. Takes about a quarter of an hour; let nothing else run.
#
#   bench/compare.sh [FOLDER]      FOLDER keeps what was measured
set -euo pipefail
cd "$(dirname "$0")/.."
work=${1:-$(mktemp -d)}
mkdir -p "$work"
small=testdata/leukemia.tsv.gz
large=$work/generated.tsv
CGO_ENABLED=0 go build -o "$work/subtype" .

# 5000 × 500 counts of four groups.
Rscript - "$large" <<'R'
set.seed(1)
m <- 5000; n <- 500; k <- 4
w <- matrix(rgamma(m * k, 0.3), m); g <- sample(k, n, TRUE)
h <- matrix(0.15, k, n); h[cbind(g, 1:n)] <- 1; h <- h * rgamma(k * n, 20, 20)
v <- matrix(rpois(m * n, 20 * w %*% h + 2), m, dimnames = list(paste0("G", 1:m), sprintf("S%03d", 1:n)))
write.table(v, commandArgs(TRUE)[1], sep = "\t", quote = FALSE, col.names = NA)
R

export OPENBLAS_NUM_THREADS=1
Rscript bench/peers.R "$small" "$large" >"$work/times"
if python3 -c 'import sklearn' 2>/dev/null; then python=python3; else python=/usr/bin/python3; fi
$python bench/peers.py "$small" "$large" >>"$work/times"

go test ./nmf ./nmf/sparse -run xxx -bench 'Update/5000x(38|500)/(brunet|lee|kl|hals|mu.*|cd|nsNMF|ls-nmf|snmf-.)/k=(2|3|4|6)$' \
  -benchtime 0.5s >"$work/go.txt"
awk '/ns\/op/ { split($1, p, "/"); sub("5000x", "", p[2]); sub("k=", "", p[4]); sub("-[0-9]+$", "", p[4]); printf "subtype %s %s %s\t%.6g\n", p[3], p[2], p[4], $3 / 1e9 }' "$work/go.txt" >>"$work/times"

# survey NAME THREADS ARGUMENTS: the best of three whole processes.
survey() {
  local name=$1 best=; shift
  for _ in 1 2 3; do
    local began ended
    rm -rf "$work/out" # else its runs are used again
    began=$(date +%s.%N)
    "$work/subtype" run "$@" --null 0 --resample 0 --quiet -o "$work/out" >/dev/null
    ended=$(date +%s.%N)
    best=$(awk -v a="$began" -v b="$ended" -v c="$best" 'BEGIN { d = b - a; print (c == "" || d < c) ? d : c }')
  done
  printf 'subtype survey %s\t%s\n' "$name" "$best" >>"$work/times"
}
survey "38" "$small" --threads 2
survey "38 one" "$small" --threads 1
survey "38 kl" "$small" --threads 2 --algorithm kl
survey "38 brunet" "$small" --threads 2 --algorithm brunet
survey "500" "$large" --threads 2

awk -F'\t' '
  { t[$1] = $2 }
  function ms(key) { return key in t ? sprintf("%.3g ms", 1000 * t[key]) : "–" }
  function ratio(a, b) { return a in t ? sprintf("%.0f", t[a] / t[b]) : "–" }
  function one(what, algorithm, size, k, peer) {
    printf "| %s | %s | %s | %s |\n", what, ms(peer), ms("subtype " algorithm " " size " " k), ratio(peer, "subtype " algorithm " " size " " k)
  }
  END {
    print "| one iteration, one thread | peer | subtype | times faster |\n|---|---|---|---|"
    one("R `brunet`, 5000 × 38, k = 3; `brunet`", "brunet", 38, 3, "r brunet 38 3")
    one("R `brunet`, 5000 × 38, k = 6; `brunet`", "brunet", 38, 6, "r brunet 38 6")
    one("R `brunet`, 5000 × 500, k = 2; `brunet`", "brunet", 500, 2, "r brunet 500 2")
    one("R `brunet`, 5000 × 500, k = 4; `brunet`", "brunet", 500, 4, "r brunet 500 4")
    one("R `brunet`, 5000 × 500, k = 6; `brunet`", "brunet", 500, 6, "r brunet 500 6")
    one("R `lee`, 5000 × 500, k = 4; `lee`", "lee", 500, 4, "r lee 500 4")
    one("scikit-learn `mu`, KL, 5000 × 38, k = 3; `brunet`", "brunet", 38, 3, "sklearn mu 38 3")
    one("scikit-learn `mu`, KL, 5000 × 500, k = 4; `brunet`", "brunet", 500, 4, "sklearn mu 500 4")
    one("R `nsNMF`, 5000 × 500, k = 4; `nsNMF`", "nsNMF", 500, 4, "r nsNMF 500 4")
    one("R `ls-nmf`, 5000 × 500, k = 4; `ls-nmf`", "ls-nmf", 500, 4, "r ls-nmf 500 4")
    one("R `snmf/r`, 5000 × 500, k = 4; `snmf/r`", "snmf-r", 500, 4, "r snmf/r 500 4")
    one("scikit-learn `cd`, 5000 × 38, k = 3; `cd`", "cd", 38, 3, "sklearn cd 38 3")
    one("scikit-learn `cd`, 5000 × 500, k = 4; `cd`", "cd", 500, 4, "sklearn cd 500 4")
    one("scikit-learn `mu`, Frobenius, 5000 × 500, k = 4; `mu`", "mu", 500, 4, "sklearn mu-frobenius 500 4")
    one("scikit-learn `mu`, KL, 5000 × 500, k = 4; `mu`", "mu-kullback-leibler", 500, 4, "sklearn mu 500 4")
    one("scikit-learn `mu`, Itakura–Saito, 5000 × 500, k = 4; `mu`", "mu-itakura-saito", 500, 4, "sklearn mu-itakura-saito 500 4")
    print "\n| whole process, ranks 2 to 6, 50 runs each | seconds | times faster than R |\n|---|---|---|"
    printf "| R `nmf(x, 2:6, \"brunet\", nrun = 50)`, leukemia, two processes | %.1f | |\n", t["r survey 38"]
    printf "| `subtype run`, leukemia, two threads, report included | %.2f | %s |\n", t["subtype survey 38"], ratio("r survey 38", "subtype survey 38")
    printf "| the same with `--threads 1` | %.2f | |\n", t["subtype survey 38 one"]
    printf "| the same with `--algorithm kl`, two threads | %.2f | %s |\n", t["subtype survey 38 kl"], ratio("r survey 38", "subtype survey 38 kl")
    printf "| the same with `--algorithm brunet`, two threads | %.1f | %s |\n", t["subtype survey 38 brunet"], ratio("r survey 38", "subtype survey 38 brunet")
    printf "| `subtype run`, generated 5000 × 500, two threads, report included | %.1f | |\n", t["subtype survey 500"]
  }' "$work/times"
