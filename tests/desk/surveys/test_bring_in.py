"""A history of answers is brought in: words and numbers, and nobody is alerted."""

from sqlalchemy import delete, select

from lagniappe.desk.surveys import shipped
from lagniappe.desk.surveys.voice import bring_in, browse
from lagniappe.desk.surveys.voice.browse import Wanted
from lagniappe.desk.surveys.voice.tables import loops, verbatims
from tests.desk.surveys.answers import answered


def test_brought_in_once_and_found(office, monkeypatch):
    monkeypatch.setattr(bring_in, "AT_ONCE", 2)
    office.write(shipped.bring)
    for n in range(5):
        office.write(answered, office.here, words=f"Late parcel {n}", csat=2)
    office.write(answered, office.here, csat=5)
    rows = select(loops.c.id)
    before = len(office.read(lambda tx: tx.all(rows)))
    office.write(lambda tx: tx.execute(delete(verbatims)))
    bring_in.everything(office.db)
    bring_in.everything(office.db)
    page = office.read(browse.browse, office.alice, Wanted(tone="bad"), limit=9)
    assert [one.words for one in page] == [f"Late parcel {n}" for n in range(4, -1, -1)]
    assert len(office.read(lambda tx: tx.all(rows))) == before
