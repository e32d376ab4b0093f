"""Settings: typed, from the environment; a secret may also come from a file named by *_FILE."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

PREFIX = "LAGNIAPPE_"


class SettingsError(Exception):
    """A setting that cannot be used; the message names it and says what it takes."""


def _setting(default, doc: str):
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program. What a company changes by clicking lives in the database."""

    data_dir: Path = _setting(
        Path("data"), "Folder for the database file, attachments and backups."
    )
    database_url: str = _setting(
        "",
        "PostgreSQL address such as postgresql://user:password@host/name. Empty: one SQLite "
        "file in the data folder.",
    )
    host: str = _setting("127.0.0.1", "Address to listen on.")
    port: int = _setting(8000, "Port to listen on.")
    public_url: str = _setting(
        "", "Address people use, such as https://desk.example.com. Empty: taken from the request."
    )
    trusted_proxies: str = _setting(
        "127.0.0.1", "Addresses of reverse proxies whose X-Forwarded headers are believed."
    )
    secret_key: str = _setting(
        "", "Key for signed tokens, 32 characters or more. Empty: made once, kept in the database."
    )
    development: bool = _setting(False, "Show /styleguide and reload templates on change.")
    log_level: str = _setting("info", "debug, info, warning or error.")
    log_format: str = _setting("text", "text for people, json for machines.")
    metrics_token: str = _setting(
        "", "If set, /metrics asks for it as a bearer token; otherwise only loopback may read it."
    )
    attachment_megabytes: int = _setting(20, "Largest file a visitor or an agent may attach.")
    message_characters: int = _setting(10_000, "Longest message accepted.")
    visitor_messages_per_minute: int = _setting(
        60, "Messages a visitor may send in a minute before being asked to slow down."
    )
    address_requests_per_minute: int = _setting(
        1_200, "Requests one network address may make to the widget in a minute."
    )
    away_after_minutes: int = _setting(
        10, "Minutes without using the desk before an agent is away."
    )
    answers_model: str = _setting(
        "auto",
        "What helps to understand questions: auto (the model that ships, and the extra "
        "`multilingual` where it is installed), endpoint, or none.",
    )
    answers_endpoint: str = _setting(
        "",
        "Address of a service that speaks the OpenAI protocol, such as http://localhost:8080/v1. "
        "Customers' questions and the library's texts are sent there.",
    )
    answers_endpoint_key: str = _setting("", "Key for that address, sent as a bearer token.")
    answers_embedding_model: str = _setting(
        "", "Model asked for vectors there; needed with LAGNIAPPE_ANSWERS_MODEL=endpoint."
    )
    answers_chat_model: str = _setting(
        "",
        "Model asked there for a second opinion before an automatic answer. It may only choose "
        "among approved answers. Empty: none is asked.",
    )
    mail_listen: str = _setting(
        "",
        "Address and port where a mail server may hand mail to the desk, such as 127.0.0.1:2424. "
        "Empty: none.",
    )
    mail_listen_kind: str = _setting("lmtp", "What is spoken there: lmtp or smtp.")
    niceness: int = _setting(
        -5, "Scheduling priority asked of the machine, -20 (first) to 19; 0 asks for nothing."
    )
    session_days: int = _setting(30, "Days an agent stays logged in on a browser.")
    backups_kept: int = _setting(10, "Automatic backups kept before the oldest is removed.")

    @property
    def attachment_bytes(self) -> int:
        return self.attachment_megabytes * 1024 * 1024

    @property
    def origin(self) -> str:
        """Where people reach the desk, as far as the settings tell."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::") else self.host
        return f"http://{host}:{self.port}"

    @property
    def mailed_origin(self) -> str:
        """Where links in mail lead. Empty when nobody said: a reader's localhost is not ours."""
        return self.origin if self.public_url or self.development else ""


def load(environment: Mapping[str, str] | None = None, **overrides) -> Settings:
    """Settings from the environment, then `overrides`.

    Raises SettingsError for a value of the wrong type, an unreadable *_FILE, or a
    LAGNIAPPE_ name that no setting has (usually a typing mistake).
    """
    environment = os.environ if environment is None else environment
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    values = {}
    for name, text in environment.items():
        if not name.startswith(PREFIX):
            continue
        plain = name.removesuffix("_FILE") if name not in known else name
        if plain not in known:
            if name in _NOT_SETTINGS:
                continue
            raise SettingsError(f"{name} is not a setting. See docs/operate/settings.md.")
        if plain != name:
            text = _read_secret(name, text)
        values[known[plain].name] = _convert(plain, text, known[plain].type)
    values.update({k: v for k, v in overrides.items() if v is not None})
    return _checked(Settings(**values))


_NOT_SETTINGS = {"LAGNIAPPE_CHROMIUM", "LAGNIAPPE_TEST_DATABASES"}


def _read_secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise SettingsError(f"{name} names a file that cannot be read: {error}") from error


def _convert(name: str, text: str, kind):
    if kind is bool:
        lowered = text.lower()
        if lowered in ("1", "true", "yes", "on"):
            return True
        if lowered in ("", "0", "false", "no", "off"):
            return False
        raise SettingsError(f"{name} takes yes or no, not {text!r}.")
    try:
        return kind(text)
    except ValueError as error:
        raise SettingsError(f"{name} takes a {kind.__name__}, not {text!r}.") from error


def _checked(settings: Settings) -> Settings:
    if settings.secret_key and len(settings.secret_key) < 32:
        raise SettingsError(f"{PREFIX}SECRET_KEY is too short: 32 characters or more.")
    if not 0 < settings.port < 65536:
        raise SettingsError(f"{PREFIX}PORT takes 1 to 65535.")
    if settings.log_level not in ("debug", "info", "warning", "error"):
        raise SettingsError(f"{PREFIX}LOG_LEVEL takes debug, info, warning or error.")
    _check_answers(settings)
    _check_mail(settings)
    if settings.database_url and not settings.database_url.startswith(
        ("postgresql://", "postgres://", "sqlite:///")
    ):
        raise SettingsError(f"{PREFIX}DATABASE_URL takes a postgresql:// address.")
    return settings


def _check_mail(settings: Settings) -> None:
    if settings.mail_listen_kind not in ("lmtp", "smtp"):
        raise SettingsError(f"{PREFIX}MAIL_LISTEN_KIND takes lmtp or smtp.")
    port = settings.mail_listen.rpartition(":")[2]
    if settings.mail_listen and (
        ":" not in settings.mail_listen or not port.isdigit() or int(port) > 65535
    ):
        raise SettingsError(f"{PREFIX}MAIL_LISTEN takes an address such as 127.0.0.1:2424.")


def _check_answers(settings: Settings) -> None:
    if settings.answers_model not in ("auto", "endpoint", "none"):
        raise SettingsError(f"{PREFIX}ANSWERS_MODEL takes auto, endpoint or none.")
    address = settings.answers_endpoint
    if address and not address.startswith(("http://", "https://")):
        raise SettingsError(f"{PREFIX}ANSWERS_ENDPOINT takes an address such as http://host/v1.")
    if settings.answers_model == "endpoint" and not (address and settings.answers_embedding_model):
        raise SettingsError(
            f"{PREFIX}ANSWERS_MODEL=endpoint needs {PREFIX}ANSWERS_ENDPOINT and "
            f"{PREFIX}ANSWERS_EMBEDDING_MODEL."
        )
    if settings.answers_chat_model and not address:
        raise SettingsError(f"{PREFIX}ANSWERS_CHAT_MODEL needs {PREFIX}ANSWERS_ENDPOINT.")
