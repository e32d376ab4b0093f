"""lagniappe evaluate mail-trim: exact and lost are told apart, mails and bare texts too."""

import json

import pytest

from lagniappe import cli
from lagniappe.ops.evaluate_trim import is_mail, visible_of

MAIL = b"From: a@b.example\nDate: x\nMessage-ID: <a@b>\nSubject: x\n\nBlue.\n\n> Which?\n"


@pytest.fixture
def measured(tmp_path, capsys):
    def measure(*arguments: str, **pairs: tuple[bytes, str]):
        for name, (raw, expected) in pairs.items():
            (tmp_path / f"{name}.eml").write_bytes(raw)
            (tmp_path / f"{name}.txt").write_text(expected)
        status = cli.main(["evaluate", "mail-trim", str(tmp_path), *arguments])
        return status, capsys.readouterr()

    return measure


def test_exact_and_lost_are_counted(measured):
    status, said = measured(
        "--json",
        exact=(MAIL, "Blue.\n"),
        too_much=(b"Blue.\n\nGreetings, Maria\n", "Blue."),
        lost=(b"Blue.\n\n-- \nand green\n", "Blue.\n\nand green"),
    )
    result = json.loads(said.out)
    assert status == 0
    assert result["exact_share"] == result["lost_text_share"] == pytest.approx(1 / 3)
    assert result["n"] == 3 and result["lost"] == ["lost.eml"]
    low, high = result["intervals"]["exact_share"]
    assert low < 1 / 3 < high


def test_verbose_shows_what_differs(measured):
    _, said = measured("--verbose", lost=(b"Blue.\n\n-- \nand green\n", "Blue.\n\nand green"))
    assert "lost: and green" in said.out and "-and green" in said.out


def test_a_missing_expectation_is_named(measured, tmp_path):
    (tmp_path / "alone.eml").write_bytes(MAIL)
    status, said = measured("--json")
    assert status == 1 and "alone.txt" in said.err


def test_an_empty_folder_is_refused(measured):
    assert measured()[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        b"Hello\n\nFrom: x\n",
        b"From: Athens\nTo: Iasi\nSubject: a trip\nDate: Monday\n\nPlease book it.\n",
        b"Note: this is urgent\n\nMy cup broke.\n",
        b"",
    ],
)
def test_a_bare_text_is_all_body(text):
    assert not is_mail(text)
    assert visible_of(text).split() == text.decode().split()


def test_a_mail_is_known_by_its_head():
    assert is_mail(MAIL) and is_mail(MAIL.replace(b"\n", b"\r\n"))
    assert visible_of(MAIL) == "Blue."
