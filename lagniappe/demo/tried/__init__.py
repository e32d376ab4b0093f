"""What visitors of the demo tried on their own: found, not found, and not helped. Made up."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random

from lagniappe.demo.script import company
from lagniappe.desk.knowledge import self_service, trail
from lagniappe.desk.knowledge.gaps import gather, grouping, unanswered
from lagniappe.desk.knowledge.measuring import kept
from lagniappe.kit.clock import DAY, HOUR, MINUTE

DAYS = 60


def play(tx, random: Random, *, brand_id: str, departments: list[str]) -> None:
    """Two months of people helping themselves, up to an hour ago; the gaps come together."""
    now = tx.now
    visits = [
        (random.randrange(now - DAYS * DAY, now - 2 * HOUR), locale, visit)
        for locale in company()["languages"]
        for visit in _visits(random, locale, departments)
    ]
    for at, locale, (verb, *what) in sorted(visits, key=lambda visit: visit[0]):
        tx.now = at
        verb(tx, brand_id, locale, *what)
    tx.now = now
    questions = unanswered.waiting(tx, limit=gather.AT_ONCE)
    changed = grouping.group(gather.known(tx, questions), questions)
    gather.place(tx, questions, changed)
    kept.make_now(tx)


def _visits(random: Random, locale: str, departments: list[str]):
    said = _said(locale)
    for question, key in said["asked"]:
        yield _found, question, key, True
    for group in said["gaps"]:
        room = random.choice([None, *departments])
        for question in group:
            yield _found_nothing, question, room
    if "unhelped" in said:
        key, questions, unhelped, helped = said["unhelped"]
        for n in range(unhelped + helped):
            yield _found, questions[n % len(questions)], key, n < helped


def _found(tx, brand_id: str, locale: str, question: str, key: str, helped: bool) -> None:
    search = {"text": question, "language": locale, "found": 3}
    here = self_service.searched(tx, brand_id, "", **search)
    tx.now += MINUTE
    about = {"key": key, "language": locale}
    self_service.opened(tx, brand_id, here, **about)
    tx.now += MINUTE
    self_service.voted(tx, brand_id, here, **about, helped=helped)


def _found_nothing(tx, brand_id: str, locale: str, question: str, department_id) -> None:
    if department_id is None:
        self_service.searched(tx, brand_id, "", text=question, language=locale, found=0)
        return
    here = trail.begin(tx, brand_id)
    asked = {"text": question, "language": locale, "department_id": department_id}
    trail.step(tx, here, "silent", **asked)


@cache
def _said(locale: str) -> dict:
    return tomllib.loads((files("lagniappe.demo.tried") / f"{locale}.toml").read_text("utf-8"))
