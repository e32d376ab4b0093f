"""A library examines itself: how often would it have been right about its own phrasings?

Each phrasing is asked with itself left out (right if its entry still comes first), and again
with its whole entry left out (then every answer is wrong: a question nobody wrote an answer for).
The shipped calibration is the starting point, and stays when there is little to learn from.
"""

from functools import partial

import numpy as np

from lagniappe.desk.knowledge.retrieval import evidence, prior
from lagniappe.desk.knowledge.retrieval.calibration import Calibration, fit
from lagniappe.desk.knowledge.retrieval.index import Index, Read
from lagniappe.desk.knowledge.retrieval.speaking import Speaking

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
        text = int(index.phrased.owners[row])
        speaking = index.speaking(index.entries[text].language)
        weigh = partial(
            evidence.weigh,
            index,
            bags[row],
            speaking=speaking,
            vector=vectors[row] if meant else None,
        )
        left = weigh(without_phrasings=_in_all_languages(index, speaking, row))
        best = int(left.ranked(1)[0])
        signs.append(left.signs(best))
        right.append(float(best == text))
        shares.append(1.0)
        if index.silent[text]:
            continue
        left = weigh(without_entry=text)
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


def _in_all_languages(index: Index, speaking: Speaking, row: int) -> list[int]:
    """The phrasing, and what says the same in each other language of its entry: nobody's
    question stands there translated. Where meanings are not known, the one in the same place."""
    owners = index.phrased.owners
    text = owners[row]
    if speaking.each_itself:
        return [row]
    said = [row]
    for other in np.flatnonzero(speaking.answers_as == text):
        rows = np.flatnonzero(owners == other)
        if other == text or not len(rows):
            continue
        if index.nearness is not None:
            meant = index.nearness.phrasings
            said.append(int(rows[(meant[rows] @ meant[row]).argmax()]))
        else:
            order = row - int(np.searchsorted(owners, text))
            said.append(int(rows[min(order, len(rows) - 1)]))
    return said
