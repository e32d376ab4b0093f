# Sourced by bin/test after environment.sh: puts a Chromium that starts in LAGNIAPPE_CHROMIUM.
# The browser tests are part of the tests: without a browser this stops, it never skips them.
# One built without a window tells the stories in three quarters of the time, so it is preferred.

find_chromium() {
    use_chromium "${LAGNIAPPE_CHROMIUM:-}" && return
    use_chromium "$(command -v chromium-headless-shell)" && return
    use_chromium "$(playwright_shell)" && return
    apt-cache show chromium-headless-shell >/dev/null 2>&1 &&
        install_packages chromium-headless-shell &&
        use_chromium "$(command -v chromium-headless-shell)" && return
    use_chromium "$(playwright_chromium)" && return
    use_chromium "$(command -v chromium || command -v chromium-browser)" && return
    say "Fetching Chromium for the browser tests ..."
    timeout 300 .venv/bin/python -m playwright install chromium >/dev/null 2>&1 || true
    use_chromium "$(playwright_shell)" && return
    use_chromium "$(playwright_chromium)" && return
    install_packages chromium && use_chromium "$(command -v chromium)" && return
    stop "The browser tests need Chromium, and none could be fetched." \
        "Debian: sudo apt-get install chromium   - then run bin/test again," \
        "or name one: LAGNIAPPE_CHROMIUM=/path/to/chromium bin/test"
}

use_chromium() {
    [ -n "$1" ] && [ -x "$1" ] && "$1" --version >/dev/null 2>&1 || return 1
    export LAGNIAPPE_CHROMIUM=$1
}

playwright_chromium() {
    .venv/bin/python - <<'PYTHON' 2>/dev/null || true
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
PYTHON
}

# Playwright keeps the one without a window beside the other: <kind>-<number>/<platform>/<program>.
playwright_shell() {
    local with_window
    with_window=$(playwright_chromium)
    [ -n "$with_window" ] || return 0
    find "${with_window%/*/*/*}" -path '*/chromium_headless_shell-*' -name '*headless[-_]shell' -type f \
        2>/dev/null | sort | tail -1
}
