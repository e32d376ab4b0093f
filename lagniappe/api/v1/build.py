"""The public API, version 1, put together: REST with OpenAPI."""

from fastapi import FastAPI

from lagniappe import __version__
from lagniappe.api.v1 import answers, ledger, surveys, vouchers


def create(state) -> FastAPI:
    """The API as an application to mount; `state` is the whole product's."""
    api = FastAPI(
        title="Lagniappe",
        version=__version__,
        description="Every request carries `Authorization: Bearer lgn_…`, a token that an "
        "administrator made under Settings, Programs.",
        # Their pages load scripts from elsewhere; the description itself is enough.
        docs_url=None,
        redoc_url=None,
        exception_handlers=answers.HANDLERS,
        responses=answers.RESPONSES,
    )
    api.state = state
    api.include_router(vouchers.router)
    api.include_router(ledger.router)
    api.include_router(surveys.router)
    return api
