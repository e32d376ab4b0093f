# Sourced by bin/demo, bin/dev and bin/test. After `prepare run` or `prepare test` the program
# and what it needs are installed in .venv; a second call finds the stamp and does nothing.

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

prepare() {
    local wanted=$1 fingerprint stamp=.venv/.lagniappe
    local python
    python=$(find_python)
    fingerprint=$(cat pyproject.toml constraints.txt | cksum)
    if [ -x .venv/bin/lagniappe ] && grep -qsxF "$fingerprint $wanted" "$stamp" &&
        .venv/bin/python -c '' 2>/dev/null; then
        return
    fi
    say "Preparing .venv (the first time takes a minute) ..."
    make_environment "$python"
    if [ "$wanted" = test ]; then
        pip_install -e '.[test]'
        printf '%s\n' "$fingerprint run" "$fingerprint test" >"$stamp"
    else
        pip_install -e .
        printf '%s\n' "$fingerprint run" >"$stamp"
    fi
}

find_python() {
    local name
    for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$name" ] &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    stop "Lagniappe needs Python 3.11 or newer, and found none." \
        "Install it (Debian 12+, Ubuntu 24.04+: apt-get install python3 python3-venv)" \
        "or name one: PYTHON=/path/to/python3 $0"
}

make_environment() {
    if .venv/bin/python -c '' 2>/dev/null && choose_pip "$1"; then return; fi
    rm -rf .venv
    try_environment "$1" && return
    # Debian and Ubuntu ship python3 without the parts that make an environment.
    if install_packages python3-venv python3-pip && try_environment "$1"; then return; fi
    stop "Could not make a Python environment in .venv: $1 has neither venv nor pip." \
        "Debian or Ubuntu: sudo apt-get install python3-venv   - then run $0 again."
}

try_environment() {
    rm -rf .venv
    if "$1" -m venv .venv >/dev/null 2>&1 && choose_pip "$1"; then return; fi
    rm -rf .venv
    "$1" -m venv --without-pip .venv >/dev/null 2>&1 && choose_pip "$1"
}

# The environment's own pip, else the system's pip told to install into the environment.
choose_pip() {
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        pip=(.venv/bin/python -m pip)
    elif "$1" -m pip --python .venv/bin/python --version >/dev/null 2>&1; then
        pip=("$1" -m pip --python .venv/bin/python)
    else
        return 1
    fi
}

pip_install() {
    "${pip[@]}" install --quiet --disable-pip-version-check --no-input -c constraints.txt "$@" ||
        stop "Installing the Python packages failed; the reason is above. Is the network up?"
}

# apt-get as root, or through sudo where it asks for no password; false where neither works.
install_packages() {
    local root=()
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || return 1
        root=(sudo -n)
    fi
    say "Installing $* with apt-get ..."
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update >/dev/null &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}
