import json
from pathlib import Path

import pytest

from lagniappe.desk.knowledge.retrieval import Entry
from lagniappe.desk.knowledge.retrieval.library import Library

PROBE = Path(__file__).parents[2] / "data" / "probe"


def entries(language: str) -> list[Entry]:
    lines = (PROBE / f"library.{language}.jsonl").read_text().splitlines()
    return [
        Entry(one["id"], one["language"], tuple(one["questions"]), one["answer"])
        for one in map(json.loads, lines)
    ]


@pytest.fixture(scope="session")
def english() -> Library:
    return Library(entries("en"))


@pytest.fixture(scope="session")
def everyone() -> Library:
    return Library(
        entry for language in ("en", "el", "ro", "ja", "id") for entry in entries(language)
    )
