"""Training one of the small networks that the model is made of, with numpy alone.

Pieces of words are embedded and averaged into words, three words in a row are looked at
through filters, and the sum, the highest answer of each filter and the sum of the words are
weighed for every task at once (Kim, "Convolutional neural networks for sentence
classification", 2014, on the hashed pieces of Bojanowski and others, 2017). Targets are
labels mixed with the teacher's opinions, and a sketch of the teacher's vectors.
"""

from dataclasses import dataclass

import numpy as np

from lagniappe.desk.complaints.mood import features
from lagniappe.desk.complaints.mood.network import TABLE, WIDTH, ids
from lagniappe.ops.fitting.logistic import sigmoid

FILTERS = 128
ROUNDS = 6
BATCH = 64
SPEED = 3e-3
DROPPED = 0.2
SKETCHED = 0.03
"""How much likeness to the teacher's vectors counts beside the questions."""


@dataclass(slots=True)
class Lessons:
    """What is learnt: `words` of each text as places in `spelled` (ids of a word's pieces),
    for every text the targets of all tasks (0 to 1), how much each counts, and the sketch."""

    words: list[np.ndarray]
    spelled: list[np.ndarray]
    targets: np.ndarray
    trust: np.ndarray
    sketch: np.ndarray


def spell(texts: list[str], longest: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The words of each text as places in a list of all words' ids; place 0 is no word."""
    known, spelled = {"": 0}, [np.zeros(0, int)]
    words = []
    for text in texts:
        said = features.tokens(text)[:longest]
        for word in said:
            if word not in known:
                known[word] = len(spelled)
                spelled.append(np.array(ids(word)))
        words.append(np.array([known[word] for word in said], int))
    return words, spelled


class Network:
    """Weights by name, and Adam's two memories of each."""

    def __init__(self, outputs: int, seed: int) -> None:
        draw = np.random.default_rng(seed)
        self.draw = draw
        self.weights = {
            "pieces": draw.normal(0, 0.3, (2 * TABLE, WIDTH)).astype("f4"),
            "filters": draw.normal(0, 1 / np.sqrt(3 * WIDTH), (3 * WIDTH, FILTERS)).astype("f4"),
            "filter_bias": np.zeros(FILTERS, "f4"),
            "out": draw.normal(0, 0.05, (2 * FILTERS + WIDTH, outputs)).astype("f4"),
            "out_bias": np.zeros(outputs, "f4"),
        }
        self._first = {name: np.zeros_like(each) for name, each in self.weights.items()}
        self._second = {name: np.zeros_like(each) for name, each in self.weights.items()}
        self._steps = 0

    def train(self, lessons: Lessons, wanted: np.ndarray, say) -> None:
        """Learn from the texts at these places; `say` hears of each round."""
        steps = ROUNDS * (len(wanted) // BATCH + 1)
        for turn in range(ROUNDS):
            for batch in self._batches(lessons, wanted):
                speed = SPEED * max(0.02, 1 - self._steps / steps)
                self._learn(lessons, batch, speed)
            say(f"  round {turn + 1} of {ROUNDS}")

    def answers(self, lessons: Lessons, wanted: np.ndarray) -> np.ndarray:
        """The log-odds of every task (and the sketch) for the texts at these places."""
        found = np.zeros((len(wanted), len(self.weights["out_bias"])), "f4")
        order = np.argsort([len(lessons.words[at]) for at in wanted], kind="stable")
        for start in range(0, len(wanted), 256):
            here = order[start : start + 256]
            found[here] = self._forward(lessons, wanted[here], 0.0)["answers"]
        return found

    def _batches(self, lessons: Lessons, wanted: np.ndarray) -> list[np.ndarray]:
        """Texts of about the same length together, in random order."""
        mixed = self.draw.permutation(wanted)
        rough = np.array([len(lessons.words[at]) // 6 for at in mixed]) + self.draw.random(
            len(mixed)
        )
        mixed = mixed[np.argsort(rough)]
        batches = [mixed[at : at + BATCH] for at in range(0, len(mixed), BATCH)]
        self.draw.shuffle(batches)
        return batches

    def _learn(self, lessons: Lessons, batch: np.ndarray, speed: float) -> None:
        state = self._forward(lessons, batch, DROPPED)
        tasks = lessons.targets.shape[1]
        off = np.empty_like(state["answers"])
        asked = sigmoid(state["answers"][:, :tasks]) - lessons.targets[batch]
        off[:, :tasks] = asked * lessons.trust[batch]
        off[:, tasks:] = SKETCHED / 8 * (state["answers"][:, tasks:] - lessons.sketch[batch])
        slopes, touched, piece_slopes = self._backward(state, off / len(batch))
        self._steps += 1
        for name, slope in slopes.items():
            self._adam(name, slice(None), slope, speed)
        self._adam("pieces", touched, piece_slopes, speed)

    def _forward(self, lessons: Lessons, batch: np.ndarray, dropped: float) -> dict:
        w = self.weights
        length = max(3, *(len(lessons.words[at]) for at in batch))
        words = np.zeros((len(batch), length), int)
        for row, at in enumerate(batch):
            words[row, : len(lessons.words[at])] = lessons.words[at]
        used, where = np.unique(words, return_inverse=True)
        spelling = _spelling([lessons.spelled[word] for word in used])
        embedded = _averaged(w["pieces"], *spelling, len(used))
        there = (words > 0).astype("f4")[:, :, None]
        x = embedded[where.reshape(-1)].reshape(*words.shape, WIDTH)
        if dropped:
            kept = self.draw.random((*words.shape, 1)) > dropped / 2
            x = x * (kept / (1 - dropped / 2)).astype("f4")
        x = x * there
        padded = np.zeros((len(batch), length + 2, WIDTH), "f4")
        padded[:, 1:-1] = x
        three = np.concatenate([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], 2)
        seen = three @ w["filters"] + w["filter_bias"]
        bright = np.maximum(seen, 0) * there
        root = np.sqrt(np.maximum(there.sum(1), 1))
        highest = bright.argmax(1)
        top = np.take_along_axis(bright, highest[:, None], 1)[:, 0]
        hidden = np.concatenate([bright.sum(1) / root, top, x.sum(1) / root], 1)
        drop = None
        if dropped:
            drop = ((self.draw.random(hidden.shape) > dropped) / (1 - dropped)).astype("f4")
            hidden = hidden * drop
        return {
            "answers": hidden @ w["out"] + w["out_bias"],
            "words": (used, where, spelling),
            "there": there,
            "three": three,
            "seen": seen,
            "root": root,
            "highest": highest,
            "hidden": hidden,
            "drop": drop,
        }

    def _backward(self, state: dict, off: np.ndarray) -> tuple[dict, np.ndarray, np.ndarray]:
        w, there = self.weights, state["there"]
        slopes = {"out": state["hidden"].T @ off, "out_bias": off.sum(0)}
        hidden = off @ w["out"].T
        if state["drop"] is not None:
            hidden = hidden * state["drop"]
        summed, top, plain = np.split(hidden, [FILTERS, 2 * FILTERS], axis=1)
        bright = np.repeat((summed / state["root"])[:, None], there.shape[1], 1)
        at = state["highest"][:, None]
        np.put_along_axis(bright, at, np.take_along_axis(bright, at, 1) + top[:, None], 1)
        seen = bright * (state["seen"] > 0) * there
        flat, three = seen.reshape(-1, FILTERS), state["three"].reshape(-1, 3 * WIDTH)
        slopes["filters"], slopes["filter_bias"] = three.T @ flat, flat.sum(0)
        near = seen @ w["filters"].T
        x = near[:, :, WIDTH : 2 * WIDTH].copy()
        x[:, :-1] += near[:, 1:, :WIDTH]
        x[:, 1:] += near[:, :-1, 2 * WIDTH :]
        x = (x + (plain / state["root"])[:, None]) * there
        touched, piece_slopes = _to_pieces(x.reshape(-1, WIDTH), *state["words"])
        return slopes, touched, piece_slopes

    def _adam(self, name: str, where, slope: np.ndarray, speed: float) -> None:
        """Kingma and Ba (2014), of the touched rows alone, with .9 and .99."""
        first = self._first[name][where] * 0.9 + 0.1 * slope
        second = self._second[name][where] * 0.99 + 0.01 * slope**2
        self._first[name][where], self._second[name][where] = first, second
        first = first / (1 - 0.9**self._steps)
        second = second / (1 - 0.99**self._steps)
        mine = self.weights[name]
        mine[where] -= speed * (first / (np.sqrt(second) + 1e-7) + 1e-5 * mine[where])


def _spelling(spelled: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids of all words' pieces, whose word each is, and what it counts: the word itself half,
    its pieces the other half."""
    ids_, whose, shares = [], [], []
    for word, pieces in enumerate(spelled):
        if len(pieces):
            ids_.append(pieces)
            whose.append(np.full(len(pieces), word))
            shares.append(np.r_[0.5, np.full(len(pieces) - 1, 0.5 / (len(pieces) - 1))])
    return np.concatenate(ids_), np.concatenate(whose), np.concatenate(shares).astype("f4")


def _averaged(table, ids_, whose, shares, words: int) -> np.ndarray:
    embedded = np.zeros((words, table.shape[1]), "f4")
    starts = np.flatnonzero(np.r_[True, whose[1:] != whose[:-1]])
    embedded[whose[starts]] = np.add.reduceat(table[ids_] * shares[:, None], starts)
    return embedded


def _to_pieces(x, used, where, spelling) -> tuple[np.ndarray, np.ndarray]:
    """What every piece gets of the words' slopes: the touched ids, and theirs."""
    order = np.argsort(where, axis=None, kind="stable")
    sorted_ = where.reshape(-1)[order]
    starts = np.flatnonzero(np.r_[True, sorted_[1:] != sorted_[:-1]])
    words = np.add.reduceat(x[order], starts)
    ids_, whose, shares = spelling
    given = words[whose] * shares[:, None]
    order = np.argsort(ids_, kind="stable")
    sorted_ = ids_[order]
    starts = np.flatnonzero(np.r_[True, sorted_[1:] != sorted_[:-1]])
    return sorted_[starts], np.add.reduceat(given[order], starts)
