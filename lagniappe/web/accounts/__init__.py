"""Accounts in the browser: logging in, one-time links, one's own settings."""

from lagniappe.web.accounts import links, login, me, pictures

routes = [*login.routes, *links.routes, *me.routes, *pictures.routes]
