"""Every route of the product but the hot ones, in one place; the first match answers."""

import importlib

from starlette.routing import Route

from lagniappe.web.kit import assets

# Matching is linear, so the busier come first. What is busiest is not here: web/hot.py.
_MODULES = (
    "lagniappe.web.widget.messages",
    "lagniappe.web.widget",
    "lagniappe.web.agent",
    "lagniappe.web.help",
    "lagniappe.web.surveys",
    "lagniappe.web.voice",
    "lagniappe.web.reports",
    "lagniappe.web.accounts",
    "lagniappe.web.admin",
    "lagniappe.web.operate",
)


def all_routes() -> list:
    """The routes. Raises RuntimeError for an endpoint that does not say who may use it."""
    routes = []
    for name in _MODULES:
        routes.extend(getattr(importlib.import_module(name), "routes", ()))
    routes.append(Route("/static/{digest}/{path:path}", assets.serve))
    _check(routes)
    return routes


def _check(routes) -> None:
    for route in routes:
        if not hasattr(route.endpoint, "who"):
            raise RuntimeError(f"{route.path}: the endpoint does not say who may use it")
