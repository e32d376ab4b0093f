"""Who a widget's request comes from: a signed token, no cookie, and how much they may ask."""

from dataclasses import dataclass

from lagniappe.desk.accounts import brands
from lagniappe.desk.conversations.open import current
from lagniappe.desk.people import visitors
from lagniappe.kit import ids, tokens
from lagniappe.kit.errors import Refused
from lagniappe.kit.text import N_
from lagniappe.web.kit.limits import Buckets

SCHEME = "Visitor "
LONGEST_TOKEN = 300
# Tokens whose customer and conversation are known, so that a message needs no lookup.
MOST_REMEMBERED = 20_000


@dataclass(slots=True)
class Visitor:
    """A browser on a brand's page; customer and conversation once it has written."""

    token: str
    brand_id: str
    visitor_id: str
    signed: bool
    customer_id: str | None = None
    conversation_id: str | None = None


class Visitors:
    """Mints and checks visitors' tokens, and keeps floods out."""

    def __init__(self, db, key: bytes, settings) -> None:
        self._db = db
        self._key = key
        self._remembered: dict[str, Visitor] = {}
        self.messages = Buckets(settings.visitor_messages_per_minute)
        self.addresses = Buckets(settings.address_requests_per_minute)
        # Files weigh thousands of times what words do, and a token costs nothing to get.
        self.uploads = Buckets(settings.visitor_messages_per_minute)

    def mint(self, brand_id: str, *, visitor_id: str = "", customer_id: str = "") -> str:
        """A token for this browser; with a customer's id it speaks for that customer."""
        payload = f"{brand_id}.{visitor_id or ids.new()}.{customer_id}"
        return tokens.sign(self._key, "visitor", payload)

    def check(self, token: str, key: str, brand_id: str | None = None) -> Visitor:
        """The visitor a token stands for. Raises Refused for one that is not ours."""
        payload = tokens.unsign(self._key, "visitor", token) if len(token) < LONGEST_TOKEN else None
        parts = payload.split(".") if payload else []
        if len(parts) != 3 or (brand_id is not None and parts[0] != brand_id):
            raise not_believed()
        return Visitor(token, parts[0], parts[1], bool(parts[2]), parts[2] or None)

    async def of_request(self, request) -> Visitor:
        """The visitor of an `Authorization: Visitor TOKEN` request to /widget/{key}/….

        Raises Refused for a missing, forged or foreign token, or too many requests.
        """
        self.check_address(request)
        header = request.headers.get("authorization", "")
        if not header.startswith(SCHEME):
            raise not_believed()
        return await self.of_token(header[len(SCHEME) :], request.path_params["key"])

    async def of_token(self, token: str, key: str) -> Visitor:
        known = self._remembered.get(f"{key} {token}")
        if known is None:
            visitor = self.check(token, key)
            known = await self._db.read(_look_up, visitor, key)
            if known.conversation_id:
                self._remember(key, known)
        return known

    def learn(self, key: str, visitor: Visitor, customer_id: str, conversation_id: str) -> None:
        """The visitor has written: the next message finds its conversation at once."""
        visitor.customer_id, visitor.conversation_id = customer_id, conversation_id
        self._remember(key, visitor)

    def forget(self, key: str, visitor: Visitor) -> None:
        self._remembered.pop(f"{key} {visitor.token}", None)

    def check_address(self, request) -> None:
        """Raises Refused when this network address asks too much."""
        address = request.client.host if request.client else ""
        if not self.addresses.take(address):
            raise slow_down()

    def _remember(self, key: str, visitor: Visitor) -> None:
        if len(self._remembered) >= MOST_REMEMBERED:
            for old in list(self._remembered)[: MOST_REMEMBERED // 4]:
                del self._remembered[old]
        self._remembered[f"{key} {visitor.token}"] = visitor


def slow_down() -> Refused:
    return Refused(
        N_("That was a lot at once. Wait a minute and try again."), code="too_many", status=429
    )


def not_believed() -> Refused:
    return Refused(N_("Reload the page to chat with us."), code="bad_token", status=401)


def _look_up(tx, visitor: Visitor, key: str) -> Visitor:
    """Fill in what the database knows of this browser. Raises Refused for another brand's key."""
    if brands.by_key(tx, key).id != visitor.brand_id:
        raise not_believed()
    visitor.customer_id = visitor.customer_id or visitors.customer_of(tx, visitor.visitor_id)
    if visitor.customer_id:
        here = current(tx, visitor.customer_id, visitor.brand_id)
        visitor.conversation_id = here.id if here else None
    return visitor
