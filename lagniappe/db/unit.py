"""One transaction as domain functions see it, and what leaves after it commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection


@dataclass(slots=True)
class Hint:
    """Something nice to see now; losing it costs seconds, never data.

    `topic` chooses the listeners and `payload` is small and JSON-ready. `subject` is what
    the HTML that goes with it is rendered from; it stays in this process, and listeners of
    other processes ask the state instead.
    """

    topic: str
    payload: dict[str, Any]
    subject: Any = None


@dataclass(slots=True)
class Tx:
    """A transaction in progress: `execute` for everyday statements, `cursor` for hot ones."""

    conn: Connection
    cursor: Any
    dialect: str
    now: int
    hints: list[Hint] = field(default_factory=list)
    wakes: bool = False
    """Whether a job was added that a worker should look at."""

    def execute(self, statement, parameters=None):
        return self.conn.execute(statement, parameters)

    def one(self, statement):
        """The first row, or None."""
        return self.conn.execute(statement).first()

    def all(self, statement) -> list:
        return list(self.conn.execute(statement))

    def value(self, statement):
        """The first column of the first row, or None."""
        return self.conn.execute(statement).scalar()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo what is done inside, and only that, when it raises; what raised goes on."""
        hints = len(self.hints)
        self.cursor.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self.cursor.execute("ROLLBACK TO SAVEPOINT attempt")
            self.cursor.execute("RELEASE SAVEPOINT attempt")
            del self.hints[hints:]
            raise
        self.cursor.execute("RELEASE SAVEPOINT attempt")

    def hint(self, topic: str, payload: dict[str, Any], subject=None) -> None:
        self.hints.append(Hint(topic, payload, subject))


def is_conflict(error: Exception) -> bool:
    """Whether the whole transaction may simply go once more: PostgreSQL ended it for another's
    sake (a serialization failure, a deadlock). Never keep such an error from the caller."""
    sqlstate = getattr(getattr(error, "orig", error), "sqlstate", None)
    return sqlstate in ("40001", "40P01")
