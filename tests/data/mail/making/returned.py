"""What mail servers send back: reports of what did not arrive, and bounces in plain words."""

from tests.data.mail.making.letter import Case, heads, html, mail, multi, part, plain

OURS = "<mark.0123@kafeneio.example>"
ORIGINAL = (
    heads(**{"from": "support@kafeneio.example"}, to="gone@example.com", message_id=OURS)
    + b"\nHello\n"
)


def cases():
    yield from _reports()
    yield from _returned_in_words()


def _report(
    words: str, status: str, *, kind="delivery-status", original=ORIGINAL, **changed
) -> bytes:
    parts = [part(words, "text/plain; charset=utf-8"), part(status, f"message/{kind}")]
    if original:
        parts.append(part(original, "message/rfc822"))
    content = multi(*parts, kind="report", more=f"; report-type={kind}")
    lines = {
        "from": "MAILER-DAEMON@mx.example (Mail Delivery System)",
        "subject": "Undelivered Mail Returned to Sender",
        "return_path": "<>",
        **changed,
    }
    return mail(content, **lines)


def _status(
    action="failed", status="5.1.1", who="gone@example.com", code="smtp; 550 5.1.1 no such user"
) -> str:
    return f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {who}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {code}\n"


def _reports():
    gone = {
        "automatic": "bounce",
        "bounces": [["gone@example.com", True]],
        "bounce_id": OURS.strip("<>"),
    }
    yield Case(
        "dsn_postfix", _report("This is the mail system at host mx.example.\n", _status()), gone
    )
    yield Case(
        "dsn_exchange",
        _report(
            "Your message couldn't be delivered.\n",
            _status(code="smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
            **{
                "from": "postmaster@outlook.example",
                "subject": "Undeliverable: Hello",
                "auto_submitted": "auto-replied",
            },
        ),
        gone,
    )
    yield Case(
        "dsn_gmail",
        _report(
            "** Address not found **\n",
            _status(),
            **{
                "from": "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
                "subject": "Delivery Status Notification (Failure)",
                "auto_submitted": "auto-replied",
                "x_failed_recipients": "gone@example.com",
            },
        ),
        gone,
    )
    headers_only = part(
        b"Message-ID: " + OURS.encode() + b"\nTo: gone@example.com\n", "text/rfc822-headers"
    )
    only_heads = multi(
        part("Sorry.\n", "text/plain"),
        part(_status(), "message/delivery-status"),
        headers_only,
        kind="report",
        more="; report-type=delivery-status",
    )
    yield Case(
        "dsn_with_headers_only", mail(only_heads, **{"from": "MAILER-DAEMON@mx.example"}), gone
    )
    yield Case(
        "dsn_mailbox_full",
        _report("Over quota.\n", _status(status="4.2.2", code="smtp; 452 4.2.2 mailbox full")),
        {**gone, "bounces": [["gone@example.com", False]]},
    )
    two = _status() + "\nFinal-Recipient: rfc822; full@example.com\nAction: failed\nStatus: 5.2.2\n"
    yield Case(
        "dsn_of_two",
        _report("Sorry.\n", two),
        {**gone, "bounces": [["gone@example.com", True], ["full@example.com", True]]},
    )
    yield Case(
        "dsn_delayed",
        _report(
            "Will be retried.\n",
            _status(action="delayed", status="4.4.1"),
            subject="Delayed Mail (still being retried)",
        ),
        {"automatic": "bounce", "bounces": []},
    )
    yield Case(
        "dsn_delivered",
        _report("Delivered.\n", _status(action="delivered", status="2.0.0")),
        {"automatic": "bounce", "bounces": []},
    )
    aliased = _status(who="inner@host.example").replace(
        "Action:", "Original-Recipient: rfc822;gone@example.com\nAction:"
    )
    yield Case("dsn_of_an_alias", _report("Sorry.\n", aliased), gone)
    yield Case(
        "dsn_utf8", _report("Sorry.\n", _status().replace("rfc822; gone", "utf-8; gone")), gone
    )
    yield Case(
        "dsn_without_original",
        _report("Sorry.\n", _status(), original=None),
        {**gone, "bounce_id": ""},
    )
    receipt = (
        "Reporting-UA: mail\nFinal-Recipient: rfc822;maria@example.com\nOriginal-Message-ID: "
        + OURS
        + "\nDisposition: manual-action/MDN-sent-manually; displayed\n"
    )
    yield Case(
        "read_receipt",
        _report(
            "Your message was displayed.\n",
            receipt,
            kind="disposition-notification",
            original=None,
            **{"from": "maria@example.com", "subject": "Read: Hello", "return_path": None},
        ),
        {"automatic": "receipt"},
    )
    abuse = "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n"
    yield Case(
        "abuse_report",
        _report(
            "This is an abuse report.\n",
            abuse,
            kind="feedback-report",
            **{"from": "fbl@isp.example", "subject": "FW: Hello", "return_path": None},
        ),
        {"automatic": "report"},
    )


def _returned_in_words():
    gone = {
        "automatic": "bounce",
        "bounces": [["gone@example.com", True]],
        "bounce_id": OURS.strip("<>"),
    }
    copy = ORIGINAL.decode()
    exim = f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered. This is a permanent error.\n\n  gone@example.com\n    host mx.example: 550 5.1.1 User unknown\n\n------ This is a copy of your message, including all the headers. ------\n\n{copy}"
    yield Case(
        "words_exim",
        plain(
            exim,
            **{
                "from": "Mail Delivery System <Mailer-Daemon@mx.example>",
                "subject": "Mail delivery failed: returning message to sender",
                "x_failed_recipients": "gone@example.com",
                "auto_submitted": "auto-replied",
                "return_path": "<>",
            },
        ),
        gone,
    )
    qmail = f"Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<gone@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{copy}"
    yield Case(
        "words_qmail",
        plain(
            qmail,
            **{
                "from": "MAILER-DAEMON@mx.example",
                "subject": "failure notice",
                "return_path": "<>",
            },
        ),
        gone,
    )
    full = "Delivery to gone@example.com failed for now: 452 4.2.2 The mailbox is full.\n"
    yield Case(
        "words_full",
        plain(full, **{"from": "mailer-daemon@mx.example", "return_path": "<>"}),
        {"automatic": "bounce", "bounces": [["gone@example.com", False]]},
    )
    delayed = "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered after 24 hours.\nThe message will be retried: gone@example.com\n450 4.7.1 greylisted\n"
    yield Case(
        "words_exim_delayed",
        plain(
            delayed,
            **{
                "from": "Mailer-Daemon@mx.example",
                "subject": "Warning: message 1abc delayed 24 hours",
                "auto_submitted": "auto-replied",
                "return_path": "<>",
            },
        ),
        {"automatic": "bounce", "bounces": []},
    )
    yield Case(
        "words_html",
        html(
            "<p>Delivery to <b>gone@example.com</b> failed: 550 5.1.1</p>",
            **{"from": "postmaster@mx.example", "return_path": "<>", "subject": "Undeliverable"},
        ),
        {"automatic": "bounce", "bounces": [["gone@example.com", True]]},
    )
    yield Case(
        "a_postmaster_is_a_person",
        plain(
            "Hello, may I ask about your prices?",
            **{"from": "postmaster@example.com", "return_path": "<postmaster@example.com>"},
        ),
        {"automatic": ""},
    )
