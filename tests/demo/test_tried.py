"""What the demo's visitors tried alone makes gaps, an answer that fails, and judged questions."""

from sqlalchemy import select

from lagniappe.demo import tried
from lagniappe.demo.script import company
from lagniappe.desk.knowledge import browse
from lagniappe.desk.knowledge.gaps.tables import gap_questions, gaps
from lagniappe.desk.knowledge.in_force import in_force
from lagniappe.desk.knowledge.measuring import judged
from lagniappe.desk.knowledge.measuring.figures import ENOUGH


def test_every_question_names_an_answer_that_customers_are_given(seeded):
    public = {answer.key for answer in seeded.read_sync(in_force, public_only=True)}
    for locale in company()["languages"]:
        said = tried._said(locale)
        named = {key for _, key in said["asked"]} | {said.get("unhelped", ["late"])[0]}
        assert named <= public, locale


def test_the_gaps_come_together_in_every_language(seeded):
    groups = seeded.read_sync(lambda tx: tx.all(select(gaps)))
    asked = seeded.read_sync(lambda tx: tx.all(select(gap_questions)))
    assert {group.language for group in groups} == set(company()["languages"])
    assert len(groups) < len(asked) == sum(group.asked for group in groups)
    assert max(group.asked for group in groups) >= 3


def test_one_answer_fails_and_enough_is_judged_for_a_verdict(seeded):
    failing = seeded.read_sync(browse.browse, browse.Wanted(state="failing"), reader="en", limit=9)
    assert [found.entry.key for found in failing] == ["grinder-jam"]
    assert len(seeded.read_sync(judged.judged)) >= ENOUGH
