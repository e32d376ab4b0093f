"""Who judges moods while they learn: layers, and a head that weighs what they make of a text.

Targets are half label, half the opinion of somebody who knows more, who also speaks of texts that
nobody labelled.
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from lagniappe.desk.complaints.mood.fitted import LONGEST
from lagniappe.kit.encoder.network import WIDTH, table
from lagniappe.ops.fitting import learner as learning
from lagniappe.ops.fitting import linear
from lagniappe.ops.fitting.corpora import FEELINGS, TASKS, Corpora
from lagniappe.ops.fitting.learner import Learner, batches, halved, mean, padded, present
from lagniappe.ops.fitting.logistic import sigmoid

BATCH = 1_600
# Rounds through the texts, pace of the layers, pace of the head.
LARGER, FOLLOWING = (2, 7e-5, 1e-3), (6, 2e-4, 2.5e-4)
ANYWHERE = "anywhere"
"""The last question: anger, whatever the corpus and the language."""
NAMES = [*(task.name for task in TASKS), ANYWHERE]
ASKED = [*NAMES, *(feeling.name for feeling in FEELINGS)]
"""What is learnt; what is kept of it are the NAMES."""
# How often a round sees the texts of a small corpus.
_OFTEN = {"car": 4, "abuse": 3, "brighter_ro": 2, "brighter_id": 2}
_SERVED = {"anger": 1.5, "abuse": 0.5}
"""What a line that was written for this project counts, by kind; a round sees it twice. People who
talk to a bot are abusive in their own way, which lines about orders would drown out."""
_OPINION = 0.6
"""What an opinion of an unlabelled text counts beside a label."""


class Head(nn.Module):
    """What is heard of a text: the mean of its rows and what it attends to, 2 WIDTH numbers; and
    from that the log-odds of every question."""

    def __init__(self) -> None:
        super().__init__()
        self.attend, self.out = nn.Linear(WIDTH, 1, bias=False), nn.Linear(2 * WIDTH, len(ASKED))

    def heard(self, rows, lengths):
        away = ~present(rows.shape[1], lengths)
        heed = self.attend(rows).squeeze(-1).masked_fill(away, -1e4).softmax(-1)
        return torch.cat([mean(rows, lengths), (rows * heed[..., None]).sum(1)], -1)

    def forward(self, heard):
        return self.out(F.dropout(heard, 0.1, self.training))


class Judge(nn.Module):
    """(what it hears, log-odds of every question) of texts in pieces."""

    def __init__(self, learner: Learner) -> None:
        super().__init__()
        self.learner, self.head = learner, Head()

    def forward(self, texts: list[list[int]]):
        numbers, lengths = padded(texts)
        with halved():
            heard = self.head.heard(self.learner(numbers, lengths)[-1], lengths).float()
            return heard, self.head(heard).float()


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts in pieces; for each text and question the share of yes and what it counts."""

    texts: list[list[int]]
    targets: np.ndarray
    trust: np.ndarray
    order: np.ndarray
    """Which texts a round sees, repeats included."""


def lessons(corpora: Corpora, said: dict[str, np.ndarray], here: np.ndarray) -> Lessons:
    """What there is to learn from the texts `here`; `said` are opinions by question, log-odds."""
    pieces = table().pieces
    targets = np.zeros((len(here), len(ASKED)), "f4")
    found = Lessons(
        [pieces.numbers(text, LONGEST) for text in corpora.texts],
        targets,
        np.zeros_like(targets),
        _order(corpora, here),
    )
    _judge(found, corpora, said)
    _feel(found, corpora)
    _serve(found, corpora)
    return found


def taught(judge: Judge, lessons: Lessons) -> None:
    """Learn the lessons."""
    _teach(judge, lessons, LARGER, lambda texts, heard: 0.0)


def followed(judge: Judge, larger: Judge, lessons: Lessons) -> None:
    """Learn the lessons, and to hear what the larger judge hears, as far as texts differ in it."""
    wanted = np.zeros((len(lessons.texts), 2 * WIDTH), "f2")
    seen = np.unique(lessons.order)
    for places, (heard, _) in _asked(larger, [lessons.texts[at] for at in seen]):
        wanted[seen[places]] = heard
    spread = torch.from_numpy(wanted[seen].astype("f4").std(0) + 1e-6)

    def strayed(places, heard):
        return (((heard - torch.from_numpy(wanted[places].astype("f4"))) / spread) ** 2).mean()

    _teach(judge, lessons, FOLLOWING, strayed)


def answers(judge: Judge, texts: list[list[int]]) -> np.ndarray:
    """Log-odds of every question for each text, (texts, ASKED)."""
    found = np.zeros((len(texts), len(ASKED)), "f4")
    for places, (_, said) in _asked(judge, texts):
        found[places] = said
    return found


def _order(corpora: Corpora, here: np.ndarray) -> np.ndarray:
    seen = [np.flatnonzero(here)]
    for name, often in _OFTEN.items():
        places = np.array(list(corpora.labels[name]))
        seen += [places[here[places]]] * (often - 1)
    seen += [np.array(list(told)) for told in corpora.service.values()]
    return np.concatenate(seen)


def _judge(lessons: Lessons, corpora: Corpora, said: dict) -> None:
    """Labels mixed with the opinion, which stands alone where nobody labelled."""
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
                    lessons.targets[place, at], lessons.trust[place, at] = share, _SERVED[kind]
            if kind == "anger":
                at = NAMES.index(ANYWHERE)
                lessons.targets[place, at], lessons.trust[place, at] = share, 1.0


def _teach(judge: Judge, lessons: Lessons, how: tuple[int, float, float], strayed) -> None:
    rounds, pace, head_pace = how
    dice = np.random.default_rng(1)
    texts = [lessons.texts[place] for place in lessons.order]
    plan = [batch for _ in range(rounds) for batch in batches(texts, BATCH, dice)]

    def lesson(step: int):
        places = lessons.order[plan[step]]
        heard, said = judge([texts[place] for place in plan[step]])
        wanted, trust = (torch.from_numpy(x[places]) for x in (lessons.targets, lessons.trust))
        loss = F.binary_cross_entropy_with_logits(said, wanted, reduction="none")
        return (loss * trust).sum() / len(places) + strayed(places, heard)

    groups = [
        {"params": judge.learner.moving()},
        {"params": list(judge.head.parameters()), "lr": head_pace},
    ]
    judge.train()
    learning.teach(groups, len(plan), lesson, pace=pace)


def _asked(judge: Judge, texts: list[list[int]]):
    judge.eval()
    with torch.no_grad():
        for places in batches(texts, 6_000):
            yield places, [found.numpy() for found in judge([texts[at] for at in places])]
