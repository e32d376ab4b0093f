"""The demo's customers: who writes, and how the desk knows them."""

from dataclasses import dataclass, field
from random import Random

from lagniappe.demo.script import Language, Person, company
from lagniappe.desk.people import customers, visitors


@dataclass(slots=True)
class Guest:
    """A customer of the demo: what they asked before, and until when they were busy asking."""

    person: Person
    id: str = ""
    asked: set[str] = field(default_factory=set)
    busy_until: int = 0

    @property
    def is_shop_customer(self) -> bool:
        return self.person.name == company()["shop_customer"]["name"]


def guests(random: Random, language: Language) -> list[Guest]:
    """Everybody of one language, in the order in which they first turn up."""
    people = list(language.people)
    random.shuffle(people)
    return [Guest(person) for person in people]


def who_asks(random: Random, known: list[Guest], about: str, at: int) -> Guest:
    """Somebody free who has not asked this before; some people ask more than others."""
    free = [g for g in known if about not in g.asked and g.busy_until < at] or known
    weights = [_talkative(guest, place) for place, guest in enumerate(free)]
    return random.choices(free, weights)[0]


def introduce(tx, random: Random, guest: Guest, *, locale: str, zone: str) -> str:
    """The customer's id, made at their first contact as the widget would have done."""
    if guest.id:
        return guest.id
    browser = f"demo-{random.getrandbits(64):016x}"
    guest.id = visitors.meet(tx, browser, locale=locale, time_zone=zone)
    called = guest.person.called if company()["languages"][locale].get("called") else ""
    customers.change(tx, guest.id, name=guest.person.name, preferred_name=called)
    if guest.is_shop_customer:
        known = company()["shop_customer"]
        customers.identify(tx, guest.id, "external", known["id"], verified=True)
        customers.identify(tx, guest.id, "email", known["email"], verified=True)
    else:
        _remember_addresses(tx, random, guest)
    return guest.id


def _remember_addresses(tx, random: Random, guest: Guest) -> None:
    verified = random.random() < 0.4
    domain = random.choice(("example.com", "example.org", "example.net"))
    address = f"{guest.person.mailbox}@{domain}"
    customers.identify(tx, guest.id, "email", address, verified=verified)
    if verified:
        number = random.randrange(10_000, 99_999)
        customers.identify(tx, guest.id, "external", f"shop-{number}", verified=True)
    if random.random() < 0.3:
        number = random.randrange(10**6, 10**7)
        customers.identify(tx, guest.id, "phone", f"+30 231 {number}", verified=False)


def _talkative(guest: Guest, place: int) -> int:
    """Some people ask more than others; the shop's own customer soon has a history."""
    if guest.is_shop_customer and len(guest.asked) < 3:
        return 60
    if not guest.asked:
        return 3
    return 2 if place % 4 else 5
