"""Replies from the library, filled in for the conversation at hand."""

from starlette.responses import JSONResponse
from starlette.routing import Route

from lagniappe.desk.accounts import brands, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.desk.conversations import find
from lagniappe.desk.knowledge import canned
from lagniappe.desk.people import customers
from lagniappe.kit.text import clean_line
from lagniappe.web.kit.who import agents

OFFERED = 20


@agents
async def index(request, me: Agent) -> JSONResponse:
    """GET /replies?q=&conversation="""
    query = request.query_params
    text = clean_line(query.get("q", ""), 80)
    db = request.app.state.db
    return JSONResponse(await db.read(_offer, me, text, query.get("conversation", "")))


@agents
async def used(request, me: Agent) -> JSONResponse:
    """POST /replies/{id}/uses: somebody put it into a message; the most used come first."""
    await request.app.state.db.write(canned.used, request.path_params["id"])
    return JSONResponse({})


def _offer(tx, me: Agent, text: str, conversation_id: str) -> list[dict]:
    conversation = find.for_agent(tx, me, conversation_id)
    filled_in = values(tx, me, conversation)
    found = canned.search(
        tx,
        text,
        department_id=conversation.department_id,
        locale=conversation.locale,
        limit=OFFERED,
    )
    offered = []
    for reply in found:
        body, missing = canned.fill(reply.body, filled_in)
        about = {"id": reply.id, "shortcut": reply.shortcut, "title": reply.title}
        offered.append({**about, "body": body, "missing": missing})
    return offered


def values(tx, me: Agent, conversation) -> dict[str, str]:
    """What the variables of a reply stand for in this conversation."""
    name = customers.called(customers.get(tx, conversation.customer_id))
    department = conversation.department_id and departments.get(tx, conversation.department_id)
    return {
        "customer.name": name,
        "customer.first_name": name.partition(" ")[0],
        "agent.name": me.display_name,
        "conversation.number": find.label(conversation.number),
        "department.name": departments.title(department, conversation.locale) if department else "",
        "brand.name": brands.get(tx, conversation.brand_id).name,
    }


routes = [
    Route("/replies", index),
    Route("/replies/{id}/uses", used, methods=["POST"]),
]
