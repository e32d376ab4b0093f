"""The visitor's side: the button on a company's page, the panel, and what they ask for."""

from lagniappe.web.widget import (
    automatic,
    by_mail,
    details,
    launcher,
    offers,
    panel,
    read,
    session,
    shop,
    survey,
    transcript,
    uploads,
)

routes = [
    *session.routes,
    *read.routes,
    *automatic.routes,
    *offers.routes,
    *uploads.routes,
    *panel.routes,
    *launcher.routes,
    *details.routes,
    *transcript.routes,
    *by_mail.routes,
    *shop.routes,
    *survey.routes,
]
