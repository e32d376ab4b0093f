"""A library examines itself: how often would it have been right about its own phrasings?

Each phrasing is asked with itself left out (right if its entry still comes first), and again
with its whole entry left out (then every answer is wrong: a question nobody wrote an answer for).
The shipped calibration is the starting point, and stays when there is little to learn from.
"""

import numpy as np

from lagniappe.desk.knowledge.retrieval import evidence, prior
from lagniappe.desk.knowledge.retrieval.calibration import Calibration, fit
from lagniappe.desk.knowledge.retrieval.index import Index, Read

SAMPLES = 400
# A left-out entry often leaves a twin behind that is right after all: it counts little.
ABSENT_SHARE = 0.1
FIRMNESS = 20.0


def learn(index: Index, read: list[Read], *, meant: bool) -> Calibration:
    """The calibration for entries with phrasings. Takes a few milliseconds a sample.

    `meant` chooses the one for questions whose meaning is known as a vector.
    """
    start = prior.PHRASED_MEANT if meant else prior.PHRASED
    bags = [bag for one in read for bag in one.questions]
    vectors = [row for one in read for row in one.asked()] if meant else []
    if index.silent.all():
        return start
    counts = np.bincount(index.phrased.owners, minlength=len(read))
    # An entry's only phrasing cannot be left out and still be found.
    asked = np.flatnonzero(counts[index.phrased.owners] > 1)
    if len(asked) > SAMPLES:
        asked = asked[np.linspace(0, len(asked) - 1, SAMPLES).astype(int)]
    signs, right, shares = [], [], []
    for row in asked:
        owner = int(index.phrased.owners[row])
        vector = vectors[row] if meant else None
        among = index.speaking(index.entries[owner].language)
        left = evidence.weigh(index, bags[row], among=among, vector=vector, without_phrasing=row)
        best = int(left.ranked(1)[0])
        signs.append(left.signs(best))
        right.append(float(best == owner))
        shares.append(1.0)
        if index.silent[owner]:
            continue
        left = evidence.weigh(index, bags[row], among=among, vector=vector, without_entry=owner)
        signs.append(left.signs(int(left.ranked(1)[0])))
        right.append(0.0)
        shares.append(ABSENT_SHARE)
    if not signs:
        return start
    return fit(
        np.array(signs),
        np.array(right),
        np.array(shares),
        start.weights,
        np.full(len(evidence.SIGNS), FIRMNESS),
    )
