"""Replies from the library, as the composer asks for them."""


def test_the_picker_fills_in_and_says_what_is_missing(desk):
    form = {"title": "Late", "shortcut": "late", "locale": "en"}
    body = "Dear {{ customer.first_name }}, {{ conversation.number }} is late. {{ agent.name }}"
    made = desk.alice.ask("POST", "/library/replies", data={**form, "body": body})
    assert made.status_code == 303
    named = desk.conversation(name="Eleni Papadaki")
    [offered] = desk.alice.get(f"/replies?q=late&conversation={named}").json()
    number = desk.row(named).number
    assert offered["body"] == f"Dear Eleni, L-{number} is late. Alice"
    assert offered["missing"] == []
    [offered] = desk.alice.get(f"/replies?q=la&conversation={desk.conversation()}").json()
    assert offered["missing"] == ["customer.first_name"]
    assert "{{ customer.first_name }}" in offered["body"]
