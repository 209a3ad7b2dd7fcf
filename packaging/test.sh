#!/usr/bin/env bash
# Everything that must hold before a change lands, with the time each step took. Every step runs, whatever the others said.
set -uo pipefail
cd "$(dirname "$0")/.."

# Without incremental files a cold run is shorter and its target folder half as big.
[ "${CI:-}" = true ] && export CARGO_INCREMENTAL=0

report=() failed=0

step() {
    local name=$1 started=$SECONDS
    shift
    printf '\n== %s: %s\n' "$name" "$*"
    if "$@" </dev/null; then
        report+=("$(printf '%-12s passed %5d s' "$name" $((SECONDS - started)))")
    else
        report+=("$(printf '%-12s FAILED %5d s' "$name" $((SECONDS - started)))")
        failed=1
    fi
}

step format cargo fmt --all --check
step lints cargo clippy --workspace --all-targets --locked -- -D warnings
step docs env RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --document-private-items --locked
step tests cargo test --workspace --locked
# tests/licences.rs checks licences and sources already; cargo-deny adds double and yanked versions where it is installed.
if cargo deny --version >/dev/null 2>&1; then
    step dependencies cargo deny --offline check licenses bans sources
fi

printf '\n'
printf '%s\n' "${report[@]}" "$(printf '%-12s        %5d s' all "$SECONDS")"
exit "$failed"
