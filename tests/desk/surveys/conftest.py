"""The office, with the shipped surveys and with Sofia, who leads."""

import pytest

from lagniappe.desk.accounts import agents
from lagniappe.desk.surveys import shipped


@pytest.fixture
def desk(office):
    office.write(shipped.bring)
    office.sofia = next(a for a in office.read(agents.everyone) if a.role == "supervisor")
    return office
