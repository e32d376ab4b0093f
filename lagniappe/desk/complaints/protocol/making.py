"""Cues that are more than a form of words: made of several things in a text, or unmade."""

import re

from lagniappe.desk.complaints.protocol.context import in_context
from lagniappe.desk.complaints.protocol.kinds import Cue
from lagniappe.desk.complaints.protocol.spans import carriers, inside

__all__ = ["in_context"]

MONEY = re.compile(
    r"(?:[€$£¥]|eur|usd|gbp|ron|idr|rp\.?|jpy)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[€$£¥%円]|(?:eur|usd|gbp"
    r"|ron|idr|jpy|lei|leu|euros?|dollars?|pounds?|ευρω|λεπτα|rupiah|ribu|yen|ポイント)(?!\w))"
)
# A neutral line is short: a paragraph of generalities is a lecture.
_LINES = 2
# In a longer text what is apologised for stands in another sentence.
_BARE = 40
# What the words of these cues are, no question is.
_NO_QUESTION = {"options", "confirm", "vent", "follow_up", "computer", "free_choice", "hostile"}


def feelings_named(found: list[Cue], text) -> list[Cue]:
    """A feeling and "you" in one sentence name what the customer feels."""
    named = []
    for feeling in text.lexicon.feelings:
        for match in text.find(feeling.found):
            start, end = text.sentences.around(match.start())
            denied = text.negated(*match.span(), anywhere=True)
            if not denied and text.lexicon.you.search(text.plain, start, end):
                named.append(Cue("acknowledge", *match.span(), feeling.say))
    return found + named


def apologies(found: list[Cue], text) -> list[Cue]:
    """Overlapping ways of saying sorry are one apology, with an object or bare."""
    made = [cue for cue in found if cue.kind != "apology"]
    last = None
    for cue in sorted((c for c in found if c.kind == "apology"), key=lambda c: c.start):
        sentence = text.sentences.around(cue.start)
        if last and (cue.start < last.end or sentence == text.sentences.around(last.start)):
            continue
        last = cue
        made.append(Cue("apology", cue.start, cue.end, _object(text, cue, sentence)))
    said = [cue for cue in made if cue.kind == "apology"]
    if said and len(text.plain.strip()) < _BARE and not any(cue.detail for cue in said):
        made.append(Cue("bare_apology", said[0].start, said[0].end))
    return made


def _object(text, cue: Cue, sentence: tuple[int, int]) -> str:
    """ "concrete" when the sentence says what for, "vague" when it only says that there is
    something, empty when it says sorry and no more."""
    said = {
        text.plain[a:b] for a, b in carriers(text.plain[cue.start : cue.end], text.lexicon).values()
    }
    shift, rest = sentence[0], text.plain[sentence[0] : sentence[1]]
    words = {
        text.plain[shift + a : shift + b]
        for a, b in carriers(rest, text.lexicon).values()
        if not inside((shift + a, shift + b), [(cue.start, cue.end)])
    }
    words -= said
    if words - text.lexicon.vague:
        return "concrete"
    return "vague" if words else ""


def computer_lines(found: list[Cue], text) -> list[Cue]:
    """Neutral lines speak of people in general, briefly, to nobody, without heat."""
    lines = [cue for cue in found if cue.kind == "computer"]
    others = [cue for cue in found if cue.kind != "computer"]
    short = sum(1 for a, b in text.sentences.all() if text.plain[a:b].strip()) <= _LINES
    calm = "!" not in text.plain and "！" not in text.plain
    about_them = text.lexicon.you.search(text.plain)
    if not lines or not short or not calm or about_them:
        return others
    return [*others, lines[0]]


def questions(found: list[Cue], text) -> list[Cue]:
    """Each question is one cue, whatever words ask it; more than two are a cue of their own."""
    made = [cue for cue in found if cue.kind != "ask"]
    no_question = {text.sentences.around(c.start) for c in made if c.kind in _NO_QUESTION}
    asked: dict[tuple[int, int], tuple[int, int]] = {}
    for span in (*_question_marks(text), *((c.start, c.end) for c in found if c.kind == "ask")):
        sentence = text.sentences.around(span[0])
        if sentence not in no_question and not inside(span, text.quotes):
            asked.setdefault(sentence, span)
    spans = sorted(asked.values())
    made += [Cue("ask", *span) for span in spans]
    if len(spans) > 2:
        made.append(Cue("many_questions", spans[0][0], spans[-1][1]))
    return made


def _question_marks(text):
    marks = "?？;;" if text.lexicon.language == "el" else "?？"
    for start, end in text.sentences.all():
        said = text.plain[start:end].strip()
        if said.endswith(tuple(marks)) and len(said) > 2:
            start += len(text.plain[start:end]) - len(text.plain[start:end].lstrip())
            yield start, start + len(said)
    for match in text.find(text.lexicon.question):
        yield match.span()


def dates(found: list[Cue], text) -> list[Cue]:
    """A promise with a date or a clock time in one sentence."""
    promised = []
    for start, end in text.sentences.all():
        when = text.lexicon.when.search(text.plain, start, end)
        told = when and not inside(when.span(), text.quotes)
        if told and text.lexicon.promise.search(text.plain, start, end):
            promised.append(Cue("dated", *when.span()))
    return found + promised


def gifts(found: list[Cue], text) -> list[Cue]:
    """Compensation names an amount or a thing, once, and at best says why."""
    mentions = [cue for cue in found if cue.kind == "compensation"]
    if not mentions:
        return found
    others = [cue for cue in found if cue.kind != "compensation"]
    first = mentions[0]
    amount = any(abs(m.start() - cue.start) < 120 for m in text.find(MONEY) for cue in mentions)
    because = text.lexicon.because.search(text.plain)
    detail = " ".join(w for w, there in (("amount", amount), ("because", because)) if there)
    return [*others, Cue("compensation", first.start, first.end, detail)]


def contradictions(found: list[Cue], text) -> list[Cue]:
    """What one half of a sentence gives, "but" and "calm down" in the other half take away."""
    spoilt = {
        text.sentences.around(cue.start)
        for cue in found
        if cue.kind in ("understand_but", "calm_down", "if_you_feel", "hostile", "blame")
    }
    kept = {"acknowledge", "apology", "bare_apology", "vent", "ownership"}
    return [
        cue
        for cue in found
        if cue.kind not in kept or text.sentences.around(cue.start) not in spoilt
    ]


def purposes(found: list[Cue], text) -> list[Cue]:
    """ "So that I can send it" says why something is asked; it solves nothing yet."""
    whys = [cue for cue in found if cue.kind == "so_that"]
    return [
        cue
        for cue in found
        if cue.kind != "solution" or not any(w.start < cue.end and cue.start < w.end for w in whys)
    ]


def listening(found: list[Cue], text) -> list[Cue]:
    """ "Is there anything else I should know?" lets them go on; it does not settle."""
    heard = {text.sentences.around(cue.start) for cue in found if cue.kind == "vent"}
    return [c for c in found if c.kind != "confirm" or text.sentences.around(c.start) not in heard]


def alternatives(found: list[Cue], text) -> list[Cue]:
    """A rule is only bare while the same text offers no way out; a date beats "soon"."""
    kinds = {cue.kind for cue in found}
    drop = set()
    if kinds & {"options", "solution", "compensation", "handover"}:
        drop.add("policy")
    if "dated" in kinds:
        drop.add("asap")
    if "handover" in kinds:
        drop.add("cold_transfer")
    if "boundary" in kinds:
        drop |= {"policy", "you_statement"}
    return [cue for cue in found if cue.kind not in drop]
