"""Bytes to text when the label lies, is missing, or was never heard of."""

import codecs
import re

# Names seen in mails that Python does not know, and what their writers meant. Labels that
# mean "do not know" are absent on purpose.
_MEANT = {
    "ansi_x3.110-1983": "latin-1",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "windows-874": "cp874",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_2",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-greek": "mac_greek",
    "macintosh": "mac_roman",
}
_GUESSED_FROM = 20_000
_JAPANESE = "iso2022_jp_2"
_SEVEN_BITS = frozenset((_JAPANESE, "iso2022_jp", "iso2022_kr", "hz", "utf-7"))
_SHIFTS = re.compile(rb"\x1b\$[B@]|\x1b\$\)C")
# What is likely at this desk, tried in this order where nothing better is known.
_LIKELY = ("cp1253", "cp1250", "cp1252")


def decode(content: bytes, label: str | None) -> str:
    """The text. Never raises: what cannot be read becomes the replacement character."""
    name = (label or "").strip().strip("\"'").lower()
    if content.isascii():
        return _seven_bits(content, _known(name))
    # Whatever the label says, bytes that happen to be good UTF-8 are UTF-8.
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        pass
    codec = _known(name)
    if codec and codec != "utf-8":
        try:
            text = content.decode(codec)
        except (UnicodeDecodeError, ValueError):
            pass
        else:
            if codec != "cp1252" or _reads_western(text):
                return text
    if codec == "utf-8" and _nearly_utf8(content):
        return content.decode("utf-8", "replace")
    return content.decode(_guess(content), "replace")


def _seven_bits(content: bytes, codec: str | None) -> str:
    """Most is plain ASCII; some charsets of the East write themselves in it."""
    if codec in _SEVEN_BITS or _SHIFTS.search(content):
        korean = codec == "iso2022_kr" or b"\x1b$)C" in content
        named = codec if codec in _SEVEN_BITS else "iso2022_kr" if korean else _JAPANESE
        try:
            return content.decode(named)
        except UnicodeDecodeError:
            pass
        # Windows puts letters of its own into the charset of Japanese mail.
        wider = content.replace(b"\x1b$B", b"\x1b$(Q")
        return wider.decode("iso2022_jp_2004", "replace")
    return content.decode("ascii")


def _reads_western(text: str) -> bool:
    """What has more accents than letters is another alphabet under a careless label."""
    letters = [letter for letter in text[:_GUESSED_FROM] if letter.isalpha()]
    beyond = sum(letter > "\x7f" for letter in letters)
    return beyond < 6 or beyond * 2 < len(letters)


def _known(name: str) -> str | None:
    name = _MEANT.get(name, name)
    try:
        found = codecs.lookup(name) if name and len(name) < 40 else None
    except (LookupError, ValueError):
        return None
    # Codecs such as base64 or zlib turn bytes into bytes.
    return found.name if found and found._is_text_encoding else None


def _nearly_utf8(content: bytes) -> bool:
    """A cut or a stray byte in a long text; then the rest is better read as what it is."""
    text = content[:_GUESSED_FROM].decode("utf-8", "replace")
    return text.count("\ufffd") * 50 < len(text)


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes

    try:
        best = from_bytes(content[:_GUESSED_FROM], threshold=0.3).best()
    except (ValueError, RecursionError):
        best = None
    if best is not None and best.encoding:
        return best.encoding
    for name in _LIKELY:
        try:
            content.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "cp1252"
