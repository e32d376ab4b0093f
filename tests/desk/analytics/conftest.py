"""What tests of counting share."""

import pytest

from tests.desk.analytics.counted import Counted
from tests.desk.office import Office


@pytest.fixture
def counted(db, clock):
    return Counted(Office(db, clock))
