import pytest

from tests.desk.remedies.shelf import Shelf


@pytest.fixture
def shelf(db, clock):
    return Shelf(db, clock)
