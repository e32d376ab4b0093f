"""lagniappe fit mood: makes the model file of moods anew from the corpora, repeatably.

A larger judge first, all layers of multilingual-e5-small over our pieces, learns to answer every
question of the corpora at once, from labels mixed with the teacher's opinion. The one that ships
has fewer and narrower layers; it learns the same, and to see in a text what the larger judge sees.
Weights of hashed words learn beside them.
"""

import json
from pathlib import Path

import numpy as np
import torch

from lagniappe.desk.complaints.mood import model
from lagniappe.kit.encoder.network import table
from lagniappe.ops.evaluate_mood import auroc
from lagniappe.ops.fitting import corpora as data
from lagniappe.ops.fitting import judges, linear, narrowed, teacher, texts, vocabulary, voices
from lagniappe.ops.fitting import learner as learning
from lagniappe.ops.fitting.corpora import FIT, TASKS, TEST, TUNE, Corpora
from lagniappe.ops.fitting.judges import ANYWHERE, NAMES, Judge
from lagniappe.ops.fitting.original import original

LAYERS, WIDE = 9, 576
"""Of twelve layers and 1,536 numbers: with the table less than 10 MB."""
_SAMPLE = 1_200


def run(folder: Path, out: Path, *, vectors: Path | None) -> int:
    """Fit and write; returns the exit status. `vectors` keeps the teacher's between fits. Raises
    Trouble for missing data or packages."""
    torch.manual_seed(1)
    corpora = data.read(folder, _customers())
    here = np.array([part == FIT for part in corpora.parts()])
    print(f"{len(corpora.texts)} texts; asking the teacher …", flush=True)
    said = teacher.opinions(corpora, teacher.vectors(corpora.texts, vectors))
    seen = linear.seen_in(corpora.texts)
    rare = linear.rarity(seen, here)
    rows = linear.weighed(seen, rare)
    said.update(linear.seconded(corpora, rows, said, here))
    heads = _words(corpora, rows, said, here)
    judge, answers = _judged(corpora, said, here)
    _write(out, judge, rare, heads)
    voices.lay(out, corpora, out)
    print(_report(corpora, _by_name(answers)))
    print(f"Written: {out} ({out.stat().st_size / 1e6:.1f} MB)")
    return 0


def _customers() -> list[tuple[str, str]]:
    """How customers ask, in five languages; nobody said how angry they are."""
    return [
        (text, language)
        for topic in texts.topics(aside=False)
        for language in texts.LANGUAGES
        for text in topic[language][::2]
    ]


def _judged(corpora: Corpora, said: dict, here: np.ndarray) -> tuple[Judge, np.ndarray]:
    """The judge that ships, and its answers to every question for every text."""
    whole = original()
    kept = vocabulary.kept(whole, table().pieces)
    larger = Judge(learning.larger(whole, kept))
    lessons = judges.lessons(corpora, said, here)
    judges.taught(larger, lessons)
    opinions = _by_name(judges.answers(larger, lessons.texts))
    print(_report(corpora, opinions), flush=True)
    lessons = judges.lessons(corpora, opinions, here)
    dice = np.random.default_rng(5)
    some = [lessons.texts[at] for at in dice.choice(np.flatnonzero(here), _SAMPLE, replace=False)]
    judge = Judge(narrowed.narrowed(larger.learner, some, LAYERS, WIDE))
    judge.head.load_state_dict(larger.head.state_dict())
    judges.followed(judge, larger, lessons)
    return judge, judges.answers(judge, lessons.texts)


def _words(corpora: Corpora, rows, said: dict, here: np.ndarray) -> dict:
    heads = {}
    for task in TASKS:
        if task.name in linear.QUESTIONS:
            print(f"Words for {task.name} …", flush=True)
            heads[task.name] = linear.fitted(corpora, rows, said, task, here)
    return heads


def _by_name(answers: np.ndarray) -> dict[str, np.ndarray]:
    return {name: answers[:, at] for at, name in enumerate(NAMES)}


def _write(out: Path, judge: Judge, rare: np.ndarray, heads: dict) -> None:
    words = np.array([weights for weights, _ in heads.values()])
    scales = np.abs(words).max(1, keepdims=True) / 127
    levels = np.round(words / scales).astype("i1")
    # The smallest say next to nothing, and where there is nothing the file is smaller.
    levels[np.abs(levels) == 1] = 0
    facts = {
        "version": model.VERSION,
        "questions": NAMES,
        "words": list(heads),
        "words_bias": [bias for _, bias in heads.values()],
        "voices": {},
    }
    np.savez_compressed(
        out,
        facts=np.frombuffer(json.dumps(facts).encode(), "u1"),
        attend=judge.head.attend.weight.detach().numpy()[0],
        out=judge.head.out.weight.detach().numpy().T[:, : len(NAMES)].copy(),
        out_bias=judge.head.out.bias.detach().numpy()[: len(NAMES)],
        rare=np.round(rare * 16).astype("u1"),
        words=levels,
        words_scales=scales[:, 0].astype("f4"),
        **learning.layers_of(judge.learner),
    )


def _report(corpora: Corpora, sources: dict[str, np.ndarray]) -> str:
    """AUROC of every question, its own answer and that of `anywhere`, on the parts that nothing
    was fitted on."""
    rows, parts = [], np.array(corpora.parts())
    for task in TASKS:
        labels = corpora.labels[task.name]
        for part in (TUNE, TEST):
            at = np.array([place for place in labels if parts[place] == part])
            truth = np.array([labels[place] > 0.5 for place in at])
            own, any_of = (auroc(sources[name][at], truth) or 0 for name in (task.name, ANYWHERE))
            rows.append(
                f"{task.name:<13}{part:<5} n {len(at):>5}  {own:.4f}  anywhere {any_of:.4f}"
            )
    return "\n".join(rows)
