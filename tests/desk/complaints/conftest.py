"""Alice's complaint from the customer of the office."""

import pytest

from tests.desk.complaints.case import Case


@pytest.fixture
def case(office):
    return Case(office)
