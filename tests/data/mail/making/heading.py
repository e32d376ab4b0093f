"""Header lines as programs really write them."""

from tests.data.mail.making.letter import PDF, Case, heads, mail, multi, part, plain, word

TEXT = "Where is my parcel?\n"


def cases():
    yield from _names()
    yield from _senders()
    yield from _threads()
    yield from _files()


def _names():
    half = "Παραγγελία".encode()
    first, second = (
        word(text, "latin-1") for text in (half[:5].decode("latin-1"), half[5:].decode("latin-1"))
    )
    yield Case(
        "word_cut_inside_a_letter",
        plain(TEXT, subject=f"{first}\n {second}".replace("latin-1", "utf-8")),
        {"subject": "Παραγγελία"},
    )
    q = "=?utf-8?Q?=CE=A0=CE=B1=CF?= =?utf-8?Q?=81=CE=B1?="
    yield Case("q_word_cut_inside_a_letter", plain(TEXT, subject=q), {"subject": "Παρα"})
    yield Case(
        "words_beside_plain_text",
        plain(TEXT, subject=f"Re: {word('Ερώτηση', 'utf-8')} (order 7)"),
        {"subject": "Re: Ερώτηση (order 7)"},
    )
    yield Case(
        "word_with_underscores",
        plain(TEXT, subject="=?iso-8859-1?Q?Gr=FC=DFe_aus_K=F6ln?="),
        {"subject": "Grüße aus Köln"},
    )
    yield Case(
        "word_in_quotes",
        plain(TEXT, **{"from": f'"{word("Παππάς, Νίκος", "utf-8")}" <nikos@example.com>'}),
        {"from": "nikos@example.com", "name": "Παππάς, Νίκος"},
    )
    yield Case(
        "name_with_a_comma_encoded",
        plain(TEXT, **{"from": f"{word('Müller, Jörg', 'utf-8', 'Q')} <j@example.com>"}),
        {"from": "j@example.com", "name": "Müller, Jörg"},
    )
    yield Case(
        "name_with_a_comma_unquoted",
        plain(TEXT, **{"from": "Pappas, Nikos <nikos@example.com>"}),
        {"from": "nikos@example.com"},
    )
    yield Case(
        "raw_utf8",
        plain(TEXT, **{"from": "Νίκος <nikos@example.com>", "subject": "Ερώτηση για παραγγελία"}),
        {"name": "Νίκος", "subject": "Ερώτηση για παραγγελία"},
    )
    yield Case(
        "raw_windows_1253",
        plain(TEXT, subject="Ερώτηση για την παραγγελία μου που δεν ήρθε".encode("cp1253")),
        {"subject": "Ερώτηση για την παραγγελία μου που δεν ήρθε"},
    )
    yield Case(
        "broken_base64_word",
        plain(TEXT, subject="=?utf-8?B?zqDOsc+?= and more"),
        {"subject_has": ["and more"]},
    )
    yield Case(
        "word_of_an_unknown_charset",
        plain(TEXT, subject="=?x-nothing?Q?Hello_there?="),
        {"subject": "Hello there"},
    )
    yield Case("no_subject", plain(TEXT, subject=None), {"subject": "", "visible": TEXT.strip()})
    yield Case(
        "folded_subject",
        plain(TEXT, subject="A very long question about\n  my order\n\tand its delivery"),
        {"subject": "A very long question about my order and its delivery"},
    )
    yield Case("two_subjects", plain(TEXT, subject=["First", "Second"]), {"subject": "First"})
    yield Case(
        "endless_subject", plain(TEXT, subject="order " * 2_000), {"subject_has": ["order order"]}
    )
    yield Case(
        "turned_round_name",
        plain(TEXT, **{"from": "\u202egro.knab\u202c <a@example.com>"}),
        {"from": "a@example.com", "name": "gro.knab"},
    )


def _senders():
    yield Case("no_from", plain(TEXT, **{"from": None}), {"from": "", "visible": TEXT.strip()})
    yield Case(
        "no_from_but_sender",
        plain(TEXT, **{"from": None}, sender="Maria <maria@example.com>"),
        {"from": "maria@example.com"},
    )
    yield Case("empty_from", plain(TEXT, **{"from": ""}), {"from": ""})
    yield Case(
        "several_from",
        plain(TEXT, **{"from": "a@example.com, b@example.com"}),
        {"from": "a@example.com"},
    )
    yield Case(
        "two_from_lines",
        plain(TEXT, **{"from": ["A <a@example.com>", "B <b@example.com>"]}),
        {"from": "a@example.com"},
    )
    yield Case(
        "from_without_brackets",
        plain(TEXT, **{"from": "maria@example.com (Maria P.)"}),
        {"from": "maria@example.com", "name": "Maria P."},
    )
    yield Case(
        "from_broken_brackets",
        plain(TEXT, **{"from": '"Maria" <maria@example.com'}),
        {"from": "maria@example.com"},
    )
    yield Case(
        "from_twice_the_address",
        plain(TEXT, **{"from": '"maria@example.com" <maria@example.com>'}),
        {"from": "maria@example.com", "name": ""},
    )
    yield Case(
        "from_undisclosed",
        plain(TEXT, to="undisclosed-recipients:;"),
        {"to": [], "from": "maria@example.com"},
    )
    yield Case(
        "to_a_group",
        plain(TEXT, to="Team: a@example.com, B <b@example.com>;", cc="c@example.com"),
        {"to": ["a@example.com", "b@example.com"], "cc": ["c@example.com"]},
    )
    yield Case(
        "reply_to_another",
        plain(TEXT, reply_to="Office <office@example.com>"),
        {"from": "maria@example.com", "reply_to": "office@example.com"},
    )
    yield Case(
        "address_in_capitals",
        plain(TEXT, **{"from": "Maria <Maria.P@EXAMPLE.com>"}),
        {"from": "maria.p@example.com"},
    )
    yield Case(
        "address_of_letters_beyond_ascii",
        plain(TEXT, **{"from": "用户 <用户@例子.example>"}),
        {"from": "用户@例子.example"},
    )
    yield Case(
        "nul_in_from",
        plain(TEXT, **{"from": "Ma\0ria <maria@example.com>"}),
        {"from": "maria@example.com", "name": "Maria"},
    )
    yield Case(
        "delivered_for",
        plain(
            TEXT, delivered_to="support+x@kafeneio.example", x_original_to="<shop@kafeneio.example>"
        ),
        {"delivered_to": ["support+x@kafeneio.example", "shop@kafeneio.example"]},
    )


def _threads():
    yield Case("no_message_id", plain(TEXT, message_id=None), {"message_id": ""})
    yield Case("empty_message_id", plain(TEXT, message_id=""), {"message_id": ""})
    yield Case("message_id_in_angles_only", plain(TEXT, message_id="<>"), {"message_id": ""})
    yield Case(
        "message_id_without_angles", plain(TEXT, message_id="abc@x"), {"message_id": "abc@x"}
    )
    yield Case(
        "message_id_folded",
        plain(TEXT, message_id="\n <long-one@example.com>"),
        {"message_id": "long-one@example.com"},
    )
    yield Case(
        "references_folded_and_joined",
        plain(TEXT, references="<a@x>\n <b@x><c@x>\n\t<d@x>", in_reply_to="<d@x>"),
        {"references": ["a@x", "b@x", "c@x", "d@x"], "in_reply_to": ["d@x"]},
    )
    yield Case(
        "in_reply_to_with_words",
        plain(TEXT, in_reply_to='Message of "Tue, 3 Feb" <d@x>'),
        {"in_reply_to": ["d@x"]},
    )
    yield Case(
        "hundreds_of_references",
        plain(TEXT, references="\n ".join(f"<{n}@x>" for n in range(400))),
        {"references_last": "399@x"},
    )
    for name, date, moment in (
        ("date_without_zone", "Tue, 10 Feb 2026 12:00:00 -0000", 1_770_724_800_000),
        ("date_with_zone_name", "Tue, 10 Feb 2026 12:00:00 GMT", 1_770_724_800_000),
        ("date_nonsense", "yesterday at noon", None),
        ("date_before_time", "Thu, 01 Jan 1900 00:00:00 +0000", None),
        ("date_with_huge_zone", "Tue, 10 Feb 2026 12:00:00 +9999999999999", None),
        ("date_missing", None, None),
    ):
        yield Case(name, plain(TEXT, date=date), {"sent_at": moment})


def _files():
    for name, lines, said in (
        (
            "file_name_2231",
            "filename*=utf-8''%CE%B1%CF%80%CF%8C%CE%B4%CE%B5%CE%B9%CE%BE%CE%B7.pdf",
            "απόδειξη.pdf",
        ),
        (
            "file_name_2231_in_pieces",
            "filename*0*=utf-8''%CE%B1%CF%80;\n filename*1*=%CF%8C%CE%B4;\n filename*2=x.pdf",
            "απόδx.pdf",
        ),
        ("file_name_2231_latin1", "filename*=iso-8859-1'de'M%FCller.pdf", "Müller.pdf"),
        ("file_name_2231_in_quotes", "filename=\"utf-8''%CE%B1%CE%B2.pdf\"", "αβ.pdf"),
        ("file_name_word_in_quotes", f'filename="{word("απόδειξη.pdf", "utf-8")}"', "απόδειξη.pdf"),
        (
            "file_name_two_words_in_quotes",
            f'filename="{word("απόδ", "utf-8")}\n {word("ειξη.pdf", "utf-8")}"',
            "απόδειξη.pdf",
        ),
        ("file_name_raw_utf8", 'filename="απόδειξη.pdf"', "απόδειξη.pdf"),
        ("file_name_with_a_path", 'filename="..\\\\..\\\\etc/passwd.pdf"', "passwd.pdf"),
        ("file_name_unclosed", 'filename="open.pdf', "open.pdf"),
    ):
        one = part(
            PDF, "application/pdf", how="base64", more=f"Content-Disposition: attachment; {lines}\n"
        )
        yield Case(
            name,
            mail(multi(part(TEXT, "text/plain"), one)),
            {"files": [[said, "application/pdf"]], "visible": TEXT.strip()},
        )
    by_type = part(PDF, f'application/pdf; name="{word("λίστα.pdf", "utf-8")}"', how="base64")
    yield Case(
        "file_name_only_in_type",
        mail(multi(part(TEXT, "text/plain"), by_type)),
        {"files": [["λίστα.pdf", "application/pdf"]]},
    )
    nameless = part(PDF, "application/pdf", how="base64", more="Content-Disposition: attachment\n")
    yield Case(
        "file_without_a_name",
        mail(multi(part(TEXT, "text/plain"), nameless)),
        {"files": [["file.pdf", "application/pdf"]]},
    )
    raw = heads(content_type=None) + b"\n" + TEXT.encode()
    yield Case("no_type_at_all", raw, {"visible": TEXT.strip()})
