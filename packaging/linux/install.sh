#!/usr/bin/env bash
# Installs the release build for this user: the program, its menu entry and its icon. PREFIX changes where to.
set -euo pipefail
cd "$(dirname "$0")/../.."

prefix=${PREFIX:-$HOME/.local}
program=${CARGO_TARGET_DIR:-target}/release/guichet
[ -x "$program" ] || { echo "No release build yet: run  make install  or  cargo build --release" >&2; exit 1; }

install -Dm755 "$program" "$prefix/bin/guichet"
install -Dm644 packaging/linux/guichet.desktop "$prefix/share/applications/guichet.desktop"
install -Dm644 resources/icons/guichet.svg "$prefix/share/icons/hicolor/scalable/apps/guichet.svg"
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q "$prefix/share/applications" || true

echo "Installed in $prefix."
case ":$PATH:" in
    *":$prefix/bin:"*) ;;
    *) echo "$prefix/bin is not in PATH: the menu entry may not find the program until it is." ;;
esac
