"""Mails as a small company gets them, and the bytes of each."""

import base64
import random

BOX = "support@kafeneio.example"
_WORDS = {
    "en": ("Where is my parcel", "The grinder makes a noise", "I would like to change my order"),
    "el": ("Πού είναι το δέμα μου", "Ο μύλος κάνει θόρυβο", "Θέλω να αλλάξω την παραγγελία"),
    "ja": ("荷物はどこですか", "ミルから音がします", "注文を変更したいです"),
}
_WROTE = "On Tue, 10 Feb 2026 at 12:00, Support <support@kafeneio.example> wrote:"
# What servers on the way add to every mail.
_RECEIVED = (
    "Received: from mx{0}.customers.example (mx{0}.customers.example [192.0.2.{0}])\n"
    "\tby mail{0}.kafeneio.example (Postfix) with ESMTPS id 4abc{0}\n"
    "\tfor <support@kafeneio.example>; Tue, 10 Feb 2026 12:00:00 +0200 (EET)\n"
)
_SIGNED = (
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=customers.example; s=2026;\n"
    "\th=from:to:subject:date:message-id; bh=" + "A" * 44 + ";\n\tb=" + "B" * 340 + "\n"
    "Authentication-Results: mail.kafeneio.example; dkim=pass; spf=pass; dmarc=pass\n"
    "X-Spamd-Result: default: False [-0.20 / 15.00]; R_DKIM_ALLOW(-0.20)[customers.example]\n"
    "User-Agent: Mozilla Thunderbird\nContent-Language: en-GB\nX-Priority: 3\n"
)
_STYLE = "<style>" + ".c{margin:0;padding:0;font-family:Arial,sans-serif}" * 40 + "</style>"
_KINDS = ("plain",) * 5 + ("html",) * 3 + ("attachment",) * 2
_PIXELS = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def first(number: int, chance: random.Random) -> bytes:
    """A mail that begins a conversation."""
    return _letter(number, chance, answers="", to=BOX, name=f"new{number}")


def answer(number: int, chance: random.Random, *, mark: str) -> bytes:
    """An answer to the conversation that first(number) began: by our reply address when there
    is one, else by the Message-ID of the first mail."""
    references = "" if mark else f"<new{number}@customers.example>"
    return _letter(number, chance, answers=references, to=mark or BOX, name=f"answer{number}")


def _letter(number: int, chance: random.Random, *, answers: str, to: str, name: str) -> bytes:
    language = chance.choice(("en", "en", "en", "el", "el", "ja"))
    words = " ".join(
        f"{chance.choice(_WORDS[language])} {chance.randrange(10_000)}." for _ in range(6)
    )
    if name.startswith("answer"):
        quoted = "\n".join("> " + line for line in ["It left today.", "Greetings, Support"] * 6)
        words = f"{words}\n\n{_WROTE}\n\n{quoted}\n"
    head = (
        "Return-Path: <x@customers.example>\n"
        + "".join(_RECEIVED.format(hop) for hop in range(4))
        + _SIGNED
        + f"From: {_word(f'Customer {number} Πελάτης')} <customer{number}@customers.example>\n"
        f"To: {to}\nSubject: {_word(words[:40])}\nMessage-ID: <{name}@customers.example>\n"
        "Date: Tue, 10 Feb 2026 12:00:00 +0200\nMIME-Version: 1.0\n"
    )
    if answers:
        head += f"References: {answers}\nIn-Reply-To: {answers}\n"
    kind, body = _body(chance.choice(_KINDS), words, number)
    return (head + kind).encode() + b"\n" + body


def _body(kind: str, words: str, number: int) -> tuple[str, bytes]:
    if kind == "plain":
        head = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n"
        return head, base64.encodebytes(words.encode())
    lines = "</div><div>".join(words.splitlines())
    html = f"<html><head>{_STYLE}</head><body><div>{lines}</div></body></html>"
    parts = [
        ("text/plain; charset=utf-8", words.encode()),
        ("text/html; charset=utf-8", html.encode()),
    ]
    if kind == "attachment":
        parts = [parts[0], ('image/png; name="cup.png"', _PIXELS + str(number).encode())]
    body = "".join(
        f"--=_b\nContent-Type: {what}\nContent-Transfer-Encoding: base64\n\n"
        f"{base64.encodebytes(content).decode()}\n"
        for what, content in parts
    )
    shape = "alternative" if kind == "html" else "mixed"
    return f'Content-Type: multipart/{shape}; boundary="=_b"\n', (body + "--=_b--\n").encode()


def _word(text: str) -> str:
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="
