"""Ids, signatures, clocks and waiting."""

from hypothesis import given
from hypothesis import strategies as st

from lagniappe.kit import backoff, clock, ids, tokens


def test_ids_are_uuidv7_unique_and_in_order():
    made = [ids.new() for _ in range(20_000)]
    assert len(set(made)) == len(made)
    assert made == sorted(made)
    assert all(ids.is_id(i) and i[14] == "7" and i[19] in "89ab" for i in made)


@given(st.text())
def test_nothing_typed_is_mistaken_for_an_id(typed):
    if ids.is_id(typed):
        assert len(typed) == 36


@given(st.text(), st.text(), st.binary(min_size=16))
def test_a_signed_token_opens_with_its_key_and_purpose_only(payload, other, key):
    token = tokens.sign(key, "visitor", payload)
    if token.isascii():
        assert tokens.unsign(key, "visitor", token) == payload
    assert tokens.unsign(key, "file", token) is None
    assert tokens.unsign(key + b"x", "visitor", token) is None
    assert tokens.unsign(key, "visitor", other) is None


@given(st.integers(0, 4_102_444_800_000))
def test_instants_survive_the_calendar(instant):
    for zone in ("UTC", "Europe/Athens", "Asia/Tokyo"):
        assert clock.from_datetime(clock.to_datetime(instant, zone)) == instant


def test_waiting_grows_and_is_capped():
    waits = [backoff.delay(n) for n in range(40)]
    assert 1_800 <= waits[0] <= 2_200
    assert waits[5] > waits[2]
    assert max(waits) <= 3_960_000
