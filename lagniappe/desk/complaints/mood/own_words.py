"""Which of a text are the customer's own words now: quotations are somebody else's mood.

What is not theirs is blanked, never cut, so that every place in the text keeps its number.
"""

import re

# Beyond this nobody reads for a mood; a long letter has said what it feels by then.
LONGEST = 20_000

_QUOTED_LINE = re.compile(r"^[ \t]*(?:>|＞).*$", re.MULTILINE)
# "On 3 May, Ana wrote:" above a quotation, in the languages of the desk.
_WHO_WROTE = re.compile(
    r"^[^\n]{0,200}\b(?:wrote|έγραψε|έγραψαν|a scris|menulis|wrote on)[^\n]{0,60}:[ \t]*$"
    r"|^[^\n]{0,200}(?:のメール|さんが書きました|wrote)[:：][ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_REST_IS_OLD = re.compile(
    r"^[ \t]*(?:-- ?$|_{10,}[ \t]*$|-{2,}[ \t]*(?:original message|forwarded message"
    r"|αρχικό μήνυμα|προωθημένο μήνυμα|mesaj original|mesaj redirecționat|pesan asli"
    r"|pesan terusan|元のメッセージ|転送メッセージ)[^\n]*$)",
    re.MULTILINE | re.IGNORECASE,
)
# What stands in quotation marks, within a paragraph ...
_MARKED = re.compile(
    "«[^«»\n]{1,400}»|“[^“”\n]{1,400}”|„[^„“”\n]{1,400}[”“]|「[^「」\n]{1,400}」"
    '|『[^『』\n]{1,400}』|(?<!\\w)"[^"\n]{1,400}"(?!\\w)'
)
# ... and is reported as said: people also put marks around their own strong words.
_TOLD_BEFORE = re.compile(
    r"(?:[:,]|\b(?:said|says|say|saying|told|tells|wrote|writes|replied|answered|asked|called"
    r"|claims|claimed|me|us|that|είπ\w*|λέει|λένε|έλεγ\w*|έγραψ\w*|απάντησ\w*|μου|spus|spune"
    r"|zis|zice|scris|răspuns|că|kata|katanya|berkata|bilang|tulis|menulis|jawab|menjawab"
    r"|bahwa)|は|が)\W*$",
    re.IGNORECASE,
)
_TOLD_AFTER = re.compile(r"^(?:と|って|,? *(?:he|she|they|you) (?:said|told)|,? *(?:said|told) )")
_CLOCK = r"(?:\[?\(?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\)?\]?[ \t]*)?"
_THEIRS = (
    "customer|client|caller|visitor|user|πελάτης|πελάτισσα|επισκέπτης|clientul|clienta"
    "|vizitator|pelanggan|konsumen|nasabah|pengunjung|お客様|お客さま|顧客|客"
)
_OURS = (
    "agent|operator|support|representative|rep|advisor|assistant|bot|system|staff"
    "|υπάλληλος|εκπρόσωπος|συνεργάτης|σύμβουλος|υποστήριξη|operatorul|consultant|asistent"
    "|agen|petugas|cs|admin|staf|オペレーター|担当者|担当|スタッフ"
)
_SPEAKER = re.compile(
    rf"^[ \t]*{_CLOCK}(?:(?P<theirs>{_THEIRS})|(?P<ours>{_OURS}))(?:[ \t]*\d{{1,3}})?[ \t]*[:：]",
    re.MULTILINE | re.IGNORECASE,
)


def own(text: str) -> str:
    """The text, at most LONGEST characters of it, with everything blank that is not said by
    the customer now: quoted lines, old mail, signatures, reported speech, the other side of
    a transcript. Words in quotation marks stay when they are all there is."""
    text = text[:LONGEST]
    kept = _without_other_speakers(text)
    old = _REST_IS_OLD.search(kept)
    if old and kept[: old.start()].strip():
        kept = kept[: old.start()] + " " * (len(kept) - old.start())
    if "\n" in kept.strip():
        # One line alone that begins with ">" is an arrow.
        kept = _QUOTED_LINE.sub(_blank, _WHO_WROTE.sub(_blank, kept))
    spoken = _MARKED.sub(_reported, kept)
    return spoken if any(map(str.isalnum, spoken)) else kept


def _without_other_speakers(text: str) -> str:
    said = list(_SPEAKER.finditer(text))
    if not {"theirs", "ours"} <= {match.lastgroup for match in said}:
        return text
    ends = [match.start() for match in said[1:]] + [len(text)]
    parts, at = [], 0
    for match, end in zip(said, ends, strict=True):
        # The speaker's own label says nothing about how they feel.
        parts.append(text[at : match.start()] + " " * (match.end() - match.start()))
        words = text[match.end() : end]
        parts.append(words if match.lastgroup == "theirs" else _spaces(words))
        at = end
    return "".join(parts)


def _reported(match: re.Match) -> str:
    before = match.string[max(0, match.start() - 30) : match.start()]
    after = match.string[match.end() : match.end() + 12]
    told = _TOLD_BEFORE.search(before) or _TOLD_AFTER.search(after)
    return _spaces(match.group()) if told else match.group()


def _blank(match: re.Match) -> str:
    return _spaces(match.group())


def _spaces(text: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in text)
