"""Chat and mail are one conversation: what is left, what is missed, and what comes back."""

import asyncio

import pytest
from sqlalchemy import func, select

from lagniappe.bus.tables import jobs
from lagniappe.channels.email.outbound.sender import Sender
from lagniappe.channels.email.tables import outbox
from lagniappe.kit.clock import MINUTE
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import PostOffice, written


@pytest.fixture
def office(desk):
    opened = PostOffice().open()
    desk.db.write_sync(postoffice.furnish, outgoing=opened.outgoing)
    yield opened
    opened.close()


@pytest.fixture
def pass_time(desk):
    """Minutes go by; jobs are done and letters sent."""

    def work(minutes: float):
        desk.clock.advance(round(minutes * MINUTE))
        state = desk.client.app.state

        async def once():
            # The desk's own worker and sender may have been quicker: what they do is waited for.
            await state.worker.work_off()
            await nothing(_worked_on)
            sender = Sender(desk.db, state.settings.data_dir / "attachments", state.key)
            await sender.work_off()
            await sender.stop()
            await nothing(_sending)

        async def nothing(of):
            async with asyncio.timeout(10):
                while await desk.db.read(of):
                    await asyncio.sleep(0.01)

        desk.client.portal.call(once)

    return work


def _worked_on(tx) -> int:
    leased = (jobs.c.state == "waiting") & (jobs.c.leased_until > tx.now)
    return tx.value(select(func.count()).select_from(jobs).where(leased))


def _sending(tx) -> int:
    return tx.value(select(func.count()).select_from(outbox).where(outbox.c.state == "sending"))


def arrives(desk, raw: bytes):
    """A mail comes to the first mailbox and is filed with the desk's own key."""
    from lagniappe.channels.email.inbound import filing
    from lagniappe.channels.email.inbound.store import store
    from lagniappe.channels.email.reading import read
    from lagniappe.channels.email.tables import mailboxes, mails

    key = desk.client.app.state.key

    def file(tx):
        box_id = tx.value(select(mailboxes.c.id))
        store(tx, box_id, raw)
        row = tx.one(select(mails).where(mails.c.state == "waiting"))
        return filing.file_mail(tx, filing.office(tx, key), row, read(raw), [])

    return desk.db.write_sync(file)


def public(visitor) -> str:
    """What the widget shows."""
    return "".join(m["html"] for m in visitor.ask("GET", "messages?after=0").json()["messages"])


def test_a_letter_left_in_the_widget_is_answered_by_mail_and_there(desk, office, pass_time):
    vera = desk.visitor()
    left = vera.write("My grinder is loud", name="Vera", email="vera@example.com", offline=True)
    conversation = left.json()["conversation"]
    page = desk.alice.get(f"/conversations/{conversation}").text
    assert "By mail to vera@example.com" in page
    desk.alice.say(conversation, "Clean the burrs.")
    assert "Clean the burrs." in public(vera)
    pass_time(0.5)
    (sent,) = office.delivered
    assert sent.receivers == ["vera@example.com"]
    assert sent.letter["Subject"] == "Your conversation with Kafeneio"
    text = sent.letter.get_body(("plain",)).get_content()
    assert "Clean the burrs." in text and "> My grinder is loud" in text
    assert "Also sent to you by mail" in public(vera)

    ours = sent.letter
    back = written(
        "That helped, thank you",
        sender="Vera <vera@example.com>",
        subject=f"Re: {ours['Subject']}",
        to=ours["Reply-To"].split("<")[1].rstrip(">"),
        message_id="<vera@mail.example.com>",
        more=f"In-Reply-To: {ours['Message-ID']}\n",
    )
    filed = arrives(desk, back)
    assert (filed.outcome, filed.conversation_id) == ("answer", conversation)
    assert "That helped, thank you" in public(vera)
    desk.alice.say(conversation, "Good to hear.")
    pass_time(0.5)
    last = office.delivered[-1].letter
    assert last["In-Reply-To"] == "<vera@mail.example.com>"
    assert last["Subject"] == "Re: Your conversation with Kafeneio"


def test_what_the_widget_did_not_get_goes_by_mail_once(desk, office, pass_time):
    vera = desk.visitor()
    conversation = vera.write("Are you there?").json()["conversation"]
    vera.ask("PUT", "details", json={"name": "Vera", "email": "vera@example.com"})
    desk.alice.say(conversation, "Yes, I am here.")
    desk.clock.advance(MINUTE)
    desk.alice.say(conversation, "How can I help?")
    pass_time(1.5)
    assert office.delivered == []
    pass_time(1)
    (sent,) = office.delivered
    text = sent.letter.get_body(("plain",)).get_content()
    assert text.index("Yes, I am here.") < text.index("How can I help?")
    assert sent.letter["Auto-Submitted"] is None
    pass_time(60)
    assert len(office.delivered) == 1
    assert public(vera).count("Also sent to you by mail") == 2


def test_what_the_widget_got_does_not_go_by_mail(desk, office, pass_time):
    vera = desk.visitor()
    conversation = vera.write("Are you there?").json()["conversation"]
    vera.ask("PUT", "details", json={"name": "Vera", "email": "vera@example.com"})
    desk.alice.say(conversation, "Yes, I am here.")
    assert vera.ask("PUT", "read", json={"position": 2}).status_code == 200
    asyncio.run(desk.client.app.state.marks._write_down())
    pass_time(10)
    assert office.delivered == []


def test_write_me_by_mail_keeps_the_conversation(desk, office, pass_time):
    vera = desk.visitor()
    conversation = vera.write("It still drips").json()["conversation"]
    reached = vera.ask("PUT", "by-mail", json={"name": "Vera", "email": "vera@example.com"})
    assert reached.status_code == 200
    assert (
        vera.ask("PUT", "by-mail", json={"name": "Vera", "email": "vera@example.com"}).status_code
        == 200
    )
    page = desk.alice.get(f"/conversations/{conversation}").text
    assert page.count("The customer asked to be answered by mail") == 1
    desk.alice.say(conversation, "A new seal is on its way.")
    pass_time(0.5)
    text = office.delivered[0].letter.get_body(("plain",)).get_content()
    assert "A new seal is on its way." in text and "> It still drips" in text
    vera.write("I am back in the chat")
    desk.alice.say(conversation, "Welcome back")
    pass_time(1)
    assert len(office.delivered) == 1


def test_without_a_mailbox_the_chat_stays_a_chat(desk, pass_time):
    vera = desk.visitor()
    conversation = vera.write("Hello", name="V", email="v@example.com", offline=True).json()[
        "conversation"
    ]
    assert desk.alice.say(conversation, "Hello").status_code == 200
    assert 'data-kind="chat"' in desk.alice.get(f"/conversations/{conversation}").text
    refused = vera.ask("PUT", "by-mail", json={"name": "V", "email": "v@example.com"})
    assert refused.json()["code"] == "no_mailbox"
