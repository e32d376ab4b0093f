"""Where common providers keep their servers, so that nobody has to look it up."""

from dataclasses import dataclass

GOOGLE_TOKENS = "https://oauth2.googleapis.com/token"
MICROSOFT_TOKENS = "https://login.microsoftonline.com/common/oauth2/v2.0/token"


@dataclass(frozen=True, slots=True)
class Preset:
    """`imap` and `smtp` are (host, port, security); `token_url` where sign-in is by token."""

    code: str
    name: str
    imap: tuple[str, int, str]
    smtp: tuple[str, int, str]
    token_url: str = ""
    scope: str = ""


PRESETS = (
    Preset(
        "google",
        "Google",
        ("imap.gmail.com", 993, "tls"),
        ("smtp.gmail.com", 465, "tls"),
        GOOGLE_TOKENS,
    ),
    Preset(
        "microsoft",
        "Microsoft 365",
        ("outlook.office365.com", 993, "tls"),
        ("smtp.office365.com", 587, "starttls"),
        MICROSOFT_TOKENS,
        "https://outlook.office.com/IMAP.AccessAsUser.All "
        "https://outlook.office.com/SMTP.Send offline_access",
    ),
    Preset(
        "fastmail",
        "Fastmail",
        ("imap.fastmail.com", 993, "tls"),
        ("smtp.fastmail.com", 465, "tls"),
    ),
    Preset(
        "icloud",
        "iCloud",
        ("imap.mail.me.com", 993, "tls"),
        ("smtp.mail.me.com", 587, "starttls"),
    ),
    Preset(
        "zoho",
        "Zoho",
        ("imap.zoho.eu", 993, "tls"),
        ("smtp.zoho.eu", 465, "tls"),
    ),
    Preset(
        "ionos",
        "IONOS",
        ("imap.ionos.com", 993, "tls"),
        ("smtp.ionos.com", 465, "tls"),
    ),
)
