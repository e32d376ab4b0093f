"""What people write above, below and between what they were sent, in their programs' words."""

from tests.data.mail.making.letter import Case, html, plain
from tests.data.mail.making.ways import WAYS

QUOTED = "Your parcel is at the post office.\nGreetings, Kafeneio"


def cases():
    for language, (own, wrote, names, mobile, original) in WAYS.items():
        marked = "\n".join(f"> {line}" for line in QUOTED.splitlines())
        seen = {"visible": own}
        yield Case(
            f"{language}_on_wrote",
            plain(f"{own}\n\n{wrote}\n\n{marked}\n"),
            {**seen, "folded_has": ["post office"]},
        )
        sender, sent, to, about = _names(names)
        block = f"{sender}: Kafeneio <support@kafeneio.example>\n{sent}: 10/2/2026 12:00\n{to}: Maria <maria@example.com>\n{about}: Parcel\n\n{QUOTED}\n"
        yield Case(
            f"{language}_outlook",
            plain(f"{own}\n\n{block}"),
            {**seen, "folded_has": ["post office"]},
        )
        yield Case(
            f"{language}_mobile",
            plain(f"{own}\n\n{mobile}\n\n{wrote}\n\n{marked}\n"),
            {**seen, "folded_has": [mobile]},
        )
        yield Case(f"{language}_original", plain(f"{own}\n\n-----{original}-----\n{block}"), seen)
        yield Case(f"{language}_below", plain(f"{wrote}\n{marked}\n\n{own}\n"), seen)
    yield from _between()
    yield from _signed()
    yield from _marked_up()
    yield from _other()


def _names(names: str) -> tuple[str, str, str, str]:
    if names.startswith("De la"):
        return "De la", "Trimis", "Către", "Subiect"
    if names.startswith("보낸"):
        return "보낸 사람", "보낸 날짜", "받는 사람", "제목"
    sender, sent, to, about = names.split()
    return sender, sent, to, about


def _between():
    text = "Hello,\n\nOn Tue, Feb 10, 2026 at 12:00 PM Kafeneio <s@kafeneio.example> wrote:\n> Which colour?\n\nBlue.\n\n> Which size?\n\nLarge.\n"
    yield Case(
        "answers_between",
        plain(text),
        {"visible_has": ["Blue.", "Large.", "> Which colour?", "> Which size?"]},
    )
    text = (
        "> Which colour?\nBlue.\n> Which size?\nLarge.\n\n> Anything else we can do\n> for you?\n"
    )
    yield Case(
        "answers_between_without_a_head",
        plain(text),
        {"visible_has": ["Blue.", "Large.", "> Which size?"], "visible_lacks": ["Anything"]},
    )
    text = "See my answers below in CAPITALS.\n\nFrom: Kafeneio <s@kafeneio.example>\nSent: 10 February 2026\nTo: Maria\nSubject: Cups\n\nWhich colour?\nBLUE\n"
    yield Case(
        "answers_inside_outlook",
        plain(text),
        {"visible_has": ["See my answers"], "folded_has": ["BLUE"]},
    )
    yield Case(
        "nothing_but_a_quotation",
        plain("> Which colour?\n> Which size?\n"),
        {"visible_has": ["Which colour?"]},
    )
    yield Case(
        "a_quotation_first",
        plain("> Which colour?\n\nBlue.\n"),
        {"visible": "> Which colour?\n\nBlue."},
    )


def _signed():
    yield Case(
        "signature_by_rfc",
        plain("Blue.\n\n-- \nMaria Pappa\nVolos, Greece\n+30 24210 00000\n"),
        {"visible": "Blue.", "folded_has": ["Volos"]},
    )
    yield Case(
        "signature_above_the_quotation",
        plain(
            "Blue.\n\n--\nMaria\n\nOn 10 Feb 2026, at 12:00, Kafeneio wrote:\n\n> Which colour?\n"
        ),
        {"visible": "Blue."},
    )
    long = "\n".join(f"Line {n} of what I wanted to say." for n in range(30))
    yield Case(
        "much_text_below_dashes",
        plain(f"First part.\n\n--\n{long}\n"),
        {"visible_has": ["Line 29", "First part."]},
    )
    yield Case(
        "a_list_of_dashes",
        plain("I need:\n- cups\n- lids\n-- both blue\n"),
        {"visible": "I need:\n- cups\n- lids\n-- both blue"},
    )
    yield Case(
        "rules_between_paragraphs",
        plain("One.\n\n----------\n\n" + "Much more to say about it.\n\n" * 6),
        {"visible_has": ["One.", "Much more to say"]},
    )
    yield Case(
        "regards_stay",
        plain("Blue.\n\nBest regards,\nMaria\n"),
        {"visible": "Blue.\n\nBest regards,\nMaria"},
    )
    yield Case(
        "outlook_mobile",
        plain("Blue.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n"),
        {"visible": "Blue."},
    )
    yield Case(
        "unsubscribe_footer",
        plain("Blue.\n\nTo unsubscribe from this group, send an email to x@example.com\n"),
        {"visible": "Blue."},
    )


def _marked_up():
    gmail = '<div dir="ltr">Blue.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Feb 10, 2026 at 12:00 PM Kafeneio &lt;<a href="mailto:s@k.example">s@k.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0"><div>Which colour?</div></blockquote></div>'
    outlook = '<div><p>Blue.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Kafeneio &lt;s@k.example&gt;<br><b>Sent:</b> Tuesday, 10 February 2026 12:00<br><b>To:</b> Maria &lt;m@example.com&gt;<br><b>Subject:</b> Cups</p></div><p>Which colour?</p></div>'
    owa = '<div>Blue.</div><hr tabindex="-1"><div id="divRplyFwdMsg"><b>Von:</b> Kafeneio &lt;s@k.example&gt;<br><b>Gesendet:</b> Dienstag, 10. Februar 2026 12:00<br><b>An:</b> Maria<br><b>Betreff:</b> Tassen</div><div>Which colour?</div>'
    apple = '<div>Blue.</div><div><br><blockquote type="cite"><div>On 10 Feb 2026, at 12:00, Kafeneio &lt;s@k.example&gt; wrote:</div><br><div>Which colour?</div></blockquote></div>'
    yahoo = '<div>Blue.</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Tuesday, February 10, 2026, 12:00:00 PM GMT+2, Kafeneio &lt;s@k.example&gt; wrote: </div><div>Which colour?</div></div>'
    thunderbird = '<p>Blue.</p><div class="moz-cite-prefix">Am 10.02.26 um 12:00 schrieb Kafeneio:<br></div><blockquote type="cite" cite="mid:x@y"><p>Which colour?</p></blockquote>'
    proton = '<div>Blue.</div><div class="protonmail_quote">On Tuesday, February 10th, 2026 at 12:00 PM, Kafeneio &lt;s@k.example&gt; wrote:<br><blockquote class="protonmail_quote"><div>Which colour?</div></blockquote></div>'
    for name, markup in (
        ("gmail", gmail),
        ("outlook", outlook),
        ("owa_german", owa),
        ("apple", apple),
        ("yahoo", yahoo),
        ("thunderbird_german", thunderbird),
        ("proton", proton),
    ):
        yield Case(
            f"html_{name}", html(markup), {"visible": "Blue.", "folded_has": ["Which colour?"]}
        )
    quoting = "<p>You wrote:</p><blockquote>Which colour?</blockquote><p>Blue.</p>"
    yield Case(
        "html_own_quotation",
        html(quoting),
        {"visible_has": ["You wrote:", "> Which colour?", "Blue."]},
    )


def _other():
    yield Case(
        "usenet_initials",
        plain("MP> Which colour?\n\nBlue.\n\nMP> Greetings\n"),
        {"visible_has": ["Blue."], "visible_lacks": ["Greetings"]},
    )
    yield Case(
        "bars_of_a_table",
        plain("My order:\n| cup | 3 |\n| lid | 4 |\n"),
        {"visible": "My order:\n| cup | 3 |\n| lid | 4 |"},
    )
    yield Case(
        "form_like_words",
        plain("From: Athens\nTo: Iasi\nDate: Monday\nPlease book this for me.\n"),
        {"visible_has": ["Athens", "Please book"]},
    )
    yield Case(
        "a_story_with_wrote",
        plain("On 2 May your driver wrote:\n\nNobody was home.\n\nThat is not true.\n"),
        {"visible_has": ["driver wrote", "Nobody was home.", "not true"]},
    )
    yield Case(
        "arithmetic",
        plain("5 > 3 and\n> 2 is what your page says\nso it is wrong.\n"),
        {"visible_has": ["> 2 is what", "so it is wrong."]},
    )
    yield Case(
        "two_quotations_deep",
        plain(
            "Blue.\n\nOn 10 Feb 2026 at 12:00 A <a@x.example> wrote:\n> Which?\n>\n> On 9 Feb 2026 at 11:00 B <b@x.example> wrote:\n>> Cups please.\n"
        ),
        {"visible": "Blue."},
    )
    yield Case(
        "attribution_over_three_lines",
        plain(
            "Blue.\n\nOn Tuesday, 10 February 2026 at 12:00, Kafeneio Customer\nService of Volos and Surroundings <\nsupport@kafeneio.example> wrote:\n\n> Which colour?\n"
        ),
        {"visible": "Blue."},
    )
    yield Case("only_a_space", plain(" \n"), {"visible": ""})
    yield Case(
        "right_to_left",
        plain(
            "شكرا، وجدته.\n\nفي الثلاثاء، 10 فبراير 2026 في 12:00 م كتب Kafeneio <s@k.example>:\n\n> Parcel\n"
        ),
        {"visible": "شكرا، وجدته."},
    )
    yield Case(
        "hebrew",
        plain(
            "תודה, מצאתי.\n\n‫בתאריך יום ג׳, 10 בפבר׳ 2026 ב-12:00 מאת ‪Kafeneio‬‏ <‪s@k.example‬‏>:‬\n\n> Parcel\n"
        ),
        {"visible": "תודה, מצאתי."},
    )
