"""Eight agents who give, ask, approve, decline, cancel, redeem and correct bills without pause, and
the audit of what they leave behind."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass

from lagniappe.desk.accounts import agents, brands
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.complaints.remedies import (
    approve,
    authority,
    budget,
    cancel,
    catalogue,
    correct,
    given,
    grant,
    till,
)
from lagniappe.desk.complaints.remedies.tables import budgets, grants, ledger, remedies, vouchers
from lagniappe.desk.conversations.receive import start
from lagniappe.desk.conversations.tables import messages
from lagniappe.desk.people import visitors
from lagniappe.kit.clock import DAY
from lagniappe.kit.errors import Refused

KEY = b"the key of a storm, long enough to be one"
PEOPLE = 8
CASES = 4
STOCK = 6
BUDGET = 60_000
MOST_OFF = 1_500
LIMITS = {
    "agent": {"per_case": 3_000, "per_customer": 5_000, "per_day": 6_000},
    "supervisor": {"per_case": 9_000, "per_customer": 12_000, "per_day": 20_000},
}


@dataclass(frozen=True, slots=True)
class Stage:
    people: tuple[Agent, ...]
    cases: tuple[str, ...]
    remedies: tuple[str, ...]
    percents: tuple[str, ...]


def furnish(tx) -> None:
    """Six agents and two supervisors, two customers with two cases each, a shelf, a budget."""
    brand = brands.create(tx, name="Storm", time_zone="Europe/Athens")
    for n in range(PEOPLE):
        role = "agent" if n < PEOPLE - 2 else "supervisor"
        # Nobody logs in here, so no time goes into a password.
        agents.create(tx, email=f"a{n}@example.com", name=f"A{n}", password="none", role=role)
    customers = [visitors.meet(tx, f"v{n}", locale="en") for n in range(CASES // 2)]
    for n in range(CASES):
        start(
            tx,
            customer_id=customers[n % len(customers)],
            brand_id=brand,
            department_id=None,
            locale="en",
            client_id=f"first-words-{n}",
            body="It is broken",
        )
    about = {"currency": "EUR", "low": 1, "high": 100_000}
    catalogue.create(tx, kind="refund", names={"en": "Refund"}, rank=1, **about)
    catalogue.create(tx, kind="discount", names={"en": "Off"}, voucher=True, rank=2, **about)
    gift = {"unit_cost": 700, "stock": STOCK, "rank": 3}
    share = {"currency": "EUR", "low": 1, "high": 100, "unit_cost": MOST_OFF, "rank": 4}
    catalogue.create(tx, kind="percent", names={"en": "Share"}, **share)
    catalogue.create(tx, kind="gift", names={"en": "Gift"}, currency="EUR", **gift)
    for role, limits in LIMITS.items():
        authority.change(tx, role=role, currency="EUR", limits=limits)
    span = {"starts_at": tx.now - DAY, "ends_at": tx.now + DAY}
    budget.create(tx, name="Storm", currency="EUR", amount=BUDGET, **span)


def stage(tx) -> Stage:
    people = tuple(sorted(agents.everyone(tx), key=lambda a: a.email))
    cases = dict.fromkeys(row.conversation_id for row in tx.all(messages.select()))
    shelf = catalogue.listed(tx)
    percents = tuple(remedy.id for remedy in shelf if remedy.kind == catalogue.PERCENT)
    return Stage(people, tuple(sorted(cases)), tuple(one.id for one in shelf), percents)


class Giver:
    """One person; what they do at step `n` depends on seed, person and `n` alone, so a step
    can be repeated after a crash as a browser would repeat it."""

    def __init__(self, db, on: Stage, who: int, seed: int) -> None:
        self.db, self.on, self.who, self.seed = db, on, who, seed
        self.me = on.people[who]

    def step(self, n: int) -> str:
        """Do one thing; returns its receipt: what was acknowledged, or why it was refused."""
        chance = random.Random(f"{self.seed}-{self.who}-{n}")
        acts = (self._give, self._answer, self._cancel, self._redeem, self._correct)
        act = chance.choices(acts, (6, 3, 2, 2, 2))[0]
        try:
            return act(chance, f"giving-{self.who}-{n}")
        except Refused as refusal:
            return f"refused {refusal.code}"

    def _give(self, chance, client_id: str) -> str:
        case, remedy = chance.choice(self.on.cases), chance.choice(self.on.remedies)
        amount = chance.randrange(1, 4_000)
        one = self.db.write_sync(
            grant.grant,
            self.me,
            case,
            key=KEY,
            client_id=client_id,
            remedy_id=remedy,
            amount=amount % 100 + 1 if remedy in self.on.percents else amount,
            reason="Storm",
        )
        return f"{one.state} {client_id}"

    def _answer(self, chance, client_id: str) -> str:
        waiting = self.db.read_sync(given.asked)
        if not waiting:
            return "nothing"
        one = chance.choice(waiting)
        if chance.random() < 0.2:
            self.db.write_sync(approve.decline, self.me, one.id, reason="No")
            return f"declined {one.client_id}"
        amount = one.amount // 2 if one.amount > 1 and chance.random() < 0.3 else None
        self.db.write_sync(approve.approve, self.me, one.id, key=KEY, amount=amount)
        return f"granted {one.client_id}"

    def _cancel(self, chance, client_id: str) -> str:
        here = self.db.read_sync(given.of_conversation, chance.choice(self.on.cases))
        mine = [one for one in here if one.state in ("asked", "granted")]
        if not mine:
            return "nothing"
        one = chance.choice(mine)
        self.db.write_sync(cancel.cancel, self.me, one.id, reason="Mistake")
        return f"cancelled {one.client_id}"

    def _redeem(self, chance, client_id: str) -> str:
        codes = self.db.read_sync(_codes)
        if not codes:
            return "nothing"
        by = f"agent:{self.me.id}"
        use = {"key": KEY, "by": by, "once": client_id}
        code = chance.choice(codes)
        used = self.db.write_sync(till.redeem, code, bill=chance.randrange(1, 9_000), **use)
        return f"redeemed {used.grant_id}"

    def _correct(self, chance, client_id: str) -> str:
        codes = self.db.read_sync(_codes, kind=catalogue.PERCENT)
        if not codes:
            return "nothing"
        use = {"key": KEY, "by": f"agent:{self.me.id}", "once": client_id}
        code, bill = chance.choice(codes), chance.randrange(1, 9_000)
        right = self.db.write_sync(correct.correct, code, bill=bill, **use)
        return f"corrected {right.grant_id}"


def audit(tx) -> Counter:
    """How often each promise is broken; empty when all are kept."""
    broken: Counter = Counter()
    rows = tx.all(grants.select())
    standing = [row for row in rows if row.state == "granted"]
    _audit_limits(tx, standing, broken)
    _audit_ledger(tx, rows, broken)
    _audit_delivery(tx, rows, broken)
    return broken


def _audit_limits(tx, standing, broken: Counter) -> None:
    role = {agent.id: agent.role for agent in agents.everyone(tx)}
    sums = defaultdict(int)
    for row in standing:
        role_of = role[row.authority_id]
        sums["per_day", role_of, row.authority_id] += row.cost
        for which, key in (("per_case", row.conversation_id), ("per_customer", row.customer_id)):
            # What agents gave by themselves, and everything together.
            sums[which, "supervisor", key] += row.cost
            if role_of == "agent":
                sums[which, "agent", key] += row.cost
        if row.decided_by == row.agent_id:
            broken["approved by the asker"] += 1
    for (which, role_of, _), total in sums.items():
        broken[f"{which} of {role_of}"] += total > LIMITS[role_of][which]
    held = tx.one(budgets.select())
    broken["budget exceeded"] += held.spent > held.amount
    broken["budget not what was spent"] += held.spent != sum(row.cost for row in standing)
    shelf = tx.one(remedies.select().where(remedies.c.kind == "gift"))
    pieces = sum(row.kind == "gift" for row in standing)
    broken["stock"] += shelf.stock < 0 or shelf.stock + pieces != STOCK
    for name in [name for name, times in broken.items() if not times]:
        del broken[name]


def _audit_ledger(tx, rows, broken: Counter) -> None:
    entries = defaultdict(list)
    for row in tx.all(ledger.select()):
        entries[row.grant_id].append((row.kind, row.amount))
    used = {row.grant_id for row in tx.all(vouchers.select()) if row.redeemed_at is not None}
    for row in rows:
        wanted, found = [], entries.pop(row.id, [])
        # A percentage is given at the most it may cost, and costs what it took off once used.
        most = MOST_OFF if row.kind == "percent" else row.cost
        if row.granted_at is not None:
            wanted.append(("granted", most))
            if row.state == "cancelled":
                wanted.append(("cancelled", row.cost))
            corrections = [entry for entry in found if entry[0] == "corrected"]
            if row.id in used:
                # What came off at first, before its bill was corrected.
                off = row.cost - sum(amount for _, amount in corrections)
                wanted += [("redeemed", off), *corrections]
                wanted += [("unused", most - off)] if most > off else []
        if sorted(found) != sorted(wanted):
            broken["ledger"] += 1
        if row.kind == "percent" and row.cost > MOST_OFF:
            broken["more than the most"] += 1
        if row.id in used and row.state != "granted":
            broken["used and cancelled"] += 1
    if entries:
        broken["ledger without a grant"] += 1


def _audit_delivery(tx, rows, broken: Counter) -> None:
    told = Counter(
        row.client_id
        for row in tx.all(messages.select().where(messages.c.kind == "reply"))
        if row.client_id.startswith("remedy-")
    )
    for row in rows:
        if told.pop(f"remedy-{row.id}", 0) != (row.granted_at is not None):
            broken["delivered"] += 1
    if told:
        broken["delivered without a grant"] += 1


def _codes(tx, *, kind: str = "") -> list[str]:
    """Every code that customers have read, or those of one kind of remedy."""
    import json

    found = tx.all(messages.select().where(messages.c.details.like('%"code"%')))
    cards = [json.loads(row.details).get("remedy", {}) for row in found]
    return [card["code"] for card in cards if card.get("code") and kind in ("", card["kind"])]
