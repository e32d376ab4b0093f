"""What agents say the coach gets wrong, and an administrator who switches it off."""

import re

import pytest

from lagniappe.desk.complaints.protocol import overrule, silence
from lagniappe.desk.complaints.protocol.tables import silenced_cues
from tests.web.agent.test_coach import ANGRY, draft, wrong

HERE = "/settings/coach"
CALM_DOWN = {"cue": "calm_down", "words": "Please calm down", "language": "en"}


def switch_off(who, **fields):
    return who.ask("POST", HERE, data=CALM_DOWN | fields)


def silenced(desk):
    return desk.db.read_sync(silence.listed)


def test_what_was_said_to_be_wrong_is_listed_and_switched_off_for_everybody(desk):
    here, elsewhere = desk.conversation(ANGRY), desk.conversation(ANGRY)
    assert "Nobody has contradicted the coach" in desk.alice.get(HERE).text
    wrong(desk.bob, here, "calm_down", "Please calm down")
    html = desk.alice.get(HERE).text
    assert "Telling people to calm down raises anger." in html and "Please calm down</q>" in html
    assert "Bob" not in html.partition("Said to be not right")[2]
    assert "raises anger" in draft(desk.bob, elsewhere, "Please calm down.").text
    assert switch_off(desk.alice).status_code == 303
    assert draft(desk.bob, elsewhere, "Please  CALM down.").status_code == 204
    assert "raises anger" in draft(desk.bob, elsewhere, "Relax!").text
    html = desk.alice.get(HERE).text
    assert "Switch on again" in html and "Switch off everywhere" not in html
    (row,) = silenced(desk)
    assert desk.alice.ask("DELETE", f"{HERE}/{row.id}").status_code == 303
    assert "raises anger" in draft(desk.bob, elsewhere, "Please calm down.").text


def test_a_guard_is_overruled_for_its_words_and_may_be_switched_off_whole(desk):
    here, elsewhere = desk.conversation(ANGRY), desk.conversation(ANGRY)
    desk.alice.ask("POST", f"/conversations/{here}/coach/steps/LISTEN")
    desk.alice.ask("POST", f"/conversations/{elsewhere}/coach/steps/LISTEN")
    asks = "Which machine do you have?"
    early = "You ask before you acknowledged."
    assert early in draft(desk.alice, here, asks).text
    wrong(desk.alice, here, "ask_too_early", asks)
    assert early not in draft(desk.alice, here, asks).text
    assert early in draft(desk.alice, here, "Where did you buy it?").text
    assert early in draft(desk.alice, elsewhere, asks).text
    switch_off(desk.alice, cue="ask_too_early", words="")
    assert early not in draft(desk.alice, elsewhere, asks).text
    assert early not in draft(desk.alice, here, "Where did you buy it?").text


def test_a_part_of_the_words_is_not_the_words(desk):
    here = desk.conversation(ANGRY)
    desk.alice.ask("POST", f"/conversations/{here}/coach/steps/LISTEN")
    switch_off(desk.alice, cue="ask_too_early", words="machine")
    early = "You ask before you acknowledged."
    assert early in draft(desk.bob, here, "Which machine do you have?").text


def test_without_words_a_remark_is_never_made(desk):
    here = desk.conversation(ANGRY)
    switch_off(desk.alice, words="")
    for words in ("Please calm down.", "Relax!"):
        assert draft(desk.bob, here, words).status_code == 204


def test_the_list_comes_in_pages_and_nothing_twice(desk, monkeypatch):
    monkeypatch.setattr("lagniappe.web.admin.coach.PAGE", 2)
    here = desk.conversation(ANGRY)
    for number in range(5):
        wrong(desk.alice, here, "calm_down", f"calm number {number}")
        desk.clock.advance(1_000)
    seen, where = [], HERE
    while where:
        html = desk.alice.get(where).text
        seen += [word for word in range(5) if f"calm number {word}</q>" in html]
        rest = html.partition('href="/settings/coach?before=')[2]
        where = f"{HERE}?before={rest.partition(chr(34))[0]}" if rest else ""
    assert sorted(seen[:2]) == [3, 4] and sorted(seen) == [0, 1, 2, 3, 4]


def test_what_is_right_after_all_is_put_away_and_said_again_elsewhere(desk):
    here, there, elsewhere = (desk.conversation(ANGRY) for _ in range(3))
    wrong(desk.bob, here, "calm_down", "Please calm down")
    wrong(desk.alice, there, "calm_down", "please CALM down")
    wrong(desk.bob, here, "calm_down", "Relax!")
    html = desk.alice.get(HERE).text
    row = re.search(r'please CALM down.*?action="(/settings/coach/overruled/[^"]+)"', html, re.S)
    assert desk.alice.ask("DELETE", row[1]).status_code == 303
    html = desk.alice.get(HERE).text
    assert "calm down</q>" not in html.lower() and "Relax!</q>" in html
    assert draft(desk.bob, here, "Please calm down.").status_code == 204
    assert "raises anger" in draft(desk.bob, elsewhere, "Please calm down.").text
    # Twice changes nothing, and who says it again is heard again.
    assert desk.alice.ask("DELETE", row[1]).status_code == 303
    wrong(desk.bob, elsewhere, "calm_down", "Please calm down")
    assert "Please calm down</q>" in desk.alice.get(HERE).text


def test_only_administrators_may(desk):
    here = desk.conversation(ANGRY)
    wrong(desk.bob, here, "calm_down", "Please calm down")
    (row,) = desk.db.read_sync(overrule.recent)
    assert desk.bob.ask("DELETE", f"{HERE}/overruled/{row.id}").status_code == 403
    assert desk.db.read_sync(overrule.recent) == [row]
    for answer in (
        desk.bob.get(HERE),
        switch_off(desk.bob),
        desk.bob.ask("DELETE", f"{HERE}/not-an-id"),
    ):
        assert answer.status_code == 403
    assert desk.count(silenced_cues) == 0


@pytest.mark.parametrize("cue", ["", "no_such_cue", "ask", "x' or 1=1"])
def test_a_remark_that_there_is_not_is_refused(desk, cue):
    refused = switch_off(desk.alice, cue=cue)
    assert refused.status_code == 422 and refused.json()["code"] == "bad_cue"
    assert desk.count(silenced_cues) == 0


def test_hostile_input_is_kept_short_and_shown_harmlessly(desk):
    nasty = "<script>alert(1)</script>" * 200
    for _ in range(2):
        assert switch_off(desk.alice, words=nasty, language="<b>" * 40).status_code == 303
    (row,) = silenced(desk)
    assert len(row.words) <= 200 and len(row.language) <= 16
    html = desk.alice.get(HERE).text
    assert "<script>alert" not in html and "<b>" not in html
    assert desk.alice.ask("DELETE", f"{HERE}/not-an-id").status_code == 404
    assert desk.alice.ask("DELETE", f"{HERE}/overruled/not-an-id").status_code == 404
    for cursor in ("x", "1~x", "9" * 40 + "~1"):
        assert desk.alice.get(HERE, params={"before": cursor}).status_code == 404


def test_there_is_an_end_to_it(desk, monkeypatch):
    monkeypatch.setattr(silence, "MOST", 2)
    assert [switch_off(desk.alice, words=w).status_code for w in "abca"] == [303, 303, 422, 303]
    assert sorted(row.words for row in silenced(desk)) == ["a", "b"]
