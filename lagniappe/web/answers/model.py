"""What helps to understand questions in this process, as the settings say."""

from dataclasses import dataclass
from hashlib import sha256

from lagniappe.desk.knowledge import vectors

LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Models:
    """`questions` and `texts` make vectors (the latter remembers them), `opinion` is asked
    before an automatic answer; each may be None. `remote` when questions leave this machine."""

    name: str
    questions: object | None = None
    texts: object | None = None
    opinion: object | None = None
    remote: bool = False


def models(settings, db) -> Models:
    """Loads nothing yet: a model starts with the first question."""
    endpoint = None
    if settings.answers_endpoint:
        from lagniappe.desk.knowledge.retrieval.endpoint import Endpoint

        endpoint = Endpoint(
            settings.answers_endpoint,
            key=settings.answers_endpoint_key,
            embedding_model=settings.answers_embedding_model,
            chat_model=settings.answers_chat_model,
        )
    opinion = endpoint if settings.answers_chat_model else None
    if settings.answers_model == "endpoint":
        name, model = f"endpoint {settings.answers_embedding_model}", endpoint
    elif settings.answers_model == "auto":
        from lagniappe.desk.knowledge.retrieval.models import installed

        model = installed()
        name = model.name
    else:
        name, model = "none", None
    if model is None:
        return Models("none", opinion=opinion)
    return Models(name, model, Kept(db, name, model), opinion, remote=model is endpoint)


class Kept:
    """A model whose vectors are kept in the database, for texts that are asked for again."""

    def __init__(self, db, name: str, model) -> None:
        self._db, self._name, self._model = db, name[:LONGEST_NAME], model

    def vectors(self, texts: list[str]):
        """As the model's own, from a thread that may wait. Raises Unavailable."""
        import numpy as np

        digests = [sha256(text.encode()).hexdigest() for text in texts]
        known = self._db.read_sync(vectors.kept, self._name, set(digests))
        missing = {d: text for d, text in zip(digests, texts, strict=True) if d not in known}
        if missing:
            made = self._model.vectors(list(missing.values()))
            new = {
                digest: row.astype("<f4").tobytes()
                for digest, row in zip(missing, made, strict=True)
            }
            self._db.write_sync(vectors.keep, self._name, new)
            known |= new
        return np.array([np.frombuffer(known[digest], "<f4") for digest in digests])
