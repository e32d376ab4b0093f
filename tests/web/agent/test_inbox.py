"""The list: pages that neither skip nor repeat, rows that know where they belong."""

import re

from lagniappe.desk.conversations import assign, close


def ids(html: str) -> list[str]:
    return re.findall(r'id="row-([^"]+)"', html)


def older(html: str) -> str | None:
    found = re.search(r'data-older="([^"]+)"', html)
    return found and found[1].replace("&amp;", "&")


def test_pages_neither_skip_nor_repeat(desk):
    made = [desk.conversation(f"Number {count}") for count in range(95)]
    path, seen = "/inbox/rows?view=all", []
    while path:
        html = desk.alice.get(path).text
        seen += ids(html)
        path = older(html)
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen)) == 95


def test_without_a_view_mine_or_else_all(desk):
    here = desk.conversation("Who takes me?")
    assert f'id="row-{here}"' in desk.alice.get("/inbox").text
    mine = desk.conversation("I am taken")
    desk.db.write_sync(assign.assign, desk.alice.agent, mine, desk.alice.id)
    assert ids(desk.alice.get("/inbox").text) == [mine]


def test_a_row_leaves_the_view_it_no_longer_belongs_to(desk):
    here = desk.conversation()
    row = f"/inbox/rows/{here}?view="
    assert desk.alice.get(row + "unassigned").status_code == 200
    desk.db.write_sync(assign.assign, desk.alice.agent, here, desk.alice.id)
    assert desk.alice.get(row + "unassigned").status_code == 204
    assert desk.alice.get(row + "mine").status_code == 200
    assert desk.bob.get(row + "mine").status_code == 204
    desk.db.write_sync(close.close, desk.alice.agent, here)
    assert desk.alice.get(row + "mine").status_code == 204
    assert desk.alice.get(row + "closed").status_code == 200


def test_a_view_that_does_not_exist(desk):
    assert desk.alice.get("/inbox?view=everything").status_code == 404
    assert desk.alice.get("/inbox/rows?view=all&before=yesterday").status_code == 404


def test_hostile_names_stay_text(desk):
    here = desk.conversation('"><img src=x onerror=alert(1)>', name="<script>alert(1)</script>")
    for path in (f"/conversations/{here}", "/inbox?view=all", "/customers", "/search?q=script"):
        html = desk.alice.get(path).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_the_list_asks_only_for_the_pane(desk):
    here = desk.conversation("Only me")
    headers = {"Accept": "text/html", "Turbo-Frame": "conversation"}
    html = desk.alice.ask("GET", f"/conversations/{here}", headers=headers).text
    assert '<turbo-frame id="conversation">' in html
    assert "Only me" in html
    assert "<inbox-list" not in html
