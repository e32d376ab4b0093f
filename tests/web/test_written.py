"""What somebody writes is kept whole, or refused where it stands: nothing is cut in silence."""

import pytest

from lagniappe.kit.errors import Refused
from lagniappe.kit.written import written, written_line

MOST = "Write at most %d characters."


@pytest.fixture
def here(desk):
    return desk.conversation("The grinder came broken", department="Sales", name="Eleni")


# method, address, the field, how much it holds, and what else the form needs
FORMS = [
    ("POST", "/conversations/{here}/complaint", "what", 4_000, {"wanted": "refund"}),
    ("POST", "/conversations/{here}/transfers", "reason", 500, {"to": "agent:{agent}"}),
    ("POST", "/customers/{customer}/block", "reason", 500, {"duration": "day"}),
    ("POST", "/customers/{customer}/watch", "words", 500, {}),
    ("POST", "/recognition/nominations", "words", 1_000, {"agent": "{agent}"}),
    ("PUT", "/principles", "text-en", 8_000, {}),
    (
        "PUT",
        "/settings/brands/{brand}",
        "greeting_en",
        300,
        {"name": "B", "position": "end", "colour": "#0b7a68"},
    ),
    ("POST", "/library/answers", "answer", 5_000, {"language": "en", "questions": "How?"}),
]


@pytest.mark.parametrize(("method", "address", "field", "most", "more"), FORMS)
def test_too_many_words_are_refused_at_their_field(desk, here, method, address, field, most, more):
    known = {
        "here": here,
        "customer": desk.row(here).customer_id,
        "agent": desk.bob.id,
        "brand": desk.brand.id,
    }
    data = {name: value.format(**known) for name, value in more.items()}
    sent = {**data, field: "word " * (most // 5) + "w" * 5}
    answer = desk.alice.ask(method, address.format(**known), data=sent)
    assert answer.status_code == 422, answer.text
    refused = answer.json()
    assert refused["field"] == field
    assert str(most) in refused["error"].replace(",", "")


def test_as_much_as_fits_is_kept_to_the_last_letter():
    assert written(" " + "ά" * 500 + "\n", 500, field="words") == "ά" * 500
    assert written_line("one\ntwo  three", 13, field="words") == "one two three"
    with pytest.raises(Refused) as refused:
        written_line("one\ntwo  three!", 13, field="words")
    assert refused.value.field == "words" and refused.value.values["most"] == 13
