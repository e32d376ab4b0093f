"""Playing one script through the desk, as the people in it would have used it."""

from dataclasses import dataclass
from random import Random

from lagniappe.demo.script import Script, Turn
from lagniappe.demo.slots import Blanks
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import assign, close, read, receive, reply, tag, transfer
from lagniappe.desk.people import blocks, care_notes, customers
from lagniappe.kit.clock import MINUTE, SECOND

TAKING = 4 * SECOND


@dataclass(frozen=True, slots=True)
class Player:
    """An agent of the demo: how they sign, which languages and departments are theirs."""

    agent: Agent
    native: str
    speaks: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """What all conversations share."""

    brand_id: str
    departments: dict[str, str]
    players: tuple[Player, ...]

    def cast(self, random: Random, locale: str, department: str, besides=None) -> Player:
        """Somebody of the department who speaks the language."""
        able = [p for p in self.players if locale in p.speaks and department in p.departments]
        return random.choice([p for p in able if p is not besides] or able)

    def player(self, email: str) -> Player:
        return next(p for p in self.players if p.agent.email == email)


class Performance:
    """One conversation from its first word on; the transaction's clock moves along."""

    def __init__(self, tx, stage: Stage, script: Script, blanks: Blanks, *, customer_id: str):
        self.tx, self.stage, self.script, self.blanks = tx, stage, script, blanks
        self.customer_id = customer_id
        self.conversation_id = ""
        self.player: Player | None = None
        self._spoken = 0
        self._last_public = 0
        self._department = script.department

    def run(self, turns: tuple[Turn, ...], moments: list[int], *, player: Player | None = None):
        """Play the turns at their moments; `player` answers first, instead of anybody able."""
        for turn, moment in zip(turns, moments, strict=True):
            self.tx.now = moment
            if turn.what == "customer":
                self._customer(turn)
            elif turn.what != "pause":
                self._take(player)
                getattr(self, f"_{turn.what}")(turn)

    def finish(self) -> None:
        """What a good agent does at the end: tags, the care note, closing; rarely a block."""
        self.tx.now += self.blanks.random.randrange(4, 70) * MINUTE
        self._seen_by_customer()
        for name in self.script.tags:
            tag.add(self.tx, self.player.agent, self.conversation_id, name)
        if self.script.care and not care_notes.of_customer(self.tx, self.customer_id):
            care_notes.add(self.tx, self.customer_id, self.script.care, by=self.player.agent.id)
        close.close(self.tx, self.player.agent, self.conversation_id)
        if self.script.block:
            blocks.block(
                self.tx,
                self.customer_id,
                duration="forever",
                reason=self.script.block,
                by=self.player.agent.id,
            )

    def _customer(self, turn: Turn) -> None:
        self._seen_by_customer()
        words = {"client_id": self._client_id(), "body": self._fill(turn)}
        if self.conversation_id:
            stored = receive.receive(
                self.tx, self.conversation_id, customer_id=self.customer_id, **words
            )
        else:
            stored = receive.start(
                self.tx,
                customer_id=self.customer_id,
                brand_id=self.stage.brand_id,
                department_id=self.stage.departments[self._department],
                locale=self.script.locale,
                **words,
            )
            self.conversation_id = stored.conversation_id
        self._last_public = stored.public_position
        customers.seen(self.tx, self.customer_id)

    def _take(self, player: Player | None) -> None:
        if self.player is None:
            self.player = player or self._cast()
            # One takes a conversation before one has written the answer to it.
            self.tx.now -= TAKING
            assign.assign(self.tx, self.player.agent, self.conversation_id, self.player.agent.id)
            self.tx.now += TAKING

    def _agent(self, turn: Turn) -> None:
        self._last_public = self._say(reply.reply, turn).public_position

    def _note(self, turn: Turn) -> None:
        self._say(reply.note, turn)

    def _transfer(self, turn: Turn) -> None:
        self._department = turn.department
        transfer.transfer(
            self.tx,
            self.player.agent,
            self.conversation_id,
            to_department_id=self.stage.departments[turn.department],
            reason=self._fill(turn),
        )
        self.player = self._cast(besides=self.player)
        assign.assign(self.tx, self.player.agent, self.conversation_id, self.player.agent.id)

    def _say(self, verb, turn: Turn):
        return verb(
            self.tx,
            self.player.agent,
            self.conversation_id,
            client_id=self._client_id(),
            body=self._fill(turn),
        )

    def _seen_by_customer(self) -> None:
        if self._last_public:
            seen = {"delivered": self._last_public, "read": self._last_public}
            read.customer_saw(self.tx, self.conversation_id, **seen)

    def _cast(self, besides: Player | None = None) -> Player:
        return self.stage.cast(self.blanks.random, self.script.locale, self._department, besides)

    def _fill(self, turn: Turn) -> str:
        return self.blanks.fill(turn.text, agent=self.player.native if self.player else "")

    def _client_id(self) -> str:
        self._spoken += 1
        return f"demo-{self._spoken:04d}"
