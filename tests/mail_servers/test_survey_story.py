"""How was it? Asked by real servers in a customer's mailbox, and answered from there."""

import email
import email.policy
import re
import uuid

from lagniappe.desk.surveys import read
from lagniappe.desk.surveys.tables import survey_answers
from tests.mail_servers import people, place


def test_a_survey_is_answered_from_a_mailbox_and_a_scanner_on_the_way_counts_nothing(
    live_desk, new_mailbox, postfix, dovecot
):
    support = f"support-{uuid.uuid4().hex[:12]}@lmtp.test"
    eleni = f"eleni-{uuid.uuid4().hex[:12]}@customer.test"
    new_mailbox(support, comes="pushed", outgoing=postfix.port)
    postfix.send(people.letter(eleni, support, "Does it fit?"), sender=eleni, to=support)
    here = people.conversation_with(live_desk, "Does it fit?").id
    live_desk.alice.say(here, "It does.")
    live_desk.alice.ask("POST", f"/conversations/{here}/closure")

    letter = place.until(lambda: _survey_in(dovecot, eleni), why="the survey's letter")
    assert letter["Auto-Submitted"] == "auto-generated" and letter["References"]
    text = letter.get_body(("plain",)).get_content()
    links = [re.sub(r"^https?://[^/]+", "", one) for one in re.findall(r"https?://\S+", text)]
    assert len(links) == 7
    live_desk.client.cookies.clear()
    for link in links:
        for method in ("GET", "HEAD"):
            assert live_desk.client.request(method, link).status_code == 200
    assert live_desk.count(survey_answers) == 0

    page = links[1].partition("?")[0]
    answered = live_desk.client.post(page, data={"a.csat": "2", "a.words": "It did not fit."})
    assert answered.status_code == 200 and "look at what went wrong" in answered.text
    survey = live_desk.db.read_sync(read.of_secret, page.rpartition("/")[2])
    found = live_desk.db.read_sync(read.answered, survey.id)
    assert (found.values, found.said) == ({"csat": 2}, "It did not fit.")

    # They may also just answer the letter: it is their conversation.
    reply = people.answer_to(letter.as_bytes(), eleni, "Here is a picture of it.")
    postfix.send(reply, sender=eleni, to=people.envelope_to(reply))
    assert people.conversation_with(live_desk, "Here is a picture").id == here


def _survey_in(dovecot, address: str):
    for raw in dovecot.mails(address):
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        if letter["Auto-Submitted"]:
            return letter
    return None
