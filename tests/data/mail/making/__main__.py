"""Write the corpus beside this folder."""

import json
from pathlib import Path

from tests.data.mail.making import (
    broken,
    charsets,
    forwards,
    heading,
    inside,
    programs,
    quotes,
    returned,
)

ROOT = Path(__file__).parents[1]


def main() -> None:
    """One folder for each topic; what is no longer made is removed."""
    for topic in (charsets, heading, broken, inside, quotes, forwards, programs, returned):
        folder = ROOT / topic.__name__.rpartition(".")[2]
        folder.mkdir(exist_ok=True)
        kept = set()
        for case in topic.cases():
            assert case.name not in kept, case.name
            kept.add(case.name)
            (folder / f"{case.name}.eml").write_bytes(case.raw)
            facts = json.dumps(case.facts, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{case.name}.json").write_text(facts, encoding="utf-8")
        for old in folder.iterdir():
            if old.stem not in kept:
                old.unlink()


if __name__ == "__main__":
    main()
