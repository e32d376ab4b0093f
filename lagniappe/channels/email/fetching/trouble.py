"""What went wrong with a mail server, in words that say what to do."""

import smtplib
import socket
import ssl

from imapclient.exceptions import CapabilityError, IMAPClientError, LoginError

from lagniappe.channels.email import oauth, safe
from lagniappe.channels.email.fetching.client import TooMuch
from lagniappe.kit.text import N_, clean_line

NOT_FOUND = N_("The server's name is not known. Check its spelling.")
REFUSED = N_("The server refuses connections. Check the port, and whether a firewall is between.")
SILENT = N_("The server does not answer in time. Check the port and the kind of encryption.")
CERTIFICATE = N_(
    "The server's certificate is not valid, so nothing was sent to it. Check its name, or have "
    "the certificate renewed."
)
NOT_TLS = N_("The server does not speak TLS on this port. Try STARTTLS, or another port.")
SIGN_IN = N_(
    "The server did not accept the name or the password. Some providers want a password made "
    "for programs, or sign-in by token."
)
NO_STARTTLS = N_("The server does not offer STARTTLS. Try TLS, or another port.")
NO_FOLDER = N_("The folder could not be opened. Check its name.")
TOO_MUCH = N_("The server sends more than was asked for. It may be broken.")
BROKEN = N_("The server broke off the connection.")


class NoFolder(Exception):
    """The folder cannot be opened."""


def words(error: BaseException) -> tuple[str, str]:
    """A sentence for people, to be translated, and what the server said, which cannot be."""
    said = clean_line(_said(error), 300)
    if isinstance(error, (safe.Locked, oauth.NoToken)):
        return clean_line(str(error), 400), ""
    for kinds, sentence in _WORDS:
        if isinstance(error, kinds):
            return sentence, said
    return BROKEN, said


def line(error: BaseException) -> str:
    """Both, on two lines, as a mailbox's row keeps them: the first can be translated."""
    return "\n".join(filter(None, words(error)))


_WORDS = (
    (TooMuch, TOO_MUCH),
    (NoFolder, NO_FOLDER),
    ((LoginError, smtplib.SMTPAuthenticationError), SIGN_IN),
    ((CapabilityError, smtplib.SMTPNotSupportedError), NO_STARTTLS),
    (socket.gaierror, NOT_FOUND),
    (ConnectionRefusedError, REFUSED),
    (ssl.SSLCertVerificationError, CERTIFICATE),
    (ssl.SSLError, NOT_TLS),
    (TimeoutError, SILENT),
    ((IMAPClientError, OSError, EOFError), BROKEN),
)


def _said(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {bytes(error.smtp_error).decode('utf-8', 'replace')}"
    text = str(error) or type(error).__name__
    # imaplib shows bytes as Python writes them.
    return text.removeprefix("b'").removesuffix("'")
