#!/usr/bin/env bash
# Takes the README's screenshots from the release build, on a display of its own, with invented people.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${PROGRAM:-${CARGO_TARGET_DIR:-target}/release/guichet}")
shots=resources/screenshots
home=$(mktemp -d)
server='' window=''
trap 'kill $window $server 2>/dev/null || true; rm -rf "$home"' EXIT
mkdir -p "$shots"

Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$home/display" 2>/dev/null &
server=$!
until [ -s "$home/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$home/display")
export DISPLAY GUICHET_HOME=$home ICED_BACKEND=tiny-skia
unset WAYLAND_DISPLAY

keys() { for key in "$@"; do xdotool key --clearmodifiers "$key"; sleep 0.4; done; }
write() { xdotool type --delay 40 -- "$1"; sleep 2.5; }

# opened LANGUAGE APPEARANCE: the window, on example data.
opened() {
    printf 'language = "%s"\nappearance = "%s"\nwindow = [1366.0, 768.0]\n' "$1" "$2" >"$home/preferences.toml"
    "$program" --workspace "$home/venue.guichet" 2>/dev/null &
    window=$!
    local id
    id=$(xdotool search --sync --onlyvisible --name Guichet | head -1)
    xdotool windowmove "$id" 0 0 windowsize "$id" 1366 768 windowfocus "$id"
    sleep 2
}

shot() {
    xdotool mousemove 1365 767
    sleep 0.5
    import -window root -strip "$shots/$1.png"
    kill "$window"
    wait "$window" 2>/dev/null || true
    window=''
}

"$program" --workspace "$home/venue.guichet" demo --members 2418 --seed 7 >/dev/null

opened french light
keys ctrl+f
write lef
keys Down Return
shot members-fr-light

opened english dark
keys ctrl+n
write "zoe le"
keys Return Right Right Right
shot subscribe-en-dark

ls -l "$shots"
