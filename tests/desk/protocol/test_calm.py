"""Ordinary talk is left alone: what the made-up company's people write to each other."""

import re
import tomllib
from pathlib import Path

import pytest

import lagniappe.demo
from lagniappe.desk.complaints.protocol.cues import cues_in
from lagniappe.desk.complaints.protocol.kinds import KINDS
from lagniappe.desk.complaints.protocol.provocation import ESCALATES, PROVOKES, signs_in
from tests import gold

SCRIPTS = Path(lagniappe.demo.__file__).parent / "scripts"
CHOICE = re.compile(r"\{([^|}]*)\|[^}]*\}")


def said(language: str, mark: str) -> list[str]:
    scripts = tomllib.loads((SCRIPTS / f"{language}.toml").read_text())["scripts"]
    lines = [line for script in scripts for line in script["text"].splitlines()]
    return [CHOICE.sub(r"\1", line[2:]) for line in lines if line.startswith(mark)]


@pytest.mark.parametrize("language", gold.LANGUAGES)
def test_good_answers_draw_no_remark(language):
    answers = said(language, "< ")
    assert len(answers) >= 40
    hits = [(cue.kind, text) for text in answers for cue in cues_in(text, language)]
    assert [(kind, text) for kind, text in hits if not KINDS[kind].good] == []


@pytest.mark.parametrize("language", gold.LANGUAGES)
def test_ordinary_questions_are_no_bait_and_fetch_nobody(language):
    questions = said(language, "> ")
    assert len(questions) >= 40
    alarming = {*PROVOKES, *ESCALATES, "exposure"}
    hits = [(sign.kind, text) for text in questions for sign in signs_in(text, language)]
    assert [(kind, text) for kind, text in hits if kind in alarming] == []
