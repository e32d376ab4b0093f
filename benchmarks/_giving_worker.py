"""The process that is killed: eight threads give, and say what was acknowledged.

python -m benchmarks._giving_worker URL SEED FIRST_STEP...
"""

import sys
import threading

from benchmarks import _giving
from lagniappe.app import join_reactions
from lagniappe.db.engine import Database


def main() -> None:
    url, seed, *first = sys.argv[1:]
    join_reactions()
    db = Database(url)
    on = db.read_sync(_giving.stage)
    says = threading.Lock()

    def go_on(who: int, n: int) -> None:
        giver = _giving.Giver(db, on, who, int(seed))
        while True:
            receipt = giver.step(n)
            with says:
                print(who, n, receipt, flush=True)
            n += 1

    print("ready", flush=True)
    for who, n in enumerate(first):
        threading.Thread(target=go_on, args=(who, int(n)), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
