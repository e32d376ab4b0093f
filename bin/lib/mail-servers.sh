# Sourced by bin/test after environment.sh: Dovecot and Postfix, for the stories that go through
# real mail servers. The tests start their own, in folders of their own; what runs on this machine
# is not touched. Without them this stops, it never skips those stories.

find_mail_servers() {
    local missing=()
    has_server dovecot && [ -x /usr/lib/dovecot/imap ] || missing+=(dovecot-imapd)
    has_server dovecot && [ -x /usr/lib/dovecot/lmtp ] || missing+=(dovecot-lmtpd)
    has_server postfix || missing+=(postfix)
    [ ${#missing[@]} = 0 ] && check_root && return
    # Installing Postfix removes whatever other mail server a machine has: that is not ours to do.
    if [[ " ${missing[*]} " == *" postfix "* ]] && has_server sendmail; then
        stop "The mail tests need Postfix, and this machine has another mail server." \
            "Run bin/test in a container, or install Postfix yourself."
    fi
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}" || true
    has_server dovecot && has_server postfix && check_root && return
    stop "The mail tests need Dovecot and Postfix, and they could not be installed." \
        "Debian: sudo apt-get install dovecot-imapd dovecot-lmtpd postfix   - then run bin/test again."
}

has_server() {
    PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null
}

# Postfix starts for root only.
check_root() {
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null ||
        stop "The mail tests start a Postfix of their own, which needs root or sudo without a password."
}
