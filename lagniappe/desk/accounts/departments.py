"""Departments: who answers what. A members-only department hides its conversations from others."""

from sqlalchemy import delete, false, insert, or_, select, update

from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.accounts.tables import agents, department_members, departments
from lagniappe.kit import ids
from lagniappe.kit.errors import NotFound, Refused
from lagniappe.kit.text import N_, clean_line


def all_departments(tx) -> list:
    """Departments in use, in the order customers see them."""
    return tx.all(
        select(departments)
        .where(departments.c.retired_at.is_(None))
        .order_by(departments.c.rank, departments.c.name)
    )


def get(tx, department_id: str):
    """The department's row. Raises NotFound."""
    row = tx.one(select(departments).where(departments.c.id == department_id))
    if row is None:
        raise NotFound()
    return row


def title(department, locale: str) -> str:
    """The department's name for a reader of `locale`."""
    return (department.names or {}).get(locale) or department.name


def create(tx, *, name: str, names: dict[str, str] | None = None, rank: int = 0) -> str:
    """A new department; returns its id. Raises Refused for an empty or taken name."""
    name = _free_name(tx, name)
    department_id = ids.new()
    tx.execute(
        insert(departments).values(
            id=department_id, name=name, names=names or {}, rank=rank, created_at=tx.now
        )
    )
    return department_id


def change(tx, department_id: str, *, name: str, names: dict[str, str], members_only: bool) -> None:
    get(tx, department_id)
    tx.execute(
        update(departments)
        .where(departments.c.id == department_id)
        .values(
            name=_free_name(tx, name, besides=department_id),
            names={k: clean_line(v, 80) for k, v in names.items() if clean_line(v, 80)},
            members_only=members_only,
        )
    )


def retire(tx, department_id: str) -> None:
    """Offer the department no longer; its conversations stay where they are."""
    get(tx, department_id)
    tx.execute(
        update(departments).where(departments.c.id == department_id).values(retired_at=tx.now)
    )


def members(tx, department_id: str) -> list:
    """Agents of the department: id, name."""
    return tx.all(
        select(agents.c.id, agents.c.name)
        .join(department_members, department_members.c.agent_id == agents.c.id)
        .where(department_members.c.department_id == department_id, agents.c.disabled_at.is_(None))
        .order_by(agents.c.name)
    )


def set_members(tx, department_id: str, agent_ids: list[str]) -> None:
    """Exactly these agents belong to the department."""
    get(tx, department_id)
    tx.execute(
        delete(department_members).where(department_members.c.department_id == department_id)
    )
    for agent_id in dict.fromkeys(agent_ids):
        tx.execute(
            insert(department_members).values(department_id=department_id, agent_id=agent_id)
        )


def of_agent(tx, agent_id: str) -> list[str]:
    """Ids of the departments the agent belongs to."""
    query = select(department_members.c.department_id)
    return [row[0] for row in tx.all(query.where(department_members.c.agent_id == agent_id))]


def visible(agent: Agent, department_column, assignee_column):
    """SQL condition: conversations this agent may see.

    Everybody sees open departments and undecided conversations; a members-only department
    is for its members, supervisors and whoever the conversation is assigned to.
    """
    if agent.may("supervisor"):
        return ~false()
    closed_to_me = (
        select(departments.c.id)
        .where(departments.c.members_only)
        .where(
            departments.c.id.not_in(
                select(department_members.c.department_id).where(
                    department_members.c.agent_id == agent.id
                )
            )
        )
    )
    return or_(
        department_column.is_(None),
        assignee_column == agent.id,
        department_column.not_in(closed_to_me),
    )


def _free_name(tx, name: str, besides: str = "") -> str:
    name = clean_line(name, 80)
    if not name:
        raise Refused(N_("Write a name for the department."), code="no_name")
    taken = select(departments.c.id).where(departments.c.name == name, departments.c.id != besides)
    if tx.one(taken):
        raise Refused(N_("There is a department with this name already."), code="taken")
    return name
