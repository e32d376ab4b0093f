"""What a text is reduced to before it is compared: case, accents, width, punctuation."""

import re
import unicodedata

from lagniappe.kit.text import fold

# Of a longer question only the start is read: nobody asks in more, and every answer stays fast.
QUESTION_LIMIT = 2_000
ANSWER_LIMIT = 20_000

# A script that changes inside an unspaced text ends a word: 除石灰|の|やり|方.
_WORD = re.compile(
    r"[\u3400-\u9fff々]+|[\u3040-\u309f]+|[\u30a0-\u30ff]+|[^\W_\u3040-\u30ff\u3400-\u9fff々]+"
)
_NOT_WORD = re.compile(r"[\W_]+")
_JAPANESE = re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")
# Codes such as E11 are typed on whatever keyboard is switched on.
_CODE = re.compile(r"\b[^\W\d_]{1,3}\d+\b")
_LOOKALIKES = str.maketrans("αβεζηικμνορτυχавекмнорстух", "abezhikmnoptyxabekmhopctyx")


def read(text: str, limit: int) -> str:
    """The first `limit` characters, folded, with one space between and around the words."""
    cut = text[:limit]
    # Folding drops voicing marks with the accents: バー and ハー are different words.
    folded = _fold_japanese(cut) if _JAPANESE.search(cut) else fold(cut)
    if not folded.isascii():
        folded = _CODE.sub(lambda found: found.group().translate(_LOOKALIKES), folded)
    return f" {_NOT_WORD.sub(' ', folded).strip()} "


def words(read_text: str) -> list[str]:
    """The words of a text that was read."""
    return _WORD.findall(read_text)


def word_places(read_text: str) -> list[tuple[int, str]]:
    """Each word with the place where it starts."""
    return [(found.start(), found.group()) for found in _WORD.finditer(read_text)]


def _fold_japanese(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
