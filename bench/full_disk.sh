#!/usr/bin/env bash
# Lets a survey, a shard and a report meet a full disk, with more and more room left
# on it: each must end with exit 1 and a message that says so, leave nothing torn, and
# continue to the same bytes once there is room. Needs Go, and root for a small tmpfs.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
disk=$work/disk
mkdir "$disk"
mount -t tmpfs -o size=16m tmpfs "$disk"
trap 'umount "$disk"; rm -rf "$work"' EXIT
go build -o "$work/subtype" .
flags=(--top-genes 1000 --restarts 40 --ranks 2-6)
job=(run testdata/leukemia.tsv.gz "${flags[@]}" --verbose)

# leave KB: fills the disk but for so many kilobytes.
leave() {
  rm -f "$disk/filler"
  local room
  room=$(df --output=avail -k "$disk" | tail -1)
  dd if=/dev/zero of="$disk/filler" bs=1024 count=$((room - $1)) status=none
}

# fails COMMAND...: the command must end with exit 1 and say why.
fails() {
  local status=0
  "$@" >/dev/null 2>"$work/log" || status=$?
  if [ "$status" -ne 1 ] || ! tail -1 "$work/log" | grep -q 'no space left on device'; then
    echo "exit $status:" >&2
    cat "$work/log" >&2
    exit 1
  fi
  echo "  $(tail -1 "$work/log" | sed "s|$work/||g")"
  if find "$disk" -name '*.subtype-tmp' | grep .; then
    echo "temporary files are left" >&2
    exit 1
  fi
}

"$work/subtype" "${job[@]}" -o "$work/whole" >/dev/null 2>&1
"$work/subtype" factorize testdata/leukemia.tsv.gz "${flags[@]}" -o "$work/shard" 2>/dev/null

for room in 0 4 8 12 20 100 1000; do
  echo "run, $room KB left"
  rm -rf "$disk/out"
  leave "$room"
  fails "$work/subtype" "${job[@]}" -o "$disk/out"
  # What is there is whole.
  (cd "$disk/out" && find . -type f ! -name summary.json ! -name '*.partial') | while read -r file; do
    cmp "$disk/out/$file" "$work/whole/$file"
  done
  before=$(grep -c '^rank=' "$work/log" || true)
  rm "$disk/filler"
  "$work/subtype" "${job[@]}" -o "$disk/out" >/dev/null 2>"$work/log"
  after=$(grep -c '^rank=' "$work/log" || true)
  diff -r "$work/whole" "$disk/out"
  echo "  $before runs before, $after after there was room; the same bytes"
  # Runs in flight when a record did not fit are lost, no others.
  [ $((before + after)) -eq 600 ]
done

echo "report, 40 KB left"
leave 40
fails "$work/subtype" report "$disk/out" --rank 2
rm "$disk/filler"
"$work/subtype" report "$disk/out" --rank 2 >/dev/null 2>&1
"$work/subtype" run testdata/leukemia.tsv.gz "${flags[@]}" --rank 2 -o "$work/whole" >/dev/null 2>&1
diff -r "$work/whole" "$disk/out"

echo "factorize, 8 KB left"
leave 8
fails "$work/subtype" factorize testdata/leukemia.tsv.gz "${flags[@]}" -o "$disk/shard"
rm "$disk/filler"
"$work/subtype" factorize testdata/leukemia.tsv.gz "${flags[@]}" -o "$disk/shard" 2>&1 | grep found | sed 's/^/  /'
cmp "$work/shard" "$disk/shard"
[ ! -e "$disk/shard.partial" ]
echo "the same bytes"
