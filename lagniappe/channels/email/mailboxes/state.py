"""How a mailbox is doing: when it last worked, since when it fails, who fetches it."""

from sqlalchemy import or_, select, update

from lagniappe.channels.email.tables import mailboxes
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import department_members
from lagniappe.kit.clock import MINUTE

# A hiccup is nobody's business; five minutes without mail is everybody's.
GRACE = 5 * MINUTE
# Longer than the largest mail takes on a slow line.
LEASE = 5 * MINUTE


def worked(tx, mailbox_id: str) -> None:
    """Its server answered just now."""
    tx.execute(
        update(mailboxes)
        .where(mailboxes.c.id == mailbox_id)
        .values(worked_at=tx.now, error="", failing_since=None)
    )


def failed(tx, mailbox_id: str, error: str) -> None:
    """Its server could not be used; `error` says why in plain words."""
    row = tx.one(select(mailboxes.c.failing_since).where(mailboxes.c.id == mailbox_id))
    if row is None:
        return
    tx.execute(
        update(mailboxes)
        .where(mailboxes.c.id == mailbox_id)
        .values(error=error[:500], failing_since=row.failing_since or tx.now)
    )


def dead(tx) -> list:
    """Mailboxes that have failed for longer than GRACE: id, address, department_id, error,
    failing_since."""
    return tx.all(
        select(
            mailboxes.c.id,
            mailboxes.c.address,
            mailboxes.c.department_id,
            mailboxes.c.error,
            mailboxes.c.failing_since,
        )
        .where(mailboxes.c.retired_at.is_(None), mailboxes.c.failing_since <= tx.now - GRACE)
        .order_by(mailboxes.c.address)
    )


def members(tx) -> dict[str, frozenset[str]]:
    """The agents of each department that has a mailbox, by department."""
    rows = tx.all(
        select(department_members.c.department_id, department_members.c.agent_id).where(
            department_members.c.department_id.in_(
                select(mailboxes.c.department_id).where(mailboxes.c.retired_at.is_(None))
            )
        )
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.department_id, set()).add(row.agent_id)
    return {department: frozenset(agents) for department, agents in found.items()}


def concerns(agent: Agent, box, members: dict[str, frozenset[str]]) -> bool:
    """Whether this agent should be told that the mailbox is dead."""
    return (
        agent.may("supervisor")
        or box.department_id is None
        or agent.id in members.get(box.department_id, frozenset())
    )


def take(tx, mailbox_id: str, holder: str, *, alone: bool = False) -> bool:
    """Lease the mailbox to one process; False while another has it. `alone` when there is
    only one process, so that any other lease is a dead one's."""
    free = or_(
        mailboxes.c.leased_until.is_(None),
        mailboxes.c.leased_until < tx.now,
        mailboxes.c.leased_by == holder,
    )
    query = update(mailboxes).where(mailboxes.c.id == mailbox_id)
    if not alone:
        query = query.where(free)
    return bool(tx.execute(query.values(leased_by=holder, leased_until=tx.now + LEASE)).rowcount)


def let_go(tx, mailbox_id: str, holder: str) -> None:
    tx.execute(
        update(mailboxes)
        .where(mailboxes.c.id == mailbox_id, mailboxes.c.leased_by == holder)
        .values(leased_by=None, leased_until=None)
    )
