"""The visitor's socket: hears their own conversation and whether somebody is there."""

import asyncio

from lagniappe.db.unit import Hint
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.errors import Refused
from lagniappe.web.kit import i18n
from lagniappe.web.kit.limits import Buckets
from lagniappe.web.kit.socket import LARGEST_FRAME, Socket, parse
from lagniappe.web.widget.visitor import Visitor

FRAMES_PER_MINUTE = 240
HELLO_SECONDS = 10

_limits = Buckets(FRAMES_PER_MINUTE)


class VisitorSocket(Socket):
    __slots__ = ("app_state", "conversation_id", "visitor")

    def __init__(self, send, locale: str, visitor: Visitor, app_state) -> None:
        super().__init__(send, locale)
        self.visitor = visitor
        self.app_state = app_state
        self.conversation_id = None

    async def on_frame(self, name: str, frame: dict) -> None:
        if self.conversation_id is None and self.visitor.conversation_id:
            self.follow(self.visitor.conversation_id, self.visitor.customer_id)
        if name in ("read", "got") and self.conversation_id:
            position = frame.get("p")
            if isinstance(position, int) and 0 < position < 2**31:
                mark = {"read": position} if name == "read" else {"delivered": position}
                self.app_state.marks.customer_saw(self.conversation_id, **mark)
        elif name == "typing" and self.conversation_id:
            payload = {"t": "typing", "c": self.conversation_id, "who": "customer"}
            self.app_state.hub.publish(Hint(f"conversation:{self.conversation_id}", payload))

    def follow(self, conversation_id: str, customer_id: str) -> None:
        """Hear this conversation from now on, until its customer is blocked."""
        self.conversation_id = conversation_id
        self.app_state.hub.subscribe(self, f"visitor:{conversation_id}")
        self.app_state.hub.subscribe(self, f"customer:{customer_id}")


async def live(state, scope, receive, send) -> None:
    """WebSocket /widget/{key}/live; the token comes in the first frame, never in the URL."""
    key = scope["path_params"]["key"]
    await receive()
    address = scope["client"][0] if scope.get("client") else ""
    if not state.visitors.addresses.take(address):
        await send({"type": "websocket.close", "code": 4429})
        return
    await send({"type": "websocket.accept"})
    hello = await _hello(receive)
    try:
        if hello is None:
            raise TimeoutError
        visitor = await state.visitors.of_token(str(hello.get("token", "")), key)
    except (Refused, TimeoutError):
        await send({"type": "websocket.close", "code": 4401})
        return
    socket = VisitorSocket(send, i18n.best(str(hello.get("lang", ""))[:100]), visitor, state)
    state.hub.subscribe(socket, "visitors")
    state.hub.subscribe(socket, f"browser:{visitor.visitor_id}")
    last = 0
    if visitor.conversation_id:
        socket.follow(visitor.conversation_id, visitor.customer_id)
        last = await state.db.read(_last, visitor.conversation_id)
    socket.tell(t="hello", last=last)
    try:
        await socket.listen(receive, _limits)
    finally:
        state.hub.leave(socket)


live.who = "visitors"


async def _hello(receive) -> dict | None:
    """The first frame, if it comes in time and is one."""
    try:
        event = await asyncio.wait_for(receive(), HELLO_SECONDS)
    except TimeoutError:
        return None
    text = event.get("text") if event["type"] == "websocket.receive" else None
    frame = parse(text) if text and len(text) <= LARGEST_FRAME else None
    return frame if frame and frame["t"] == "hello" else None


def _last(tx, conversation_id: str) -> int:
    query = conversations.select().with_only_columns(conversations.c.last_public_position)
    return tx.value(query.where(conversations.c.id == conversation_id)) or 0
