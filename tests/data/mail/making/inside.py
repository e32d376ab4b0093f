"""Pictures in the text, invitations, winmail.dat, seals and ciphers, flowed lines."""

from tests.data.mail.making import tnef
from tests.data.mail.making.letter import (
    PDF,
    PNG,
    Case,
    heads,
    html,
    mail,
    multi,
    nested,
    part,
    plain,
)

TEXT = "Here is a photo of the broken cup.\n"
ONE = part(TEXT, "text/plain; charset=utf-8")
SHOWN = part('<p>Here is a photo of the broken cup.</p><img src="cid:cup@x">', "text/html")
SAID = {"visible": TEXT.strip()}


def cases():
    yield from _pictures()
    yield from _invitations()
    yield from _envelopes()
    yield from _sealed()
    yield from _flowed()
    yield from _markup()


def _picture(more: str, kind: str = "image/png") -> bytes:
    return part(PNG, kind, how="base64", more=more)


def _pictures():
    cid, here = "Content-ID: <cup@x>\n", "Content-Disposition: inline; filename=cup.png\n"
    facts = {**SAID, "files": [["cup.png", "image/png"]], "cids": ["cup@x"], "html": True}
    for name, picture, more in (
        ("picture_inline", _picture(cid + here), facts),
        ("picture_without_disposition", _picture(cid, "image/png; name=cup.png"), facts),
        (
            "picture_said_to_be_attached",
            _picture(cid + here.replace("inline", "attachment")),
            facts,
        ),
        (
            "picture_without_name",
            _picture(cid),
            {**SAID, "files": [["image.png", "image/png"]], "cids": ["cup@x"]},
        ),
        ("picture_without_cid", _picture(here), {**SAID, "cids": [""]}),
        ("picture_cid_without_angles", _picture("Content-ID: cup@x\n" + here), facts),
    ):
        related = multi(SHOWN, picture, kind="related", boundary="=_r")
        both = multi(ONE, nested(related), kind="alternative", boundary="=_a")
        yield Case(name, mail(multi(nested(both))), more)
    mixed = multi(ONE, _picture(here), part("And this is the box.\n", "text/plain"))
    yield Case(
        "picture_between_two_texts",
        mail(mixed),
        {"visible_has": [TEXT.strip(), "this is the box"], "file_count": 1},
    )
    only = multi(part('<img src="cid:cup@x">', "text/html"), _picture(cid + here), kind="related")
    yield Case("nothing_but_a_picture", mail(only), {"visible": "", "file_count": 1})
    text = part(
        b"name;number\na;1\n", "text/csv; name=list.csv", more="Content-Disposition: attachment\n"
    )
    note = part(
        "A note.",
        "text/plain; name=note.txt",
        more="Content-Disposition: attachment; filename=note.txt\n",
    )
    page = part(
        "<p>x</p>",
        "text/html; name=page.html",
        more="Content-Disposition: attachment; filename=page.html\n",
    )
    yield Case(
        "texts_as_files",
        mail(multi(ONE, text, note, page)),
        {
            **SAID,
            "files": [
                ["list.csv", "text/csv"],
                ["note.txt", "text/plain"],
                ["page.html", "text/html"],
            ],
        },
    )
    yield Case(
        "amp_beside",
        mail(multi(ONE, part("<html amp4email>", "text/x-amp-html"), SHOWN, kind="alternative")),
        SAID,
    )


INVITE = (
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Visit of the\n  boiler\\, at last\n"
    "DTSTART;TZID=Europe/Athens:20260210T120000\nDTEND:20260210T110000Z\nLOCATION:Volos\n"
    "ORGANIZER;CN=Maria P.:mailto:maria@example.com\nEND:VEVENT\nEND:VCALENDAR\n"
)


def _invitations():
    kind = "text/calendar; method=REQUEST; charset=utf-8"
    said = ["Visit of the boiler, at last", "2026-02-10 12:00 Europe/Athens", "Volos", "Maria P."]
    both = multi(ONE, part(INVITE, kind), kind="alternative")
    yield Case(
        "invitation_beside_words",
        mail(both),
        {"visible_has": [TEXT.strip(), *said], "files": [["invite.ics", "text/calendar"]]},
    )
    yield Case(
        "invitation_alone",
        heads(content_type=kind) + b"\n" + INVITE.encode(),
        {"visible_has": said},
    )
    file = part(
        INVITE,
        'application/ics; name="invite.ics"',
        how="base64",
        more="Content-Disposition: attachment; filename=invite.ics\n",
    )
    yield Case(
        "invitation_twice",
        mail(multi(nested(both), file, boundary="=_o")),
        {"visible_has": said, "file_count": 2},
    )
    yield Case(
        "invitation_of_a_whole_day",
        heads(content_type=kind)
        + b"\n"
        + INVITE.replace(
            "DTSTART;TZID=Europe/Athens:20260210T120000", "DTSTART;VALUE=DATE:20260210"
        ).encode(),
        {"visible_has": ["Starts: 2026-02-10\n"]},
    )
    yield Case(
        "invitation_without_event",
        heads(content_type=kind) + b"\nBEGIN:VCALENDAR\nEND:VCALENDAR\n",
        {"visible": "", "file_count": 1},
    )


def _envelopes():
    whole = tnef.envelope(text=TEXT, files=[("cup.png", PNG), ("λίστα.pdf", PDF)])

    def attached(content, kind="application/ms-tnef"):
        return part(
            content,
            f"{kind}; name=winmail.dat",
            how="base64",
            more="Content-Disposition: attachment; filename=winmail.dat\n",
        )

    yield Case(
        "winmail_with_files",
        mail(multi(ONE, attached(whole))),
        {**SAID, "file_count": 2, "visible_lacks": ["winmail"]},
    )
    blank = part("\n", "text/plain")
    yield Case(
        "winmail_holds_the_words", mail(multi(blank, attached(whole))), {**SAID, "file_count": 2}
    )
    yield Case(
        "winmail_under_another_type",
        mail(multi(ONE, attached(whole, "application/octet-stream"))),
        {**SAID, "file_count": 2},
    )
    yield Case("winmail_cut", mail(multi(ONE, attached(whole[: len(whole) // 2]))), SAID)
    yield Case(
        "winmail_that_is_not",
        mail(multi(ONE, attached(b"hello"))),
        {**SAID, "note_count": 1, "files": [["winmail.dat", "application/ms-tnef"]]},
    )
    yield Case(
        "winmail_is_the_mail",
        heads(
            content_type="application/ms-tnef; name=winmail.dat", content_transfer_encoding="base64"
        )
        + b"\n"
        + attached(whole).partition(b"\n\n")[2],
        {**SAID, "file_count": 2},
    )


ARMOUR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA1234567890abcdef\n=abcd\n-----END PGP MESSAGE-----\n"


def _sealed():
    seal = part(b"\x30\x82seal", "application/pkcs7-signature; name=smime.p7s", how="base64")
    signed = multi(
        ONE, seal, kind="signed", more='; protocol="application/pkcs7-signature"; micalg=sha-256'
    )
    yield Case(
        "smime_signed",
        mail(signed),
        {**SAID, "note_count": 0, "files": [["smime.p7s", "application/pkcs7-signature"]]},
    )
    opaque = heads(
        content_type="application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        content_transfer_encoding="base64",
    )
    yield Case(
        "smime_opaque",
        opaque + b"\nMIIB\n",
        {"note_count": 1, "files": [["smime.p7m", "application/pkcs7-mime"]]},
    )
    yield Case(
        "smime_encrypted",
        opaque.replace(b"signed-data", b"enveloped-data") + b"\nMIIB\n",
        {"note_count": 1, "file_count": 1},
    )
    key = part(
        "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n",
        "application/pgp-signature; name=signature.asc",
    )
    yield Case(
        "pgp_mime_signed",
        mail(multi(ONE, key, kind="signed")),
        {**SAID, "files": [["signature.asc", "application/pgp-signature"]]},
    )
    locked = multi(
        part("Version: 1\n", "application/pgp-encrypted"),
        part(ARMOUR, "application/octet-stream; name=encrypted.asc"),
        kind="encrypted",
    )
    yield Case("pgp_mime_encrypted", mail(locked), {"note_count": 1, "file_count": 2})
    inline = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWhere is my parcel?\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----\n"
    yield Case(
        "pgp_inline_signed",
        plain(inline),
        {"visible": "Where is my parcel?", "folded_has": ["iQEz"]},
    )
    yield Case(
        "pgp_inline_encrypted",
        plain(ARMOUR),
        {"visible_has": ["BEGIN PGP MESSAGE"], "note_count": 1},
    )


def _flowed():
    soft = "My order has not \ncome and I \nwait.\n\n> you \n> said\nYes\n-- \nMaria\n"
    yield Case(
        "flowed",
        plain(soft, content_type="text/plain; charset=utf-8; format=flowed"),
        {"visible_has": ["My order has not come and I wait."], "visible_lacks": ["Maria"]},
    )
    japanese = "こんに \nちは\n"
    yield Case(
        "flowed_delsp",
        plain(japanese, content_type='text/plain; charset=utf-8; format=flowed; delsp="yes"'),
        {"visible": "こんにちは"},
    )
    stuffed = " From here to there\n > not a quote\n"
    yield Case(
        "flowed_stuffed",
        plain(stuffed, content_type="text/plain; format=flowed"),
        {"visible_has": ["From here to there"], "folded_has": ["> not a quote"]},
    )


def _markup():
    yield Case(
        "html_lists_and_links",
        html('<p>Look:</p><ul><li>one</li><li>two</li></ul><a href="https://x.example/a">here</a>'),
        {"visible_has": ["- one\n- two", "here <https://x.example/a>"]},
    )
    yield Case(
        "html_tables",
        html("<table><tr><td>Cups</td><td>3</td></tr><tr><td>Lids</td><td>4</td></tr></table>"),
        {"visible": "Cups  3\nLids  4"},
    )
    yield Case(
        "html_hidden",
        html(
            '<div style="display:none">preheader</div><style>p{}</style><script>x()</script><p>Seen</p>'
        ),
        {"visible": "Seen"},
    )
    yield Case("html_preformatted", html("<pre>a  b\n  c</pre>"), {"visible": "a  b\n  c"})
    yield Case(
        "html_line_breaks",
        html("<div>One</div><div>Two<br>Three</div><p>Four</p>"),
        {"visible": "One\nTwo\nThree\n\nFour"},
    )
