"""The demo's shelf of remedies, a voucher given today, and one request that waits for Maria."""

from sqlalchemy import select

from lagniappe.demo.play import Stage
from lagniappe.desk.complaints.remedies import catalogue, grant
from lagniappe.desk.conversations.tables import conversations
from lagniappe.kit.clock import MINUTE

SHELF = (
    {
        "kind": "discount",
        "names": {
            "en": "Shop voucher",
            "el": "Κουπόνι καταστήματος",
            "ro": "Voucher de cumpărături",
            "ja": "お買い物クーポン",
            "id": "Voucher belanja",
        },
        "low": 500,
        "high": 50_000,
        "voucher": True,
        "voucher_days": 365,
    },
    {
        "kind": "refund",
        "names": {
            "en": "Money back",
            "el": "Επιστροφή χρημάτων",
            "ro": "Rambursare",
            "ja": "ご返金",
            "id": "Pengembalian dana",
        },
        "low": 100,
        "high": 150_000,
    },
    {
        "kind": "replacement",
        "names": {
            "en": "A new part",
            "el": "Καινούριο ανταλλακτικό",
            "ro": "O piesă nouă",
            "ja": "新しい部品",
            "id": "Suku cadang baru",
        },
        "unit_cost": 2_500,
        "stock": 12,
    },
    {
        "kind": "gift",
        "names": {
            "en": "A bag of house coffee",
            "el": "Ένα πακέτο καφέ του σπιτιού",
            "ro": "O pungă de cafea a casei",
            "ja": "ハウスコーヒー1袋",
            "id": "Sebungkus kopi rumah",
        },
        "unit_cost": 800,
        "stock": 40,
        "voucher": True,
    },
    {
        "kind": "points",
        "names": {
            "en": "Bean points",
            "el": "Πόντοι κόκκων",
            "ro": "Puncte boabe",
            "ja": "ビーンポイント",
            "id": "Poin biji kopi",
        },
        "low": 50,
        "high": 5_000,
        "unit_cost": 100,
    },
    {
        "kind": "percent",
        "names": {
            "en": "Off the next bill",
            "el": "Έκπτωση στον επόμενο λογαριασμό",
            "ro": "Reducere la următoarea factură",
            "ja": "次回のお支払い割引",
            "id": "Potongan tagihan berikutnya",
        },
        "low": 5,
        "high": 30,
        "unit_cost": 4_000,
        "voucher_days": 180,
    },
)


def play(tx, stage: Stage, key: bytes) -> None:
    """Fill the shelf, give one voucher and ask for one refund; the clock ends where it was."""
    now = tx.now
    shelf = [
        catalogue.create(tx, currency="EUR", rank=rank, **line) for rank, line in enumerate(SHELF)
    ]
    _give(tx, stage, "tom", now - 40 * MINUTE, key, remedy_id=shelf[0], amount=2_000)
    _give(tx, stage, "grace", now - MINUTE, key, remedy_id=shelf[1], amount=12_000)
    tx.now = now


def _give(tx, stage: Stage, name: str, at: int, key: bytes, **what) -> None:
    """The agent gives in the open conversation they are in."""
    agent = stage.player(f"{name}@kafeneio.example").agent
    here = tx.value(
        select(conversations.c.id)
        .where(conversations.c.assignee_id == agent.id, conversations.c.status == "open")
        .order_by(conversations.c.last_message_at.desc())
        .limit(1)
    )
    tx.now = at
    reason = "The machine came back from repair with the same fault"
    grant.grant(tx, agent, here, key=key, client_id=f"demo-{name}", reason=reason, **what)
