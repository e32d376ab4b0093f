"""What a drawn contact leaves behind: rows of every table it touches."""

from collections import defaultdict
from random import Random

from lagniappe.demo.year.draw import Drawn, Person
from lagniappe.demo.year.place import Place, words
from lagniappe.kit.clock import DAY, MINUTE

TABLES = (
    "conversations",
    "messages",
    "conversation_tags",
    "transfers",
    "conversation_moods",
    "complaints",
    "surveys",
    "survey_answers",
)
CLOSED = '{"name": "closed"}'


class Rows:
    """Rows by table, ready to be written in the order of TABLES."""

    def __init__(self, place: Place, random: Random) -> None:
        self.place, self.random = place, random
        self.of: dict[str, list[dict]] = defaultdict(list)
        self._made = 0

    def contact(self, drawn: Drawn, number: int) -> None:
        """Everything one contact leaves."""
        here = self.new_id(drawn.at)
        open_still = drawn.fault == "abandoned"
        self._conversation(drawn, here, number, open_still)
        self._messages(drawn, here, open_still)
        self.of["conversation_tags"].append(
            {"conversation_id": here, "tag_id": self.place.topics[drawn.topic]}
        )
        if drawn.fault == "transfers":
            self._transfers(drawn, here)
        elif drawn.fault == "anger":
            self._mood(drawn, here)
        elif drawn.fault == "complaint":
            self._complaint(drawn, here, number)
        if drawn.asked:
            self._survey(drawn, here)

    def new_id(self, at: int) -> str:
        """An id as one made then: ids sort by time."""
        self._made += 1
        low, high = self._made & 0xFFF, self._made >> 12 & 0xFFF
        text = f"{at:012x}7{low:03x}a{high:03x}{self.random.getrandbits(48):012x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def _conversation(self, drawn: Drawn, here: str, number: int, open_still: bool) -> None:
        last = 1 if open_still else 3
        ended = drawn.at if open_still else drawn.ended_at
        self.of["conversations"].append(
            {
                "id": here,
                "number": number,
                "customer_id": drawn.person.id,
                "brand_id": self.place.brand_id,
                "department_id": self.place.rooms[drawn.room],
                "assignee_id": None if open_still else drawn.agent_id,
                "channel": drawn.channel,
                "status": "open" if open_still else "closed",
                "locale": drawn.person.language,
                "preview": self._asks(drawn)[:200],
                "last_position": last,
                "last_public_position": last,
                "last_customer_position": 1,
                "indexed_position": last,
                "created_at": drawn.at,
                "last_message_at": ended,
                "waiting_since": drawn.at if open_still else None,
                "first_response_at": None if open_still else drawn.answered_at,
                "closed_at": None if open_still else ended,
                "closed_by": None if open_still else drawn.agent_id,
                "automaton": "silent",
            }
        )

    def _asks(self, drawn: Drawn) -> str:
        return words()[drawn.person.language]["asks"][drawn.topic]

    def _messages(self, drawn: Drawn, here: str, open_still: bool) -> None:
        said = [("reply", "customer", drawn.person.id, self._asks(drawn), drawn.at, None)]
        if not open_still:
            answer = self.random.choice(words()[drawn.person.language]["replies"])
            said.append(("reply", "agent", drawn.agent_id, answer, drawn.answered_at, None))
            said.append(("event", "system", drawn.agent_id, "", drawn.ended_at, CLOSED))
        for position, (kind, author_kind, author_id, body, at, details) in enumerate(said, 1):
            message_id = self.new_id(at)
            self.of["messages"].append(
                {
                    "conversation_id": here,
                    "position": position,
                    "id": message_id,
                    "public_position": position,
                    "client_id": message_id,
                    "kind": kind,
                    "author_kind": author_kind,
                    "author_id": author_id,
                    "body": body,
                    "details": details,
                    "created_at": at,
                }
            )

    def _transfers(self, drawn: Drawn, here: str) -> None:
        room = self.place.rooms[drawn.room]
        for minutes in (1, 2):
            self.of["transfers"].append(
                {
                    "id": self.new_id(drawn.at + minutes),
                    "conversation_id": here,
                    "from_department_id": room,
                    "to_department_id": room,
                    "reason": "They know more about it",
                    "by_agent_id": drawn.agent_id,
                    "created_at": drawn.at + minutes,
                }
            )

    def _mood(self, drawn: Drawn, here: str) -> None:
        angry = self.random.randrange(62, 90)
        self.of["conversation_moods"].append(
            {"conversation_id": here, "smoothed": angry, "latest": angry, "first": angry}
            | {"peak": angry, "position": 1, "peak_position": 1, "assessed": 1}
            | {"updated_at": drawn.answered_at}
        )

    def _complaint(self, drawn: Drawn, here: str, number: int) -> None:
        settled = self.random.random() < 0.6
        self.of["complaints"].append(
            {
                "id": self.new_id(drawn.at),
                "number": number,
                "conversation_id": here,
                "customer_id": drawn.person.id,
                "brand_id": self.place.brand_id,
                "department_id": self.place.rooms[drawn.room],
                "owner_id": drawn.agent_id,
                "opened_by": drawn.agent_id,
                "what": self._asks(drawn),
                "severity": self.random.randint(1, 4),
                "root_cause": self.random.choice(("product", "service", "process")),
                "outcome": "settled" if settled else "cannot_satisfy",
                "failed_at": drawn.at,
                "opened_at": drawn.at + 1,
                "communicated_at": drawn.ended_at,
                "recovered_at": drawn.ended_at if settled else None,
                "closed_at": drawn.ended_at,
                "due_at": drawn.at + 5 * DAY,
            }
        )

    def _survey(self, drawn: Drawn, here: str) -> None:
        survey_id, at = self.new_id(drawn.ended_at), drawn.ended_at
        answered_at = at + MINUTE if drawn.answers else None
        self.of["surveys"].append(
            {
                "id": survey_id,
                "version_id": self.place.version_id,
                "template_key": "year",
                "audience": "contact",
                "occasion": f"contact:{here}:{at}",
                "secret_digest": f"year-{survey_id}",
                "conversation_id": here,
                "customer_id": drawn.person.id,
                "agent_id": drawn.agent_id,
                "department_id": self.place.rooms[drawn.room],
                "brand_id": self.place.brand_id,
                "channel": drawn.channel,
                "medium": drawn.channel,
                "locale": drawn.person.language,
                "state": "done" if drawn.answers else "expired",
                "created_at": at,
                "asked_at": at,
                "answered_at": answered_at,
                "done_at": answered_at,
                "expires_at": at + 7 * DAY,
            }
        )
        if drawn.answers:
            self._answers(drawn, survey_id, answered_at)

    def _answers(self, drawn: Drawn, survey_id: str, at: int) -> None:
        said = [(measure, value, "") for measure, value in drawn.answers.items()]
        if self.random.random() < 0.4:
            tone = "bad" if drawn.answers["csat"] <= 2 else "good"
            said.append(("words", None, self.random.choice(words()[drawn.person.language][tone])))
        for measure, value, text in said:
            self.of["survey_answers"].append(
                {"survey_id": survey_id, "question": measure, "measure": measure}
                | {"value": value, "words": text, "created_at": at}
            )


def seen(person: Person, random: Random, now: int) -> int:
    """When a customer was last about: those who left, a little after their last contact;
    the others look in every three weeks or so."""
    if person.gone:
        return min(now, person.seen_at + random.randrange(1, 2 * DAY))
    return max(person.seen_at, now - int(random.expovariate(1 / (21 * DAY))))
