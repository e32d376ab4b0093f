"""Live screens over real WebSockets: who hears what, and who is cut off."""

import functools
import json
import uuid

import pytest
from starlette.websockets import WebSocketDisconnect

from lagniappe.desk.accounts import agents
from lagniappe.desk.conversations import receive
from lagniappe.kit import ids
from lagniappe.web.kit.session import COOKIE
from tests.actors import KEY


class Ears:
    """A socket, and waiting for the frame one is interested in."""

    def __init__(self, socket):
        self.socket = socket
        self.heard = []

    def say(self, **frame):
        self.socket.send_text(json.dumps(frame))

    def wait_for(self, kind, **match):
        for _ in range(200):
            frame = self._next()
            if frame["t"] == kind and all(frame.get(k) == v for k, v in match.items()):
                return frame
        raise AssertionError(f"no {kind} in {self.heard}")

    def until_pong(self):
        """Everything heard before the answer to a ping sent now."""
        self.say(t="ping")
        start = len(self.heard)
        self.wait_for("pong")
        return self.heard[start:-1]

    def _next(self):
        if not hasattr(self, "_queue") or not self._queue:
            data = json.loads(self.socket.receive_text())
            self._queue = data if isinstance(data, list) else [data]
        frame = self._queue.pop(0)
        self.heard.append(frame)
        return frame


def agents_socket(desk, colleague):
    headers = {"Cookie": f"{COOKIE}={colleague.cookie}", "Origin": "http://testserver"}
    desk.client.cookies.clear()
    return desk.client.websocket_connect("/live", headers=headers)


def visitors_socket(desk):
    desk.client.cookies.clear()
    return desk.client.websocket_connect(
        f"/widget/{KEY}/live", headers={"Origin": "http://testserver"}
    )


def test_an_agent_hears_only_the_conversations_on_screen(desk):
    here, other = desk.conversation("Hello"), desk.conversation("Elsewhere")
    with agents_socket(desk, desk.bob) as socket:
        ears = Ears(socket)
        assert ears.wait_for("hello")["agent"] == desk.bob.id
        ears.say(t="view", c=[here])
        ears.wait_for("viewing", c=here)
        desk.alice.say(other, "Not for this screen")
        desk.alice.say(here, "For this screen")
        frame = ears.wait_for("message")
        assert (frame["c"], frame["p"]) == (here, 2)
        assert "For this screen" in frame["html"]
        assert ears.wait_for("changed", c=other)


def test_the_outsider_cannot_view_what_is_not_his(desk):
    here = desk.conversation("Secret", department="Sales")
    desk.restrict("Sales")
    with agents_socket(desk, desk.charlie) as socket:
        ears = Ears(socket)
        ears.wait_for("hello")
        ears.say(t="view", c=[here])
        ears.until_pong()
        desk.alice.say(here, "Still secret")
        ears.until_pong()
        assert not [f for f in ears.heard if f["t"] in ("message", "viewing")]


def test_a_socket_needs_a_session_and_the_desks_own_origin(desk):
    with pytest.raises(WebSocketDisconnect), agents_socket(desk, desk.nobody) as socket:
        socket.receive_text()
    headers = {"Cookie": f"{COOKIE}={desk.bob.cookie}", "Origin": "https://evil.example"}
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        desk.client.websocket_connect("/live", headers=headers) as socket,
    ):
        socket.receive_text()
    assert refused.value.code == 4403


def test_who_loses_access_is_cut_off_at_once(desk):
    with agents_socket(desk, desk.bob) as socket:
        ears = Ears(socket)
        ears.wait_for("hello")
        desk.client.portal.call(desk.client.app.state.db.write, agents.disable, desk.bob.id)
        ears.wait_for("revoked")
        with pytest.raises(WebSocketDisconnect) as cut:
            while True:
                socket.receive_text()
        assert cut.value.code == 4401


def test_two_agents_see_each_other_viewing_and_typing(desk):
    here = desk.conversation()
    with agents_socket(desk, desk.alice) as first, agents_socket(desk, desk.bob) as second:
        alice, bob = Ears(first), Ears(second)
        alice.say(t="view", c=[here])
        alice.wait_for("viewing", id=desk.alice.id)
        bob.say(t="view", c=[here])
        assert alice.wait_for("viewing", id=desk.bob.id)["name"] == "Bob"
        bob.say(t="typing", c=here, mode="note")
        typing = alice.wait_for("typing")
        assert (typing["who"], typing["mode"]) == ("agent", "note")
        bob.say(t="view", c=[])
        alice.wait_for("left", id=desk.bob.id)


def test_a_visitor_and_an_agent_talk_live(desk):
    visitor = desk.visitor()
    here = visitor.write("Is anybody there?").json()["conversation"]
    with agents_socket(desk, desk.bob) as first, visitors_socket(desk) as second:
        bob, vera = Ears(first), Ears(second)
        vera.say(t="hello", token=visitor.token, after=1)
        assert vera.wait_for("hello")["last"] == 1
        bob.say(t="view", c=[here])
        bob.wait_for("viewing")
        vera.say(t="typing")
        assert bob.wait_for("typing")["who"] == "customer"
        desk.bob.say(here, "Yes, I am here")
        heard = vera.wait_for("message")
        assert heard["p"] == 2 and "Yes, I am here" in heard["html"]
        vera.say(t="read", p=2)
        assert bob.wait_for("ticks", read=2)["c"] == here
        visitor.write("Lovely")
        assert "Lovely" in bob.wait_for("message", p=3)["html"]
        desk.bob.ask("PUT", f"/conversations/{here}/read", data={"position": "3"})
        assert vera.wait_for("ticks", read=3)


def test_a_visitor_never_hears_notes_or_typing_of_notes(desk):
    visitor = desk.visitor()
    here = visitor.write("Hello").json()["conversation"]
    with agents_socket(desk, desk.bob) as first, visitors_socket(desk) as second:
        bob, vera = Ears(first), Ears(second)
        vera.say(t="hello", token=visitor.token, after=1)
        vera.wait_for("hello")
        bob.say(t="view", c=[here])
        bob.wait_for("viewing")
        bob.say(t="typing", c=here, mode="note")
        desk.bob.say(here, "Between us", mode="note")
        bob.wait_for("message")
        vera.until_pong()
        assert not [f for f in vera.heard if f["t"] in ("message", "typing")]


@pytest.mark.parametrize(
    "hello",
    [
        {"t": "hello", "token": "forged.token.x.y"},
        {"t": "hello"},
        {"t": "read", "p": 1},
        {"t": "hello", "token": 5},
    ],
)
def test_a_visitors_socket_needs_a_token_we_signed(desk, hello):
    with pytest.raises(WebSocketDisconnect) as refused, visitors_socket(desk) as socket:
        socket.send_text(json.dumps(hello))
        while True:
            socket.receive_text()
    assert refused.value.code == 4401


@pytest.mark.parametrize("text", ["not json", "[]", '{"t": 5}', "[" * 5000])
def test_malformed_frames_end_the_socket_and_nothing_else(desk, text):
    with pytest.raises(WebSocketDisconnect) as ended, agents_socket(desk, desk.bob) as socket:
        Ears(socket).wait_for("hello")
        socket.send_text(text)
        while True:
            socket.receive_text()
    assert ended.value.code == 1007


def test_a_huge_frame_ends_the_socket(desk):
    with pytest.raises(WebSocketDisconnect), agents_socket(desk, desk.bob) as socket:
        Ears(socket).wait_for("hello")
        socket.send_text(json.dumps({"t": "view", "c": ["x" * 9000]}))
        while True:
            socket.receive_text()


def test_a_visitors_first_message_joins_their_open_socket_to_the_conversation(desk):
    visitor = desk.visitor()
    with visitors_socket(desk) as socket:
        vera = Ears(socket)
        vera.say(t="hello", token=visitor.token, after=0)
        assert vera.wait_for("hello")["last"] == 0
        here = visitor.write("First words").json()["conversation"]
        desk.bob.say(here, "An answer")
        assert "An answer" in vera.wait_for("message", p=2)["html"]


def test_a_blocked_customers_open_widget_is_cut_off(desk):
    from lagniappe.desk.people import blocks

    visitor = desk.visitor()
    here = visitor.write("Rude words").json()["conversation"]
    customer = desk.row(here).customer_id
    with visitors_socket(desk) as socket:
        vera = Ears(socket)
        vera.say(t="hello", token=visitor.token, after=1)
        vera.wait_for("hello")
        block = functools.partial(
            desk.client.app.state.db.write,
            blocks.block,
            customer,
            duration="day",
            reason="Rude",
            by=desk.bob.id,
        )
        desk.client.portal.call(block)
        vera.wait_for("revoked")
    again = desk.client.post(f"/widget/{KEY}/session", json={"token": visitor.token})
    assert again.json()["blocked"] is True


def test_a_blocked_customer_hears_nothing_more(desk):
    from lagniappe.desk.people import blocks

    visitor = desk.visitor()
    here = visitor.write("Rude words").json()["conversation"]
    customer = desk.row(here).customer_id
    desk.db.write_sync(blocks.block, customer, duration="day", reason="Rude", by=desk.bob.id)
    refused = visitor.write("More")
    assert refused.status_code == 403
    assert refused.json()["error"] == "Chat is not available right now."
    assert "block" not in refused.text.lower()
    with pytest.raises(Exception, match="not available"):
        desk.db.write_sync(
            receive.receive,
            here,
            customer_id=customer,
            client_id=str(uuid.uuid4()),
            body="More",
        )
    assert ids.is_id(here)
