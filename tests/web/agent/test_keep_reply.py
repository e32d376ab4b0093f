"""A good reply becomes the beginning of an entry, without what belongs to one customer."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagniappe.desk.conversations import message
from lagniappe.desk.knowledge import approve, entries, versions
from lagniappe.desk.knowledge.remarks import remarks, with_variables
from lagniappe.desk.people import customers
from lagniappe.kit import ids

EVIL = '</textarea><script>alert(1)</script> " onfocus="alert(2)'


def start(who, conversation, position):
    return who.get(f"/library/answers/new?conversation={conversation}&position={position}")


def last(desk, conversation):
    return desk.db.read_sync(message.after, conversation, 0)[-1].position


def fields(page):
    found = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', page.text)
    return {name: unescape(text) for name, text in found}


def marked(page):
    return [unescape(text) for text in re.findall(r'data-find="([^"]*)"', page.text)]


@pytest.fixture
def answered(desk):
    """A conversation in Sales in which Bob gave a good answer."""
    here = desk.conversation("Hello", department="Sales", name="Vera Lind")
    customer = desk.row(here).customer_id

    def says(body):
        from lagniappe.desk.conversations import receive

        said = {"customer_id": customer, "client_id": ids.new(), "body": body}
        desk.db.write_sync(receive.receive, here, **said)

    says("My machine leaks, order W-48213, call 210 555 0199")
    says("What can I do? Vera")
    desk.bob.say(
        here,
        "Dear Vera, change the gasket. Your order W-48213 is noted, vera.lind@example.com. Bob",
    )
    return here


def test_the_question_and_the_reply_fill_the_form(desk, answered):
    page = start(desk.bob, answered, last(desk, answered))
    assert page.status_code == 200
    form = fields(page)
    assert form["questions"].splitlines() == [
        "My machine leaks, order W-48213, call 210 555 0199",
        "What can I do? Vera",
    ]
    assert form["answer"].startswith("Dear {{customer.first_name}}, change the gasket.")
    assert marked(page) == ["vera.lind@example.com", "210 555 0199", "W-48213", "Vera"]
    sales = desk.departments["Sales"]
    assert f'value="{sales}" selected' in page.text
    assert 'value="internal" checked' in page.text
    wording = {**form, "language": "en", "visibility": "internal"}
    made = desk.bob.ask("POST", "/library/answers", data=wording)
    entry = made.headers["location"].rsplit("/", 1)[-1]
    text = desk.db.read_sync(versions.text_of, entry, "en")
    assert text.approved_number is None and text.draft_number == 1


def test_the_message_has_the_way_there(desk, answered):
    page = desk.bob.get(f"/conversations/{answered}/messages?after=0").text
    links = re.findall(r'class="message-keep[^>]*href="([^"]+)"', page)
    position = last(desk, answered)
    path = f"/library/answers/new?conversation={answered}&position={position}"
    assert [unescape(link) for link in links] == [path]


def test_only_an_agents_reply_that_one_may_see(desk, answered):
    for position in (1, 2, 3, 99, "x", ""):
        assert start(desk.bob, answered, position).status_code == 404, position
    desk.bob.say(answered, "She is angry", mode="note")
    assert start(desk.bob, answered, last(desk, answered)).status_code == 404
    for odd in ("nowhere", ids.new(), "'; --"):
        assert start(desk.bob, odd, 1).status_code == 404
    desk.restrict("Technical")
    closed = desk.conversation("Secret", department="Technical")
    desk.bob.say(closed, "A secret answer")
    position = last(desk, closed)
    assert start(desk.bob, closed, position).status_code == 200
    assert start(desk.charlie, closed, position).status_code == 404


def test_a_similar_answer_is_offered_instead(desk, answered):
    def write(tx):
        asked = ["My machine leaks", "The machine is leaking water"]
        made = entries.create(tx, by=None, language="en", questions=asked, answer="A gasket.")
        other = {"questions": ["Where is my parcel?"], "answer": "On its way."}
        for entry_id in (made, entries.create(tx, by=None, language="en", **other)):
            approve.approve(tx, entry_id, "en", number=1, by=None)
        return made

    made = desk.db.write_sync(write)
    here = desk.conversation("my machine leaks", department="Sales")
    desk.bob.say(here, "Change the gasket.")
    page = start(desk.bob, here, last(desk, here))
    assert "This may be answered already" in page.text
    path = f"/library/answers/{made}/en/phrasings"
    assert f'formaction="{path}"' in page.text
    more = "water under the machine\nMY MACHINE LEAKS"
    assert desk.bob.ask("POST", path, data={"questions": more}).status_code == 303
    text = desk.db.read_sync(versions.text_of, made, "en")
    assert (text.approved_number, text.draft_number) == (1, 2)
    draft = desk.db.read_sync(versions.get, made, "en", 2).said
    assert draft.questions == (
        "My machine leaks",
        "The machine is leaking water",
        "water under the machine",
    )
    assert draft.answer == "A gasket."
    many = "\n".join(f"question {n}" for n in range(40))
    assert desk.bob.ask("POST", path, data={"questions": many}).status_code == 422
    gone = f"/library/answers/{ids.new()}/en/phrasings"
    assert desk.bob.ask("POST", gone, data={"questions": "q"}).status_code == 404


def test_hostile_words_stay_words(desk):
    here = desk.conversation(EVIL, name=EVIL[:60])
    desk.bob.say(here, f"{EVIL} {{{{customer.name}}}} {{{{evil}}}}" + "1-(" * 2_000)
    page = start(desk.bob, here, last(desk, here))
    assert page.status_code == 200
    assert "<script>alert" not in page.text and '" onfocus="alert' not in page.text


def test_names_become_variables_only_where_they_stand_alone():
    values = [("customer.name", "Ann Lee"), ("customer.first_name", "Ann"), ("agent.name", "Al")]
    said = "Ann Lee, Ann's Annex and Al also; {{customer.name}} {{Ann}}"
    assert with_variables(said, values) == (
        "{{customer.name}}, {{customer.first_name}}'s Annex and {{agent.name}} also;"
        " {{customer.name}} {{Ann}}"
    )
    assert with_variables("田中様、ありがとう", [("customer.name", "田中")]) == (
        "{{customer.name}}様、ありがとう"
    )
    assert with_variables("a b", [("customer.name", "")]) == "a b"


@given(st.text(), st.lists(st.text(max_size=10), max_size=3))
def test_whatever_is_remarked_is_there(text, names):
    assert all(remark.text in text for remark in remarks(text, names))


@given(st.text())
def test_nothing_is_replaced_where_no_name_is(text):
    assert with_variables(text, [("customer.name", "Zebedee Quux")]) == text.replace(
        "Zebedee Quux", "{{customer.name}}"
    )


def test_a_name_told_later_is_known_too(desk, answered):
    customer = desk.row(answered).customer_id
    desk.db.write_sync(customers.change, customer, name="Vera Lind", preferred_name="Mrs Lind")
    desk.bob.say(answered, "Goodbye Mrs Lind, goodbye Vera Lind.")
    form = fields(start(desk.bob, answered, last(desk, answered)))
    assert form["answer"] == "Goodbye {{customer.name}}, goodbye {{customer.name}}."
    assert form["questions"].splitlines()[0].startswith("My machine leaks")
