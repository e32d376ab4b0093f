"""lagniappe mood-labels: what agents corrected of moods, as lines of JSON to learn from."""

import json
import sys

from lagniappe.desk.complaints.mood import correct
from lagniappe.ops import opening


def run(settings) -> None:
    """Print every correction, oldest first (correct.labels)."""
    db = opening.open_database(settings)
    try:
        db.read_sync(_print)
    finally:
        db.close()


def _print(tx) -> None:
    for label in correct.labels(tx):
        sys.stdout.write(json.dumps(label, ensure_ascii=False) + "\n")
