"""What understands customers' questions here."""

from lagniappe.ops.checks.finding import Finding, ok, warn
from lagniappe.settings import Settings


def answers(settings: Settings) -> Finding:
    """The model in use; a chosen endpoint must answer."""
    if settings.answers_endpoint:
        return _endpoint(settings)
    from lagniappe.desk.knowledge.retrieval import models

    if settings.answers_model == "none":
        return ok("answers", "found by words alone")
    if models.extra():
        return ok("answers", "found by words, by their meaning and by the extra `multilingual`")
    return ok("answers", "found by words and by their meaning, with the model that ships")


def _endpoint(settings: Settings) -> Finding:
    from lagniappe.desk.knowledge.retrieval.endpoint import Candidate, Endpoint
    from lagniappe.desk.knowledge.retrieval.meaning import Unavailable

    endpoint = Endpoint(
        settings.answers_endpoint,
        key=settings.answers_endpoint_key,
        embedding_model=settings.answers_embedding_model,
        chat_model=settings.answers_chat_model,
    )
    try:
        if settings.answers_embedding_model:
            endpoint.vectors(["Where is my order?"])
        if settings.answers_chat_model:
            endpoint.choose("Where is my order?", [Candidate("Where is it?", "In the mail.")])
    except Unavailable as error:
        return warn(
            "answers",
            f"{settings.answers_endpoint} does not help: {error}",
            "Check its address, key and models; until then answers are found by words.",
        )
    return ok("answers", f"found by words and with {settings.answers_endpoint}")
