"""Mails that went wrong on the way: what a fuzzer does to good ones."""

import random

HOSTILE = (
    b"\n\n",
    b"\r",
    b"\0",
    b"--",
    b"--=_b\n",
    b"--=_b--\n",
    b">" * 500,
    b"> " * 300,
    b"-" * 2_000,
    b" " * 2_000,
    b"\t" * 500,
    b"On " * 800,
    b"On Tue, 10 Feb 2026 at 12:00, ",
    b"wrote:\n",
    b"From: " * 200,
    b"=?utf-8?B?" * 50,
    b"=?utf-8?Q?" + b"=" * 300,
    b"\x1b$B" * 100,
    b"\xff\xfe",
    b"\xce",
    b"Content-Type: multipart/mixed; boundary=x\n",
    b'Content-Type: multipart/mixed; boundary=""\n',
    b"Content-Type: message/rfc822\n\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: x-uuencode\n",
    b"charset=utf-7",
    b"charset=idna",
    b"charset=undefined",
    b"charset=rot13",
    b"filename*0*=x''%",
    b"filename*1=",
    b"<" * 1_000,
    b"<div>" * 400,
    b"</div>" * 100,
    b"<blockquote>" * 200,
    b"<!--" * 100,
    b"&#99999999999;" * 20,
    b"a@" * 500,
    b"(" * 500,
    b'"' * 501,
    b"<a@x>" * 300,
    b"BEGIN:VEVENT\n",
)
LARGEST = 200_000


def mutated(raw: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The mail after one to six accidents, at most LARGEST bytes of it."""
    for _ in range(chance.randint(1, 6)):
        raw = chance.choice(_ACCIDENTS)(raw or b"\n", others, chance)[:LARGEST]
    return raw


def _flip(raw: bytes, others, chance) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(raw: bytes, others, chance) -> bytes:
    start, end = _span(raw, chance)
    return raw[:start] + raw[end:]


def _end(raw: bytes, others, chance) -> bytes:
    return raw[: chance.randrange(len(raw)) + 1]


def _put_in(raw: bytes, others, chance) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.choice(HOSTILE) + raw[at:]


def _repeat(raw: bytes, others, chance) -> bytes:
    start, end = _span(raw, chance)
    return raw[:end] + raw[start:end] * chance.choice((1, 3, 30, 300)) + raw[end:]


def _splice(raw: bytes, others, chance) -> bytes:
    other = chance.choice(others) or b"\n"
    return raw[: chance.randrange(len(raw))] + other[chance.randrange(len(other)) :]


def _swap_lines(raw: bytes, others, chance) -> bytes:
    lines = raw.split(b"\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def _span(raw: bytes, chance) -> tuple[int, int]:
    start = chance.randrange(len(raw))
    return start, min(len(raw), start + chance.randint(1, 400))


_ACCIDENTS = (_flip, _cut, _end, _put_in, _put_in, _repeat, _splice, _swap_lines)
