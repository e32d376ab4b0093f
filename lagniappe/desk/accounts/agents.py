"""Agents: joining, logging in, changing, leaving."""

import re

from sqlalchemy import insert, select, update

from lagniappe.desk.accounts import passwords, sessions
from lagniappe.desk.accounts.agent import COLUMNS, ROLES, Agent
from lagniappe.desk.accounts.passwords import Hashed
from lagniappe.desk.accounts.tables import agents, department_members
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line

_EMAIL = re.compile(r"[^@\s,;<>\"']{1,64}@(?:[^@\s,;<>\"'.]{1,63}\.)+[^@\s,;<>\"'.]{2,63}")


def get(tx, agent_id: str) -> Agent:
    """The agent. Raises NotFound."""
    row = tx.one(select(*COLUMNS).where(agents.c.id == agent_id))
    if row is None:
        raise NotFound()
    return Agent(*row)


def everyone(tx, *, with_disabled: bool = False) -> list[Agent]:
    """All agents by name."""
    query = select(*COLUMNS).order_by(agents.c.name)
    if not with_disabled:
        query = query.where(agents.c.disabled_at.is_(None))
    return [Agent(*row) for row in tx.all(query)]


def create(
    tx,
    *,
    email: str,
    name: str,
    password: Hashed,
    role: str = "agent",
    locale: str = "en",
    time_zone: str = "UTC",
    department_ids: list[str] | tuple[str, ...] = (),
) -> Agent:
    """A new agent. Raises Refused for a bad address, name or role, or an address taken."""
    email, name = clean_email(email), clean_name(name)
    if role not in ROLES:
        raise Refused(
            N_("Choose a role: agent, supervisor or admin."), code="bad_role", field="role"
        )
    if tx.one(select(agents.c.id).where(agents.c.email == email)):
        raise Refused(
            N_("Somebody with this address is already here."), code="taken", field="email"
        )
    agent_id = ids.new()
    tx.execute(
        insert(agents).values(
            id=agent_id,
            email=email,
            name=name,
            display_name=name.split(" ")[0][:60],
            role=role,
            locale=locale,
            time_zone=time_zone,
            password_hash=password,
            created_at=tx.now,
        )
    )
    for department_id in department_ids:
        tx.execute(
            insert(department_members).values(department_id=department_id, agent_id=agent_id)
        )
    return get(tx, agent_id)


def log_in(tx, email: str, password: str) -> Agent:
    """The agent with this address and password. Raises Refused without saying which is wrong."""
    row = tx.one(
        select(*COLUMNS, agents.c.password_hash).where(
            agents.c.email == email.strip().lower(), agents.c.disabled_at.is_(None)
        )
    )
    if not passwords.matches(row.password_hash if row else None, password):
        raise Refused(
            N_("The address or the password is not right. Try again, or ask for a new password."),
            code="wrong_login",
        )
    return Agent(*row[:-1])


def change_profile(tx, agent: Agent, *, name: str, display_name: str, locale: str, time_zone: str):
    """What agents may change about themselves."""
    tx.execute(
        update(agents)
        .where(agents.c.id == agent.id)
        .values(
            name=clean_name(name),
            display_name=clean_line(display_name, 60) or clean_name(name).split(" ")[0],
            locale=locale,
            time_zone=time_zone,
        )
    )


def set_picture(tx, agent: Agent, picture_id: str | None) -> None:
    tx.execute(update(agents).where(agents.c.id == agent.id).values(picture_id=picture_id))


def change_password(
    tx, agent_id: str, password: Hashed, *, keep_session: str | None = None
) -> None:
    """Set a new password and end the agent's other sessions."""
    tx.execute(update(agents).where(agents.c.id == agent_id).values(password_hash=password))
    sessions.end_others(tx, agent_id, keep_session)


def check_password(tx, agent: Agent, password: str) -> None:
    """Raises Refused when this is not the agent's password."""
    stored = tx.value(select(agents.c.password_hash).where(agents.c.id == agent.id))
    if not passwords.matches(stored, password):
        raise Refused(N_("The old password is not right."), code="wrong_login")


def change_role(tx, agent_id: str, role: str) -> None:
    """Raises Refused when the desk would be left without an admin."""
    if role not in ROLES:
        raise Refused(
            N_("Choose a role: agent, supervisor or admin."), code="bad_role", field="role"
        )
    if role != "admin":
        _refuse_last_admin(tx, agent_id)
    tx.execute(update(agents).where(agents.c.id == agent_id).values(role=role))


def disable(tx, agent_id: str) -> None:
    """End an agent's access at once. Their words stay on every timeline."""
    _refuse_last_admin(tx, agent_id)
    tx.execute(update(agents).where(agents.c.id == agent_id).values(disabled_at=tx.now))
    sessions.end_others(tx, agent_id, None)


def enable(tx, agent_id: str) -> None:
    tx.execute(update(agents).where(agents.c.id == agent_id).values(disabled_at=None))


def clean_email(email: str) -> str:
    """The address in the one form we store. Raises Refused when it is not an address."""
    email = email.strip().lower()
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise Refused(
            N_("Write a mail address such as ana@example.com."), code="bad_email", field="email"
        )
    return email


def clean_name(name: str) -> str:
    """The name on one line. Raises Refused when there is none."""
    name = clean_line(name, 120)
    if not name:
        raise Refused(N_("Write a name."), code="no_name", field="name")
    return name


def _refuse_last_admin(tx, agent_id: str) -> None:
    others = tx.one(
        select(agents.c.id)
        .where(agents.c.role == "admin", agents.c.disabled_at.is_(None), agents.c.id != agent_id)
        .limit(1)
    )
    if others is None:
        raise Refused(N_("Make somebody else an administrator first."), code="last_admin")
