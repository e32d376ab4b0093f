"""lagniappe calc: the formulas at the command line."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from lagniappe.cli import main
from lagniappe.ops.calc import FORMULAS

PAGE = Path(__file__).parents[2] / "docs" / "user" / "formulas.md"
FREIREICH = "6,6,6,6+,7,9+,10,10+,11+,13,16,17+,19+,20+,22,23,25+,32+,32+,34+,35+"


def calc(capsys, *words):
    code = main(["calc", *words])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["acsi", "x1=8", "x2=7", "x3=7"], 70.98),
        (["acsi", "scores=8,7,7", "weights=0.333333,0.333333,0.333334"], 70.37),
        (["csat", "satisfied=150", "n=250"], 0.6),
        (["csat", "scores=5,4,3,1"], 0.5),
        (["nps", "scores=10,10,9,9,9,8,7,4,2,1"], 20),
        (["nps", "promoters=5", "passives=2", "detractors=3"], 20),
        (["ces", "scores=7,6,5,1"], 0.75),
        (["wilson", "hits=8", "n=10"], 0.8),
        (["bad-contact-cost", "contacts=500000", "bad=3%", "leave=0.63", "value=100"], 945000),
        (["kaplan-meier", f"times={FREIREICH}"], 0.448),
    ],
)
def test_worked_out(capsys, words, value):
    code, out, _ = calc(capsys, *words, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["value"] == pytest.approx(value, abs=0.005)
    assert found["formula"] and found["source"]


def test_intervals_come_along(capsys):
    _, out, _ = calc(capsys, "wilson", "hits=81", "n=263", "--json")
    found = json.loads(out)
    assert (round(found["low"], 4), round(found["high"], 4)) == (0.2553, 0.3662)


def examples():
    """(command, what it prints) for every example on the page of formulas."""
    for block in re.findall(r"(?:^    .*\n?)+", PAGE.read_text(), re.MULTILINE):
        command, *printed = textwrap.dedent(block).rstrip().splitlines()
        yield command, printed


@pytest.mark.parametrize(("command", "printed"), examples())
def test_the_examples_of_the_docs_are_true(capsys, command, printed):
    start, *words = command.removeprefix("$ lagniappe ").split()
    assert start == "calc" and printed
    assert calc(capsys, *words)[1].splitlines() == printed


def test_every_formula_has_an_example():
    assert {command.split()[3] for command, _ in examples()} == set(FORMULAS)


def test_people_get_lines(capsys):
    code, out, _ = calc(capsys, "kaplan-meier", "times=6,6,6,6+,7,9+,10")
    assert code == 0
    assert "at risk" in out and "Kaplan and Meier 1958" in out


@pytest.mark.parametrize(
    "words",
    [
        ["happiness", "x=1"],
        ["acsi", "x1=8", "x2=7"],
        ["acsi", "x1=8", "x2=7", "x3=11"],
        ["csat", "satisfied=9", "n=3"],
        ["csat", "satisfied=1.5", "n=3"],
        ["wilson", "hits=1", "n=0"],
        ["nps", "scores=11,3"],
        ["wilson", "hits"],
        ["wilson", "hits=1", "hits=2", "n=3"],
        ["wilson", "hits=1", "n=3", "colour=red"],
        ["kaplan-meier", "times=abc"],
        ["bad-contact-cost", "contacts=1", "bad=375%", "value=1"],
    ],
)
def test_what_cannot_be_worked_out_says_what_to_write(capsys, words):
    code, out, err = calc(capsys, *words)
    assert (code, out) == (1, "")
    assert "Choose one of" in err or "Write it as" in err or "twice" in err
