"""Settings: typed, from the environment, and a wrong one is named."""

import pytest

from lagniappe import settings
from lagniappe.settings import SettingsError, load


def test_values_are_typed():
    chosen = load({"LAGNIAPPE_PORT": "9000", "LAGNIAPPE_DEVELOPMENT": "yes", "HOME": "/root"})
    assert (chosen.port, chosen.development) == (9000, True)


def test_the_command_line_wins(tmp_path):
    assert load({"LAGNIAPPE_PORT": "9000"}, port=9001).port == 9001
    assert load({"LAGNIAPPE_PORT": "9000"}, port=None).port == 9000


def test_a_secret_may_lie_in_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text("x" * 40 + "\n")
    assert load({"LAGNIAPPE_SECRET_KEY_FILE": str(file)}).secret_key == "x" * 40


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LAGNIAPPE_PORT", "eighty"),
        ("LAGNIAPPE_PORT", "70000"),
        ("LAGNIAPPE_DEVELOPMENT", "perhaps"),
        ("LAGNIAPPE_SECRET_KEY", "short"),
        ("LAGNIAPPE_SECRET_KEY_FILE", "/nowhere/at/all"),
        ("LAGNIAPPE_PROT", "8000"),
        ("LAGNIAPPE_LOG_LEVEL", "shout"),
        ("LAGNIAPPE_DATABASE_URL", "mysql://here"),
        ("LAGNIAPPE_MAIL_LISTEN", "2424"),
        ("LAGNIAPPE_MAIL_LISTEN", "127.0.0.1:many"),
        ("LAGNIAPPE_MAIL_LISTEN_KIND", "http"),
    ],
)
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(SettingsError, match=name.removesuffix("_FILE")):
        load({name: value})


def test_every_setting_says_what_it_is():
    from dataclasses import fields

    assert all(f.metadata["doc"].endswith(".") for f in fields(settings.Settings))
