"""Drawing contacts: who writes, what goes wrong, and what they say of it, by the truth."""

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from lagniappe.demo.year.place import Place
from lagniappe.demo.year.truth import (
    ANSWERS,
    BAD_ROOM,
    BANDS,
    NO_BAND_ANSWERS,
    UNLUCKY_BAD,
    UNLUCKY_CONTACTS,
    WOULD_LEAVE,
    Truth,
)
from lagniappe.kit.clock import DAY, HOUR, MINUTE

LANGUAGES, SHARES = ("el", "en", "ro", "ja", "id"), (30, 26, 20, 12, 12)
CHANNELS = ("chat", "email")
FAULTS = ("abandoned", "transfers", "anger", "complaint", "survey")
QUARANTINE = 30 * DAY
_LIKED, _DISLIKED = (1, 2, 7, 35, 55), (45, 40, 10, 4, 1)


@dataclass(slots=True)
class Person:
    """A customer; `gone_at` is when they left without a word."""

    id: str
    language: str
    band: str
    seen_at: int = 0
    gone: bool = False
    asked_at: int = -QUARANTINE


@dataclass(slots=True)
class Drawn:
    """One contact as it happened; `fault` is what went wrong, empty when nothing did."""

    person: Person
    at: int
    room: str
    agent_id: str
    channel: str
    topic: int
    fault: str = ""
    answered_at: int = 0
    ended_at: int = 0
    asked: bool = False
    answers: dict[str, int] = field(default_factory=dict)
    words: str = ""


class Year:
    """Contacts of 365 days before `now` (ms UTC), in order of time."""

    def __init__(self, place: Place, truth: Truth, *, seed: int, count: int, now: int) -> None:
        self.place, self.truth, self.count, self.now = place, truth, count, now
        self.random = Random(seed)
        self.fallen = quarter_before(now)
        self._people: list[Person] = []
        self._again: list[tuple[int, Person, str, int]] = []
        self._unlucky = self._unlucky_places()

    def people(self, new_id) -> list[Person]:
        """Everybody, a third as many as there are contacts; `new_id` makes their ids."""
        dice = self.random
        for _ in range(max(50, self.count // 3)):
            language = dice.choices(LANGUAGES, SHARES)[0]
            band = dice.choice(BANDS) if dice.random() < 0.6 else ""
            self._people.append(Person(new_id(), language, band))
        return self._people

    def contacts(self):
        """Each contact, drawn when it is asked for."""
        rooms = list(self.place.rooms)
        for number, at in enumerate(self._moments()):
            person, room, topic = self._who(at, rooms)
            drawn = self._contact(number, person, at, room, topic)
            self._afterwards(drawn)
            yield drawn

    def _moments(self):
        """Beginnings in order: more on weekdays, in working hours, a little more each month."""
        begin = self.now - 365 * DAY
        weights = []
        for number in range(364):
            weekday = (begin // DAY + number + 3) % 7
            slope = 1 + 0.1 * number / 364 + 0.05 * math.sin(number / 20)
            weights.append(slope * (1.0 if weekday < 5 else 0.35))
        days = sorted(self.random.choices(range(364), weights, k=self.count))
        first = begin // DAY * DAY
        moments = [first + day * DAY + self.random.randrange(6 * HOUR, 18 * HOUR) for day in days]
        return sorted(max(begin, moment) for moment in moments)

    def _who(self, at: int, rooms: list[str]) -> tuple[Person, str, int]:
        dice = self.random
        if self._again and self._again[0][0] <= at:
            _, person, room, topic = self._again.pop(0)
            return person, room, topic
        while (person := dice.choice(self._people)).gone or person.seen_at > at:
            pass
        return person, dice.choice(rooms), dice.randrange(10)

    def _contact(self, number: int, person: Person, at: int, room: str, topic: int) -> Drawn:
        dice, truth = self.random, self.truth
        agent_id = dice.choice(self.place.hands[room])
        drawn = Drawn(person, at, room, agent_id, CHANNELS[dice.random() < 0.35], topic)
        wrong = truth.wrong_in_bad_room if room == BAD_ROOM else truth.goes_wrong
        if dice.random() < wrong:
            drawn.fault = dice.choice(FAULTS)
        if number in self._unlucky:
            drawn.room, drawn.agent_id = "sales", self.place.unlucky
            drawn.fault = "transfers" if self._unlucky[number] else ""
        pace = 4 * MINUTE if drawn.channel == "chat" else 3 * HOUR
        drawn.answered_at = at + int(dice.expovariate(1 / pace)) + 20_000
        drawn.answered_at = min(drawn.answered_at, at + 20 * HOUR)
        drawn.ended_at = drawn.answered_at + int(dice.expovariate(1 / (3 * pace))) + MINUTE
        drawn.ended_at = min(drawn.ended_at, max(drawn.answered_at, self.now - MINUTE))
        self._ask(drawn)
        return drawn

    def _ask(self, drawn: Drawn) -> None:
        dice, person = self.random, drawn.person
        if drawn.fault == "abandoned" or drawn.at - person.asked_at < QUARANTINE:
            return
        person.asked_at, drawn.asked = drawn.at, True
        if dice.random() >= ANSWERS.get(person.band, NO_BAND_ANSWERS):
            return
        bad = bool(drawn.fault)
        drawn.answers = {
            "csat": dice.choices((1, 2, 3, 4, 5), _DISLIKED if bad else _LIKED)[0],
            "needs_met": int(dice.random() < (0.15 if bad else 0.985)),
            "solved": int(dice.random() < (0.25 if bad else 0.88)),
        }
        if drawn.fault == "survey":
            drawn.answers["csat"] = dice.choice((1, 2))
        if not drawn.answers["needs_met"]:
            drawn.answers["would_leave"] = int(dice.random() < WOULD_LEAVE.get(person.band, 0.6))
        drawn.answers |= self._scales(drawn, bad)

    def _scales(self, drawn: Drawn, bad: bool) -> dict[str, int]:
        dice = self.random
        kind = dice.randrange(3)
        if kind == 0:
            low = self.truth.fall if self.fallen[0] <= drawn.at < self.fallen[1] else 0.0
            mood = dice.gauss(4 if bad else 7.9, 1.2) - low
            names = ("acsi_overall", "acsi_expected", "acsi_ideal")
            return {
                n: min(10, max(1, round(mood + dice.gauss(-i / 4, 0.8))))
                for i, n in enumerate(names)
            }
        if kind == 1:
            return {"recommend": min(10, max(0, round(dice.gauss(3 if bad else 8.6, 1.6))))}
        return {"ease": min(7, max(1, round(dice.gauss(2.6 if bad else 5.9, 1.1))))}

    def _afterwards(self, drawn: Drawn) -> None:
        dice, person = self.random, drawn.person
        person.seen_at = drawn.ended_at
        leaves = self.truth.leaves_silently if drawn.fault else self.truth.leaves
        person.gone = dice.random() < leaves
        if drawn.fault and not person.gone and dice.random() < 0.12:
            back = drawn.ended_at + dice.randrange(HOUR, 6 * DAY)
            self._again.append((back, person, drawn.room, drawn.topic))
            self._again.sort(key=lambda one: one[0])

    def _unlucky_places(self) -> dict[int, bool]:
        """Where in the year the agent with few contacts has theirs, and which went wrong."""
        if not self.truth.unlucky_agent:
            return {}
        step = self.count // (UNLUCKY_CONTACTS + 1)
        return {step * (place + 1): place < UNLUCKY_BAD for place in range(UNLUCKY_CONTACTS)}


def quarter_before(now: int, zone: str = "Europe/Athens") -> tuple[int, int]:
    """The last quarter that is over: its first instant and the one after its last (ms UTC)."""
    today = datetime.fromtimestamp(now / 1000, ZoneInfo(zone)).date()
    this = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = date((this - timedelta(1)).year, ((this - timedelta(1)).month - 1) // 3 * 3 + 1, 1)
    return tuple(
        round(datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(zone)).timestamp() * 1000)
        for d in (before, this)
    )
