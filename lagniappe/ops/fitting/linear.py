"""The other half of the model: one weight for every hashed word, pair and piece of a word."""

import numpy as np

from lagniappe.desk.complaints.mood import features
from lagniappe.ops.fitting.corpora import Corpora
from lagniappe.ops.fitting.logistic import Sparse, fit, sigmoid

# Strength, and how much the teacher's opinion of an unlabelled text counts.
QUESTIONS = {
    "go": (4.0, 0.3),
    "car": (4.0, 0.05),
    "abuse": (4.0, 0.0),
    "brighter_ro": (4.0, 0.3),
    "emot": (4.0, 0.3),
    "xed_el": (2.0, 0.0),
}


def seen_in(texts: list[str]) -> Sparse:
    """What stands in each text: hashed features with 1 + log of how often."""
    starts, places, values = [0], [], []
    for text in texts:
        found = features.buckets(features.tokens(text)) or [0]
        at, often = np.unique(np.array(found), return_counts=True)
        places.append(at)
        values.append(1 + np.log(often))
        starts.append(starts[-1] + len(at))
    return Sparse(
        np.array(starts), np.concatenate(places), np.concatenate(values), features.BUCKETS
    )


def rarity(seen: Sparse, here: np.ndarray) -> np.ndarray:
    """log((1 + texts) / (1 + texts with it)) + 1 of every feature, among the texts `here`."""
    chosen = seen.rows(np.flatnonzero(here))
    with_it = np.bincount(chosen.places, minlength=features.BUCKETS)
    return np.log((1 + here.sum()) / (1 + with_it)) + 1


def weighed(seen: Sparse, rare: np.ndarray) -> Sparse:
    """Rarity in, and every text of length 1."""
    values = seen.values * rare[seen.places]
    length = np.sqrt(np.add.reduceat(values**2, seen.starts[:-1]))
    values = values / np.repeat(length, np.diff(seen.starts))
    return Sparse(seen.starts, seen.places, values, seen.width)


def fitted(
    corpora: Corpora, rows: Sparse, said: dict, question, here: np.ndarray
) -> tuple[np.ndarray, float]:
    """Weights and intercept of one question (a corpora.Task), from labels and opinions."""
    strength, unlabelled = QUESTIONS[question.name]
    labels = corpora.labels[question.name]
    opinion = sigmoid(said[question.name])
    at = [place for place in labels if here[place]]
    target = [question.hard * labels[place] + (1 - question.hard) * opinion[place] for place in at]
    trust = [1.0] * len(at)
    if unlabelled:
        for place, language in enumerate(corpora.languages):
            if here[place] and language == question.language and place not in labels:
                at.append(place)
                target.append(opinion[place])
                trust.append(unlabelled)
    return fit(
        rows.rows(np.array(at)), np.array(target), strength=strength, weights=np.array(trust)
    )
