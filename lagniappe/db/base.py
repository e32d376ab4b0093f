"""The one MetaData every table registers with, and the column types used everywhere.

Every stored type is native in both databases, so hot statements can skip SQLAlchemy's
bind and result processing: ids are text, instants are integers, money is integers.
"""

from sqlalchemy import BigInteger, Column, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = String(36)
"""A UUIDv7 in canonical text form (kit.ids.new)."""

Instant = BigInteger
"""Milliseconds since 1970-01-01 UTC (kit.clock)."""


def primary() -> Column:
    return Column("id", Id, primary_key=True)


def instant(name: str, *, nullable: bool = False, **options) -> Column:
    return Column(name, Instant, nullable=nullable, **options)
