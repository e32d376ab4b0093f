"""The company of the year: the demo's office, more hands, tags, and the questions asked."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sqlalchemy import insert

from lagniappe.demo.office import open_office
from lagniappe.demo.play import Player, Stage
from lagniappe.demo.script import company
from lagniappe.demo.year.truth import UNLUCKY
from lagniappe.desk.accounts import agents, departments, passwords
from lagniappe.desk.conversations.tables import tags
from lagniappe.desk.surveys.tables import survey_templates, survey_versions
from lagniappe.kit import ids

MORE = (
    ("nikos", "Nikos Vlahos", ("sales",)),
    ("irini", "Irini Alexiou", ("sales", "returns")),
    ("paul", "Paul Mercer", ("invoices",)),
    ("dana", "Dana Marin", ("returns", "invoices")),
    ("kenji", "Kenji Mori", ("technical", "returns")),
    ("dewi", "Dewi Lestari", ("invoices", "sales")),
    ("petros", "Petros Kanakis", ("spare-parts", "technical")),
    ("lucy", "Lucy Hart", ("technical", "returns")),
    ("mihai", "Mihai Stan", ("spare-parts",)),
    ("vasiliki", "Vasiliki Rallis", ("invoices", "returns")),
)
ROOMS = (("returns", "Returns"), ("invoices", "Invoices"))


@dataclass(frozen=True, slots=True)
class Place:
    """Ids of everything a contact points at; `hands` are agents' ids by department's key."""

    brand_id: str
    rooms: dict[str, str]
    hands: dict[str, list[str]]
    unlucky: str
    topics: list[str]
    version_id: str


@cache
def words() -> dict:
    """What people say (words.toml)."""
    return tomllib.loads((files("lagniappe.demo.year") / "words.toml").read_text("utf-8"))


def open_place(tx) -> Place:
    """Set up the company; returns what its contacts point at."""
    stage = open_office(tx)
    rooms = dict(stage.departments)
    for rank, (key, name) in enumerate(ROOMS, len(rooms)):
        rooms[key] = departments.create(tx, name=name, rank=rank)
    players = [*stage.players, *_more(tx, rooms)]
    return Place(
        stage.brand_id,
        rooms,
        {key: _hands(players, key) for key in rooms},
        next(p.agent.id for p in players if p.agent.email == UNLUCKY),
        [_tag(tx, name) for name in words()["topics"]],
        _questions(tx, stage),
    )


def _more(tx, rooms: dict[str, str]):
    password = passwords.hashed(company()["password"])
    for mailbox, name, theirs in MORE:
        agent = agents.create(
            tx,
            email=f"{mailbox}@kafeneio.example",
            name=name,
            password=password,
            department_ids=[rooms[key] for key in theirs],
        )
        yield Player(agent, name, ("en",), theirs)


def _hands(players: list[Player], key: str) -> list[str]:
    able = [p for p in players if key in p.departments and p.agent.email != UNLUCKY]
    return [p.agent.id for p in able]


def _tag(tx, name: str) -> str:
    tag_id = ids.new()
    tx.execute(insert(tags).values(id=tag_id, name=name, created_at=tx.now))
    return tag_id


def _questions(tx, stage: Stage) -> str:
    template_id, version_id = ids.new(), ids.new()
    about = {"key": "year", "name": "How was it?", "audience": "contact"}
    tx.execute(
        insert(survey_templates).values(
            id=template_id, created_at=tx.now, retired_at=tx.now, version_id=version_id, **about
        )
    )
    tx.execute(
        insert(survey_versions).values(
            id=version_id, template_id=template_id, number=1, questions=[], created_at=tx.now
        )
    )
    return version_id
