"""Charsets: right, mislabelled, unknown and unlabelled."""

from tests.data.mail.making.letter import Case, heads, mail, multi, part, word

GREEK = "Καλημέρα, η παραγγελία μου δεν έφτασε ακόμα. Πότε θα έρθει;"
JAPANESE = "こんにちは。注文した商品がまだ届きません。いつ届きますか？"
CHINESE = "你好，我的包裹还没有收到，请帮我查询一下物流信息，谢谢。"
TAIWAN = "您好，我的包裹還沒有收到，請幫我查詢一下，謝謝。"
KOREAN = "안녕하세요. 주문한 상품이 아직 도착하지 않았습니다. 확인 부탁드립니다."
RUSSIAN = "Здравствуйте, мой заказ ещё не пришёл. Когда его доставят?"
UKRAINIAN = "Доброго дня, моє замовлення ще не надійшло. Чи є новини?"
ROMANIAN = "Bună ziua, comanda mea nu a sosit încă. Când ajunge coletul în oraşul Iaşi? Mulţumesc!"
POLISH = "Dzień dobry, moje zamówienie jeszcze nie dotarło. Proszę o odpowiedź, będę wdzięczny."
TURKISH = "Merhaba, siparişim hâlâ gelmedi. Ne zaman ulaşır? İyi günler, teşekkürler."
HEBREW = "שלום, ההזמנה שלי עדיין לא הגיעה. מתי היא תגיע? תודה רבה."
ARABIC = "مرحبا، لم يصل طلبي بعد. متى سيصل؟ شكرا جزيلا لكم."
THAI = "สวัสดีครับ สินค้าที่สั่งยังมาไม่ถึง ช่วยตรวจสอบให้หน่อยครับ"
GERMAN = "Grüße, meine Bestellung ist noch nicht da. Können Sie mir helfen? Schöne Grüße, Jörg"
CURLY = "“It’s not here” – she said… price 5 €"

# name, words, what the bytes are in, what the label says (None: no label).
TABLE = [
    ("el_windows_1253", GREEK, "cp1253", "windows-1253"),
    ("el_iso_8859_7", GREEK, "iso-8859-7", "iso-8859-7"),
    ("el_utf8_said_to_be_latin1", GREEK, "utf-8", "iso-8859-1"),
    ("el_1253_said_to_be_utf8", GREEK, "cp1253", "utf-8"),
    ("el_1253_said_to_be_ascii", GREEK, "cp1253", "us-ascii"),
    ("el_1253_said_to_be_latin1", GREEK, "cp1253", "iso-8859-1"),
    ("el_1253_without_label", GREEK, "cp1253", None),
    ("el_utf8_without_label", GREEK, "utf-8", None),
    ("el_mac", GREEK, "mac_greek", "x-mac-greek"),
    ("ja_iso_2022_jp", JAPANESE, "iso2022_jp", "ISO-2022-JP"),
    ("ja_iso_2022_jp_without_label", JAPANESE, "iso2022_jp", None),
    ("ja_shift_jis", JAPANESE, "cp932", "Shift_JIS"),
    ("ja_euc_jp", JAPANESE, "euc_jp", "EUC-JP"),
    ("ja_shift_jis_without_label", JAPANESE, "cp932", None),
    ("zh_gb18030_said_to_be_gb2312", CHINESE + "㐀", "gb18030", "gb2312"),
    ("zh_big5", TAIWAN, "big5", "big5"),
    ("zh_utf8", TAIWAN, "utf-8", "utf-8"),
    ("ko_euc_kr", KOREAN, "euc_kr", "ks_c_5601-1987"),
    ("ko_iso_2022_kr", KOREAN, "iso2022_kr", "iso-2022-kr"),
    ("ru_koi8_r", RUSSIAN, "koi8-r", "koi8-r"),
    ("ru_windows_1251", RUSSIAN, "cp1251", "windows-1251"),
    ("uk_koi8_u", UKRAINIAN, "koi8-u", "koi8-u"),
    ("ro_windows_1250", ROMANIAN, "cp1250", "windows-1250"),
    ("ro_iso_8859_2", ROMANIAN, "iso-8859-2", "iso-8859-2"),
    ("ro_iso_8859_16", "Mulțumesc, aștept răspuns", "iso8859_16", "iso-8859-16"),
    ("pl_iso_8859_2", POLISH, "iso-8859-2", "ISO-8859-2"),
    ("tr_windows_1254", TURKISH, "cp1254", "windows-1254"),
    ("tr_iso_8859_9", TURKISH, "iso-8859-9", "iso-8859-9"),
    ("he_windows_1255", HEBREW, "cp1255", "windows-1255"),
    ("he_iso_8859_8_i", HEBREW, "iso-8859-8", "ISO-8859-8-I"),
    ("ar_windows_1256", ARABIC, "cp1256", "windows-1256"),
    ("th_tis_620", THAI, "tis_620", "TIS-620"),
    ("de_curly_said_to_be_latin1", CURLY, "cp1252", "iso-8859-1"),
    ("de_mac", GERMAN, "mac_roman", "macintosh"),
    ("de_unknown_label", GERMAN, "utf-8", "x-gmail-unknown"),
    ("de_label_is_a_codec_of_bytes", GERMAN, "utf-8", "base64"),
    ("de_utf_7", GERMAN, "utf-7", "unicode-1-1-utf-7"),
    ("de_utf_16", GERMAN, "utf-16", "utf-16"),
    ("de_utf8_with_mark", "\ufeff" + GERMAN, "utf-8", "utf-8"),
    ("label_in_odd_quotes", GERMAN, "utf-8", "'UTF-8'"),
    ("label_utf8mb4", GREEK, "utf-8", "utf8mb4"),
]


def cases():
    for name, words, codec, label in TABLE:
        kind = "text/plain" if label is None else f'text/plain; charset="{label}"'
        raw = words.encode(codec)
        lines = heads(content_type=kind, content_transfer_encoding="base64")
        body = part(raw, kind, how="base64").partition(b"\n\n")[2]
        yield Case(name, lines + b"\n" + body, {"visible": words.lstrip("\ufeff"), "notes": []})
    yield from _in_heads()
    # Programs on Windows put letters into this charset that it does not have.
    circled = b"\x1b$B\x2d\x21\x1b(B" + "番の商品について".encode("iso2022_jp")
    lines = heads(content_type="text/plain; charset=iso-2022-jp")
    yield Case("ja_iso_2022_jp_circled", lines + b"\n" + circled, {"visible": "①番の商品について"})
    cut = GREEK.encode() + "…και".encode()[:4] + b"\n"
    yield Case(
        "el_cut_inside_a_letter",
        heads(content_type="text/plain; charset=utf-8") + b"\n" + cut,
        {"visible_has": [GREEK]},
    )
    both = multi(
        part(GREEK.encode("cp1253"), "text/plain; charset=windows-1253"),
        part(JAPANESE.encode("cp932"), "text/plain; charset=shift_jis"),
    )
    yield Case("two_charsets_in_one", mail(both), {"visible_has": [GREEK, JAPANESE]})
    meta = '<html><head><meta charset="windows-1253"></head><body><p>' + GREEK + "</p></body>"
    yield Case(
        "html_says_its_charset_itself",
        heads(content_type="text/html") + b"\n" + meta.encode("cp1253"),
        {"visible": GREEK},
    )


def _in_heads():
    for name, words, charset in (
        ("subject_el_1253", "Παραγγελία", "windows-1253"),
        ("subject_ja_2022", "注文について", "iso-2022-jp"),
        ("subject_zh_gb2312", "包裹没有收到", "gb2312"),
        ("subject_ru_koi8", "Заказ", "koi8-r"),
    ):
        lines = heads(subject=word(words, charset))
        yield Case(name, lines + b"\nhello\n", {"subject": words})
