"""Sessions: who is logged in on which browser. The cookie holds a secret, the row its digest."""

from sqlalchemy import delete, insert, select, update

from lagniappe.desk.accounts.agent import COLUMNS, Agent
from lagniappe.desk.accounts.tables import agents, sessions
from lagniappe.kit import tokens
from lagniappe.kit.clock import DAY, HOUR


def start(tx, agent: Agent, *, browser: str, days: int) -> str:
    """Log this browser in; returns the secret for its cookie."""
    secret = tokens.random_token()
    tx.execute(
        insert(sessions).values(
            digest=tokens.digest(secret),
            agent_id=agent.id,
            browser=browser[:200],
            created_at=tx.now,
            seen_at=tx.now,
            expires_at=tx.now + days * DAY,
        )
    )
    return secret


def find(tx, secret: str) -> tuple[Agent, bool] | None:
    """The agent logged in with this secret, and whether `touch` is due; None if nobody is."""
    row = tx.one(
        select(*COLUMNS, sessions.c.seen_at)
        .join(sessions, sessions.c.agent_id == agents.c.id)
        .where(
            sessions.c.digest == tokens.digest(secret),
            sessions.c.expires_at > tx.now,
            agents.c.disabled_at.is_(None),
        )
    )
    if row is None:
        return None
    return Agent(*row[:-1]), tx.now - row.seen_at > HOUR


def touch(tx, secret: str, *, days: int) -> None:
    """Keep a session in use alive."""
    tx.execute(
        update(sessions)
        .where(sessions.c.digest == tokens.digest(secret))
        .values(seen_at=tx.now, expires_at=tx.now + days * DAY)
    )


def of_agent(tx, agent_id: str) -> list:
    return tx.all(
        select(sessions).where(sessions.c.agent_id == agent_id).order_by(sessions.c.seen_at.desc())
    )


def end(tx, secret: str) -> None:
    _end(tx, sessions.c.digest == tokens.digest(secret))


def end_others(tx, agent_id: str, secret: str | None) -> int:
    """Log the agent out everywhere but here; returns how many sessions ended."""
    here = tokens.digest(secret) if secret else ""
    return _end(tx, sessions.c.agent_id == agent_id, sessions.c.digest != here)


def _end(tx, *conditions) -> int:
    """Remove the rows and cut the live screens that stood on them."""
    ended = tx.all(delete(sessions).where(*conditions).returning(sessions.c.digest))
    for (digest,) in ended:
        tx.hint(f"session:{digest}", {"t": "revoked"})
    return len(ended)


def sweep(tx) -> int:
    """Remove expired sessions."""
    return tx.execute(delete(sessions).where(sessions.c.expires_at <= tx.now)).rowcount
