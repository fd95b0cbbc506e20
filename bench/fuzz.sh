#!/usr/bin/env bash
# Fuzzes every target for SECONDS (60) seconds, one after the other, and stops at
# the first that fails; what failed is then in the package's testdata/fuzz.
#   bench/fuzz.sh [SECONDS [PATTERN]]
# Without a bound on minimising, the slow targets would spend their time on that alone.
set -euo pipefail
cd "$(dirname "$0")/.."
for package in $(go list ./...); do
	for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' | grep -e "${2:-.}" || true); do
		echo "$package $target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "${1:-60}s" -fuzzminimizetime 20x "$package" | tail -n 3
	done
done
