"""A desk with something to read in its help centre."""

import json
import re

import pytest

from lagniappe.desk.knowledge import approve, entries, versions
from lagniappe.desk.knowledge.tables import entries as entries_table
from tests.actors import KEY


class HelpCentre:
    """Its readers, and the colleagues who write it."""

    def __init__(self, desk) -> None:
        self.desk = desk

    def get(self, path: str = "", key: str = KEY, **request):
        headers = {"Accept": "text/html", **request.pop("headers", {})}
        return self.desk.client.get(
            f"/help/{key}{path}", headers=headers, follow_redirects=False, **request
        )

    def post(self, path: str, sent, **request):
        return self.desk.client.post(f"/help/{KEY}{path}", json=sent, **request)

    def find(self, question: str, language: str = "en") -> list[str]:
        """Titles found while typing."""
        answer = self.get(
            f"/{language}/search", params={"q": question}, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 200, answer.text
        return [line["title"] for line in answer.json()["answers"]]

    def publish(self, question: str, answer: str, *, department: str = "", **more) -> str:
        """An approved public answer; returns its key."""
        return self.desk.db.write_sync(
            _publish, question, answer, self.desk.departments.get(department), **more
        )

    def translate(self, key: str, language: str, question: str, answer: str) -> None:
        self.desk.db.write_sync(_translate, key, language, question, answer)

    def row(self, key: str):
        query = entries_table.select().where(entries_table.c.key == key)
        return self.desk.db.read_sync(lambda tx: tx.one(query))


def structured(page) -> dict:
    """The page's JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    return json.loads(found[1])


def _publish(
    tx,
    question,
    answer,
    department_id,
    *,
    visibility="public",
    approved=True,
    language="en",
    ways=(),
) -> str:
    entry_id = entries.create(
        tx,
        by=None,
        language=language,
        questions=[question, *ways],
        answer=answer,
        department_id=department_id,
        visibility=visibility,
    )
    if approved:
        approve.approve(tx, entry_id, language, number=1, by=None)
    return entries.get(tx, entry_id).key


def _translate(tx, key, language, question, answer) -> None:
    entry_id = tx.value(entries_table.select().where(entries_table.c.key == key))
    text = versions.text_of(tx, entry_id, language)
    seen = text.last_number if text else 0
    number = versions.save(
        tx, entry_id, language, by=None, seen=seen, questions=[question], answer=answer
    )
    approve.approve(tx, entry_id, language, number=number, by=None)


@pytest.fixture
def centre(desk):
    return HelpCentre(desk)


@pytest.fixture
def descale(centre):
    """The key of an answer in English and Greek."""
    key = centre.publish(
        "How do I descale the machine?",
        "Use **KM-9001**:\n\n1. one sachet\n2. one tank\n\nSee https://example.com/descale",
        department="Technical",
        ways=["My machine has limescale"],
    )
    centre.translate(key, "el", "Πώς κάνω αφαλάτωση;", "Με τη σκόνη **KM-9001**.")
    return key
