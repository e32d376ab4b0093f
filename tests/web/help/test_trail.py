"""What readers tried is kept for the person they may ask, and nobody can bend it."""

import pytest

from lagniappe.desk.knowledge.tables import entry_texts, trail_steps, trails
from lagniappe.kit import ids
from lagniappe.web.help.trail import Floods


@pytest.fixture
def steps(desk):
    """All steps of all trails, as (kind, text, found, helped)."""
    query = trail_steps.select().order_by(trail_steps.c.id)
    return lambda: [
        (row.kind, row.text, row.found, row.helped)
        for row in desk.db.read_sync(lambda tx: tx.all(query))
    ]


@pytest.fixture
def counts(desk, centre, descale):
    """How often the English answer was given, helped and did not."""
    entry_id = centre.row(descale).id
    query = entry_texts.select().where(
        entry_texts.c.entry_id == entry_id, entry_texts.c.language == "en"
    )

    def read():
        row = desk.db.read_sync(lambda tx: tx.one(query))
        return row.uses, row.helped, row.did_not_help

    return read


def search(centre, text="descale", trail=None):
    answer = centre.post("/en/steps", {"kind": "search", "text": text, "trail": trail})
    assert answer.status_code == 200, answer.text
    return answer.json()["trail"]


def test_search_page_and_vote_are_steps_of_one_trail(centre, desk, descale, steps, counts):
    here = search(centre)
    assert ids.is_id(here)
    assert search(centre, trail=here) == here
    page = {"kind": "page", "key": descale, "trail": here}
    for _ in range(2):
        assert centre.post("/en/steps", page).json() == {"trail": here}
    vote = {"helped": False, "trail": here}
    assert centre.post(f"/en/{descale}/votes", vote).json() == {"trail": here, "counted": True}
    again = centre.post(f"/en/{descale}/votes", vote)
    assert again.json() == {"trail": here, "counted": False}
    assert steps() == [
        ("search", "descale", 1, None),
        ("page", "How do I descale the machine?", None, False),
    ]
    assert counts() == (1, 0, 1)
    assert desk.count(trails) == 1


def test_who_votes_the_contrary_has_changed_their_mind(centre, descale, steps, counts):
    here = centre.post(f"/en/{descale}/votes", {"helped": False}).json()["trail"]
    for helped, counted in ((True, (1, 0)), (False, (0, 1))):
        vote = {"helped": helped, "trail": here}
        answer = centre.post(f"/en/{descale}/votes", vote).json()
        assert answer == {"trail": here, "counted": True}
        assert counts()[1:] == counted and [step[3] for step in steps()] == [helped]


def test_a_vote_alone_begins_a_trail(centre, descale, steps, counts):
    answer = centre.post(f"/en/{descale}/votes", {"helped": True}).json()
    assert answer["counted"] and ids.is_id(answer["trail"])
    assert [step[3] for step in steps()] == [True]
    assert counts()[1:] == (1, 0)


def test_without_scripts_the_form_votes_and_leads_back(centre, desk, descale, counts):
    answer = desk.client.post(
        f"/help/kafeneio/en/{descale}/votes", data={"helped": "no"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/help/kafeneio/en/{descale}?thanks=no#helpful"
    page = centre.get(f"/en/{descale}?thanks=no").text
    assert '<div data-said="no">' in page and "<form action" not in page.partition("helpful")[2]
    assert counts() == (0, 0, 1) and desk.count(trails) == 0
    bad = desk.client.post(f"/help/kafeneio/en/{descale}/votes", data={"helped": "maybe"})
    assert bad.status_code == 400 and counts() == (0, 0, 1)


@pytest.mark.parametrize("trail", [None, "", "x", "' or 1=1", "0" * 36, "\x00", "missing", "other"])
def test_a_forged_trail_gets_nothing(centre, desk, descale, steps, counts, trail):
    if trail == "missing":
        trail = ids.new()
    elif trail == "other":
        path = f"/help/other/en/{descale}/votes"
        trail = desk.client.post(path, json={"helped": True}).json()["trail"]
    before, counted = steps(), counts()
    page = centre.post("/en/steps", {"kind": "page", "key": descale, "trail": trail})
    assert page.json() == {"trail": None}
    assert (steps(), counts()) == (before, counted)
    assert search(centre, trail=trail) != trail
    vote = centre.post(f"/en/{descale}/votes", {"helped": True, "trail": trail}).json()
    assert vote["trail"] != trail


def test_a_forged_entry_changes_nothing(centre, desk, descale, steps):
    secret = centre.publish("What discount may I give?", "Ten", visibility="internal")
    here = search(centre)
    before = steps()
    for key in (secret, "no-such", "", "\x00", "../x", descale.upper()):
        page = centre.post("/en/steps", {"kind": "page", "key": key, "trail": here})
        assert page.json() == {"trail": None}, key
    assert centre.post(f"/en/{secret}/votes", {"helped": True}).status_code == 404
    assert centre.post(f"/ja/{descale}/votes", {"helped": True}).status_code == 404
    assert steps() == before


@pytest.mark.parametrize(
    "sent",
    [
        [],
        {},
        {"kind": "person"},
        {"kind": "search", "text": 7},
        {"kind": "search", "text": "x" * 5_000},
        {"kind": "search", "text": "x", "trail": "x" * 500},
        {"kind": "search", "text": "x" * 100_000},
        {"kind": "page", "key": "x" * 500},
    ],
)
def test_malformed_steps_are_refused(centre, desk, sent):
    assert centre.post("/en/steps", sent).status_code in (413, 422)
    assert centre.post("/en/some/votes", sent).status_code in (404, 413, 422)
    assert desk.count(trails) == 0


def test_what_was_found_is_counted_by_the_desk_itself(centre, descale, steps):
    sent = {"kind": "search", "text": "zzzzqqq", "found": 99}
    assert centre.post("/en/steps", sent).status_code == 200
    assert centre.post("/en/steps", {"kind": "search", "text": " \n"}).json() == {"trail": None}
    assert steps() == [("search", "zzzzqqq", 0, None)]


def test_another_site_cannot_vote_for_its_visitors(centre, descale, counts):
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    answer = centre.post(f"/en/{descale}/votes", {"helped": False}, headers=foreign)
    assert answer.status_code == 403 and counts() == (0, 0, 0)


def test_one_address_cannot_flood(centre, descale, counts):
    statuses = [
        centre.post(f"/en/{descale}/votes", {"helped": True}).status_code for _ in range(15)
    ]
    assert statuses.count(429) >= 4 and statuses[0] == 200
    assert counts()[1] == statuses.count(200)
    assert Floods().steps.take("another address")
