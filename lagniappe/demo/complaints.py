"""The demo's complaints: one that burns just now, some on their way, some put right."""

import tomllib
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from lagniappe.demo.play import Stage
from lagniappe.demo.script import company
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.register import assess, decide, follow_up, receive, recourse
from lagniappe.desk.complaints.remedies import catalogue, grant
from lagniappe.desk.conversations import close, find, read, reply
from lagniappe.desk.conversations import receive as hears
from lagniappe.desk.people import customers, visitors
from lagniappe.desk.promises import organisation
from lagniappe.kit.clock import DAY, MINUTE

RECOURSE = {
    "en": "The Hellenic Consumers' Ombudsman, 144 Alexandras Avenue, Athens 114 71",
    "el": "Συνήγορος του Καταναλωτή, Λεωφόρος Αλεξάνδρας 144, 114 71 Αθήνα",
}
# In turns of the conversation; long enough that nobody seems a machine.
_PAUSE = 2 * MINUTE


@dataclass(slots=True)
class Scene:
    """One complaint as complaints.toml tells it, played by the desk's own verbs."""

    tx: object
    stage: Stage
    key: bytes
    number: int
    told: dict

    def play(self, now: int) -> None:
        """All of it, the transaction's clock going from its beginning on."""
        told = self.told
        self.tx.now = now - told.get("days", 0) * DAY - told.get("minutes", 0) * MINUTE
        here, customer_id = self._begins()
        if told["agent"]:
            agent = self.stage.player(f"{told['agent']}@kafeneio.example").agent
            self._talk(agent, here, customer_id)
            self._handle(agent, here)

    def _begins(self) -> tuple[str, str]:
        told = self.told
        zone = company()["languages"][told["locale"]]["time_zone"]
        known = f"demo-complaint-{self.number}"
        customer_id = visitors.meet(self.tx, known, locale=told["locale"], time_zone=zone)
        customers.change(self.tx, customer_id, name=told["name"])
        started = hears.start(
            self.tx,
            customer_id=customer_id,
            brand_id=self.stage.brand_id,
            department_id=self.stage.departments[told["department"]],
            locale=told["locale"],
            client_id=self._id("asks"),
            body=told["asks"],
        )
        return started.conversation_id, customer_id

    def _talk(self, agent: Agent, here: str, customer_id: str) -> None:
        told = self.told
        for turn, words in enumerate(told["says"]):
            self.tx.now += _PAUSE
            self._says(agent, here, words, f"says-{turn}")
            if turn < len(told["then"]):
                self.tx.now += _PAUSE
                hears.receive(
                    self.tx,
                    here,
                    customer_id=customer_id,
                    client_id=self._id(f"then-{turn}"),
                    body=told["then"][turn],
                )

    def _handle(self, agent: Agent, here: str) -> None:
        told, tx = self.told, self.tx
        opened = receive.register(tx, agent, here, what=told["what"], wanted=told["wanted"])
        receive.acknowledge(tx, agent, opened.id, client_id=self._id("known"), body="")
        step = partial(self._step, agent, opened)
        if told["stage"] == "acknowledged":
            return
        step(
            assess.assess,
            severity=told["severity"],
            duration=told["duration"],
            effort=told["effort"],
        )
        step(assess.find_cause, fault=told["fault"], root_cause=told["cause"])
        if told["stage"] == "investigated":
            return
        self._give(agent, here)
        self._decide(agent, here, opened, step)

    def _decide(self, agent: Agent, here: str, opened, step) -> None:
        told, tx = self.told, self.tx
        refused = told["stage"] == "refused"
        words = told["reason"] + "\n\n" + RECOURSE["en"] if refused else told["fix"]
        step(
            decide.decide,
            decision="refused" if refused else "accepted",
            fix=told.get("fix", ""),
            reason=told.get("reason", ""),
        )
        step(decide.communicate, client_id=self._id("decision"), body=words)
        step(decide.close, outcome="cannot_satisfy" if refused else "settled")
        if told.get("held"):
            promised = follow_up.promise(tx, agent, here, what=told["fix"], due_at=tx.now + 3 * DAY)
            tx.now += 3 * DAY
            follow_up.settle(tx, agent, promised, held=told["held"], happy=told["held"])
        close.close(tx, agent, here)
        last = find.for_agent(tx, agent, here).last_position
        for player in self.stage.players:
            read.mark(tx, player.agent, here, last)

    def _give(self, agent: Agent, here: str) -> None:
        if "gives" not in self.told:
            return
        shelf = catalogue.offered(self.tx, self.stage.brand_id)
        grant.grant(
            self.tx,
            agent,
            here,
            key=self.key,
            client_id=self._id("gives"),
            remedy_id=next(remedy.id for remedy in shelf if remedy.kind == "discount"),
            amount=self.told["gives"],
            reason=self.told["what"],
            deviation="The band was not looked at",
        )

    def _step(self, agent: Agent, opened, verb, **given) -> None:
        self.tx.now += MINUTE
        verb(self.tx, agent, opened.id, **given)

    def _says(self, agent: Agent, here: str, words: str, turn: str) -> None:
        reply.reply(self.tx, agent, here, client_id=self._id(turn), body=words)

    def _id(self, turn: str) -> str:
        return f"demo-complaint-{self.number}-{turn}"


def scenes() -> list[dict]:
    """What happens, as complaints.toml tells it, the oldest first: numbers go up with time."""
    told = tomllib.loads(files(__package__).joinpath("complaints.toml").read_text())["scenes"]
    return sorted(told, key=lambda one: -one.get("days", 0) * DAY - one.get("minutes", 0))


def play(tx, stage: Stage, key: bytes) -> None:
    """Set the calendar and where else customers can turn, and play every complaint; the clock
    ends where it was."""
    now = tx.now
    organisation.change(tx, time_zone="Europe/Athens", week=organisation.WEEK, country="GR")
    recourse.set_texts(tx, RECOURSE)
    for number, told in enumerate(scenes()):
        Scene(tx, stage, key, number, told).play(now)
    tx.now = now
