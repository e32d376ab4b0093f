"""Cues that only show against what was said before."""

from lagniappe.desk.complaints.protocol.folded import folded
from lagniappe.desk.complaints.protocol.kinds import Cue
from lagniappe.desk.complaints.protocol.spans import carriers, inside

# Words of the customer's that must come back for their problem to be mirrored.
MIRRORED = 2
# Nobody reads this much and answers in so few seconds.
LONG, HURRIED = 280, 2.0
APOLOGIES = 2


def in_context(found: list[Cue], text, heard) -> list[Cue]:
    """`found` with what a text does given what was heard (cues.Heard)."""
    if heard.words:
        found = _own_words(found, text, heard)
        found = found + _mirrored(text, heard) + _sworn_back(text, heard)
    found = found + _asked_again(found, text, heard)
    said = [cue for cue in found if cue.kind == "apology"]
    if said and heard.apologies >= APOLOGIES:
        found = [*found, Cue("third_apology", said[0].start, said[0].end)]
    if heard.legal:
        own = [cue for cue in found if cue.kind == "responsibility"]
        found = found + [Cue("admission", cue.start, cue.end) for cue in own[:1]]
    if heard.waited is not None and heard.waited < HURRIED and len(heard.words) >= LONG:
        found = [*found, Cue("hurried", 0, len(text.plain))]
    if heard.provoked:
        found = found + _bait_taken(found, text)
    return found + _closed_unasked(found, text, heard)


def _own_words(found: list[Cue], text, heard) -> list[Cue]:
    """A feeling the customer named beats one that we guess."""
    said = folded(heard.words)
    own = {feeling.say for feeling in text.lexicon.feelings if feeling.found.search(said)}
    return [
        Cue(cue.kind, cue.start, cue.end, "own word")
        if cue.kind == "acknowledge" and cue.detail in own
        else cue
        for cue in found
    ]


def _mirrored(text, heard) -> list[Cue]:
    theirs = carriers(folded(heard.words), text.lexicon)
    ours = carriers(text.plain, text.lexicon)
    shared = sorted(ours[stem] for stem in ours.keys() & theirs.keys())
    if len(shared) < MIRRORED:
        return []
    return [Cue("paraphrase", shared[0][0], shared[-1][1])]


def _sworn_back(text, heard) -> list[Cue]:
    """A swear word of the customer's comes back as ours; quoting it is no such thing."""
    swear = text.lexicon.cues.get("swear")
    if swear is None:
        return []
    theirs = {match.group() for match in swear.finditer(folded(heard.words))}
    return [
        Cue("echo_swear", *match.span())
        for match in text.find(swear)
        if match.group() in theirs and not inside(match.span(), text.quotes)
    ]


def _asked_again(found: list[Cue], text, heard) -> list[Cue]:
    again = []
    for cue in found:
        if cue.kind != "ask":
            continue
        start, end = text.sentences.around(cue.start)
        for kind in sorted(heard.told):
            asks = text.lexicon.asks_for.get(kind)
            match = asks and asks.search(text.plain, start, end)
            if match:
                again.append(Cue("asks_known", *match.span(), kind))
                break
    return again


def _bait_taken(found: list[Cue], text) -> list[Cue]:
    """Provoked, the neutral line has no "you" and no exclamation mark."""
    if any(cue.kind in ("boundary", "apology", "acknowledge", "handover") for cue in found):
        return []
    taken = []
    if match := text.lexicon.you.search(text.plain):
        taken.append(Cue("you_statement", *match.span()))
    for mark in "!！":
        if (place := text.plain.find(mark)) >= 0:
            taken.append(Cue("exclaim", place, place + 1))
    return taken


def _closed_unasked(found: list[Cue], text, heard) -> list[Cue]:
    closing = text.lexicon.cues.get("closing")
    if heard.settled or any(cue.kind == "confirm" for cue in found):
        return []
    goodbyes = [m for m in text.find(closing) if not inside(m.span(), text.quotes)]
    return [Cue("closing_unasked", *m.span()) for m in goodbyes[:1]]
