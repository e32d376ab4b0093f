"""In-transaction reactions: what must be true together, told by one desk, done by another.

A desk may call the desks above it. When something in an upper desk must carry a lower one
along in the same transaction, the lower desk's reactions.py joins the fact here, in
`app.py`, in the order they run. docs/develop/reactions.md lists them all.
"""

from collections.abc import Callable


class Fact:
    """Something that happened, and who reacts to it inside the same transaction."""

    __slots__ = ("_reactions", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._reactions: tuple[Callable, ...] = ()

    def joined_by(self, *reactions: Callable) -> None:
        """Declare all reactions, in order. Declaring again replaces, so it can be repeated."""
        self._reactions = reactions

    def tell(self, tx, *what) -> None:
        for reaction in self._reactions:
            reaction(tx, *what)

    @property
    def reactions(self) -> tuple[Callable, ...]:
        return self._reactions


MESSAGE_ADDED = Fact("message added")
"""tell(tx, message, indexed_position): an entry was appended to a conversation."""

ASKED = Fact("asked")
"""tell(tx, message): a customer wrote, and no person takes part in the conversation. Told
once until whoever reacted lets the conversation rest (`conversations.automaton`)."""

ENTRY_CHANGED = Fact("entry changed")
"""tell(tx, entry_id): what is in force of a library entry is not what it was. Ask
`knowledge.in_force` what it is now; nothing may be left (retired)."""

GAINED = Fact("gained")
"""tell(tx, conversation_ids): these conversations gained messages; told once a burst, or once
for a batch of mail, for whatever may follow a little later."""

REMEDY_SETTLED = Fact("remedy settled")
"""tell(tx, grant): a remedy was granted, declined or cancelled (complaints/remedies/given.py)."""

MOOD_CHANGED = Fact("mood changed")
"""tell(tx, conversation_id): a conversation's mood is another one (complaints/mood/read.py has
it): a message was judged, or a person corrected one."""

CLOSED = Fact("closed")
"""tell(tx, conversation_id, agent): somebody closed a conversation: the contact has ended."""

REOPENED = Fact("reopened")
"""tell(tx, conversation_id): a closed conversation is open again, whoever opened it."""

SURVEY_ANSWERED = Fact("survey answered")
"""tell(tx, survey_id, question): one question of a survey was answered, and is kept."""

COMPLAINT_MOVED = Fact("complaint moved")
"""tell(tx, complaint_id, step): a complaint took a step of its register: received, decided,
communicated, closed, ... (complaints/register)."""
