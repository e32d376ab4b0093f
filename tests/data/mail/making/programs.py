"""Mail that programs send: automatic answers, reports, lists, filters."""

from tests.data.mail.making.letter import Case, heads, html, mail, multi, part, plain

AWAY = "I am away until Monday.\n"
OURS = "<mark.0123@kafeneio.example>"
ORIGINAL = (
    heads(**{"from": "support@kafeneio.example"}, to="gone@example.com", message_id=OURS)
    + b"\nHello\n"
)


def cases():
    yield from _answers()
    yield from _generated()
    yield from _reports()
    yield from _returned_in_words()
    yield from _spam()


def _answers():
    reply = {"automatic": "reply"}
    yield Case("auto_by_rfc", plain(AWAY, auto_submitted="auto-replied"), reply)
    yield Case(
        "auto_vacation_with_comment", plain(AWAY, auto_submitted="auto-replied (vacation)"), reply
    )
    yield Case(
        "auto_exchange",
        plain(
            AWAY,
            subject="Automatic reply: Hello",
            x_auto_response_suppress="All",
            auto_submitted="auto-generated",
        ),
        {"automatic": "reply", "suppress": True},
    )
    yield Case(
        "auto_gmail",
        plain(AWAY, subject="Away Re: Hello", x_autoreply="yes", precedence="bulk"),
        reply,
    )
    yield Case("auto_precedence", plain(AWAY, precedence="auto_reply"), reply)
    yield Case("auto_autorespond", plain(AWAY, x_autorespond="Hello"), reply)
    yield Case(
        "auto_zimbra",
        plain(AWAY, precedence="bulk", auto_submitted="auto-replied (zimbra; vacation)"),
        reply,
    )
    for language, subject in (
        ("el", "Αυτόματη απάντηση: Παραγγελία"),
        ("de", "Automatische Antwort: Bestellung"),
        ("de2", "Abwesenheitsnotiz: Bestellung"),
        ("fr", "Réponse automatique : Commande"),
        ("es", "Respuesta automática: Pedido"),
        ("pt", "Resposta automática: Pedido"),
        ("it", "Risposta automatica: Ordine"),
        ("ro", "Răspuns automat: Comandă"),
        ("nl", "Automatisch antwoord: Bestelling"),
        ("pl", "Automatyczna odpowiedź: Zamówienie"),
        ("ru", "Автоматический ответ: Заказ"),
        ("tr", "Otomatik yanıt: Sipariş"),
        ("id", "Balasan otomatis: Pesanan"),
        ("ja", "自動応答: 注文"),
        ("zh", "自动答复: 订单"),
        ("sv", "Autosvar: Beställning"),
        ("en", "Out of Office: Hello"),
    ):
        yield Case(f"auto_subject_{language}", plain(AWAY, subject=subject), reply)
    yield Case(
        "a_person_who_was_away",
        plain("I was out of office, sorry.", subject="Re: out of office chairs"),
        {"automatic": ""},
    )
    yield Case(
        "a_person_asks_no_answer",
        plain("Hello", x_auto_response_suppress="OOF, AutoReply"),
        {"automatic": "", "suppress": True},
    )
    yield Case(
        "a_person_by_outlook",
        plain("Hello", x_auto_response_suppress="DR, RN, NRN"),
        {"automatic": "", "suppress": False},
    )
    yield Case("auto_submitted_no", plain("Hello", auto_submitted="no"), {"automatic": ""})


def _generated():
    yield Case(
        "generated",
        plain("Backup done.", auto_submitted="auto-generated"),
        {"automatic": "generated"},
    )
    yield Case("empty_return_path", plain("Notice.", return_path="<>"), {"automatic": "generated"})
    yield Case(
        "list",
        plain("News.", list_id="<news.example.com>", precedence="list"),
        {"automatic": "list"},
    )
    yield Case(
        "newsletter",
        plain("News.", list_unsubscribe="<https://x.example/u>"),
        {"automatic": "list"},
    )
    yield Case(
        "google_group",
        plain("News.", mailing_list="list g@googlegroups.com", precedence="list"),
        {"automatic": "list"},
    )
    yield Case("bulk", plain("News.", precedence="bulk"), {"automatic": "bulk"})
    yield Case("junk", plain("News.", precedence="junk"), {"automatic": "bulk"})


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


def _spam():
    for name, lines, is_spam in (
        ("spam_assassin_flag", {"x_spam_flag": "YES"}, True),
        ("spam_assassin_status", {"x_spam_status": "Yes, score=15.2 required=5.0"}, True),
        ("spam_assassin_no", {"x_spam_flag": "NO", "x_spam_status": "No, score=-1.9"}, False),
        ("spam_rspamd_action", {"x_rspamd_action": "add header"}, True),
        (
            "spam_rspamd_spam",
            {"x_spam": "Yes", "x_spamd_result": "default: True [15.00 / 6.00]"},
            True,
        ),
        (
            "spam_rspamd_result_only",
            {"x_spamd_result": "default: True [16.10 / 15.00]; GTUBE(0.00)"},
            True,
        ),
        (
            "spam_rspamd_no",
            {"x_rspamd_action": "no action", "x_spamd_result": "default: False [1.10 / 15.00]"},
            False,
        ),
        ("spam_rspamd_greylist", {"x_rspamd_action": "greylist"}, False),
        ("spam_microsoft", {"x_forefront_antispam_report": "CIP:1.2.3.4;SCL:9;CAT:SPM"}, True),
        ("spam_microsoft_no", {"x_forefront_antispam_report": "CIP:1.2.3.4;SCL:1;CAT:NONE"}, False),
    ):
        yield Case(name, plain("Buy now.", **lines), {"spam": is_spam})
