"""The demo's desk, ninety days old."""

import pytest

from lagniappe.demo import seed
from tests import own_databases

FEW = 60


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def seeded(request, tmp_path_factory):
    """A furnished desk that tests look at and do not change: furnishing takes seconds."""
    if request.param == "sqlite":
        db = own_databases.migrated_sqlite(tmp_path_factory.mktemp("seeded"))
    else:
        db = own_databases.postgres_database(request.getfixturevalue("postgres_server"))
    db.write_sync(seed.seed, count=FEW)
    yield db
    db.close()
