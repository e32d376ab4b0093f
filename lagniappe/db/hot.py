"""Statements on the hot path: Core, compiled once per dialect, run on the driver's own cursor.

SQLAlchemy's execution layer costs three times the statement itself at these sizes
(docs/decisions/002-core-only.md has the measurement).
"""

from functools import cache

from sqlalchemy.dialects import postgresql, sqlite

_DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect(paramstyle="pyformat")}


class Hot:
    """A prepared Core statement: call it with a Tx and its parameters by name.

    `make(insert)` builds the statement; `insert` is the dialect's own insert function,
    for ON CONFLICT. Rows come back as plain tuples.
    """

    __slots__ = ("_compiled", "_make")

    def __init__(self, make) -> None:
        self._make = make
        self._compiled = cache(self._compile)

    def one(self, tx, **parameters) -> tuple | None:
        return self._run(tx, parameters).fetchone()

    def all(self, tx, **parameters) -> list[tuple]:
        return self._run(tx, parameters).fetchall()

    def run(self, tx, **parameters) -> int:
        """Execute and return how many rows changed."""
        return self._run(tx, parameters).rowcount

    def many(self, tx, rows: list[dict]) -> None:
        """Execute once for each row of parameters."""
        sql, names, constants = self._compiled(tx.dialect)
        if names is None:
            tx.cursor.executemany(sql, [{**constants, **row} for row in rows])
        else:
            full = ({**constants, **row} for row in rows)
            tx.cursor.executemany(sql, [[row[name] for name in names] for row in full])

    def _run(self, tx, parameters):
        sql, names, constants = self._compiled(tx.dialect)
        if constants:
            parameters = {**constants, **parameters}
        if names is None:
            return tx.cursor.execute(sql, parameters)
        return tx.cursor.execute(sql, [parameters[name] for name in names])

    def _compile(self, dialect: str):
        module = sqlite if dialect == "sqlite" else postgresql
        compiled = self._make(module.insert).compile(dialect=_DIALECTS[dialect])
        constants = {k: b.value for k, b in compiled.binds.items() if not b.required}
        return str(compiled), compiled.positiontup, constants
