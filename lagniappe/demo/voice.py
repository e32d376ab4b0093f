"""What the demo's customers answered when they were asked, and what came of it."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random

from sqlalchemy import select

from lagniappe.demo.play import Stage
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.analytics import kept
from lagniappe.desk.complaints.remedies import stories
from lagniappe.desk.conversations import read
from lagniappe.desk.conversations.tables import conversations
from lagniappe.desk.people import blocks
from lagniappe.desk.surveys import answer, ask, shipped
from lagniappe.desk.surveys.recognition import (
    claim,
    coaching,
    fair,
    nominate,
    points,
    praise,
    principles,
    prizes,
)
from lagniappe.desk.surveys.recognition.tables import praises
from lagniappe.desk.surveys.tables import surveys
from lagniappe.desk.surveys.voice import figures, gather, loop, quiet, quote, recover
from lagniappe.desk.surveys.voice.tables import loops, verbatims
from lagniappe.kit.clock import DAY, HOUR, MINUTE

ANSWERED = 0.55
GOOD = 0.74
WRITE = 0.6
LATELY = (26 * HOUR, 3 * HOUR, 12 * MINUTE)
"""How long ago the newest ones said that it went badly: they wait to hear from somebody."""
LEFT_OPEN = 3 * DAY
"""Whoever was let down within the last days still waits to hear from somebody."""


def play(tx, stage: Stage, random: Random) -> None:
    """Ask about the closed conversations, answer, follow up and thank; the clock ends where it
    was."""
    now = tx.now
    shipped.bring(tx)
    closed = _closed(tx, now)
    for about in closed[: -len(LATELY)]:
        if random.random() < ANSWERED:
            at = min(now, about.closed_at + random.randint(1, 40) * MINUTE)
            _answer(tx, stage, random, about, good=random.random() < GOOD, at=at)
    for about, ago in zip(closed[-len(LATELY) :], LATELY, strict=False):
        _answer(tx, stage, random, about, good=False, at=now - ago)
    tx.now = now
    # The second time for those who were still not happy after the first.
    _follow_up(tx, stage, random, now)
    _follow_up(tx, stage, random, now)
    _thank(tx, stage, now)
    tx.now = now
    quiet.look(tx)
    _bring_into_themes(tx)
    _quote(tx, stage)
    for about in _closed(tx, now):
        for player in stage.players:
            read.mark(tx, player.agent, about.id, about.last_position)
    for name, measure in ((figures.NAME, figures.measure), (fair.NAME, fair.measure)):
        kept.keep(tx, name, measure(tx), made_at=now)


@cache
def told() -> dict:
    """What voice.toml has."""
    return tomllib.loads(files(__package__).joinpath("voice.toml").read_text())


def _closed(tx, now: int) -> list:
    c = conversations.c
    ended = (c.status == "closed", c.spam_at.is_(None), c.closed_at < now - HOUR)
    return tx.all(select(conversations).where(*ended).order_by(c.closed_at))


def _answer(tx, stage: Stage, random: Random, about, *, good: bool, at: int) -> None:
    tx.now = about.closed_at
    occasion = f"contact:{about.id}:{about.last_customer_position}"
    survey_id = _asked(tx, occasion) or ask.ask(
        tx, "satisfaction", conversation_id=about.id, occasion=occasion
    )
    locale = about.locale.partition("-")[0] or "en"
    if survey_id is None or locale not in told() or blocks.is_blocked(tx, about.customer_id):
        return
    tx.now = max(at, about.closed_at)
    if random.random() < WRITE or not good:
        words = random.choice(told()[locale]["good" if good else "bad"])
        agent = _agent(stage, about.assignee_id or about.closed_by)
        answer.answer(tx, survey_id, "words", words=words.format(agent=agent.display_name))
    csat = random.choice((4, 5, 5, 5)) if good else random.choice((1, 2, 2))
    answer.answer(tx, survey_id, "csat", value=csat)


def _asked(tx, occasion: str) -> str | None:
    return tx.value(
        select(surveys.c.id).where(surveys.c.occasion == occasion, surveys.c.state == "asked")
    )


def _follow_up(tx, stage: Stage, random: Random, now: int) -> None:
    open_ones = select(loops).where(loops.c.closed_at.is_(None)).order_by(loops.c.opened_at)
    leads = [p.agent for p in stage.players if p.agent.may("supervisor")]
    for row in tx.all(open_ones):
        if row.opened_at > now - LEFT_OPEN:
            continue
        lead = random.choice(leads)
        tx.now = row.opened_at + random.randint(4, 180) * MINUTE
        recover.take(tx, lead, row.id)
        recover.called(tx, lead, row.id)
        tx.now = min(now, tx.now + random.randint(1, 30) * HOUR)
        about = loop.get(tx, lead, row.id)
        language = about.words[0][1] if about.words else "en"
        did = random.choice(told().get(language, told()["en"])["did"])
        closed = recover.finish(tx, lead, row.id, did=did)
        if closed.happy_survey_id and random.random() < 0.6:
            tx.now = min(now, tx.now + HOUR)
            happy = random.random() < 0.8
            answer.answer(tx, closed.happy_survey_id, "happy_now", value=int(happy))


def _thank(tx, stage: Stage, now: int) -> None:
    maria, tom = (stage.player(f"{name}@kafeneio.example").agent for name in ("maria", "tom"))
    for row in tx.all(select(praises).where(praises.c.said_at < now - 5 * DAY)):
        tx.now = row.said_at + 8 * HOUR
        praise.verify(tx, tom if row.agent_id == maria.id else maria, row.id)
    staff = told()["staff"]
    for n, (name, words) in enumerate(staff["stories"]):
        tx.now = now - (2 + 9 * n) * DAY
        stories.tell(tx, stage.player(f"{name}@kafeneio.example").agent, words)
    tx.now = now - HOUR
    for by, name, words in staff["nominations"]:
        named = stage.player(f"{name}@kafeneio.example").agent
        nominate.nominate(tx, stage.player(f"{by}@kafeneio.example").agent, named.id, words=words)
    shelf = [
        prizes.create(tx, maria, name=name, points=price, cost=cost, currency="EUR", stock=stock)
        for name, price, cost, stock in staff["prizes"]
    ]
    grace = stage.player("grace@kafeneio.example").agent
    if points.left(tx, grace.id) >= prizes.get(tx, shelf[0]).points:
        claim.ask(tx, grace, shelf[0])
    for player in stage.players[1:5]:
        principles.acknowledge(tx, player.agent)
    _talk_over(tx, stage, now)


def _talk_over(tx, stage: Stage, now: int) -> None:
    """One criticism that the conversation bears out, answered by the colleague."""
    tom = stage.player("tom@kafeneio.example").agent
    bad = tx.one(
        select(verbatims.c.id, verbatims.c.agent_id)
        .where(
            verbatims.c.tone == "bad",
            verbatims.c.agent_id.not_in([p.agent.id for p in stage.players[:2]]),
        )
        .order_by(verbatims.c.said_at.desc())
        .limit(1)
    )
    if bad is None:
        return
    tx.now = now - 2 * DAY
    begun = coaching.begin(tx, tom, bad.id, found=told()["en"]["found"])
    tx.now = now - DAY
    coaching.reply(tx, _agent(stage, bad.agent_id), begun, words=told()["en"]["reply"])


def _bring_into_themes(tx) -> None:
    while said := gather.waiting(tx):
        gather.place(tx, said, gather.grouped(gather.known(tx, said), said))
    gather.count(tx)


def _quote(tx, stage: Stage) -> None:
    maria = stage.player("maria@kafeneio.example").agent
    newest = select(verbatims.c.id).where(verbatims.c.language == "en")
    for row in tx.all(newest.order_by(verbatims.c.said_at.desc()).limit(2)):
        quote.take(tx, maria, row.id, why="What it is like on the other side")


def _agent(stage: Stage, agent_id: str) -> Agent:
    return next(p.agent for p in stage.players if p.agent.id == agent_id)
