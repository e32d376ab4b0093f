"""Customers' own words: kept as written, found again, quoted without who they are."""

import pytest
from sqlalchemy import func, select, text

from lagniappe.desk.accounts import departments
from lagniappe.desk.people import customers
from lagniappe.desk.surveys.voice import browse, quote
from lagniappe.desk.surveys.voice.anonymous import without_names
from lagniappe.desk.surveys.voice.browse import Wanted
from lagniappe.desk.surveys.voice.tables import verbatims
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Forbidden, NotFound, Refused
from tests.desk.surveys.answers import answered, asked, say


def heard(desk, words, **numbers):
    return desk.write(answered, desk.here, agent_id=desk.bob.id, words=words, **numbers)


def found(desk, me=None, **wanted):
    page = desk.read(browse.browse, me or desk.sofia, Wanted(**wanted), limit=50)
    return [one.words for one in page]


def test_words_stand_beside_the_numbers_in_their_own_language(desk):
    heard(desk, "Το δέμα άργησε πολύ", csat=2, ease=3)
    (one,) = desk.read(browse.browse, desk.sofia, Wanted(), limit=9)
    assert (one.words, one.language, one.tone) == ("Το δέμα άργησε πολύ", "el", "bad")
    assert one.numbers == {"csat": 2, "ease": 3}
    assert one.agent == "Bob"


def test_words_come_first_and_take_on_the_tone_of_what_follows(desk):
    survey_id = desk.write(asked, desk.here)
    desk.write(say, survey_id, "words", words="It works again")
    assert found(desk, tone="even") == ["It works again"]
    desk.write(say, survey_id, "csat", value=5)
    assert found(desk, tone="good") == ["It works again"]


def test_changed_words_are_found_by_what_they_are_now(desk):
    survey_id = heard(desk, "The gasket leaks", csat=3)
    desk.write(say, survey_id, "words", words="The pump leaks")
    assert found(desk, q="gasket") == []
    assert found(desk, q="pump") == ["The pump leaks"]
    index = text("SELECT count(*) FROM verbatim_index")
    assert desk.read(lambda tx: tx.value(index)) == 1


SEARCHES = {
    "δεμα": 1, "ΔΕΜΑ αργ": 1, "delivery late": 1, "deliv": 1, "late deliv": 1, "nothing": 0,
    "配送": 1, '" OR 1=1 --': 0, "late & ! | ) (": 1, "***": 3,
}  # fmt: skip


def test_search_forgives_and_takes_no_orders(desk):
    for words in ("Το δέμα άργησε", "Late delivery again", "配送が遅れました"):
        heard(desk, words, csat=2)
    assert {question: len(found(desk, q=question)) for question in SEARCHES} == SEARCHES


def test_narrowed_by_everything(desk):
    heard(desk, "Late delivery", csat=1)
    desk.clock.advance(40 * DAY)
    heard(desk, "Wonderful", csat=5)
    room = desk.rooms["Sales"]
    assert found(desk, tone="bad") == ["Late delivery"]
    assert found(desk, days="30") == ["Wonderful"]
    assert found(desk, department=room, channel="chat", language="en", agent=desk.bob.id) == [
        "Wonderful",
        "Late delivery",
    ]
    assert found(desk, department=desk.rooms["Technical"]) == []
    assert found(desk, channel="email") == []
    assert found(desk, tone="bad", q="wonderful") == []


def test_pages_follow_each_other_without_gap_or_repeat(desk):
    for n in range(7):
        heard(desk, f"Words number {n}", csat=4)
    seen, before = [], None
    while True:
        page = desk.read(browse.browse, desk.sofia, Wanted(), before=before, limit=3)
        seen += [one.words for one in page]
        if len(page) < 3:
            break
        before = page[-1].cursor
    assert seen == [f"Words number {n}" for n in range(6, -1, -1)]
    with pytest.raises(NotFound):
        desk.read(browse.browse, desk.sofia, Wanted(), before="x~y", limit=3)


def test_nobody_reads_who_was_criticised_but_they_and_who_leads(desk):
    heard(desk, "Bob shouted at me", csat=1)
    as_seen = {
        me.name: desk.read(browse.browse, me, Wanted(), limit=2)[0].agent
        for me in (desk.bob, desk.charlie, desk.sofia)
    }
    assert as_seen == {"Bob Answers": "Bob", "Charlie Outsider": "", "Sofia Leads": "Bob"}
    # Nor by asking for it.
    heard(desk, "Alice was fine", csat=4)
    assert len(found(desk, me=desk.charlie, agent=desk.bob.id)) == 2


def test_a_members_only_department_keeps_its_words(desk):
    heard(desk, "Secret", csat=1)
    desk.write(departments.change, desk.rooms["Sales"], name="Sales", names={}, members_only=True)
    assert found(desk, me=desk.charlie) == []
    assert found(desk, me=desk.alice) == found(desk, me=desk.sofia) == ["Secret"]


def test_quoted_without_names_addresses_and_numbers(desk):
    desk.write(customers.change, desk.customer, name="Eleni Papadopoulou")
    heard(desk, "Bob was rude to Eleni, call +30 210 555 0199 or eleni@example.com", csat=1)
    (one,) = desk.read(browse.browse, desk.sofia, Wanted(), limit=9)
    quote_id = desk.write(quote.take, desk.charlie, one.id, why="Calm words")
    (quoted,) = desk.read(quote.listed, limit=9)
    assert quoted.words == "… was rude to …, call … or …"
    assert quoted.why == "Calm words"
    with pytest.raises(Refused, match="already"):
        desk.write(quote.take, desk.sofia, one.id)
    with pytest.raises(Forbidden):
        desk.write(quote.take, desk.charlie, one.id, anonymous=False)
    with pytest.raises(Forbidden):
        desk.write(quote.remove, desk.bob, quote_id)
    desk.write(quote.remove, desk.charlie, quote_id)
    assert desk.read(quote.listed, limit=9) == []
    desk.write(quote.take, desk.sofia, one.id, anonymous=False)
    assert "Eleni" in desk.read(quote.listed, limit=9)[0].words


def test_what_a_person_wrote_over_the_proposal_is_looked_through_again(desk):
    desk.write(customers.change, desk.customer, name="Eleni")
    heard(desk, "Eleni said so", csat=2)
    (one,) = desk.read(browse.browse, desk.sofia, Wanted(), limit=9)
    desk.write(quote.take, desk.sofia, one.id, words="Well, Eleni really said so")
    assert desk.read(quote.listed, limit=9)[0].words == "Well, … really said so"


@pytest.mark.parametrize(
    ("words", "names", "left"),
    [
        ("Η Ελένη με βοήθησε, της Ελένης ευχαριστώ", ["Ελένη"], "Η … με βοήθησε, της … ευχαριστώ"),
        ("Order AB-12345 and 2 machines", [], "Order … and 2 machines"),
        ("see https://evil.example/x now", [], "see … now"),
        ("Marie and Marianne", ["Marie"], "… and Marianne"),
        ("Al was here", ["Al"], "Al was here"),
    ],
)
def test_without_names(words, names, left):
    assert without_names(words, names) == left


def test_words_taken_back_are_gone_unless_quoted(desk):
    survey_id = heard(desk, "Never mind", csat=3)
    desk.write(say, survey_id, "words", words="")
    count = select(func.count()).select_from(verbatims)
    assert desk.read(lambda tx: tx.value(count)) == 0
    assert found(desk, q="mind") == []
