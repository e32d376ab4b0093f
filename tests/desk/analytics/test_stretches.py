"""Where a contact begins and ends."""

from lagniappe.desk.analytics.contacts.stretches import stretches
from lagniappe.kit.clock import DAY, HOUR

PATIENCE = DAY
CLOSED = '{"name": "closed"}'


def found(*told, now=100 * DAY, waiting=False):
    """Each is (who, at): c a customer, a an agent, x an automatic answer, . closed by a person,
    n an internal event."""
    kinds = {
        "c": ("reply", "customer", "cust", None),
        "a": ("reply", "agent", "ana", None),
        "x": ("reply", "automatic", None, None),
        ".": ("event", "system", "bob", CLOSED),
        "n": ("event", "system", "bob", '{"name": "transferred"}'),
    }
    entries = []
    for position, (who, at) in enumerate(told, 1):
        kind, author_kind, author, details = kinds[who]
        entries.append((position, kind, author_kind, author, at, details))
    return stretches(entries, patience=PATIENCE, now=now, waiting=waiting)


def test_one_contact_from_first_words_to_closing():
    (one,) = found(("c", 10), ("x", 11), ("a", 60), ("c", 70), ("a", 80), (".", 90))
    assert (one.started_at, one.first_response_at, one.ended_at) == (10, 60, 90)
    assert (one.replies, one.agent_id, one.abandoned) == (2, "ana", False)


def test_an_open_one_is_not_counted_yet():
    assert found(("c", 10), ("a", 60)) == []


def test_coming_back_and_being_answered_is_another_contact_counted_from_there():
    first, second = found(
        ("c", 10), ("a", 20), (".", 30), ("c", 5 * DAY), ("a", 5 * DAY + HOUR), (".", 6 * DAY)
    )
    assert second.started_at == 5 * DAY and second.first_response_at == 5 * DAY + HOUR
    assert first.ended_at == 30


def test_thanks_after_the_end_is_no_contact():
    assert len(found(("c", 10), ("a", 20), (".", 30), ("c", 40), (".", 50))) == 1


def test_what_an_agent_adds_after_the_end_is_no_contact():
    assert len(found(("c", 10), ("a", 20), (".", 30), ("a", 40), (".", 50))) == 1


def test_nobody_answers():
    (one,) = found(("c", 10), ("x", 20), now=10 + DAY, waiting=True)
    assert one.abandoned and one.ended_at == 10 + PATIENCE and one.first_response_at is None
    assert found(("c", 10), now=9 + DAY, waiting=True) == []
    # The customer said that the automatic answer helped: nobody waits.
    assert found(("c", 10), ("x", 20), now=9 * DAY, waiting=False) == []


def test_a_late_answer_stays_a_late_answer():
    (one,) = found(("c", 0), ("a", 3 * DAY), ("c", 4 * DAY), ("a", 4 * DAY + 1), (".", 5 * DAY))
    assert one.abandoned and one.ended_at == 5 * DAY


def test_closed_without_a_word():
    (one,) = found(("c", 10), ("n", 11), (".", 20))
    assert (one.replies, one.first_response_at, one.agent_id) == (0, None, "bob")
