"""How was it? Asked in a real mailbox, and answered by the link in it."""

import email
import email.policy
import re
import uuid

from lagniappe.desk.conversations import close
from lagniappe.desk.surveys import read
from lagniappe.desk.surveys.tables import surveys
from tests.mail_servers import people, place


def test_a_survey_is_answered_from_a_mailbox_and_looking_ahead_does_not_count(
    live_desk, new_mailbox, postfix, dovecot
):
    support = f"support-{uuid.uuid4().hex[:12]}@desk.test"
    eleni = f"eleni-{uuid.uuid4().hex[:12]}@customer.test"
    new_mailbox(support, outgoing=postfix.port)
    postfix.send(people.letter(eleni, support, "Does it grind?"), sender=eleni, to=support)
    conversation = people.conversation_with(live_desk, "Does it grind?")
    live_desk.alice.say(conversation.id, "It does, and finely.")
    place.until(lambda: dovecot.mails(eleni), why="the answer")
    live_desk.db.write_sync(close.close, live_desk.alice.agent, conversation.id)

    letter = place.until(lambda: _asking(dovecot, eleni), why="the question")
    assert str(letter["References"]).split()
    links = re.findall(r"http\S+(/ask/\S+\?q=csat&v=\d)", _plain(letter))
    assert len(links) == 5
    for link in links:
        assert live_desk.client.get(link).status_code == 200
        assert live_desk.client.head(link).status_code in (200, 405)
    survey = live_desk.db.read_sync(lambda tx: tx.one(surveys.select()))
    assert live_desk.db.read_sync(read.answered, survey.id).values == {}

    secret = links[1].partition("?")[0]
    same_page = {"Sec-Fetch-Site": "same-origin"}
    said = {"a.csat": "2", "a.words": "Too slow."}
    answer = live_desk.client.post(secret, data=said, headers=same_page, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    kept = live_desk.db.read_sync(read.answered, survey.id)
    assert (kept.values, kept.said, kept.survey.state) == ({"csat": 2}, "Too slow.", "done")


def _asking(dovecot, address: str):
    letters = [
        email.message_from_bytes(raw, policy=email.policy.default) for raw in dovecot.mails(address)
    ]
    return next((one for one in letters if "/ask/" in _plain(one)), None)


def _plain(letter) -> str:
    return letter.get_body(("plain",)).get_content()
