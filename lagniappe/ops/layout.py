"""Where things are in the data folder."""

from pathlib import Path

from lagniappe.settings import Settings

DATABASE = "lagniappe.db"


def sqlite_file(settings: Settings) -> Path | None:
    """The database file, or None when the database is PostgreSQL."""
    if settings.database_url.startswith("sqlite:///"):
        return Path(settings.database_url.removeprefix("sqlite:///"))
    return None if settings.database_url else settings.data_dir / DATABASE


def attachments(settings: Settings) -> Path:
    return settings.data_dir / "attachments"


def backups(settings: Settings) -> Path:
    return settings.data_dir / "backups"
