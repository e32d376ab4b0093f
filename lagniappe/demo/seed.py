"""`lagniappe demo`'s past: ninety days of conversations, and some still open.

The same seed gives the same words at the same distance from now. Everything goes through
the desk's own verbs with the transaction's clock set back, in one transaction.
"""

from dataclasses import dataclass
from random import Random

from lagniappe.demo import alone, complaints, letters, people, remedies, timing, tried, voice
from lagniappe.demo.office import open_office
from lagniappe.demo.play import Performance, Stage
from lagniappe.demo.rhythm import starts
from lagniappe.demo.script import Language, Script, company, language
from lagniappe.demo.slots import Blanks
from lagniappe.desk.accounts import installation
from lagniappe.desk.conversations import find, read
from lagniappe.kit.clock import DAY, MINUTE, to_datetime

DAYS = 90
CONVERSATIONS = 400
MARK = "demo"

# Still open: language, whose (an agent's mailbox or nobody's), minutes since the last word,
# and how far the script has come.
OPEN = (
    ("en", "", 3, ("customer", 1)),
    ("el", "", 9, ("customer", 1)),
    ("ja", "", 21, ("customer", 1)),
    ("ro", "", 34, ("customer", 1)),
    ("en", "maria", 6, ("customer", 2)),
    ("el", "maria", 18, ("customer", 2)),
    ("en", "maria", 150, ("agent", 1)),
    ("en", "tom", 47, ("customer", 2)),
    ("el", "giorgos", 26 * 60, ("customer", 2)),
    ("el", "eleni", 75, ("customer", 2)),
    ("ro", "ana", 12, ("customer", 2)),
    ("ro", "radu", 240, ("agent", 1)),
    ("ja", "yuki", 55, ("customer", 2)),
    ("id", "budi", 31, ("customer", 2)),
    ("en", "grace", 30 * 60, ("agent", 2)),
)


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was made; `accounts` are (mail address, name, role), the first look's one first."""

    conversations: int
    accounts: tuple[tuple[str, str, str], ...]
    password: str


def accounts() -> tuple[tuple[str, str, str], ...]:
    """The demo's log-ins, for the terminal: (mail address, name, role)."""
    return tuple((a["email"], a["name"], a["role"]) for a in company()["agents"])


def is_seeded(tx) -> bool:
    return installation.get(tx, MARK) is not None


def seed(
    tx, *, count: int = CONVERSATIONS, days: int = DAYS, number: int = 7, key: bytes = b""
) -> Seeded:
    """Fill an empty desk with the demo company and its history up to now.

    Call it as `db.write_sync(seed)` on an app that is wired, so that search indexes what
    is written. `number` is the random seed, `key` the desk's own.
    """
    random, now = Random(number), tx.now
    tx.now = now - (days + 30) * DAY
    stage = open_office(tx)
    # The past is older than the automatic answers.
    alone.switch_off(tx, stage)
    theatre = {locale: Theatre(tx, stage, random, locale, now) for locale in company()["languages"]}
    past = [
        (at, locale)
        for locale, about in company()["languages"].items()
        for at in starts(
            random, now=now, zone=about["time_zone"], days=days, count=count * about["share"] // 100
        )
    ]
    for at, locale in sorted(past):
        theatre[locale].past(at)
    for locale, mailbox, minutes, how_far in OPEN:
        theatre[locale].under_way(mailbox, now - minutes * MINUTE, how_far)
    tx.now = now
    alone.play(tx, stage)
    alone.switch_on(tx, stage)
    tried.play(tx, random, brand_id=stage.brand_id, departments=list(stage.departments.values()))
    letters.play(tx, stage, key)
    remedies.play(tx, stage, key)
    complaints.play(tx, stage, key)
    voice.play(tx, stage, random)
    tx.hints.clear()
    installation.put(tx, MARK, "seeded")
    made = len(past) + len(OPEN) + len(alone.SCENES) + len(letters.MAILS) + len(complaints.scenes())
    return Seeded(made, accounts(), company()["password"])


class Theatre:
    """The conversations of one language."""

    def __init__(self, tx, stage: Stage, random: Random, locale: str, now: int) -> None:
        self.tx, self.stage, self.random, self.now = tx, stage, random, now
        self.language: Language = language(locale)
        self.zone = company()["languages"][locale]["time_zone"]
        self.guests = people.guests(random, self.language)
        # Scripts that end with a block are played once, the others again and again.
        self._deck: list[Script] = [script for script in self.language.scripts if script.block]

    def past(self, at: int) -> None:
        """A conversation that began at `at`; one that would still go on today stays open."""
        script = self._draw()
        moments = timing.timeline(self.random, script.turns, at=at, zone=self.zone)
        happened = [moment for moment in moments if moment < self.now - 2 * MINUTE]
        show = self._perform(script, script.turns[: len(happened)], happened)
        if len(happened) == len(moments) and moments[-1] < self.now - 2 * 60 * MINUTE:
            show.finish()
            self._everybody_read(show)

    def under_way(self, mailbox: str, last: int, how_far: tuple[str, int]) -> None:
        """A conversation somebody is in the middle of, or nobody has answered yet."""
        player = self.stage.player(f"{mailbox}@kafeneio.example") if mailbox else None
        script = self._draw(player.departments if player else (), longer_than=how_far[1] + 2)
        turns = timing.until(script.turns, *how_far)
        self._perform(script, turns, timing.ending_at(self.random, turns, last), player=player)

    def _perform(self, script: Script, turns, moments, player=None) -> Performance:
        tx, self.tx.now = self.tx, moments[0]
        guest = people.who_asks(self.random, self.guests, script.about, moments[0])
        customer_id = people.introduce(
            tx, self.random, guest, locale=self.language.locale, zone=self.zone
        )
        guest.asked.add(script.about)
        # Whoever is blocked at the end never writes again.
        guest.busy_until = self.now if script.block else moments[-1] + DAY
        year = to_datetime(moments[0]).year
        blanks = Blanks(self.random, self.language, guest.person, year)
        show = Performance(tx, self.stage, script, blanks, customer_id=customer_id)
        show.run(turns, moments, player=player)
        return show

    def _draw(self, departments: tuple[str, ...] = (), *, longer_than: int = 0) -> Script:
        """The next script, each as often as the others: of one of these departments if any
        are named, and with more turns than `longer_than`."""
        while True:
            for script in self._deck:
                fits = not departments or script.department in departments
                if fits and len(script.turns) > longer_than:
                    self._deck.remove(script)
                    return script
            fresh = [script for script in self.language.scripts if not script.block]
            self.random.shuffle(fresh)
            self._deck.extend(fresh)

    def _everybody_read(self, show: Performance) -> None:
        last = find.for_agent(self.tx, show.player.agent, show.conversation_id).last_position
        for player in self.stage.players:
            read.mark(self.tx, player.agent, show.conversation_id, last)
