"""lagniappe fit encoder: a small multilingual transformer that reads as a larger one does.

Every second layer of multilingual-e5-small, over a tenth of its pieces, learns to give the rows
the larger one gives for the same texts (Sanh et al., "DistilBERT", 2019; Jiao et al.,
"TinyBERT", 2020). No label is used.
"""

import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from lagniappe.kit.encoder import network
from lagniappe.kit.encoder.pieces import Pieces
from lagniappe.ops.fitting import learner as learning
from lagniappe.ops.fitting import texts as sources
from lagniappe.ops.fitting.learner import batches, halved, mean, padded, present
from lagniappe.ops.fitting.original import Original, original
from lagniappe.ops.fitting.vocabulary import chosen

TABLE = Path(network.__file__).parent / "pieces.npz"
LAYERS = [1, 3, 5, 7, 9, 11]
STEPS, PACE, BATCH = 1_700, 2e-4, 2_400
_LONGEST = 64
# At most so many texts of a language, each so often in a round: few texts count more.
_SHARES = {
    "en": (60_000, 1),
    "id": (16_000, 1),
    "de": (1_500, 1),
    "es": (1_500, 1),
    "el": (99_999, 2),
    "ja": (99_999, 3),
    "ro": (99_999, 1),
}


def run(folder: Path, base: Path, *, table: Path = TABLE) -> int:
    """Write the table of pieces, and `base`, which the other fits go on from; returns the exit
    status. Raises Trouble for missing data or packages."""
    torch.manual_seed(1)
    whole, texts = original(), sources.general(folder)
    ours = {language: texts[language] for language in sources.LANGUAGES}
    kept = chosen(whole, ours)
    learner = learning.cut(whole, kept, LAYERS)
    learner.dropped = 0.05
    np.savez_compressed(table, **learning.table_of(learner, whole, kept))
    print(f"Written: {table} ({table.stat().st_size / 1e6:.1f} MB)", flush=True)
    _follow(learner, larger(whole, kept), _cut(whole, kept, texts))
    learning.save(learner, base)
    print(f"Written: {base}")
    return 0


def larger(whole: Original, kept: np.ndarray) -> learning.Learner:
    """All layers of the original over the pieces that are kept, to be followed."""
    teacher = learning.cut(whole, kept, list(range(whole.layers)))
    teacher.requires_grad_(False)
    for layer in teacher.layers:
        layer.exact = True
    return teacher.eval()


def _cut(whole: Original, kept: np.ndarray, texts: dict[str, list[str]]) -> list[list[int]]:
    pieces = Pieces([whole.pieces[number] for number in kept], whole.chances[kept].tolist())
    dice, found = random.Random(1), []
    for language, (most, often) in _SHARES.items():
        some = texts.get(language, [])
        some = dice.sample(some, min(most, len(some)))
        found += [pieces.numbers(text, _LONGEST) for text in some] * often
    print(f"{len(found)} texts, {sum(map(len, found))} pieces", flush=True)
    return found


def _follow(learner, teacher, texts: list[list[int]]) -> None:
    dice = np.random.default_rng(1)

    def rounds():
        while True:
            yield from batches(texts, BATCH, dice)

    rest = rounds()

    def lesson(step: int):
        numbers, lengths = padded([texts[place] for place in next(rest)])
        with halved():
            with torch.no_grad():
                shown = teacher(numbers, lengths)
            said = learner(numbers, lengths)
        wanted = [shown[place] for place in LAYERS]
        here = present(numbers.shape[1], lengths)[..., None].float()
        count = here.sum() * network.WIDTH
        off = [
            ((mine.float() - theirs.float()) ** 2 * here).sum() / count
            for mine, theirs in zip(said, wanted, strict=True)
        ]
        alike = F.cosine_similarity(
            mean(said[-1].float(), lengths), mean(wanted[-1].float(), lengths)
        )
        return 3 * off[-1] + sum(off[:-1]) / (len(off) - 1) + 20 * (1 - alike).mean()

    learner.train()
    learning.teach(learner.moving(), STEPS, lesson, pace=PACE, told=_say)


def _say(line: str) -> None:
    print(line, flush=True)
