"""Setting up what is asked: versions, branching, plain wording, previews, rules."""

import re

import pytest
from sqlalchemy import select

from lagniappe.desk.surveys import plain, questions, shipped, templates
from lagniappe.desk.surveys.questions import LANGUAGES
from lagniappe.desk.surveys.tables import survey_rules, survey_templates, survey_versions

HERE = "/settings/surveys"


def question(measure, ask, **about):
    """One question's fields, as the form sends them."""
    texts = {
        f"{part}_{code}": "" for code in LANGUAGES for part in ("ask", "low", "high", "options")
    }
    base = {"key": "", "measure": measure, "if": "", "if_min": "", "if_max": ""}
    return {**base, **texts, "ask_en": ask, **about}


def sent(*asked, **more):
    return {**more, **{name: [one[name] for one in asked] for name in asked[0]}}


@pytest.fixture
def ease(desk):
    return desk.db.read_sync(lambda tx: templates.by_key(tx, "ease"))


def stored(desk, template_id):
    return desk.db.read_sync(templates.get, template_id)


def test_the_page_lists_what_ships_and_the_first_rules(desk):
    page = desk.alice.get(HERE).text
    for name in ("Satisfaction", "Needs met", "After a complaint", "How it is to work here"):
        assert name in page
    assert "Once in 30 days" in page
    assert "LAGNIAPPE_PUBLIC_URL" in page, "links in mail would lead nowhere"


def test_a_survey_is_made_and_changed_as_a_new_version(desk):
    first = question("csat", "How was it?", low_en="Bad", high_en="Good", ask_el="Πώς ήταν;")
    why = question("words", "Why?", **{"if": "csat", "if_max": "2"})
    made = desk.alice.ask("POST", HERE, data=sent(first, why, name="Ours", audience="contact"))
    assert made.status_code == 303, made.text
    template_id = made.headers["location"].rpartition("/")[2]
    one = stored(desk, template_id)
    assert [(q.key, q.kind) for q in one.questions] == [("csat", "scale"), ("words", "words")]
    assert (one.questions[1].only_if.question, one.questions[1].only_if.high) == ("csat", 2)
    assert one.questions[0].said("el")["ask"] == "Πώς ήταν;"
    page = desk.alice.get(f"{HERE}/{template_id}").text
    assert 'value="Πώς ήταν;"' in page
    same = sent({**first, "key": "csat"}, {**why, "key": "words"}, name="Ours")
    desk.alice.ask("PUT", f"{HERE}/{template_id}", data=same)
    assert stored(desk, template_id).number == 1
    desk.alice.ask("PUT", f"{HERE}/{template_id}", data=sent({**first, "key": "csat"}, name="Ours"))
    assert (stored(desk, template_id).number, len(stored(desk, template_id).questions)) == (2, 1)
    assert "Earlier versions" in desk.alice.get(f"{HERE}/{template_id}").text
    versions = desk.db.read_sync(templates.versions, template_id)
    assert [v.number for v in versions] == [2, 1] and len(versions[1].questions) == 2


@pytest.mark.parametrize(
    "asked",
    [
        [question("csat", "")],
        [question("csat", "", ask_el="Μόνο ελληνικά;")],
        [question("nonsense", "How?")],
        [question("csat", "How?", key="../../x")],
        [question("csat", "How?", key="x" * 41)],
        [question("csat", "How?"), question("csat", "And how?")],
        [question("choice", "Which?", options_en="Only one")],
        [question("csat", "How?", **{"if": "ease", "if_max": "2"})],
        [question("words", "Why?"), question("csat", "How?", **{"if": "words", "if_min": "1"})],
        [question("csat", "How?"), question("ease", "And?", **{"if": "csat"})],
        [question("csat", "How?"), question("ease", "And?", **{"if": "csat", "if_max": "x"})],
        [question("words", "Why?", key=f"w{n}") for n in range(21)],
    ],
)
def test_what_cannot_be_asked_is_refused_and_leaves_nothing(desk, asked):
    before = desk.count(survey_templates), desk.count(survey_versions)
    answer = desk.alice.ask("POST", HERE, data=sent(*asked, name="Odd", audience="contact"))
    assert answer.status_code in (400, 422), answer.text
    assert (desk.count(survey_templates), desk.count(survey_versions)) == before


def test_a_torn_form_is_refused(desk, ease):
    whole = sent(question("csat", "How?"), question("ease", "And?"), name="Torn")
    whole["measure"] = ["csat"]
    assert desk.alice.ask("PUT", f"{HERE}/{ease.id}", data=whole).status_code == 400
    assert stored(desk, ease.id).number == 1


def test_the_preview_shows_the_form_and_keeps_nothing(desk):
    asked = sent(question("csat", "How <b>was</b> it?", ask_ja="いかがでしたか？"), lang="ja")
    before = desk.count(survey_versions)
    for way, mark in (("chat", 'class="survey"'), ("page", "fieldset")):
        page = desk.alice.ask("POST", f"{HERE}/preview", data={**asked, "as": way})
        assert page.status_code == 200 and mark in page.text and "いかが" in page.text
        assert "sandbox" in page.headers["content-security-policy"]
        english = desk.alice.ask("POST", f"{HERE}/preview", data={**asked, "as": way, "lang": "x"})
        assert "&lt;b&gt;was" in english.text
    assert desk.count(survey_versions) == before


def test_plain_wording_is_remarked_and_not_forbidden(desk):
    long = "How satisfied are you with " + "the way in which " * 6 + "it was done?"
    asked = [
        question("csat", "Was your ticket within its SLA?"),
        question("ease", "Were we quick and friendly?"),
        question("recommend", long),
    ]
    made = desk.alice.ask("POST", HERE, data=sent(*asked, name="Jargon", audience="contact"))
    page = desk.alice.get(made.headers["location"]).text
    for said in ("“ticket”", "“sla”", "two questions in one", "fewer words", "not written yet"):
        assert said in page, said


def test_what_ships_is_plain_in_every_language(desk):
    for one in desk.db.read_sync(templates.every):
        assert plain.remarks(one.questions) == [], one.key
        for asked in one.questions:
            assert set(asked.texts) == set(LANGUAGES)
    assert {one["key"] for one in shipped._all()} == set(shipped.NAMES)


def test_terms_are_found_as_words_of_their_own():
    texts = {"en": {"ask": "Did the ticketing showcase work?"}}
    (one,) = questions.read(questions.checked([{"measure": "csat", "texts": texts}]))
    assert [r.kind for r in plain.remarks([one]) if r.language == "en"] == []


def test_rules_are_made_switched_and_removed(desk, ease):
    fields = {"template": ease.id, "brand": desk.brand.id, "department": "", "channel": "email"}
    numbers = {"quarantine_days": "7", "share": "50"}
    assert desk.alice.ask("POST", f"{HERE}/rules", data={**fields, **numbers}).status_code == 303
    rule = desk.db.read_sync(
        lambda tx: tx.one(select(survey_rules).where(survey_rules.c.template_id == ease.id))
    )
    assert (rule.channel, rule.quarantine_days, rule.share) == ("email", 7, 50)
    assert "Email" in desk.alice.get(f"{HERE}/rules/{rule.id}").text
    for path, method, data in (
        (f"{HERE}/rules/{rule.id}", "PUT", {**fields, **numbers, "share": "100"}),
        (f"{HERE}/rules/{rule.id}/state", "PUT", {"on": "0"}),
        (f"{HERE}/rules/{rule.id}", "DELETE", {}),
    ):
        assert desk.alice.ask(method, path, data=data).status_code == 303
        assert desk.alice.get(HERE).status_code == 200
    bad = {**fields, "quarantine_days": "-1", "share": "100"}
    assert desk.alice.ask("POST", f"{HERE}/rules", data=bad).status_code == 422
    assert desk.alice.get(f"{HERE}/rules/nothing").status_code == 404


def test_who_was_asked_and_who_was_not(desk):
    asked, quiet = desk.conversation("One", name="Vera"), desk.conversation("Two", name="Nikos")
    desk.bob.say(asked, "Hello")
    for here in (asked, quiet):
        desk.bob.ask("POST", f"/conversations/{here}/closure")
    page = desk.alice.get(f"{HERE}/asked").text
    assert "Vera" in page and "No person had answered them." in page
    assert "Nikos" not in desk.alice.get(f"{HERE}/asked?view=asked").text
    assert re.search("Nikos", desk.alice.get(f"{HERE}/asked?view=passed_over").text)
    for odd in ("view=odd", "before=x", "before=1~1"):
        assert desk.alice.get(f"{HERE}/asked?{odd}").status_code == 404
    assert desk.bob.get(f"{HERE}/asked").status_code == 403


def test_a_retired_survey_is_asked_of_nobody(desk, ease):
    satisfaction = desk.db.read_sync(templates.by_key, "satisfaction")
    assert desk.alice.ask("DELETE", f"{HERE}/{satisfaction.id}").status_code == 303
    here = desk.conversation("One")
    desk.bob.say(here, "Hello")
    desk.bob.ask("POST", f"/conversations/{here}/closure")
    assert "Nobody here" in desk.alice.get(f"{HERE}/asked").text
    assert desk.alice.ask("POST", f"{HERE}/{satisfaction.id}/return").status_code == 303
