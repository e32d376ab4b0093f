"""Mail that programs send on their own: automatic answers, lists, filters."""

from tests.data.mail.making.letter import Case, plain

AWAY = "I am away until Monday.\n"


def cases():
    yield from _answers()
    yield from _generated()
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
