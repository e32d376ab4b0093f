"""lagniappe fit mood: makes the model file of moods anew from the corpora, repeatably.

The shared encoder learns on from its base to answer every question of the corpora at once; a
head weighs the mean of a text's rows and what it attends to. Targets are half label, half the
teacher's opinion, which also speaks of texts that nobody labelled. Weights of hashed words learn
the same beside it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from lagniappe.desk.complaints.mood import model
from lagniappe.desk.complaints.mood.fitted import LONGEST
from lagniappe.kit.encoder.network import WIDTH, table
from lagniappe.ops.evaluate_mood import auroc
from lagniappe.ops.fitting import corpora as data
from lagniappe.ops.fitting import learner as learning
from lagniappe.ops.fitting import linear, teacher
from lagniappe.ops.fitting.corpora import FEELINGS, FIT, TASKS, TEST, TUNE, Corpora
from lagniappe.ops.fitting.learner import batches, halved, mean, padded, present
from lagniappe.ops.fitting.logistic import sigmoid
from lagniappe.ops.fitting.voices import VOICES, calibrated

LAYERS = 5
"""Of the base's, from below: what moods need, and with the table less than 10 MB."""
BATCH, ROUNDS, PACE, HEAD_PACE = 1_600, 2, 1e-4, 1e-3
ANYWHERE = "anywhere"
"""The last question: anger, whatever the corpus and the language."""
# How often a round sees the texts of a small corpus.
_OFTEN = {"car": 4, "abuse": 2, "brighter_ro": 2, "brighter_id": 2}
_SERVED = 1.5
"""What a line that was written for this project counts; a round sees it twice."""
_OPINION = 0.6
"""What the teacher's opinion of an unlabelled text counts beside a label."""
NAMES = [*(task.name for task in TASKS), ANYWHERE]
ASKED = [*NAMES, *(feeling.name for feeling in FEELINGS)]
"""What is learnt; what is kept of it are the NAMES."""


class Head(nn.Module):
    """Log-odds for every question from the rows of a text."""

    def __init__(self, questions: int) -> None:
        super().__init__()
        self.attend, self.out = nn.Linear(WIDTH, 1, bias=False), nn.Linear(2 * WIDTH, questions)

    def forward(self, rows, lengths):
        away = ~present(rows.shape[1], lengths)
        heed = self.attend(rows).squeeze(-1).masked_fill(away, -1e4).softmax(-1)
        both = torch.cat([mean(rows, lengths), (rows * heed[..., None]).sum(1)], -1)
        return self.out(F.dropout(both, 0.1, self.training))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts in pieces; for each text and question the share of yes and what it counts."""

    texts: list[list[int]]
    targets: np.ndarray
    trust: np.ndarray
    order: np.ndarray
    """Which texts a round sees, repeats included."""


def run(folder: Path, base: Path, out: Path, *, vectors: Path | None) -> int:
    """Fit and write; returns the exit status. `vectors` keeps the teacher's between fits. Raises
    Trouble for missing data or packages."""
    torch.manual_seed(1)
    corpora = data.read(folder)
    print(f"{len(corpora.texts)} texts; asking the teacher …", flush=True)
    found = teacher.vectors(corpora.texts, vectors)
    here = np.array([part == FIT for part in corpora.parts()])
    seen = linear.seen_in(corpora.texts)
    rare = linear.rarity(seen, here)
    rows = linear.weighed(seen, rare)
    said = teacher.opinions(corpora, found)
    said.update(linear.seconded(corpora, rows, said, here))
    heads = _words(corpora, rows, said, here)
    lessons = _lessons(corpora, said, here)
    learner, head = learning.load(base), Head(len(ASKED))
    del learner.layers[LAYERS:]
    print(f"{len(lessons.order)} texts a round", flush=True)
    _taught(learner, head, lessons)
    answers = _answers(learner, head, lessons.texts)
    sources = {name: answers[:, at] for at, name in enumerate(NAMES)}
    sources |= {f"words {name}": rows @ weights + bias for name, (weights, bias) in heads.items()}
    voices = {voice.name: calibrated(voice, corpora, sources) for voice in VOICES}
    _write(out, learner, head, rare, heads, voices)
    print(_report(corpora, sources))
    print(f"Written: {out} ({out.stat().st_size / 1e6:.1f} MB)")
    return 0


def _words(corpora: Corpora, rows, said: dict, here: np.ndarray) -> dict:
    heads = {}
    for task in TASKS:
        if task.name in linear.QUESTIONS:
            print(f"Words for {task.name} …", flush=True)
            heads[task.name] = linear.fitted(corpora, rows, said, task, here)
    return heads


def _lessons(corpora: Corpora, said: dict, here: np.ndarray) -> Lessons:
    pieces = table().pieces
    targets = np.zeros((len(here), len(ASKED)), "f4")
    lessons = Lessons(
        [pieces.numbers(text, LONGEST) for text in corpora.texts],
        targets,
        np.zeros_like(targets),
        _order(corpora, here),
    )
    _judge(lessons, corpora, said)
    _feel(lessons, corpora)
    _serve(lessons, corpora)
    return lessons


def _order(corpora: Corpora, here: np.ndarray) -> np.ndarray:
    seen = [np.flatnonzero(here)]
    for name, often in _OFTEN.items():
        places = np.array(list(corpora.labels[name]))
        seen += [places[here[places]]] * (often - 1)
    seen += [np.array(list(told)) for told in corpora.service.values()]
    return np.concatenate(seen)


def _judge(lessons: Lessons, corpora: Corpora, said: dict) -> None:
    """Labels mixed with the opinion of the teacher, which stands alone where nobody labelled."""
    languages = np.array(corpora.languages)
    for at, task in enumerate(TASKS):
        opinion = sigmoid(said[task.name])
        theirs = languages == task.language
        lessons.targets[theirs, at] = opinion[theirs]
        lessons.trust[theirs, at] = _OPINION * min(1.0, task.trust)
        labels = corpora.labels[task.name]
        places = np.array(list(labels))
        mixed = task.hard * np.array(list(labels.values())) + (1 - task.hard) * opinion[places]
        lessons.targets[places, at], lessons.trust[places, at] = mixed, task.trust
    at = NAMES.index(ANYWHERE)
    lessons.targets[:, at], lessons.trust[:, at] = sigmoid(said[ANYWHERE]), _OPINION / 2


def _feel(lessons: Lessons, corpora: Corpora) -> None:
    for at, feeling in enumerate(FEELINGS, len(NAMES)):
        places = list(corpora.feelings[feeling.name])
        lessons.targets[places, at] = list(corpora.feelings[feeling.name].values())
        lessons.trust[places, at] = feeling.trust


def _serve(lessons: Lessons, corpora: Corpora) -> None:
    """The lines that were written for this project."""
    for kind, told in corpora.service.items():
        for place, share in told.items():
            for at, task in enumerate(TASKS):
                if task.name in linear.SERVED[kind] and task.language == corpora.languages[place]:
                    lessons.targets[place, at], lessons.trust[place, at] = share, _SERVED
            if kind == "anger":
                at = NAMES.index(ANYWHERE)
                lessons.targets[place, at], lessons.trust[place, at] = share, 1.0


def _taught(learner, head: Head, lessons: Lessons) -> None:
    dice = np.random.default_rng(1)
    texts = [lessons.texts[place] for place in lessons.order]
    plan = [batch for _ in range(ROUNDS) for batch in batches(texts, BATCH, dice)]

    def lesson(step: int):
        numbers, lengths = padded([texts[place] for place in plan[step]])
        with halved():
            said = head(learner(numbers, lengths)[-1], lengths).float()
        places = lessons.order[plan[step]]
        wanted, trust = (torch.from_numpy(x[places]) for x in (lessons.targets, lessons.trust))
        loss = F.binary_cross_entropy_with_logits(said, wanted, reduction="none")
        return (loss * trust).sum() / len(places)

    groups = [{"params": learner.moving()}, {"params": list(head.parameters()), "lr": HEAD_PACE}]
    learner.train(), head.train()
    learning.teach(groups, len(plan), lesson, pace=PACE, told=lambda line: print(line, flush=True))


def _answers(learner, head: Head, texts: list[list[int]]) -> np.ndarray:
    learner.eval(), head.eval()
    found = np.zeros((len(texts), len(ASKED)), "f4")
    with torch.no_grad(), halved():
        for batch in batches(texts, 6_000):
            numbers, lengths = padded([texts[place] for place in batch])
            found[batch] = head(learner(numbers, lengths)[-1], lengths).float().numpy()
    return found


def _write(out: Path, learner, head: Head, rare: np.ndarray, heads: dict, voices: dict) -> None:
    words = np.array([weights for weights, _ in heads.values()])
    scales = np.abs(words).max(1, keepdims=True) / 127
    facts = {
        "version": model.VERSION,
        "questions": NAMES,
        "words": list(heads),
        "words_bias": [bias for _, bias in heads.values()],
        "voices": voices,
    }
    np.savez_compressed(
        out,
        facts=np.frombuffer(json.dumps(facts).encode(), "u1"),
        attend=head.attend.weight.detach().numpy()[0],
        out=head.out.weight.detach().numpy().T[:, : len(NAMES)].copy(),
        out_bias=head.out.bias.detach().numpy()[: len(NAMES)],
        rare=np.round(rare * 16).astype("u1"),
        words=np.round(words / scales).astype("i1"),
        words_scales=scales[:, 0].astype("f4"),
        **learning.layers_of(learner),
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
