"""The agents' socket: one per open desk, cut off when the session behind it ends."""

from http.cookies import CookieError, SimpleCookie

from lagniappe.db.unit import Hint
from lagniappe.desk.accounts import sessions
from lagniappe.desk.conversations import find
from lagniappe.kit import tokens
from lagniappe.web.kit import i18n
from lagniappe.web.kit.limits import Buckets
from lagniappe.web.kit.session import COOKIE
from lagniappe.web.kit.socket import FRAMES_PER_MINUTE, Socket

# Enough for a split screen; a list of thousands is not a screen.
MOST_VIEWED = 64

_limits = Buckets(FRAMES_PER_MINUTE)


class AgentSocket(Socket):
    __slots__ = ("agent", "app_state", "viewed")

    def __init__(self, send, agent, app_state) -> None:
        super().__init__(send, agent.locale if agent.locale in i18n.LOCALES else "en")
        self.agent = agent
        self.app_state = app_state
        self.viewed: set[str] = set()

    async def on_frame(self, name: str, frame: dict) -> None:
        if name == "view":
            await self._view(frame.get("c"))
        elif name == "typing" and frame.get("c") in self.viewed:
            self._typing(frame["c"], "note" if frame.get("mode") == "note" else "reply")
        elif name == "active":
            self.app_state.presence.used(self.agent.id)

    async def _view(self, wanted) -> None:
        """The conversations now on screen; those the agent may not see are passed over."""
        if not isinstance(wanted, list) or len(wanted) > MOST_VIEWED:
            return
        now = await self.app_state.db.read(find.may_see, self.agent, wanted) if wanted else set()
        if self.closed:
            return
        hub = self.app_state.hub
        for conversation_id in self.viewed - now:
            hub.unsubscribe(self, f"conversation:{conversation_id}")
            self._announce("left", conversation_id)
        for conversation_id in now - self.viewed:
            hub.subscribe(self, f"conversation:{conversation_id}")
        for conversation_id in now:
            self._announce("viewing", conversation_id)
        # What came between the page's last question and this moment, nobody told it.
        self.tell(t="viewed", c=sorted(now - self.viewed))
        self.viewed = now

    def leave(self) -> None:
        self.app_state.hub.leave(self)
        for conversation_id in self.viewed:
            self._announce("left", conversation_id)

    def _announce(self, what: str, conversation_id: str) -> None:
        payload = {
            "t": what,
            "c": conversation_id,
            "id": self.agent.id,
            "name": self.agent.display_name,
        }
        self.app_state.hub.publish(Hint(f"conversation:{conversation_id}", payload))

    def _typing(self, conversation_id: str, mode: str) -> None:
        who = {"id": self.agent.id, "name": self.agent.display_name}
        payload = {"t": "typing", "c": conversation_id, "who": "agent", "mode": mode, **who}
        self.app_state.hub.publish(Hint(f"conversation:{conversation_id}", payload))
        if mode == "reply":
            visible = {"t": "typing", "name": self.agent.display_name}
            self.app_state.hub.publish(Hint(f"visitor:{conversation_id}", visible))


async def live(state, scope, receive, send) -> None:
    """WebSocket /live"""
    await receive()
    secret = _secret(scope)
    scope["headers"].clear()
    found = await state.db.read(sessions.find, secret) if secret else None
    if found is None:
        await send({"type": "websocket.close", "code": 4401})
        return
    agent, _ = found
    await send({"type": "websocket.accept"})
    socket = AgentSocket(send, agent, state)
    for topic in ("desk", "inbox", f"agent:{agent.id}", f"session:{tokens.digest(secret)}"):
        state.hub.subscribe(socket, topic)
    socket.tell(t="hello", agent=agent.id, version=state.version)
    try:
        await state.presence.opened(agent.id)
        await socket.listen(receive, _limits)
    finally:
        socket.leave()
        state.presence.closed(agent.id)


live.who = "agent"


def _secret(scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                cookies = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                return None
            return cookies[COOKIE].value if COOKIE in cookies else None
    return None
