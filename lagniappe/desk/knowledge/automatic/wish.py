"""A plain wish for a person, or whether one is there, which needs no library.

Short messages only. "I want to become your agent" is a question like any other.
"""

import re

from lagniappe.kit.text import fold

LONGEST = 80

_PERSON = (
    # English
    r"(a |an |the )?(real |live |actual )?"
    r"(human|person|agent|operator|representative|someone|somebody)( being| please)?"
    # Greek
    r"|(εναν? |καποιον? |με )*(πραγματικον? )?"
    r"(ανθρωπο[νσ]?|εκπροσωπο[νσ]?|υπαλληλο[νσ]?|συμβουλο[νσ]?|καποιον?|χειριστη[σν]?)"
    # Romanian
    r"|(un |o |cu )*(operator|om|om real|agent|persoana|persoana reala|coleg|consultant|cineva)"
    # Indonesian
    r"|(dengan |seorang )*(orang|manusia|petugas|operator|agen|admin|cs|staf)( asli| langsung)?"
)
_SPEAK = (
    r"((i )?(want|need|would like|d like|wanna|can i|could i|may i|let me|please|pls)( to)? )*"
    r"((talk|speak|chat|connect me|transfer me|get me|give me|put me through)( to| with)? )?"
    r"|((θα )?(θελω|ηθελα|μπορω|παρακαλω)( να)? )*((μιλησω|μιλαω|συνομιλησω|συνδεθω) )?"
    r"((σε|με) )?"
    r"|((as )?(vreau|doresc|dori|pot|vrea|as vrea|te rog|va rog)( sa)? )*"
    r"((vorbesc|discut) )?"
    r"|((saya |aku )?(mau|ingin|bisa|tolong|minta)( untuk)? )*"
    r"((bicara|berbicara|ngobrol|chat|sambungkan( saya)?) )?"
)
_THERE = re.compile(
    r"((hello|hi|hey|γεια( σασ)?|καλησπερα|καλημερα|buna( ziua)?|halo) )?"
    r"(is |are )?(there )?(anyone|anybody|someone|somebody|you)( here| there| online| available)+"
    r"|is there (anyone|anybody|someone|somebody)"
    r"|((hello|hi|hey|γεια( σασ)?|καλησπερα|καλημερα) )?"
    r"(ειναι|υπαρχει) (κανεισ|κανενασ|καποιοσ)( (εδω|εκει))?"
    r"|((buna( ziua)?|salut|alo) )?(e|este) cineva( (aici|acolo|online|disponibil))?"
    r"|(halo )?(apakah )?ada (orang|petugas|admin|cs|operator|yang jaga)( (di ?sini|di ?sana))?"
    r"|(誰|だれ|どなた)か(い|お)(ますか|ませんか|られますか)"
    r"|هل (من|هناك|يوجد) (احد|أحد)( هنا)?"
)
_POLITE = r"( (please|pls|now|παρακαλω|τωρα|va rog|te rog|acum|ya|dong|sekarang))*"
_WISH = re.compile(rf"({_SPEAK})({_PERSON}){_POLITE}")
_WISH_JAPANESE = re.compile(
    r"(人間|人|担当(者|の方)?|スタッフ|オペレーター|係の?(人|方)|有人)"
    r"(と|に|へ|を|対応)*(直接)?"
    r"(話|お話し?|はな|つな|繋|代わ|かわ|替わ|変わ|呼|お願い|希望|チャット)?"
    r"(したい|しし?たい|せますか|せる|して|しを|いで|いて|って|んで|ください|下さい|です|します"
    r"|たい|お願い|がしたい|い|し|を|の)*"
)
_NOT_WORDS = re.compile(r"[\W_]+")


def wants_person(text: str) -> bool:
    """Whether this asks for a person and for nothing else, in one of our five languages."""
    words = _words(text)
    if not words:
        return False
    return bool(_WISH.fullmatch(words) or _WISH_JAPANESE.fullmatch(_japanese(text)))


def who_is_there(text: str) -> bool:
    """Whether this only asks if anybody is there, in a language of the screens."""
    return bool(_THERE.fullmatch(_words(text)))


def _words(text: str) -> str:
    """Folded words with one space between; empty for what is too long to be plain."""
    return "" if len(text) > LONGEST else _NOT_WORDS.sub(" ", fold(text)).strip()


def _japanese(text: str) -> str:
    return _NOT_WORDS.sub("", text)
