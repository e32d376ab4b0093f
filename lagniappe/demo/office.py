"""Setting up the demo's company: departments, agents, brand, canned replies, answers."""

from functools import cache

from lagniappe.demo import answers
from lagniappe.demo.play import Player, Stage
from lagniappe.demo.script import company, language
from lagniappe.desk.accounts import agents, brands, departments, passwords
from lagniappe.desk.knowledge import canned

BRAND_KEY = "demo"


def open_office(tx) -> Stage:
    """The company, ready to be written to."""
    rooms = _departments(tx)
    stage = Stage(
        _brand(tx), rooms, tuple(_player(tx, entry, rooms) for entry in company()["agents"])
    )
    _canned_replies(tx, stage)
    answers.put_in(tx, by=stage.players[0].agent.id)
    return stage


def _departments(tx) -> dict[str, str]:
    return {
        entry["key"]: departments.create(tx, name=entry["name"], names=entry["names"], rank=rank)
        for rank, entry in enumerate(company()["departments"])
    }


def _brand(tx) -> str:
    # No opening hours: whoever tries the demo, at whatever hour, finds the chat open.
    about = company()
    return brands.create(
        tx,
        key=BRAND_KEY,
        name=about["name"],
        time_zone=about["time_zone"],
        colour=about["colour"],
        greetings=about["greetings"],
    )


def _player(tx, entry: dict, rooms: dict[str, str]) -> Player:
    agent = agents.create(
        tx,
        email=entry["email"],
        name=entry["name"],
        password=_password(),
        role=entry["role"],
        locale=entry["locale"],
        time_zone=entry["time_zone"],
        department_ids=[rooms[key] for key in entry["departments"]],
    )
    return Player(agent, entry["native"], tuple(entry["speaks"]), tuple(entry["departments"]))


@cache
def _password() -> passwords.Hashed:
    """Everybody's, hashed once: the demo prints it in the terminal anyway."""
    return passwords.hashed(company()["password"])


def _canned_replies(tx, stage: Stage) -> None:
    author = stage.players[0].agent
    for locale in company()["languages"]:
        for entry in language(locale).canned:
            canned.create(
                tx,
                by=author.id,
                shortcut=entry["shortcut"],
                title=entry["title"],
                body=entry["body"],
                locale=locale,
                department_id=stage.departments.get(entry.get("department")),
            )
