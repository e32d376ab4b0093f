"""The library: pre-coded questions and answers, and canned replies beside them."""

from lagniappe.web.agent.library import (
    answers,
    approval,
    begin,
    description,
    drafts,
    entry,
    figures,
    gaps,
    history,
    replies,
    transfer,
)

# What is spelt out comes before what takes any id.
routes = [
    *answers.routes,
    *transfer.routes,
    *begin.routes,
    *entry.routes,
    *description.routes,
    *drafts.routes,
    *approval.routes,
    *history.routes,
    *replies.routes,
    *gaps.routes,
    *figures.routes,
]
