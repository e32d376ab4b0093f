"""Databases for tests of backups and checks: SQLite in a folder, PostgreSQL from the wheel."""

import socket

import pytest

from tests.own_databases import migrated_sqlite, own_postgres, postgres_database


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    with own_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def new_database(tmp_path):
    """Makes migrated SQLite databases, one more at each call."""
    made = []

    def make():
        made.append(migrated_sqlite(tmp_path / f"desk{len(made)}"))
        return made[-1]

    yield make
    for db in made:
        db.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request, tmp_path):
    if request.param == "sqlite":
        db = migrated_sqlite(tmp_path)
    else:
        db = postgres_database(request.getfixturevalue("postgres_server"))
    yield db
    db.close()


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def listening():
    """The port of a server that accepts and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]
