#!/bin/bash
set -euo pipefail
mkdir -p "$PREFIX/bin" "$PREFIX/share/man/man1" "$PREFIX/share/bash-completion/completions" \
  "$PREFIX/share/zsh/site-functions" "$PREFIX/share/fish/vendor_completions.d"
CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X subtype/internal/study.Version=$PKG_VERSION" \
  -o "$PREFIX/bin/subtype" .
"$PREFIX/bin/subtype" man > "$PREFIX/share/man/man1/subtype.1"
"$PREFIX/bin/subtype" completion bash > "$PREFIX/share/bash-completion/completions/subtype"
"$PREFIX/bin/subtype" completion zsh > "$PREFIX/share/zsh/site-functions/_subtype"
"$PREFIX/bin/subtype" completion fish > "$PREFIX/share/fish/vendor_completions.d/subtype.fish"
# The licences of all that is linked, for license_file.
go run ./release -licences licences
