"""The other part of the model: one weight for every hashed word, pair and piece of a word. It knows
slang and spellings that the pieces of the encoder do not."""

import numpy as np

from lagniappe.desk.complaints.mood import features
from lagniappe.ops.fitting.corpora import Corpora
from lagniappe.ops.fitting.logistic import Dense, Sparse, fit, sigmoid

# Strength, and how much the teacher's opinion of an unlabelled text counts.
QUESTIONS = {
    "go": (12.0, 0.6),
    "car": (4.0, 0.05),
    "abuse": (64.0, 0.1),
    "brighter_ro": (16.0, 1.0),
    "emot": (16.0, 1.0),
    "xed_el": (2.0, 0.0),
}


FOLDS = 5
SECOND = {"xed_el": 0.5}
"""Strength of the second opinion, where it is not 1."""
SERVED = {"anger": ("go", "brighter_ro", "emot", "xed_el"), "abuse": ("abuse",)}
"""The questions that the project's own lines answer, where they are in the language."""


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


def seconded(corpora: Corpora, rows: Sparse, said: dict, here: np.ndarray) -> dict:
    """The teacher's opinions, each weighed with what words alone say: together they know more
    than either. A labelled text is judged without its label."""
    better = {}
    for name in QUESTIONS:
        labels = corpora.labels[name]
        at = np.array([place for place in labels if here[place]])
        share = np.array([labels[place] for place in at])
        fold, own, others = np.arange(len(at)) % FOLDS, np.zeros(len(at)), 0.0
        for k in range(FOLDS):
            w, b = fit(rows.rows(at[fold != k]), share[fold != k], strength=SECOND.get(name, 1.0))
            answers = rows @ w + b
            own[fold == k] = answers[at[fold == k]]
            others = others + answers / FOLDS
        second = np.array(others)
        second[at] = own
        both = np.stack([said[name], second], axis=1)
        weights, bias = fit(Dense(both[at]), share, strength=100.0)
        better[name] = both @ weights + bias
    return better


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
    for kind, told in corpora.service.items():
        for place, share in told.items():
            if corpora.languages[place] == question.language and question.name in SERVED[kind]:
                at.append(place)
                target.append(share)
                trust.append(1.0)
    if unlabelled:
        for place, language in enumerate(corpora.languages):
            if here[place] and language == question.language and place not in labels:
                at.append(place)
                target.append(opinion[place])
                trust.append(unlabelled)
    return fit(
        rows.rows(np.array(at)), np.array(target), strength=strength, weights=np.array(trust)
    )
