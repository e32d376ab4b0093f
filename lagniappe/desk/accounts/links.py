"""One-time links: first set-up, invitation, password reset. Each works once, for a while."""

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import agents as people
from lagniappe.desk.accounts.passwords import Hashed
from lagniappe.desk.accounts.tables import agents, links, reset_requests
from lagniappe.kit import ids, tokens
from lagniappe.kit.clock import DAY, HOUR
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_

LIFETIMES = {"setup": 7 * DAY, "invitation": 7 * DAY, "password": 24 * HOUR}


def make_setup(tx) -> str | None:
    """A link secret for the first administrator; None once there is an agent.

    An earlier set-up link stops working, so the newest one printed is the one that counts.
    """
    if tx.one(select(agents.c.id).limit(1)):
        return None
    _use_up(tx, links.c.purpose == "setup")
    return _make(tx, "setup")


def invite(tx, *, email: str, role: str, department_ids: list[str], by: str | None) -> str:
    """An invitation; a later one to the same address replaces it.

    Raises Refused for a bad address or role, or somebody who is here already.
    """
    email = people.clean_email(email)
    if role not in people.ROLES:
        raise Refused(N_("Choose a role: agent, supervisor or admin."), code="bad_role")
    if tx.one(select(agents.c.id).where(agents.c.email == email)):
        raise Refused(N_("Somebody with this address is already here."), code="taken")
    _use_up(tx, links.c.purpose == "invitation", links.c.email == email)
    return _make(
        tx, "invitation", email=email, role=role, department_ids=department_ids, created_by=by
    )


def make_password_link(tx, agent_id: str, *, by: str | None) -> str:
    """A password link for an agent, which answers their open request if there is one."""
    _use_up(tx, links.c.purpose == "password", links.c.agent_id == agent_id)
    tx.execute(
        update(reset_requests)
        .where(reset_requests.c.agent_id == agent_id, reset_requests.c.answered_at.is_(None))
        .values(answered_at=tx.now)
    )
    return _make(tx, "password", agent_id=agent_id, created_by=by)


def request_password(tx, email: str) -> None:
    """Note that somebody asks for a new password. Says nothing about whether they exist."""
    agent_id = tx.value(
        select(agents.c.id).where(
            agents.c.email == email.strip().lower(), agents.c.disabled_at.is_(None)
        )
    )
    open_request = select(reset_requests.c.id).where(
        reset_requests.c.agent_id == agent_id, reset_requests.c.answered_at.is_(None)
    )
    if agent_id and not tx.one(open_request):
        tx.execute(
            insert(reset_requests).values(id=ids.new(), agent_id=agent_id, created_at=tx.now)
        )


def open_requests(tx) -> list:
    """Agents who asked for a new password and wait for an administrator."""
    return tx.all(
        select(agents.c.id, agents.c.name, agents.c.email, reset_requests.c.created_at)
        .join(reset_requests, reset_requests.c.agent_id == agents.c.id)
        .where(reset_requests.c.answered_at.is_(None))
        .order_by(reset_requests.c.created_at)
    )


def open_invitations(tx) -> list:
    return tx.all(
        select(links)
        .where(
            links.c.purpose == "invitation", links.c.used_at.is_(None), links.c.expires_at > tx.now
        )
        .order_by(links.c.created_at)
    )


def withdraw_invitation(tx, digest: str) -> None:
    _use_up(tx, links.c.purpose == "invitation", links.c.digest == digest)


def look(tx, purpose: str, secret: str):
    """The link's row while it works. Raises Refused when it is used, late or wrong."""
    row = tx.one(
        select(links).where(links.c.digest == tokens.digest(secret), links.c.purpose == purpose)
    )
    if row is None or row.used_at is not None or row.expires_at <= tx.now:
        raise Refused(
            N_("This link has been used or is too old. Ask for a new one."),
            code="link_gone",
            status=410,
        )
    return row


def accept(
    tx, purpose: str, secret: str, *, password: Hashed, name: str = "", email: str = "", **profile
):
    """Use a link: returns the Agent it creates or changes. Works exactly once.

    Set-up makes the first administrator, an invitation makes an agent with the invited
    address and role, a password link changes the password.
    """
    row = look(tx, purpose, secret)
    if purpose == "password":
        people.change_password(tx, row.agent_id, password)
        agent = people.get(tx, row.agent_id)
    else:
        setup = purpose == "setup"
        agent = people.create(
            tx,
            email=email if setup else row.email,
            name=name,
            password=password,
            role="admin" if setup else row.role,
            department_ids=row.department_ids or [],
            **profile,
        )
    _use_up(tx, links.c.digest == row.digest)
    return agent


def _make(tx, purpose: str, **columns) -> str:
    secret = tokens.random_token()
    tx.execute(
        insert(links).values(
            digest=tokens.digest(secret),
            purpose=purpose,
            created_at=tx.now,
            expires_at=tx.now + LIFETIMES[purpose],
            **columns,
        )
    )
    return secret


def _use_up(tx, *conditions) -> None:
    tx.execute(update(links).where(links.c.used_at.is_(None), *conditions).values(used_at=tx.now))
