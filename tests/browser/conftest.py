"""Real browsers: visitors who come to the shop, agents who sit down at the desk."""

import pytest
from playwright.sync_api import expect

from tests import own_databases
from tests.browser.seats import Customer, Seat
from tests.browser.shop import Visitor, running_browser, running_desk

# Three stories share two cores: what takes a blink alone may take seconds among others.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module", autouse=True)
def _texts_read_once(texts_are_read_once): ...


@pytest.fixture(scope="module")
def browser():
    with running_browser() as running:
        yield running


# Whole stories, and what depends on when a hint arrives, are told on both databases. What is left
# looks at screens, whose data is tested on both without a browser.
ON_BOTH = (
    "test_ask_story",
    "test_automatic",
    "test_recovery_story",
    "test_widget_chat",
    "test_widget_line",
    "test_workspace_line",
    "test_workspace_story",
)


def pytest_generate_tests(metafunc):
    if "desk" in metafunc.fixturenames:
        both = metafunc.module.__name__.rpartition(".")[2] in ON_BOTH
        databases = ["sqlite", "postgresql"] if both else ["sqlite"]
        metafunc.parametrize("desk", databases, indirect=True, scope="module")


@pytest.fixture(scope="module")
def desk(request, tmp_path_factory):
    url = ""
    if request.param == "postgresql":
        url = own_databases.new_postgres_url(request.getfixturevalue("postgres_server"))
    folder = tmp_path_factory.mktemp("desk")
    with running_desk(folder, database_url=url, development=True) as running:
        yield running


@pytest.fixture(scope="module")
def any_desk(tmp_path_factory):
    """For stories about the page alone, which no database can change."""
    with running_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def come(browser, desk):
    """Somebody comes to the shop: `come(locale="el", viewport=…)`. No page may have erred."""
    visitors: list[Visitor] = []

    def arrive(path: str = "/shop", **context) -> Visitor:
        visitors.append(Visitor(browser, desk, **context))
        return visitors[-1].arrive(path)

    yield arrive
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.leave()
    assert faults == []


@pytest.fixture
def sit(browser, desk):
    """An agent sits down: `sit("maria", viewport=PHONE)`. No page may have erred."""
    seats: list[Seat] = []

    def take(name: str = "maria", **context) -> Seat:
        seats.append(Seat(browser, desk, name, **context))
        return seats[-1]

    yield take
    faults = [fault for seat in seats for fault in seat.faults]
    for seat in seats:
        seat.context.close()
    assert faults == []


@pytest.fixture
def writes(desk):
    """A customer writes: `writes("Eleni", "My machine drips")`."""
    return lambda name, body, department="Sales": Customer(desk, name, body, department)
