"""Which language a text in Latin letters is written in, from its letters alone.

py3langid counts pieces of words and knows 139 languages; only those are asked about that people
write to a desk in Europe, America and Indonesia, for every one more makes short texts less
sure. docs/decisions/019-language.md has how often it is right.
"""

import re
from functools import cache

LANGUAGES = tuple(
    "ca cs da de en es fi fr hr hu id it lt nl no pl pt ro sk sq sv tr vi".split()  # noqa: SIM905
)
SURE = 0.6
"""Below this probability (0 to 1) nothing is said."""
# More says no more, and a flood must stay cheap.
_LONGEST = 500
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def told(text: str) -> str:
    """One of LANGUAGES; empty when too little speaks for any, and for other letters."""
    text = text[:_LONGEST]
    latin = len(_LATIN.findall(text))
    if not latin or latin < len(_LETTER.findall(text)) / 2:
        return ""
    language, probability = _model().classify(text)
    return language if probability >= SURE else ""


@cache
def _model():
    # Half a second and 55 MB, which the first text in Latin letters waits for.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages(LANGUAGES)
    # A model of its own: the whole one keeps the figures of all 139.
    return LanguageIdentifier(
        whole.nb_ptc,
        whole.nb_pc,
        whole.nb_classes,
        whole.tk_nextmove,
        whole.tk_output,
        norm_probs=True,
        tk_row=whole.tk_row,
    )
