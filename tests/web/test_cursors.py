"""Every list that goes on behind a cursor refuses one that is not ours."""

import pytest

LISTS = [
    "/inbox/rows?view=all&before=",
    "/customers?before=",
    "/outbox?before=",
    "/complaints?before=",
    "/library/answers?before=",
    "/library/gaps?before=",
    "/settings/mail?before=",
    "/settings/surveys/asked?before=",
    "/recognition?before=",
    "/voice/loops?before=",
    "/voice/words?before=",
    "/voice/themes?before=",
    "/voice/watch?before=",
    "/lessons/quotes?before=",
    "/ledger?before=",
]
ID = "01a201f4-0a88-7000-b580-b5edd64b0fde"
WRONG = ["x", f"²~{ID}", "1~", f"{'9' * 16}~{ID}", "1~a%00b", f"-1~{ID}"]


@pytest.mark.parametrize("address", LISTS)
def test_a_cursor_that_is_not_ours_leads_nowhere(desk, address):
    answers = {wrong: desk.alice.ask("GET", address + wrong).status_code for wrong in WRONG}
    assert set(answers.values()) == {404}, answers
    assert desk.alice.ask("GET", f"{address}1~{ID}").status_code == 200
