#!/usr/bin/env bash
# Installs what this machine lacks to build and run Guichet, or to test it.
#   packaging/needs.sh run | test | shots
# Says what it installs, asks for rights only when there is something to install, and asks nothing without a terminal.
set -euo pipefail

purpose=${1:-run}

say() { printf '%s\n' "$*" >&2; }

# What is needed, and the packages that bring it: purpose, Debian and Ubuntu, Fedora, Arch.
needs() {
    cat <<'TABLE'
run   gcc                 gcc                gcc
run   libc6-dev           glibc-devel        glibc
run   libx11-6            libX11             libx11
run   libx11-xcb1         libX11-xcb         libx11
run   libxcursor1         libXcursor         libxcursor
run   libxi6              libXi              libxi
run   libxkbcommon0       libxkbcommon       libxkbcommon
run   libxkbcommon-x11-0  libxkbcommon-x11   libxkbcommon-x11
run   libwayland-client0  libwayland-client  wayland
run   libdbus-1-3         dbus-libs          dbus
test  xvfb                xorg-x11-server-Xvfb  xorg-server-xvfb
test  xdotool             xdotool            xdotool
test  openssl             openssl            openssl
test  postgresql          postgresql-server  postgresql
test  dbus                dbus-daemon        dbus
test  dbus                dbus-tools         dbus
test  gnome-keyring       gnome-keyring      gnome-keyring
shots imagemagick         ImageMagick        imagemagick
TABLE
}

# File dialogs come from the desktop's portal, or from zenity where there is none. Either brings a whole desktop's
# libraries with it, so that it is said and left to the operator.
dialogs() {
    command -v zenity >/dev/null 2>&1 && return
    [ -e /usr/share/dbus-1/services/org.freedesktop.portal.Desktop.service ] && return
    say "Note: without xdg-desktop-portal or zenity the program cannot open file dialogs; paths can be typed instead."
}

has() {
    case $manager in
        apt-get) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ] ;;
        dnf) rpm -q --whatprovides "$1" >/dev/null 2>&1 ;;
        pacman) pacman -Qi "$1" >/dev/null 2>&1 ;;
    esac
}

system_packages() {
    manager='' column=0
    for candidate in apt-get:2 dnf:3 pacman:4; do
        if command -v "${candidate%:*}" >/dev/null 2>&1; then
            manager=${candidate%:*} column=${candidate#*:}
            break
        fi
    done
    if [ -z "$manager" ]; then
        say "No apt, dnf or pacman here: install these yourself, under the names your system gives them:"
        say "  $(needs | awk -v p="$purpose" '$1 == "run" || $1 == p { print $2 }' | xargs)"
        return
    fi

    [ "$purpose" = run ] && dialogs

    local wanted missing=()
    case $purpose in
        run) wanted=run ;;
        test) wanted='run|test' ;;
        shots) wanted='run|test|shots' ;;
        *) say "usage: packaging/needs.sh run|test|shots"; exit 2 ;;
    esac
    while read -r package; do
        has "$package" || missing+=("$package")
    done < <(needs | awk -v p="^($wanted)\$" -v c="$column" '$1 ~ p { print $c }' | sort -u)
    [ ${#missing[@]} -eq 0 ] && return

    local install
    case $manager in
        apt-get) install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends) ;;
        dnf) install=(dnf install -y -q) ;;
        pacman) install=(pacman -S --needed --noconfirm) ;;
    esac
    install+=("${missing[@]}")

    say "Missing on this machine: ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            say "Installing them takes rights that this account has not, and there is no sudo. As root, run:"
            say "  ${install[*]}"
            exit 1
        fi
        say "Installing them with sudo, which may ask for your password."
        as_root=(sudo)
    fi
    [ "$manager" = apt-get ] && "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" "${install[@]}"
}

rust() {
    if ! command -v cargo >/dev/null 2>&1; then
        local how="curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
        say "Rust is not on this machine. Its own installer needs no particular rights:"
        say "  $how"
        if [ -t 0 ] && [ -t 2 ] && command -v curl >/dev/null 2>&1; then
            read -r -p "Run it now? [y/N] " answer
            case $answer in
                [yYoO]*) curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal ;;
                *) exit 1 ;;
            esac
        else
            say "Then run this again."
            exit 1
        fi
    fi
    if [ "$purpose" = test ] && command -v rustup >/dev/null 2>&1; then
        for component in rustfmt clippy; do
            cargo "${component/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$component"
        done
    fi
}

case $(uname -s) in
    Linux) system_packages ;;
    Darwin) xcode-select -p >/dev/null 2>&1 || { say "A C compiler is missing: run  xcode-select --install"; exit 1; } ;;
esac
rust
