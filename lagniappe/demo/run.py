"""`lagniappe demo`: the made-up company moves in, and the terminal says where everything is."""

import sys

from lagniappe.app import join_reactions, secret_key
from lagniappe.db.engine import Database
from lagniappe.demo import seed as history
from lagniappe.demo.script import company
from lagniappe.demo.year import fill as year
from lagniappe.demo.year.truth import PLANTED
from lagniappe.desk.accounts import agents
from lagniappe.ops.opening import address
from lagniappe.ops.trouble import Trouble
from lagniappe.settings import Settings


def furnish(db: Database, settings: Settings, *, seed: int = 1) -> None:
    """Fill an empty data folder with the demo; a later start finds it as it was left.

    Raises Trouble rather than mix invented people into somebody's real desk.
    """
    if db.read_sync(history.is_seeded):
        return
    if db.read_sync(agents.everyone, with_disabled=True):
        raise Trouble(
            f"{settings.data_dir} belongs to a real desk. Give the demo a folder of its own: "
            "lagniappe demo --data demo-data"
        )
    print("Furnishing the demo ...", file=sys.stderr)
    # Search indexes what is written only where the reactions are declared.
    key = db.write_sync(secret_key, settings.secret_key)
    join_reactions(key)
    db.write_sync(history.seed, number=seed, key=key)


def furnish_year(db: Database, settings: Settings, *, seed: int, contacts: int) -> None:
    """Fill an empty data folder with a year of contacts and planted truth (demo/year/).

    Raises Trouble where anybody works already.
    """
    if db.read_sync(history.is_seeded):
        return
    if db.read_sync(agents.everyone, with_disabled=True):
        raise Trouble(f"{settings.data_dir} is in use. Give the year a folder of its own: --data")
    print(f"Making a year of {contacts:,} contacts ...", file=sys.stderr)
    join_reactions(db.write_sync(secret_key, settings.secret_key))
    year.fill(
        db, PLANTED, seed=seed, contacts=contacts, say=lambda text: print(text, file=sys.stderr)
    )


def welcome(settings: Settings, db: Database) -> None:
    """Say where the desk and the shop are, and who can log in."""
    here = address(settings)
    (first_email, first_name, _), *others = history.accounts()
    print(f"\n  {company()['name']}, a made-up company, is open.\n")
    print(f"  Its shop, to write as a customer     {here}/shop")
    print(f"  Its desk, to answer                  {here}/inbox")
    print(f"\n  Log in as {first_name}:  {first_email}")
    print(f"  Password (for everybody):  {company()['password']}")
    print(f"  Also here: {', '.join(email for email, _, _ in others)}")
    print("\n  Use two browsers, or a private window for the shop. Ctrl+C stops.\n")
    sys.stdout.flush()
