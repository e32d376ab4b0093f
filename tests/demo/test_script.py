"""The demo's words: whole, fillable, and playable by the people of the company."""

import re
from random import Random

import pytest

from lagniappe.demo.script import ScriptError, company, language
from lagniappe.demo.script import _turn as turn
from lagniappe.demo.slots import Blanks
from lagniappe.desk.knowledge.canned import VARIABLES

LOCALES = tuple(company()["languages"])
DEPARTMENTS = {entry["key"] for entry in company()["departments"]}


@pytest.mark.parametrize("locale", LOCALES)
def test_it_has_enough_to_say(locale):
    words = language(locale)
    assert len(words.scripts) >= 18
    assert len({script.about for script in words.scripts}) == len(words.scripts)
    assert len(words.people) >= 20
    assert len(words.canned) >= 12


@pytest.mark.parametrize("locale", LOCALES)
def test_every_script_begins_with_the_customer_and_gets_an_answer(locale):
    for script in language(locale).scripts:
        said = [t.what for t in script.turns]
        assert said[0] == "customer", script.about
        assert "agent" in said, script.about
        assert script.department in DEPARTMENTS, script.about
        assert script.tags, script.about


@pytest.mark.parametrize("locale", LOCALES)
def test_every_blank_can_be_filled(locale):
    words = language(locale)
    for script in words.scripts:
        blanks = Blanks(Random(1), words, words.people[0], 2026)
        for t in script.turns:
            filled = blanks.fill(t.text, agent="Ana")
            assert not re.search(r"[{}|]", filled), (script.about, filled)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_blank_reads_the_same_all_through_a_conversation(locale):
    words = language(locale)
    blanks = Blanks(Random(5), words, words.people[0], 2026)
    assert blanks.fill("{order}", agent="") == blanks.fill("{order}", agent="")


@pytest.mark.parametrize("locale", LOCALES)
def test_somebody_can_answer_every_department_in_every_language(locale):
    wanted = {script.department for script in language(locale).scripts}
    wanted |= {t.department for s in language(locale).scripts for t in s.turns if t.department}
    for department in wanted:
        assert any(
            locale in agent["speaks"] and department in agent["departments"]
            for agent in company()["agents"]
        ), department


@pytest.mark.parametrize("locale", LOCALES)
def test_canned_replies_use_known_variables(locale):
    for reply in language(locale).canned:
        for name in re.findall(r"\{\{\s*(.*?)\s*\}\}", reply["body"]):
            assert name in VARIABLES, reply["shortcut"]
        assert reply.get("department", "sales") in DEPARTMENTS


def test_no_mail_address_could_reach_a_real_person():
    for locale in LOCALES:
        for person in language(locale).people:
            assert re.fullmatch(r"[a-z.]+", person.mailbox), person
    for agent in company()["agents"]:
        assert agent["email"].endswith(".example")


@pytest.mark.parametrize("line", ["~ soon", "-> technical", "> "])
def test_a_line_that_cannot_be_played_is_refused(line):
    with pytest.raises(ScriptError):
        turn(line)
