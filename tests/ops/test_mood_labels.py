"""lagniappe mood-labels: what agents corrected, one JSON object a line."""

import json

from lagniappe import cli
from lagniappe.db.engine import Database, database_url
from lagniappe.desk.complaints.mood import assess, correct
from lagniappe.ops import opening
from lagniappe.settings import Settings
from tests.desk.office import Office


def test_corrections_are_printed_as_lines(tmp_path, clock, capsys):
    opening.open_database(Settings(data_dir=tmp_path)).close()
    db = Database(database_url("", tmp_path), clock=clock)
    office = Office(db, clock)
    office.customer_says("Nu sunt mulțumit, «deloc»")
    office.write(assess.assess, office.here)
    office.write(correct.correct, office.alice, office.here, 2, "angry")
    db.close()
    assert cli.main(["mood-labels", "--data", str(tmp_path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    label = json.loads(line)
    assert label["text"] == "Nu sunt mulțumit, «deloc»" and label["angry"] is True
    assert "agent" not in line
