"""Tokens of the API: what a program of the company shows, and what it may do with it."""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents, api_tokens
from lagniappe.kit import ids, tokens
from lagniappe.kit.clock import MINUTE
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line

SCOPES = ("vouchers:read", "vouchers:redeem", "vouchers:cancel", "ledger:read", "surveys:read")
PREFIX = "lgn_"


@dataclass(frozen=True, slots=True)
class Token:
    id: str
    name: str
    scopes: list
    used_at: int | None

    @property
    def by(self) -> str:
        """How what it did is signed."""
        return f"token:{self.id}"


def create(tx, by: Agent, *, name: str, scopes: list[str]) -> str:
    """A new token: its secret, shown this once. Raises Refused without a name or a scope."""
    name = clean_line(name, 80)
    if not name:
        raise Refused(N_("Write a name, such as the till in the corner shop."), code="no_name")
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Refused(N_("Choose what it may do."), code="bad_scope")
    secret = PREFIX + tokens.random_token()
    tx.execute(
        insert(api_tokens).values(
            id=ids.new(),
            name=name,
            digest=tokens.digest(secret),
            last4=secret[-4:],
            scopes=sorted(set(scopes)),
            created_by=by.id,
            created_at=tx.now,
        )
    )
    return secret


def find(tx, secret: str) -> Token | None:
    """The token with this secret, while it is good."""
    row = tx.one(
        select(api_tokens.c.id, api_tokens.c.name, api_tokens.c.scopes, api_tokens.c.used_at).where(
            api_tokens.c.digest == tokens.digest(secret), api_tokens.c.revoked_at.is_(None)
        )
    )
    return Token(*row) if row else None


def is_touch_due(token: Token, now: int) -> bool:
    return token.used_at is None or now - token.used_at > MINUTE


def touch(tx, token_id: str) -> None:
    """It was used now; to the minute is enough."""
    tx.execute(update(api_tokens).where(api_tokens.c.id == token_id).values(used_at=tx.now))


def listed(tx) -> list:
    """Every token, the newest first, with who made it."""
    return tx.all(
        select(api_tokens, agents.c.name.label("maker"))
        .join(agents, agents.c.id == api_tokens.c.created_by)
        .order_by(api_tokens.c.created_at.desc())
        .limit(200)
    )


def revoke(tx, token_id: str) -> None:
    """It stops working at once. Raises NotFound."""
    gone = tx.execute(
        update(api_tokens)
        .where(api_tokens.c.id == token_id, api_tokens.c.revoked_at.is_(None))
        .values(revoked_at=tx.now)
    ).rowcount
    if not gone:
        raise NotFound()


def name_of(tx, token_id: str) -> str:
    """What the token is called, good or revoked; empty for none."""
    return tx.value(select(api_tokens.c.name).where(api_tokens.c.id == token_id)) or ""
