"""What mail programs write around quotations, in the languages their users have.

Each list holds the words as the programs print them, lower case; a new language is a new word.
"""

import re

# The verb of "On <date> <somebody> wrote:".
WROTE = (
    "wrote|writes|schrieb|geschrieben|geschreven|schreef|a écrit|écrit|escribió|escreveu|"
    "ha scritto|scrisse|napisał|napisał(a)|napisała|napsal|napsal(a)|napsala|napísal|написал|"
    "написал(а)|написала|пишет|пише|написав|писал|έγραψε|έγραψαν|a scris|au scris|skrev|kirjoitti|"
    "yazdı|írta|menulis|pisze|je napisal|je napisao|napisao|đã viết|เขียนว่า|写道|寫道|"
    "書きました|のメール|のメッセージ|에 작성|작성|كتب|כתב|va escriure|het volgende"
)
# Lines such as "-----Original Message-----" and "Begin forwarded message:".
ORIGINAL = (
    "original message|original appointment|forwarded message|begin forwarded message|"
    "reply message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|"
    "anfang der weitergeleiteten (?:nachricht|e-mail)|message d'origine|message d’origine|"
    "message original|message transféré|début du message (?:transféré|réexpédié)|"
    "mensaje original|mensaje reenviado|inicio del mensaje reenviado|mensagem original|"
    "mensagem encaminhada|messaggio originale|messaggio inoltrato|inizio messaggio inoltrato|"
    "oorspronkelijk bericht|doorgestuurd bericht|begin doorgestuurd bericht|"
    "ursprungligt meddelande|opprinnelig melding|oprindelig meddelelse|alkuperäinen viesti|"
    "wiadomość oryginalna|oryginalna wiadomość|treść przekazanej wiadomości|původní zpráva|"
    "eredeti üzenet|исходное сообщение|оригинальное сообщение|пересылаемое сообщение|"
    "αρχικό μήνυμα|προωθημένο μήνυμα|έναρξη προωθημένου μηνύματος|mesaj original|"
    "mesajul original|mesaj redirecționat|mesaj redirectionat|începutul mesajului redirecționat|"
    "pesan asli|pesan yang diteruskan|pesan terusan|asıl mesaj|özgün ileti|iletilen mesaj|"
    "元のメッセージ|転送メッセージ|転送されたメッセージ|オリジナルメッセージ|原始邮件|原邮件|转发邮件|"
    "转发的邮件|原始郵件|원본 메시지|رسالة أصلية|הודעה מקורית"
)
# Names of header lines that programs repeat above a quotation.
FROM = (
    "from|von|de|da|van|från|fra|lähettäjä|od|feladó|от|от кого|від|από|de la|expéditeur|"
    "remitente|mittente|afzender|gönderen|kimden|dari|pengirim|差出人|送信元|发件人|寄件者|寄件人|"
    "보낸 사람|보낸사람|من|מאת"
)
SUBJECT = (
    "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|tárgy|"
    "тема|θέμα|subiect|subiectul|konu|perihal|subjek|件名|主题|主旨|제목|الموضوع|נושא"
)
OTHER = (
    "sent|date|to|cc|bcc|reply-to|importance|priority|attachments|gesendet|datum|an|antwort an|"
    "envoyé|à|répondre à|copie à|enviado|enviado el|enviado em|fecha|data|para|responder a|"
    "inviato|a|risposta|verzonden|aan|skickat|till|sendt|til|lähetetty|päiväys|vastaanottaja|"
    "wysłano|wysłane|do|odesláno|komu|küldve|címzett|dátum|отправлено|дата|кому|копия|кому:|"
    "надіслано|στάλθηκε|απεστάλη|ημερομηνία|προς|κοιν|κοινοποίηση|trimis|către|catre|dată|"
    "gönderildi|gönderme tarihi|kime|tarih|dikirim|tanggal|kepada|ke|tembusan|送信日時|日付|日時|"
    "宛先|返信先|发送时间|发送日期|日期|收件人|抄送|寄件日期|收件者|받는 사람|날짜|보낸 날짜|"
    "إلى|التاريخ|תאריך|אל"
)
# "Sent from my phone", one whole line.
MOBILE = (
    r"sent (?:from|via|with|using) (?:my |the |a )?\S.{0,60}|get outlook for .{0,40}|"
    r"(?:envoyé|envoye) (?:de|depuis|à partir de) .{0,60}|"
    r"(?:von meinem|gesendet (?:von|mit|vom)) .{0,60}|"
    r"diese nachricht wurde von .{0,80}|enviado (?:desde|do|de|a partir do) .{0,60}|"
    r"inviato (?:da|dal|con) .{0,60}|(?:verzonden|verstuurd) (?:vanaf|met|via) .{0,60}|"
    r"(?:skickat|sendt|lähetetty) (?:från|fra|fra min|iphonesta|laitteesta).{0,60}|"
    r"wysłan[eo] z .{0,60}|odesláno z .{0,60}|отправлено (?:с|из) .{0,60}|надіслано з .{0,60}|"
    r"(?:στάλθηκε|εστάλη|απεστάλη) από .{0,60}|trimis (?:de pe|din|de la|prin) .{0,60}|"
    r"dikirim (?:dari|melalui|menggunakan) .{0,60}|.{0,30}(?:から|より)(?:の)?送信(?:しました)?|"
    r".{0,40}gönderildi|发自我的.{0,40}|從我的.{0,30}傳送|나의 .{0,30}에서 보냄"
)
# First line of what lists and helpdesks put under a mail.
FOOTER = (
    r"to unsubscribe .{0,200}|you received this (?:message|email) because .{0,200}|"
    r"(?:you are|you're) receiving this .{0,200}|please do not print this .{0,100}|"
    r"\[?(?:visit topic|unsubscribe|view it on github)\]?\b.{0,200}"
)


def listed(words: str) -> str:
    """The words as one regular expression group, longest first."""
    found = sorted(set(words.split("|")), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in found) + ")"
