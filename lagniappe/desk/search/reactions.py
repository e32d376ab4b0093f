"""Search follows the conversations: a new entry plans one piece of indexing per burst."""

from lagniappe.bus import jobs
from lagniappe.kit.clock import SECOND

# Nobody searches for what was said a second ago; a burst is indexed in one go.
GATHER = 2 * SECOND


def index_later(tx, message, indexed_position: int) -> None:
    """Only the first entry after a finished indexing plans the next one; the rest ride along."""
    if indexed_position == message.position - 1:
        jobs.add(
            tx,
            "search.index",
            {"conversation": message.conversation_id},
            key=message.conversation_id,
            at=tx.now + GATHER,
        )
