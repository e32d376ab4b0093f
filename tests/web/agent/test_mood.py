"""The mood beside a conversation and in the list."""

import uuid

from lagniappe.desk.complaints.mood import assess, read
from lagniappe.desk.complaints.mood.levels import ANGRY_FROM
from lagniappe.desk.conversations import receive

FURY = "This is the third time I write! You <b>idiots</b>, this is unacceptable!!!"


def angry(desk, body=FURY) -> str:
    here = desk.conversation(body)
    desk.db.write_sync(assess.assess, here)
    return here


def say(desk, here, body) -> int:
    """The customer goes on; returns the message's position, judged."""
    words = {"client_id": str(uuid.uuid4()), "body": body}
    customer = desk.row(here).customer_id
    said = desk.db.write_sync(receive.receive, here, customer_id=customer, **words)
    desk.db.write_sync(assess.assess, here)
    return said.position


def test_an_angry_conversation_shows_its_mood_and_why(desk):
    here = angry(desk)
    page = desk.bob.get(f"/conversations/{here}").text
    assert 'id="mood"' in page and "of 10" in page
    assert "had to say it again" in page and "third time" in page
    part = desk.bob.get(f"/conversations/{here}/mood")
    assert part.status_code == 200 and "<b>idiots" not in part.text


def test_fury_after_a_greeting_is_called_alike_in_the_list_and_beside_it(desk):
    here = angry(desk, "Hello")
    say(desk, here, FURY)
    assert desk.db.read_sync(read.of_conversation, here).anger < ANGRY_FROM
    part = desk.bob.get(f"/conversations/{here}/mood").text
    assert 'data-level="angry"' in part and "the last message alone is" in part
    row = desk.bob.get(f"/inbox/rows/{here}?view=all").text
    assert "row-mood" in row and "Very angry" not in row


def test_without_a_mood_there_is_an_empty_place(desk):
    here = desk.conversation("Hello")
    part = desk.bob.get(f"/conversations/{here}/mood").text
    assert "hidden" in part and "of 10" not in part


def test_the_list_says_angry_and_nothing_of_calm(desk):
    angry(desk)
    desk.db.write_sync(assess.assess, desk.conversation("Hello, how do I clean the machine?"))
    page = desk.bob.get("/inbox?view=all").text
    assert page.count("row-mood") == 1


def test_the_row_alone_says_so_too(desk):
    here = angry(desk)
    assert "row-mood" in desk.bob.get(f"/inbox/rows/{here}?view=all").text
    desk.bob.ask("POST", f"/conversations/{here}/closure")
    assert "row-mood" not in desk.bob.get(f"/inbox/rows/{here}?view=closed").text
    assert "row-mood" not in desk.bob.get("/inbox/rows?view=closed").text


def test_one_click_corrects_it(desk):
    here = angry(desk)
    answer = desk.bob.ask("PUT", f"/conversations/{here}/mood/1", data={"mood": "calm"})
    assert answer.status_code == 200 and "turbo-stream" in answer.headers["content-type"]
    assert "1 of 10" in answer.text and 'aria-pressed="true"' in answer.text
    assert "row-mood" not in desk.bob.get(f"/inbox/rows/{here}?view=all").text


def test_what_was_corrected_stays_in_view_though_the_peak_was_another(desk):
    here = angry(desk)
    say(desk, here, FURY)
    last = say(desk, here, "Are you kidding me? This is a disgrace!!!")
    corrected = desk.bob.ask("PUT", f"/conversations/{here}/mood/{last}", data={"mood": "calm"})
    assert "Corrected by a colleague" in corrected.text
    assert f"/mood/{last}" in desk.bob.get(f"/conversations/{here}/mood").text
    say(desk, here, "Thank you, that is kind.")
    explained = desk.bob.get(f"/conversations/{here}/mood").text
    assert "Corrected by a colleague" not in explained and "third time" in explained


def test_nonsense_is_refused(desk):
    here = angry(desk)
    bad = desk.bob.ask("PUT", f"/conversations/{here}/mood/1", data={"mood": "11"})
    assert bad.status_code == 422
    gone = desk.bob.ask("PUT", f"/conversations/{here}/mood/77", data={"mood": "calm"})
    assert gone.status_code == 404
    assert desk.bob.ask("PUT", f"/conversations/{here}/mood/x", data={}).status_code == 404


def test_outsiders_neither_see_nor_correct_it(desk):
    here = desk.conversation(FURY, department="Technical")
    desk.db.write_sync(assess.assess, here)
    desk.restrict("Technical")
    assert desk.charlie.get(f"/conversations/{here}/mood").status_code == 404
    answer = desk.charlie.ask("PUT", f"/conversations/{here}/mood/1", data={"mood": "calm"})
    assert answer.status_code == 404


def test_greek_says_that_little_is_known(desk):
    here = angry(desk, "Είναι απαράδεκτο, σας έχω πει τρεις φορές να με πάρετε τηλέφωνο!")
    assert "little text in this language" in desk.bob.get(f"/conversations/{here}/mood").text
