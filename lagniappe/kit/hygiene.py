"""What texts from elsewhere carry that nobody wrote: advertisements in the middle of a sentence,
heaps of links, leftovers of a broken page. Found by pattern, told to a person, never obeyed.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

# Wares that are sold by writing into other people's texts; a phrase each, in what they write.
_ADVERTS = re.compile(
    r"pupuk (?:merk|merek|cap) \w+|pupuk hantu|merk hantu|skin serum|serum (?:wajah|kulit|pemutih)"
    r"|obat (?:kuat|pelangsing)|(?:judi|slot|togel|casino|poker) (?:online|gacor|resmi)"
    r"|online casino"
    r"|link[ -]?farm\w*|(?:buy|cheap|beli|jasa) backlinks?|cheap (?:viagra|cialis)|payday loans?"
    r"|replica watches|weight[ -]loss pills|cumpără ieftin viagra|cazino online|φτηνό viagra"
    r"|καζίνο online|オンラインカジノ|激安バイアグラ",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]{3,300}", re.IGNORECASE)
# A page's own marks after its charset was mistaken: <β>, </β>, <ι>.
_TAG_LEFTOVER = re.compile(r"</?[\u0370-\u03ff]{1,3}>")
# Where a sentence may end; a stop within a word or a link is none.
_END = re.compile(r"[.!?;·…]+(?=\s|$)|[。！？]+|\n+")
_ENDED = re.compile(r"[.!?…。！？;·:)\]\"'»”’*_`|>]$")
_MANY_LINKS = 3
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text without what did not belong in it; `left_out` are the sentences that went, `cut`
    whether it ends in the middle of one."""

    text: str
    left_out: tuple[str, ...]
    cut: bool


def tidied(text: str) -> Tidied:
    """The text without advertisements, heaps of links and leftovers of tags."""
    plain = _TAG_LEFTOVER.sub("", text)
    kept, left_out = [], []
    for sentence in _sentences(plain):
        (left_out if is_advert(sentence) else kept).append(sentence)
    whole = "".join(kept).strip()
    return Tidied(whole, tuple(sentence.strip() for sentence in left_out), _is_cut(whole))


def is_advert(text: str) -> bool:
    """Whether it sells what strangers sell in other people's texts, or is a heap of links to
    at least three places."""
    if _ADVERTS.search(text):
        return True
    places = {urlsplit(link if "//" in link else f"//{link}").hostname for link in _links(text)}
    words = len(_LINK.sub(" ", text).split())
    return len(places) >= _MANY_LINKS and words < _MANY_LINKS * len(places)


def _links(text: str) -> list[str]:
    return _LINK.findall(text)


def _sentences(text: str) -> list[str]:
    """The text in pieces that make it up again."""
    ends = [0, *(stop.end() for stop in _END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


def _is_cut(text: str) -> bool:
    last = text.rpartition("\n")[2].strip()
    return len(last.split()) >= _SHORT and not _ENDED.search(last)
