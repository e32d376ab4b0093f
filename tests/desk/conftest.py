"""What the desk's tests share."""

import pytest

from tests.desk.office import Office


@pytest.fixture
def office(db, clock):
    return Office(db, clock)
