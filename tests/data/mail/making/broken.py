"""Mail that no program should send and many do."""

import base64

from tests.data.mail.making.letter import PDF, Case, heads, html, mail, multi, nested, part, plain

TEXT = "Where is my parcel?\n"
SAID = {"visible": TEXT.strip()}
ONE = part(TEXT, "text/plain")
FILE = part(
    PDF, "application/pdf", how="base64", more="Content-Disposition: attachment; filename=a.pdf\n"
)


def cases():
    yield from _boundaries()
    yield from _bytes()
    yield from _shapes()


def _boundaries():
    yield Case("no_last_boundary", mail(multi(ONE, FILE, end=False)), {**SAID, "file_count": 1})
    kind, body = multi(ONE, FILE)
    yield Case(
        "boundary_not_named", mail(("multipart/mixed", body)), {"visible_has": [TEXT.strip()]}
    )
    yield Case("boundary_never_comes", mail((kind, TEXT.encode())), SAID)
    spaced = body.replace(b"--=_b\n", b"--=_b   \n")
    yield Case("boundary_with_spaces_behind", mail((kind, spaced)), {**SAID, "file_count": 1})
    yield Case(
        "empty_boundary",
        mail(('multipart/mixed; boundary=""', body)),
        {"visible_has": [TEXT.strip()]},
    )
    crlf = mail((kind, body)).replace(b"\n", b"\r\n")
    yield Case("lines_end_in_crlf", crlf, {**SAID, "file_count": 1})
    yield Case("lines_end_in_cr", plain(TEXT).replace(b"\n", b"\r"), SAID)
    inner = multi(ONE, part("<p>x</p>", "text/html"), kind="alternative", boundary="=_b")
    yield Case(
        "inner_boundary_is_the_outer",
        mail(multi(nested(inner), FILE)),
        {"visible_has": [TEXT.strip()]},
    )
    prefix = multi(ONE, part("<p>x</p>", "text/html"), kind="alternative", boundary="=_b1")
    yield Case(
        "inner_boundary_begins_like_the_outer",
        mail(multi(nested(prefix), FILE)),
        {**SAID, "file_count": 1},
    )
    yield Case(
        "words_before_and_behind_the_parts",
        mail((kind, b"This is MIME.\n" + body + b"epilogue\n")),
        {**SAID, "visible_lacks": ["MIME", "epilogue"]},
    )
    yield Case("no_parts_at_all", mail(multi()), {"visible": "", "file_count": 0})


def _bytes():
    cut = base64.encodebytes(TEXT.encode() * 20)[:-9]
    lines = heads(content_type="text/plain; charset=utf-8", content_transfer_encoding="base64")
    yield Case("truncated_base64", lines + b"\n" + cut, {"visible_has": [TEXT.strip()]})
    dirty = b"V2hlcmUgaXMg\n!!\nbXkgcGFyY2VsPw==\n\n--\nan advertisement\n"
    yield Case("dirty_base64", lines + b"\n" + dirty, {"visible_has": ["Where is my parcel?"]})
    yield Case("base64_that_is_not", lines + b"\n" + TEXT.encode(), {"visible": TEXT.strip()})
    quoted = heads(
        content_type="text/plain; charset=utf-8", content_transfer_encoding="quoted-printable"
    )
    yield Case(
        "quoted_printable_that_is_not",
        quoted + b"\nCosts =5 and 100% =ZZ sure\n",
        {"visible_has": ["sure", "100%"]},
    )
    yield Case("quoted_printable_soft_end", quoted + b"\nWhere is =\nmy parcel?=", SAID)
    odd = heads(content_type="text/plain", content_transfer_encoding="8-bits please")
    yield Case("unknown_transfer_encoding", odd + b"\n" + TEXT.encode(), SAID)
    uu = heads(content_type="text/plain", content_transfer_encoding="x-uuencode")
    yield Case("uuencoded_that_is_not", uu + b"\n" + TEXT.encode(), SAID)
    yield Case("nul_bytes", plain("Where\0 is my\0 parcel?\n"), SAID)
    yield Case("controls", plain("Where is\x07 my parcel?\x1b\n"), SAID)
    yield Case(
        "mark_before_the_head",
        b"\xef\xbb\xbf" + plain(TEXT),
        {"visible": TEXT.strip(), "from": "maria@example.com"},
    )
    yield Case(
        "mbox_line_first",
        b"From maria@example.com Tue Feb 10 12:00:00 2026\n" + plain(TEXT),
        {**SAID, "from": "maria@example.com"},
    )
    file = part(
        b"not base64 at all!",
        "application/pdf",
        more="Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.pdf\n",
    )
    yield Case("file_not_in_base64", mail(multi(ONE, file)), SAID)


def _shapes():
    yield Case("nothing", b"", {"visible": "", "from": ""})
    yield Case("only_line_ends", b"\n\n\n", {"visible": ""})
    yield Case("only_a_head", heads(), {"visible": "", "from": "maria@example.com"})
    yield Case("no_head", b"\n" + TEXT.encode(), SAID)
    yield Case(
        "head_line_without_a_colon",
        heads() + b"this is no header\n\n" + TEXT.encode(),
        {"from": "maria@example.com", "visible_has": [TEXT.strip()]},
    )
    empty = part("", "text/plain; charset=utf-8")
    yield Case(
        "empty_plain_beside_html",
        mail(multi(empty, part("<p>Where is my parcel?</p>", "text/html"), kind="alternative")),
        SAID,
    )
    blank = part("\n  \n", "text/plain")
    yield Case(
        "blank_plain_beside_html",
        mail(multi(blank, part("<p>Where is my parcel?</p>", "text/html"), kind="alternative")),
        SAID,
    )
    placeholder = part("[cid:image001.png@01D1]\n", "text/plain")
    yield Case(
        "plain_is_only_an_image",
        mail(
            multi(placeholder, part("<p>Where is my parcel?</p>", "text/html"), kind="alternative")
        ),
        SAID,
    )
    yield Case("empty_parts", mail(multi(b"", b"\n", ONE, b"")), SAID)
    level = nested(multi(ONE))
    for n in range(30):
        level = nested(multi(level, boundary=f"=_{n}_"))
    yield Case("thirty_levels", mail(multi(level)), SAID)
    message = part(plain(TEXT), "message/rfc822", how="base64")
    yield Case("attached_mail_in_base64", mail(multi(ONE, message)), {**SAID, "file_count": 1})
    yield Case("html_never_closed", html("<html><body><div><p>Where is my <b>parcel?"), SAID)
    yield Case("html_cut_in_a_tag", html("<p>Where is my parcel?</p><img src='"), SAID)
    yield Case(
        "html_of_controls_and_entities", html("<p>Where&nbsp;is &#109;y parcel&#x3F;</p>"), SAID
    )
    yield Case(
        "html_said_to_be_plain",
        plain("<html><body><p>Where is my parcel?</p></body></html>\n"),
        {"visible_has": ["Where is my parcel?"]},
    )
    yield Case("type_of_one_word", plain(TEXT, content_type="text"), SAID)
    yield Case("type_of_nonsense", plain(TEXT, content_type='text/plain; charset=; ;;="'), SAID)
    yield Case(
        "two_types", plain(TEXT, content_type=["text/plain", "multipart/mixed; boundary=x"]), SAID
    )
    yield Case(
        "attachment_only",
        heads(content_type="application/pdf; name=a.pdf", content_disposition="attachment")
        + b"\n"
        + PDF,
        {"visible": "", "file_count": 1},
    )
    yield Case(
        "partial_message",
        heads(content_type='message/partial; number=1; total=3; id="a"') + b"\n" + plain(TEXT),
        {"from": "maria@example.com", "visible_has": [TEXT.strip()]},
    )
    yield Case(
        "external_body",
        mail(
            multi(
                ONE,
                b"Content-Type: message/external-body; access-type=url\n\nContent-Type: image/png\n\n",
            )
        ),
        SAID,
    )
