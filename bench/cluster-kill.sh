#!/usr/bin/env bash
# The workflow on SLURM while jobs, their processes and Snakemake itself are killed;
# then the folder of results is compared with that of one undisturbed `subtype run`.
# Needs a SLURM (one-node-slurm.sh), Snakemake 7, and a shared folder for everything.
#   cluster-kill.sh FOLDER [RESTARTS]
set -euo pipefail
source=$(realpath "$(dirname "$0")/..")
folder=$(realpath -m "${1:?the folder to work in}")
restarts=${2:-100}
mkdir -p "$folder/bin" "$folder/config"
CGO_ENABLED=0 go build -C "$source" -buildvcs=false -trimpath -o "$folder/bin/subtype" .
export PATH=$folder/bin:$PATH
cd "$folder"
cat > config/config.yaml <<CONF
cohorts: {leukemia: {matrix: "$source/testdata/leukemia.tsv.gz"}}
algorithm: brunet
restarts: $restarts
shards: 8
CONF
survey=(snakemake --snakefile "$source/Snakefile" --profile "$source/profiles/slurm-7" --latency-wait 20)

running() { squeue --noheader --states=running --format='%A %j' | sed -n 's/ subtype-factorize-.*//p'; }
# Waits until shards are running that have done some of their runs, N of them.
wait_for() {
  until [ "$(running | wc -l)" -ge "$1" ] && [ "$(find work -name '*.partial' -size +1k | wc -l)" -ge "$1" ]; do sleep 0.2; done
}
# Those of this folder, not of anybody else.
processes() {
  for process in $(pgrep -x subtype); do
    [ "$(readlink "/proc/$process/cwd")" != "$PWD" ] || echo "$process"
  done
}

"${survey[@]}" > first.log 2>&1 &
scheduler=$!
wait_for 2
victim=$(running | sed -n 1p)
echo "scancel $victim"
scancel "$victim"
sleep 3
wait_for 1
victim=$(processes | sed -n 1p)
echo "kill -9 $victim: $(tr '\0' ' ' < "/proc/$victim/cmdline" | grep -o "shard [^ ]*")"
kill -9 "$victim"
sleep 3
wait_for 1
echo "kill -9 $scheduler: snakemake"
kill -9 "$scheduler"
wait "$scheduler" 2> /dev/null || true
echo "jobs that live on: $(running | xargs)"
"${survey[@]}" --unlock > unlock.log 2>&1
"${survey[@]}" > second.log 2>&1 || { tail -n 40 second.log; exit 1; }

echo "after the kills:"
grep -h "Resuming incomplete job\|Trying to restart job" first.log second.log | sed 's/^/  /' || true
grep -h "found in .*continuing\|waiting until it ends" logs/leukemia/*.log | sed 's/^/  /' || true
subtype run "$source/testdata/leukemia.tsv.gz" --algorithm brunet --restarts "$restarts" --quiet -o undisturbed
diff -r undisturbed results/leukemia
echo "the same $(find undisturbed -type f | wc -l) files, byte for byte"
