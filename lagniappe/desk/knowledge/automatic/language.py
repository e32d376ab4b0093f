"""Which language a question is in, as far as its letters say."""

import re

_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
_LATIN = re.compile(r"[A-Za-z]")


def language_of(text: str, page: str) -> str:
    """The language of a question asked on a page in `page`: the letters decide where they
    can, else the page; Latin letters on a page of another script are taken for English."""
    counts = {code: len(letters.findall(text)) for code, letters in _SCRIPTS}
    code = max(counts, key=counts.get)
    latin = len(_LATIN.findall(text))
    if counts[code] > latin / 2:
        return code
    page = page.partition("-")[0].lower()
    return "en" if latin and page in counts else page
