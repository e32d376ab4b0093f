"""The library in the browser: drafted, approved, edited by two at once, imported."""

import json

import pytest
from playwright.sync_api import expect

from lagniappe.desk.knowledge import approve, entries
from lagniappe.desk.knowledge.in_force import in_force


@pytest.fixture
def answer(desk):
    """An approved answer's address."""
    made = {"by": None, "language": "en", "questions": ["Is it raining?"], "answer": "Bring a hat."}
    entry = desk.write(entries.create, **made, visibility="public")
    desk.write(approve.approve, entry, "en", number=1, by=None)
    return f"/library/answers/{entry}/en"


def given_out(desk, entry):
    return [answer.answer for answer in desk.read(in_force, entry)]


def test_an_agent_drafts_and_a_supervisor_approves(desk, sit):
    grace = sit("grace").page
    grace.goto("/inbox")
    grace.get_by_role("link", name="Library", exact=True).click()
    grace.get_by_role("link", name="New answer").click()
    grace.get_by_label("How people ask").fill("Do you sell cups?\nCups with the logo")
    grace.get_by_label("Answer", exact=True).fill("Yes, {{ customer.first_name }}: two sizes.")
    grace.get_by_role("radio", name="Public").check()
    grace.get_by_role("button", name="Save the draft").click()
    expect(grace.get_by_role("heading", name="Do you sell cups?")).to_be_visible()
    expect(grace.get_by_text("A supervisor approves it.", exact=True)).to_be_visible()
    expect(grace.get_by_role("button", name="Approve")).to_have_count(0)
    here = grace.url.split("/answers/")[1].split("/")[0]
    assert given_out(desk, here) == []

    tom = sit("tom").page
    tom.goto("/library/answers?state=draft")
    tom.get_by_role("link", name="Do you sell cups?").click()
    tom.get_by_role("button", name="Approve").click()
    expect(tom.get_by_role("heading", name="What customers are given")).to_be_visible()
    assert given_out(desk, here) == ["Yes, {{ customer.first_name }}: two sizes."]


def test_two_people_write_at_once_and_nothing_is_lost(desk, sit, answer):
    grace, tom = sit("grace").page, sit("tom").page
    for page in (grace, tom):
        page.goto(answer)
    grace.get_by_label("Answer", exact=True).fill("Bring a big hat.")
    grace.get_by_role("button", name="Save the draft").click()
    expect(grace.get_by_role("heading", name="The draft that waits")).to_be_visible()
    tom.get_by_label("Answer", exact=True).fill("Bring an umbrella.")
    tom.get_by_role("button", name="Save and use it").click()
    met = tom.get_by_role("alert")
    expect(met).to_contain_text("Grace Mwangi saved another wording")
    expect(met).to_contain_text("Bring a big hat.")
    expect(tom.get_by_label("Answer", exact=True)).to_have_value("Bring an umbrella.")
    tom.get_by_label("Answer", exact=True).fill("Bring a big hat or an umbrella.")
    tom.get_by_role("button", name="Save and use it").click()
    expect(tom.locator(".entry-answer")).to_have_text("Bring a big hat or an umbrella.")
    tom.get_by_role("link", name="History").click()
    expect(tom.get_by_role("heading", name="Version 3")).to_be_visible()
    expect(tom.locator("del, ins").first).to_be_visible()
    tom.get_by_role("link", name="Start a draft from this version").last.click()
    expect(tom.get_by_label("Answer", exact=True)).to_have_value("Bring a hat.")


def test_a_bad_import_says_where_and_a_good_one_comes_in(desk, sit):
    tom = sit("tom", bypass_csp=True)
    page = tom.page
    line = {"id": "new-one", "language": "en", "questions": ["New?"], "answer": "Brand new."}
    bad = json.dumps(line) + "\n" + json.dumps({**line, "answer": ""})

    def send(text):
        file = {"name": "ours.jsonl", "mimeType": "text/plain", "buffer": text.encode()}
        page.get_by_label("File", exact=True).set_input_files(file)
        page.get_by_role("button", name="Import", exact=True).click()

    page.goto("/library/answers")
    page.get_by_role("button", name="Import and export").click()
    page.get_by_role("link", name="Import a file").click()
    send(bad)
    expect(page.get_by_role("alert")).to_contain_text("Nothing was imported")
    expect(page.get_by_role("row", name="ours.jsonl · Line 2")).to_be_visible()
    assert tom.violations() == []
    send(json.dumps(line))
    expect(page.get_by_role("status").filter(has_text="1 added")).to_be_visible()
    page.get_by_role("searchbox").fill("brand")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("link", name="New?")).to_be_visible()


def test_an_internal_answer_cannot_be_taken_for_another(sit, answer):
    page = sit("tom").page
    page.goto(answer)
    page.get_by_role("radio", name="Internal").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("For colleagues only. Do not paste it to a customer.")).to_be_visible()
    page.get_by_role("button", name="Retire this answer").click()
    with page.expect_response("**/retirement"):
        page.get_by_role("button", name="Retire it").click()
    page.goto(answer)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("button", name="Retire this answer")).to_be_visible()
