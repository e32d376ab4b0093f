"""Two processes on one PostgreSQL: the visitor is connected to one, the agent to the other."""

import time

import pytest
from starlette.testclient import TestClient

from lagniappe.app import create_app
from lagniappe.db.engine import Database, database_url
from lagniappe.settings import Settings
from tests import own_databases
from tests.actors import Desk, furnish
from tests.web.help.conftest import HelpCentre
from tests.web.live.test_sockets import Ears, agents_socket


@pytest.fixture
def two_desks(postgres_server, tmp_path, clock):
    url = own_databases.new_postgres_url(postgres_server, own_databases.MIGRATED)
    chosen = Settings(data_dir=tmp_path, database_url=url)
    opened = []
    for number in range(2):
        db = Database(database_url(url, tmp_path), clock=clock)
        if number == 0:
            db.write_sync(furnish)
        opened.append((TestClient(create_app(chosen, db), base_url="http://desk.test"), db))
    with opened[0][0], opened[1][0]:
        yield [Desk(client, db, clock) for client, db in opened]
    for _, db in opened:
        db.close()


def test_a_message_in_one_process_is_seen_in_the_other(two_desks):
    here, there = two_desks
    vera = here.visitor()
    conversation = vera.write("Can you hear me?").json()["conversation"]
    with agents_socket(there, there.bob) as socket:
        bob = Ears(socket)
        bob.say(t="view", c=[conversation])
        bob.wait_for("viewing")
        heard = None
        end = time.monotonic() + 15
        # The relay may still be connecting: a hint to nobody is lost, the next one is not.
        while heard is None and time.monotonic() < end:
            vera.write("And now?")
            heard = next((f for f in bob.until_pong() if f["t"] == "message"), None)
        assert heard and "html" not in heard
        state = there.bob.get(f"/conversations/{conversation}/messages?after=0").text
        assert "Can you hear me?" in state and "And now?" in state


def test_both_processes_believe_each_others_tokens_and_sessions(two_desks):
    here, there = two_desks
    vera = here.visitor()
    vera.write("Hello")
    vera.desk = there
    assert vera.write("Hello again").status_code == 200
    there.bob.cookie = here.bob.cookie
    assert there.bob.get("/inbox?view=all").status_code == 200


def test_an_answer_approved_in_one_process_is_read_and_found_in_the_other(two_desks):
    here, there = map(HelpCentre, two_desks)
    key = here.publish("How do I descale the machine?", "Old words.")
    assert there.find("descale") == ["How do I descale the machine?"]
    here.translate(key, "en", "How do I descale the machine?", "New words.")
    assert "New words." in there.get(f"/en/{key}").text
    found = there.get("/en/search?q=descale")
    assert "New words." in found.text
    here.desk.sofia.ask("POST", f"/library/answers/{here.row(key).id}/retirement")
    assert there.get(f"/en/{key}").status_code == 404
    assert there.find("descale") == []
