"""The line to a mailbox's outgoing server: opened once, used for many letters.

The standard library's smtplib in threads: it speaks everything that is needed, and a pool of
coroutines would add a dependency for a handful of connections (docs/decisions/011-smtp.md).
"""

import contextlib
import re
import smtplib
import socket
import ssl
import threading

from lagniappe.channels.email import oauth, safe

PATIENCE_S = 30
# A server that swallows a letter byte by byte is not waited for any longer.
LONGEST_S = 90
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Later(Exception):
    """Not now. `maybe_sent`: the line broke when the letter was through. `receivers` are those
    who may still get it (None: all), `refused` those who never will and why; `signing_in`: it
    was us the server did not want."""

    def __init__(
        self,
        reason: str,
        *,
        maybe_sent: bool = False,
        receivers: list[str] | None = None,
        refused: dict[str, str] | None = None,
        signing_in: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason, self.maybe_sent, self.receivers = reason, maybe_sent, receivers
        self.refused, self.signing_in = refused or {}, signing_in


class Never(Exception):
    """The server will not take this letter like this. `refused` are addresses and why."""

    def __init__(self, reason: str, *, refused: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.refused = refused or {}


class Line:
    """One connection. Its methods block; use it from one thread at a time."""

    def __init__(self, box, key: bytes) -> None:
        self._box, self._key = box, key
        self._smtp: smtplib.SMTP | None = None

    def send(self, sender: str, receivers: list[str], letter: bytes, *, utf8: bool = False):
        """Hand over one letter; returns {address: reason} of those it was refused for.

        Raises Later, Never.
        """
        fresh = self._smtp is None
        try:
            self._open()
            timer = threading.Timer(LONGEST_S, self._cut)
            timer.start()
            try:
                return self._hand_over(sender, receivers, letter, utf8)
            finally:
                timer.cancel()
        except smtplib.SMTPServerDisconnected as error:
            self.close()
            if not fresh and not getattr(error, "maybe_sent", False):
                # The server had ended a line that lay idle.
                return self.send(sender, receivers, letter, utf8=utf8)
            raise Later(_said(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Later(_said(error)) from error

    def check(self) -> None:
        """Connect and sign in, nothing else. Raises what goes wrong as it is."""
        try:
            self._open()
        except Later as error:
            raise error.__cause__ or error from error
        finally:
            self.close()

    def close(self) -> None:
        """Say goodbye if there is still somebody to say it to."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _open(self) -> None:
        if self._smtp is not None:
            return
        about = self._box.outgoing
        host, port = about["host"], int(about.get("port") or 587)
        security = about.get("security", "starttls")
        if security == "tls":
            self._smtp = smtplib.SMTP_SSL(host, port, timeout=PATIENCE_S, context=_context(about))
        else:
            self._smtp = smtplib.SMTP(host, port, timeout=PATIENCE_S)
            if security == "starttls":
                self._smtp.starttls(context=_context(about))
        # The last dot goes alone: held back for an acknowledgement it costs 40 ms a letter.
        self._smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._sign_in(about)
        except (smtplib.SMTPException, oauth.NoToken, safe.Locked) as error:
            self.close()
            raise Later(_said(error), signing_in=True) from error

    def _sign_in(self, about: dict) -> None:
        user = about.get("user", "")
        self._smtp.ehlo_or_helo_if_needed()
        if about.get("sign_in") == "oauth":
            said = oauth.sasl(user, oauth.access_token(self._box, self._key))
            try:
                self._smtp.auth("XOAUTH2", lambda challenge=None: "" if challenge else said)
            except smtplib.SMTPAuthenticationError:
                oauth.forget(self._box.id)
                raise
        elif user and about.get("sign_in") != "none":
            self._smtp.login(user, self._password())

    def _password(self) -> str:
        """The one for sending, or the one for fetching."""
        secrets = safe.unlock(self._key, self._box.secrets)
        kept = (secrets.get(side, {}).get("password") for side in ("outgoing", "incoming"))
        return next(filter(None, kept), "")

    def _hand_over(self, sender: str, receivers: list[str], letter: bytes, utf8: bool) -> dict:
        smtp = self._smtp
        options = ["SMTPUTF8", "BODY=8BITMIME"] if utf8 else []
        if utf8 and not smtp.has_extn("smtputf8"):
            raise Never("The mail server takes no addresses in other scripts (SMTPUTF8).")
        _expect(smtp, smtp.mail(sender, options))
        refused: dict[str, tuple[int, str]] = {}
        for receiver in receivers:
            code, reason = smtp.rcpt(receiver)
            if code not in (250, 251):
                refused[receiver] = (code, _text(code, reason))
        if len(refused) < len(receivers):
            self._give(letter)
        else:
            smtp.rset()
        return _refusals(refused, nobody=len(refused) == len(receivers))

    def _give(self, letter: bytes) -> None:
        smtp = self._smtp
        _expect(smtp, smtp.docmd("DATA"), wanted=354)
        quoted = _DOT.sub(b"..", letter)
        smtp.send(quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n")
        try:
            smtp.send(b".\r\n")
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.close()
            raise Later(_said(error), maybe_sent=True) from error
        _expect(smtp, answer)

    def _cut(self) -> None:
        smtp = self._smtp
        if smtp is not None and smtp.sock is not None:
            with contextlib.suppress(OSError):
                smtp.sock.shutdown(2)


def _context(about: dict) -> ssl.SSLContext:
    """Certificates are always checked; `ca` may name one more authority (PEM)."""
    return ssl.create_default_context(cadata=about.get("ca") or None)


def _expect(smtp, answer: tuple[int, bytes], wanted: int = 250) -> None:
    code, reason = answer
    if code == wanted:
        return
    text = _text(code, reason)
    with contextlib.suppress(OSError, smtplib.SMTPException):
        smtp.rset()
    if 500 <= code < 600:
        raise Never(text)
    raise Later(text)


def _refusals(refused: dict[str, tuple[int, str]], *, nobody: bool) -> dict[str, str]:
    """Who never gets it, and why. Raises Later while there is hope for somebody, Never when
    there is none for anybody."""
    soon = [address for address, (code, _) in refused.items() if code < 500]
    never = {address: text for address, (code, text) in refused.items() if code >= 500}
    if soon:
        raise Later(refused[soon[0]][1], receivers=soon, refused=never)
    if nobody:
        reason = "; ".join(f"{address}: {text}" for address, text in never.items())
        raise Never(reason, refused=never)
    return never


def _text(code: int, reason: bytes | str) -> str:
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return f"{code} {' '.join(words.split())}"[:400]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_code, error.smtp_error)
    return (str(error) or type(error).__name__)[:400]
