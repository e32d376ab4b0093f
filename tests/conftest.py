"""What every test may ask for: a database of each kind, and a desk with its people.

Whatever touches a database runs on SQLite and on PostgreSQL. Nobody sleeps: clocks stand
still until a test moves them.
"""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient

from lagniappe.app import create_app, join_reactions
from lagniappe.db.engine import Database, database_url
from lagniappe.kit.clock import StoppedClock
from lagniappe.settings import Settings
from tests import own_databases
from tests.actors import Desk, furnish
from tests.read_once import texts_read_once
from tests.recorded import Recorded

# A Tuesday at noon in Greece, far from any change of the clocks.
NOON = 1_770_717_600_000
own_databases.compile_once()
# An example that waited for its turn on a busy machine is no counterexample.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("desk")


def pytest_collection_modifyitems(items):
    """Files of browser stories are spread over the whole run, so that two seldom share a core."""
    files = dict.fromkeys(item.path for item in items)
    places = {}
    for slow in (True, False):
        alike = [path for path in files if ("browser" in path.parts) is slow]
        places |= {path: number / len(alike) for number, path in enumerate(alike)}
    items.sort(key=lambda item: places[item.path])


@pytest.fixture(scope="session")
def postgres_server():
    # Not below pytest's folder: another run of pytest would close that to the server's user,
    # and five minutes later the server would stop.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        Path(folder).chmod(0o755)
        with own_databases.own_postgres(Path(folder) / "data") as server:
            yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    return own_databases.make_sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def furnished_sqlite(sqlite_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("furnished")
    own_databases.copy_sqlite(sqlite_template, folder)
    _furnish(database_url("", folder))
    return folder / "lagniappe.db"


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server):
    url = own_databases.new_postgres_url(postgres_server, own_databases.MIGRATED)
    _furnish(database_url(url, Path()))
    return own_databases.name_of(url)


@pytest.fixture(scope="session")
def postgres_template():
    return own_databases.MIGRATED


@pytest.fixture(params=["sqlite", "postgresql"])
def chosen(request, tmp_path):
    """Settings of an installation whose database is migrated and empty."""
    yield from _copied(request, tmp_path, "sqlite_template", "postgres_template")


@pytest.fixture(params=["sqlite", "postgresql"])
def furnished(request, tmp_path):
    """Settings of an installation in which the colleagues are, and nobody else."""
    yield from _copied(request, tmp_path, "furnished_sqlite", "furnished_postgres")


def _copied(request, folder: Path, sqlite: str, postgres: str):
    """Settings of a copy of what the fixture of this name keeps, for the database asked for."""
    if request.param == "sqlite":
        own_databases.copy_sqlite(request.getfixturevalue(sqlite), folder)
        yield Settings(data_dir=folder)
    else:
        server, template = map(request.getfixturevalue, ("postgres_server", postgres))
        with own_databases.postgres_copy(server, template) as url:
            yield Settings(data_dir=folder, database_url=url)


@pytest.fixture(scope="module")
def texts_are_read_once():
    """For stories and screens; tests of the encoder, moods and the library read everything anew."""
    with texts_read_once():
        yield


@pytest.fixture
def clock():
    return StoppedClock(NOON)


@pytest.fixture
def any_database(chosen):
    """An empty database on the wall clock."""
    join_reactions()
    db = Database(database_url(chosen.database_url, chosen.data_dir))
    yield db
    db.close()


@pytest.fixture
def db(chosen, clock):
    """An empty database on the stopped clock."""
    join_reactions()
    db = Database(database_url(chosen.database_url, chosen.data_dir), clock=clock)
    yield db
    db.close()


@pytest.fixture
def new_database(tmp_path):
    """Makes migrated SQLite databases, one more at each call."""
    made = []

    def make():
        made.append(own_databases.migrated_sqlite(tmp_path / f"desk{len(made)}"))
        return made[-1]

    yield make
    for db in made:
        db.close()


@pytest.fixture
def desk(furnished, clock):
    """The whole application with Alice, Bob, Charlie and their customers."""
    yield from _open(furnished, clock)


@pytest.fixture
def guarded(furnished, clock):
    """A desk that allows little: three messages a minute, small files, short texts."""
    small = {
        "visitor_messages_per_minute": 3,
        "attachment_megabytes": 1,
        "message_characters": 200,
    }
    yield from _open(Settings(**{**_as_dict(furnished), **small}), clock)


@pytest.fixture
def recorded():
    """A server of the OpenAI protocol that plays back recorded replies."""
    server = Recorded()
    yield server
    server.close()


@pytest.fixture
def advised(furnished, clock, recorded):
    """A desk that asks the recorded server for vectors and for a second opinion."""
    endpoint = {
        "answers_model": "endpoint",
        "answers_endpoint": recorded.url,
        "answers_embedding_model": "small",
        "answers_chat_model": "small",
    }
    yield from _open(Settings(**{**_as_dict(furnished), **endpoint}), clock)


def _furnish(url: str) -> None:
    join_reactions()
    db = Database(url, clock=StoppedClock(NOON))
    db.write_sync(furnish)
    db.close()


def _open(settings: Settings, clock: StoppedClock):
    db = Database(database_url(settings.database_url, settings.data_dir), clock=clock)
    with TestClient(create_app(settings, db), base_url="http://desk.test") as client:
        yield Desk(client, db, clock)
    db.close()


def _as_dict(settings: Settings) -> dict:
    return {name: getattr(settings, name) for name in Settings.__slots__}
