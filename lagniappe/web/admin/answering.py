"""When customers are answered automatically: for a department, or a brand without one."""

from starlette.responses import Response
from starlette.routing import Route

from lagniappe.desk.accounts import answering, brands, departments
from lagniappe.desk.accounts.agent import Agent
from lagniappe.kit.text import N_
from lagniappe.web.kit import form
from lagniappe.web.kit.flash import done
from lagniappe.web.kit.who import admins


@admins
async def for_department(request, me: Agent) -> Response:
    """PUT /settings/departments/{id}/answering"""
    department_id = request.path_params["id"]
    await _keep(request, _of_department, department_id)
    return done(request, f"/settings/departments/{department_id}", N_("Saved."))


@admins
async def for_brand(request, me: Agent) -> Response:
    """PUT /settings/brands/{id}/answering"""
    brand_id = request.path_params["id"]
    await _keep(request, _of_brand, brand_id)
    return done(request, f"/settings/brands/{brand_id}", N_("Saved."))


async def _keep(request, write, row_id: str) -> None:
    fields = await form.fields(request)
    chosen = answering.checked(
        form.text(fields, "when"), form.text(fields, "after"), form.text(fields, "precision")
    )
    await request.app.state.db.write(write, row_id, chosen)


def _of_department(tx, department_id: str, chosen: answering.Policy) -> None:
    departments.get(tx, department_id)
    answering.for_department(tx, department_id, chosen)


def _of_brand(tx, brand_id: str, chosen: answering.Policy) -> None:
    brands.get(tx, brand_id)
    answering.for_brand(tx, brand_id, chosen)


routes = [
    Route("/settings/departments/{id}/answering", for_department, methods=["PUT"]),
    Route("/settings/brands/{id}/answering", for_brand, methods=["PUT"]),
]
