"""Every route decides who may. Somebody not logged in, and a plain agent at an admin's door,
are turned away from each of them, and change nothing."""

import pytest

from lagniappe.kit import ids
from lagniappe.web import routes
from lagniappe.web.kit.who import anyone
from lagniappe.web.widget import messages as widget_messages

GATED = [
    pytest.param(route, method, id=f"{method} {route.path}")
    for route in routes.all_routes()
    if getattr(route, "methods", None)
    for method in sorted(route.methods - {"HEAD"})
    if route.endpoint.who not in ("anyone", "visitors")
]
# A request to a path with placeholders filled by ids that exist nowhere.
ADMIN = [case for case in GATED if case.values[0].endpoint.who == "admin"]
OPEN = sorted(
    f"{method} {route.path}"
    for route in routes.all_routes()
    if getattr(route, "methods", None)
    for method in route.methods - {"HEAD"}
    if route.endpoint.who == "anyone"
)


def path_of(route):
    path = route.path
    for name in route.param_convertors:
        for kind, value in (("", ids.new()), (":path", "x"), (":int", "1")):
            path = path.replace(f"{{{name}{kind}}}", value)
    return path


@pytest.fixture
def small_desk(furnished_sqlite, tmp_path, clock):
    """Who may is decided before any database is asked, so one kind is enough."""
    from lagniappe.settings import Settings
    from tests import own_databases
    from tests.conftest import _open

    own_databases.copy_sqlite(furnished_sqlite, tmp_path)
    yield from _open(Settings(data_dir=tmp_path), clock)


@pytest.mark.parametrize(("route", "method"), GATED)
def test_nobody_gets_in_without_logging_in(small_desk, route, method):
    before = small_desk.stored
    answer = small_desk.nobody.ask(method, path_of(route))
    assert answer.status_code == 401, answer.text
    assert answer.json()["code"] == "logged_out"
    assert small_desk.stored == before


@pytest.mark.parametrize(("route", "method"), ADMIN)
def test_an_agent_is_no_admin(small_desk, route, method):
    answer = small_desk.charlie.ask(method, path_of(route))
    assert answer.status_code == 403, answer.text
    assert answer.json()["code"] == "forbidden"


def test_a_page_sends_to_the_log_in_and_back(small_desk):
    answer = small_desk.nobody.get("/inbox?view=all")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Finbox%3Fview%3Dall"


def test_the_open_routes_are_these_and_no_more():
    """A new open door is a decision: write it down here."""
    assert [line for line in OPEN if not line.split()[1].startswith("/widget/")] == [
        "GET /ask/{secret}",
        "GET /ask/{secret}/never",
        "GET /forgot",
        "GET /healthz",
        "GET /help/files/{digest}/{name}",
        "GET /help/{brand}",
        "GET /help/{brand}/sitemap.xml",
        "GET /help/{brand}/{language}",
        "GET /help/{brand}/{language}/complaints",
        "GET /help/{brand}/{language}/departments/{id}",
        "GET /help/{brand}/{language}/search",
        "GET /help/{brand}/{language}/{key}",
        "GET /invitations/{secret}",
        "GET /login",
        "GET /metrics",
        "GET /password/{secret}",
        "GET /pictures/{id}",
        "GET /robots.txt",
        "GET /setup/{secret}",
        "GET /shop",
        "GET /shop/{shelf}",
        "GET /static/{digest}/{path:path}",
        "GET /styleguide",
        "POST /ask/{secret}",
        "POST /ask/{secret}/answers/{question}",
        "POST /ask/{secret}/never",
        "POST /forgot",
        "POST /help/{brand}/{language}/steps",
        "POST /help/{brand}/{language}/{key}/votes",
        "POST /invitations/{secret}",
        "POST /login",
        "POST /logout",
        "POST /password/{secret}",
        "POST /setup/{secret}",
        "POST /shop/login",
    ]


def test_an_endpoint_that_does_not_decide_stops_the_program():
    async def undecided(request):
        return None

    class Route:
        path, endpoint = "/secret", undecided

    with pytest.raises(RuntimeError, match="/secret"):
        routes._check([Route])
    Route.endpoint = anyone(undecided)
    routes._check([Route])
    assert widget_messages.post.who == "visitors"
