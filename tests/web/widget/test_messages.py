"""What a hostile or clumsy visitor may send, and what becomes of it."""

import uuid

import pytest

from lagniappe.desk.conversations import append, reply, transfer


def test_a_repeat_is_answered_as_the_first_time_and_stored_once(desk):
    visitor = desk.visitor()
    client_id = str(uuid.uuid4())
    answers = [visitor.write("Once", client_id=client_id).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert desk.stored == (1, 1, 0)


def test_another_visitors_client_id_reveals_nothing(desk):
    client_id = str(uuid.uuid4())
    desk.visitor().write("Private", client_id=client_id)
    answer = desk.visitor().write("Other", client_id=client_id).json()
    assert "Private" not in answer["html"]
    assert desk.stored == (2, 2, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": ""},
        {"Authorization": "Visitor "},
        {"Authorization": "Visitor not.a.token.at.all"},
        {"Authorization": "Bearer x"},
        {"Authorization": "Visitor " + "a" * 9000},
    ],
)
def test_without_a_good_token_nothing_is_answered(desk, headers):
    visitor = desk.visitor()
    for method, path in (
        ("GET", "messages?after=0"),
        ("POST", "messages"),
        ("PUT", "read"),
        ("PUT", "details"),
        ("GET", "transcript"),
        ("POST", "uploads"),
    ):
        answer = visitor.ask(method, path, headers=headers)
        assert answer.status_code == 401, path
        assert answer.json()["error"] == "Reload the page to chat with us."
    assert desk.stored == (0, 0, 0)


def test_a_token_of_one_brand_is_nothing_to_another(desk):
    visitor = desk.visitor()
    visitor.write("Mine")
    visitor.key = "other"
    assert visitor.ask("GET", "messages?after=0").status_code == 401
    assert visitor.write("Hi").status_code == 401


def test_a_cookie_is_not_a_token(desk):
    visitor = desk.visitor()
    answer = desk.client.post(
        f"/widget/{visitor.key}/messages",
        json={"client_id": str(uuid.uuid4()), "body": "x"},
        cookies={"session": visitor.token},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 401


def test_another_sites_page_cannot_post(desk):
    visitor = desk.visitor()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = visitor.ask(
            "POST", "messages", json={"client_id": "12345678", "body": "x"}, headers=headers
        )
        assert answer.status_code == 403
    assert desk.stored == (0, 0, 0)


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ({"body": ""}, 422),
        ({"body": "   \n\t "}, 422),
        ({"body": 7}, 422),
        ({"body": None}, 422),
        ({"body": ["a"]}, 422),
        ({"body": "ok", "client_id": ""}, 422),
        ({"body": "ok", "client_id": "x" * 100}, 422),
        ({"body": "ok", "client_id": 12345678}, 422),
        ({"body": "ok", "attachments": "abc"}, 422),
        ({"body": "ok", "attachments": ["no-such-file"]}, 422),
        ({"body": "ok", "department": "no-such-department"}, 422),
        ({"body": "ok", "email": "not an address", "name": "A"}, 422),
        ({"body": "ok", "email": "ana@example..com", "name": "A"}, 422),
        ({"body": "x" * 20_000}, 413),
        ({"body": "x" * 200_000}, 413),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_not_stored(desk, message, status):
    answer = desk.visitor().write(**message)
    assert answer.status_code == status, answer.text
    assert len(answer.json()["error"]) > 10
    assert answer.json()["code"]
    assert desk.stored == (0, 0, 0)


def test_hostile_text_arrives_as_text(desk):
    visitor = desk.visitor()
    hostile = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" https://a.b/"onx=1'
    html = visitor.write(hostile).json()["html"]
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html
    assert 'onx=1"' not in html.replace("&#34;", "").replace("&quot;", "")


def test_a_lone_surrogate_or_a_nul_does_no_harm(desk):
    visitor = desk.visitor()
    raw = '{"client_id": "abcdefgh", "body": "a\\u0000b\\ud800c"}'
    answer = visitor.ask("POST", "messages", content=raw)
    assert answer.status_code in (200, 422)
    assert visitor.ask("GET", "messages?after=0").status_code == 200


def test_a_flood_is_slowed_down_in_words(guarded):
    visitor = guarded.visitor()
    answers = [visitor.write(f"Message {n}") for n in range(12)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].json()["error"] == "That was a lot at once. Wait a minute and try again."
    assert guarded.stored[1] == len(answers) - len(refused)


def test_the_reason_of_a_transfer_and_notes_stay_inside(desk):
    visitor = desk.visitor()
    here = visitor.write("My pump hums").json()["conversation"]
    room = desk.departments["Spare parts"]
    desk.db.write_sync(
        transfer.transfer, desk.agent, here, to_department_id=room, reason="TOP SECRET REASON"
    )
    desk.db.write_sync(
        reply.note, desk.agent, here, client_id="note-note-note", body="PRIVATE NOTE"
    )
    desk.db.write_sync(append.event, here, "taken", public=False, agent=desk.agent)
    answer = visitor.ask("GET", "messages?after=0")
    assert "SECRET" not in answer.text and "PRIVATE" not in answer.text
    assert [message["p"] for message in answer.json()["messages"]] == [1, 2]
    assert "Spare parts" in answer.text
    transcript = visitor.ask("GET", "transcript")
    assert "SECRET" not in transcript.text and "PRIVATE" not in transcript.text
    assert "You are now with Spare parts" in transcript.text


def test_marks_beyond_the_end_go_no_further(desk):
    visitor = desk.visitor()
    visitor.write("One")
    assert visitor.ask("PUT", "read", json={"position": 2**31 - 1}).status_code == 200
    assert visitor.ask("PUT", "read", json={"position": -1}).status_code == 422
    assert visitor.ask("PUT", "read", json={"position": "far"}).status_code == 422
    assert visitor.ask("GET", "messages?after=-1").status_code == 400
    assert visitor.ask("GET", "messages?after=9999999999").status_code == 400


def test_details_are_checked(desk):
    visitor = desk.visitor()
    assert visitor.ask("PUT", "details", json={"name": "A", "email": ""}).status_code == 422
    visitor.write("One")
    wrong = visitor.ask("PUT", "details", json={"name": "A", "email": "nowhere"})
    assert wrong.status_code == 422
    assert "ana@example.com" in wrong.json()["error"]
    good = {"name": "Despina", "email": "despina@example.com"}
    assert visitor.ask("PUT", "details", json=good).status_code == 200
    assert desk.visitor(token=visitor.token).session["details"] == good
