"""A yes or a no that they type instead of pressing a button: it is no question."""

from lagniappe.desk.knowledge.automatic import answered, person, say
from lagniappe.desk.knowledge.automatic.manners import NO, THANKS, YES, manners
from lagniappe.desk.knowledge.automatic.situation import Situation
from lagniappe.kit.errors import Refused


def agrees(here: Situation) -> bool | None:
    """Whether their one line since an automatic turn says yes or no to what it asked: did this
    help, do you mean this. None where nothing was asked, or something else is said."""
    if not here.asking or len(here.asked) != 1:
        return None
    said = manners(here.asked[0])
    # "No, thanks" to an answer wants nothing more.
    if NO in said and not (_answered(here) and THANKS in said):
        return False
    # A yes to one of several names none.
    single = len(here.asking.automatic.get("choices", ())) < 2
    return True if YES in said and NO not in said and single else None


def did_not_help(here: Situation | None) -> bool:
    """Whether they type that an answer did not help: then the next best is looked for."""
    return here is not None and bool(here.asked) and agrees(here) is False and _answered(here)


def take(tx, here: Situation, found: list[say.Found], *, away_after: int) -> None:
    """Do what the button would have done. After a no a person is called where none of `found`
    is left to offer."""
    entry, agreed = here.asking, agrees(here)
    if _answered(here):
        answered.keep(tx, entry, helped=agreed, heard=here.heard)
        if agreed:
            say.word(tx, here, THANKS)
        elif not answered.offer_next(tx, entry, found, heard=here.heard, away_after=away_after):
            _call(tx, here, "\n".join(answered.lines_before(tx, entry)), away_after=away_after)
    elif not agreed or not _chose(tx, here, away_after=away_after):
        _call(tx, here, entry.automatic["asked"], away_after=away_after)


def _chose(tx, here: Situation, *, away_after: int) -> bool:
    """Give the one answer that was offered; False when it is not given out any more."""
    (choice,) = here.asking.automatic["choices"]
    how = {"entry_id": choice["entry"], "away_after": away_after}
    try:
        answered.choose(tx, here.conversation.id, here.asking.public_position, **how)
    except Refused:
        return False
    return True


def _call(tx, here: Situation, question: str, *, away_after: int) -> None:
    person.ask_for_person(tx, here, away_after=away_after, why="repeated", text=question)


def _answered(here: Situation) -> bool:
    return here.asking.automatic["turn"] == "answer"
