"""A colleague passes on what a customer wrote to them."""

from tests.data.mail.making.letter import Case, heads, mail, multi, part, plain

WHO = {"forwarded": ["Nikos Pappas", "nikos@example.com"]}
WORDS = "My boiler drips.\nPlease help."
HEAD = "From: Nikos Pappas <nikos@example.com>\nDate: Tue, Feb 10, 2026 at 12:00 PM\nSubject: Boiler\nTo: <maria@example.com>\n"

BLOCKS = {
    "el": (
        "Πρωθ: Λέβητας",
        "---------- Προωθημένο μήνυμα ----------",
        "Από: Nikos Pappas <nikos@example.com>\nΗμερομηνία: Τρί 10 Φεβ 2026\nΘέμα: Λέβητας\nΠρος: <maria@example.com>",
    ),
    "ro": (
        "Fwd: Centrala",
        "---------- Mesaj redirecționat ----------",
        "De la: Nikos Pappas <nikos@example.com>\nData: mar., 10 feb. 2026\nSubiect: Centrala\nCătre: <maria@example.com>",
    ),
    "ja": (
        "Fwd: ボイラー",
        "---------- 転送メッセージ ----------",
        "差出人: Nikos Pappas <nikos@example.com>\n日付: 2026年2月10日\n件名: ボイラー\n宛先: <maria@example.com>",
    ),
    "id": (
        "Fwd: Ketel",
        "---------- Pesan terusan ----------",
        "Dari: Nikos Pappas <nikos@example.com>\nTanggal: Sel, 10 Feb 2026\nSubjek: Ketel\nKepada: <maria@example.com>",
    ),
    "de": (
        "WG: Kessel",
        "",
        "Von: Nikos Pappas <nikos@example.com>\nGesendet: Dienstag, 10. Februar 2026 12:00\nAn: Maria <maria@example.com>\nBetreff: Kessel",
    ),
    "fr": (
        "TR: Chaudière",
        "",
        "De : Nikos Pappas <nikos@example.com>\nEnvoyé : mardi 10 février 2026 12:00\nÀ : Maria <maria@example.com>\nObjet : Chaudière",
    ),
    "es": (
        "RV: Caldera",
        "",
        "De: Nikos Pappas <nikos@example.com>\nEnviado: martes, 10 de febrero de 2026\nPara: Maria\nAsunto: Caldera",
    ),
    "it": (
        "I: Caldaia",
        "",
        "Da: Nikos Pappas <nikos@example.com>\nInviato: martedì 10 febbraio 2026\nA: Maria\nOggetto: Caldaia",
    ),
    "pl": (
        "PD: Kocioł",
        "",
        "Od: Nikos Pappas <nikos@example.com>\nWysłano: wtorek, 10 lutego 2026\nDo: Maria\nTemat: Kocioł",
    ),
    "nl": (
        "FW: Ketel",
        "",
        "Van: Nikos Pappas <nikos@example.com>\nVerzonden: dinsdag 10 februari 2026\nAan: Maria\nOnderwerp: Ketel",
    ),
}


def cases():
    for language, (subject, line, block) in BLOCKS.items():
        text = f"{line}\n{block}\n\n{WORDS}\n".lstrip()
        yield Case(
            f"forward_{language}", plain(text, subject=subject), {**WHO, "forwarded_text": WORDS}
        )
    gmail = f"Can you help him?\n\n---------- Forwarded message ---------\n{HEAD}\n\n{WORDS}\n"
    yield Case(
        "forward_gmail",
        plain(gmail, subject="Fwd: Boiler"),
        {**WHO, "forwarded_text": WORDS, "visible": "Can you help him?"},
    )
    apple = f"Begin forwarded message:\n\n{HEAD}\n{WORDS}\n"
    marked = "\n".join(f"> {line}" for line in apple.splitlines())
    yield Case(
        "forward_apple",
        plain(f"Please.\n\n{marked}\n", subject="Fwd: Boiler"),
        {**WHO, "forwarded_text": WORDS},
    )
    yield Case("forward_apple_unmarked", plain(f"\n{apple}", subject="Fwd: Boiler"), WHO)
    bold = (
        "*From:* Nikos Pappas <nikos@example.com>\n*Sent:* Tuesday\n*To:* Maria\n*Subject:* Boiler\n\n"
        + WORDS
    )
    yield Case("forward_bold", plain(bold, subject="FW: Boiler"), WHO)
    mailto = HEAD.replace("<nikos@example.com>", "[mailto:nikos@example.com]")
    yield Case("forward_mailto", plain(f"{mailto}\n{WORDS}", subject="FW: Boiler"), WHO)
    yield Case(
        "an_answer_is_no_forward",
        plain(f"Thanks.\n\n{HEAD}\n{WORDS}", subject="Re: Boiler"),
        {"forwarded": None},
    )
    yield Case(
        "forward_without_original",
        plain("See attached.", subject="Fwd: Boiler"),
        {"forwarded": None},
    )
    inner = (
        heads(**{"from": "Nikos Pappas <nikos@example.com>"}, subject="Boiler")
        + b"\n"
        + WORDS.encode()
    )
    attached = mail(
        multi(part("Please help him.\n", "text/plain"), part(inner, "message/rfc822")),
        subject="Fwd: Boiler",
    )
    yield Case(
        "forward_as_attachment",
        attached,
        {
            "files": [["Boiler.eml", "message/rfc822"]],
            "visible": "Please help him.",
            "forwarded": ["Nikos Pappas", "nikos@example.com"],
        },
    )
    outlook = mail(
        multi(part("\n", "text/plain"), part(inner, "message/rfc822")), subject="WG: Boiler"
    )
    yield Case("forward_as_attachment_without_words", outlook, {"file_count": 1, **WHO})
