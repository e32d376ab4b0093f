"""Signing in to the outgoing server: by password, by token, and what a refusal means."""

import http.server
import json

import pytest

from lagniappe.channels.email import oauth
from lagniappe.desk.conversations import message
from tests import served
from tests.channels.email.outbound import postoffice
from tests.channels.email.outbound.postoffice import PostOffice, answers, arrives, rows, written


@pytest.fixture
def guarded_office():
    opened = PostOffice(user="desk@kafeneio.example").open()
    yield opened
    opened.close()


@pytest.fixture
def provider():
    """Gives tokens: `provider.says` is the next answer."""
    server = http.server.HTTPServer(("127.0.0.1", 0), _Provider)
    server.says, server.asked = (200, {"access_token": "good", "expires_in": 3600}), 0
    server.url = f"http://127.0.0.1:{server.server_port}/token"
    served.in_thread(server)
    yield server
    server.shutdown()
    server.server_close()


class _Provider(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.asked += 1
        status, answer = self.server.says
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def test_by_password(mail_db, guarded_office, maria, deliver):
    secrets = {"incoming": {"password": "other"}, "outgoing": {"password": "secret"}}
    write_one(mail_db, guarded_office, maria, secrets)
    deliver()
    assert guarded_office.signed_in == [("desk@kafeneio.example", "secret")]
    assert len(guarded_office.delivered) == 1


def test_a_wrong_password_is_told_at_once_and_tried_again(mail_db, guarded_office, maria, deliver):
    conversation = write_one(mail_db, guarded_office, maria, {"outgoing": {"password": "wrong"}})
    deliver()
    (row,) = mail_db.read_sync(rows)
    assert row.state == "queued" and "535" in row.error
    last = mail_db.read_sync(message.after, conversation, 0)[-1]
    assert last.event["name"] == "mail_late"


def test_by_token(mail_db, guarded_office, provider, maria, deliver):
    write_one(mail_db, guarded_office, maria, consent(provider), sign_in="oauth")
    deliver()
    (said,) = guarded_office.signed_in
    assert said[1] == "user=desk@kafeneio.example\x01auth=Bearer good\x01\x01"
    assert len(guarded_office.delivered) == 1
    assert provider.asked == 1


def test_no_token(mail_db, guarded_office, provider, maria, deliver):
    provider.says = (400, {"error": "invalid_grant", "error_description": "consent withdrawn"})
    write_one(mail_db, guarded_office, maria, consent(provider), sign_in="oauth")
    deliver()
    (row,) = mail_db.read_sync(rows)
    assert row.state == "queued" and "consent withdrawn" in row.error


def test_tokens_are_asked_for_by_https_only(mail_db):
    with pytest.raises(oauth.NoToken, match="https"):
        oauth._ask({"token_url": "http://mail.example.com/token", "refresh_token": "r"})


def consent(provider) -> dict:
    return {"oauth": {"token_url": provider.url, "client_id": "desk", "refresh_token": "r"}}


def write_one(db, office, agent, secrets, **outgoing) -> str:
    """A mail that waits to be sent by this office; returns its conversation's id."""
    how = {**office.outgoing, **outgoing}
    box_id = db.write_sync(postoffice.furnish, outgoing=how, secrets=secrets)
    conversation = db.write_sync(arrives, box_id, written()).conversation_id
    db.write_sync(answers, agent, conversation)
    return conversation
