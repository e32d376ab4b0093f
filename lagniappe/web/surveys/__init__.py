"""How was it? The pages where customers and colleagues answer, outside the widget."""

from lagniappe.web.surveys import ask, rounds

routes = [*ask.routes, *rounds.routes]
