"""lagniappe fit answers: layers that put questions which want the same answer beside each other.

All layers of the larger model, over the pieces that we keep, learn on by contrast: of a batch
of texts, those of one topic are to be nearer to each other than to all others, in whichever
language (supervised contrastive loss: Khosla et al., 2020). What it does not learn it is held to:
the nearness that the larger model saw between any texts.
"""

import random
import unicodedata
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from lagniappe.kit.encoder.network import table
from lagniappe.ops.fitting import learner as learning
from lagniappe.ops.fitting import texts as sources
from lagniappe.ops.fitting import vocabulary
from lagniappe.ops.fitting.learner import batches, halved, mean, padded
from lagniappe.ops.fitting.original import original
from lagniappe.ops.fitting.texts import LANGUAGES

STEPS, PACE, HEAT = 2_000, 1e-4, 0.05
SEEDS = (1, 2)
"""Two runs from the same beginning: the mean of their weights knows more than either (Wortsman and
others, "Model soups", 2022)."""
LONGEST = 96
AXES = 192
"""Half the numbers of a row tell questions apart as well as all of them, and a library of
thousands is read through in half the time."""
# How often each kind of batch comes.
_KINDS = {"topics": 55, "intents": 15, "pairs": 12, "kept": 18}
_TOPICS, _INTENTS, _PAIRS, _KEPT = 26, 28, 40, 64
# Of a topic kept aside so many ways to ask are known, the others are asked.
_KNOWN = 3
_BATCH = 700
_SEEN = 600


def run(folder: Path, out: Path) -> int:
    """Fit and write; returns the exit status. Raises Trouble for missing data or packages."""
    whole = original()
    kept = vocabulary.kept(whole, table().pieces)
    larger = learning.larger(whole, kept).eval().requires_grad_(False)
    learners = []
    for seed in SEEDS:
        torch.manual_seed(seed)
        learners.append(_taught(learning.begun(whole, kept), _Lessons(folder, larger, seed)))
    learner = learning.together(learners)
    print(_report(learner, sources.topics(aside=True)))
    middle, axes = _lying(learner, folder)
    np.savez_compressed(out, middle=middle, axes=axes, **learning.layers_of(learner))
    print(f"Written: {out} ({out.stat().st_size / 1e6:.1f} MB)")
    return 0


def _taught(learner, lessons: "_Lessons"):
    learner.train()
    learning.teach(learner.moving(), STEPS, lambda step: lessons.loss(learner), pace=PACE)
    return learner


class _Lessons:
    """Draws batches and says how far off a learner is."""

    def __init__(self, folder: Path, larger, seed: int) -> None:
        self._dice = random.Random(seed)
        self._pieces = table().pieces
        self._topics = sources.topics(aside=False)
        self._domains: dict[str, list[dict]] = defaultdict(list)
        for topic in self._topics:
            self._domains[topic["domain"]].append(topic)
        self._intents = sources.intents(folder)
        self._pairs = [
            [pair for pair in sources.translated(language) if len(pair[0].split()) >= 3]
            for language in LANGUAGES[1:]
        ]
        general = sources.general(folder)
        self._general = [
            text
            for language in LANGUAGES
            for text in self._dice.sample(general[language], min(6_000, len(general[language])))
        ]
        self._larger = larger

    def loss(self, learner):
        """The loss of one batch of some kind."""
        kind = self._dice.choices(list(_KINDS), list(_KINDS.values()))[0]
        if kind == "kept":
            return self._strayed(learner)
        groups = {
            "topics": self._some_topics,
            "intents": self._some_intents,
            "pairs": self._some_pairs,
        }[kind]()
        texts = [self._typed(text) for group in groups for text in group]
        owners = [at for at, group in enumerate(groups) for _ in group]
        return _contrast(self._vectors(learner, texts), torch.tensor(owners))

    def _some_topics(self) -> list[list[str]]:
        """Topics of a few domains, for near twins teach most, each asked in two languages."""
        names = self._dice.sample(list(self._domains), self._dice.choice((2, 3, 4)))
        some = [topic for name in names for topic in self._domains[name]]
        self._dice.shuffle(some)
        some = some[:_TOPICS]
        rest = [topic for topic in self._topics if topic not in some]
        some += self._dice.sample(rest, min(len(rest), _TOPICS - len(some)))
        return [self._ways(topic) for topic in some]

    def _ways(self, topic: dict) -> list[str]:
        one, other, third = (self._dice.choice(LANGUAGES) for _ in range(3))
        ways = [*self._dice.sample(topic[one], 2), self._dice.choice(topic[other])]
        if self._dice.random() < 0.7:
            return [*ways, topic["answers"][self._dice.choice((one, other, other))]]
        return [*ways, self._dice.choice(topic[third])]

    def _some_intents(self) -> list[list[str]]:
        corpus = self._dice.choice(self._intents)
        some = self._dice.sample(corpus, min(_INTENTS, len(corpus)))
        return [self._dice.sample(texts, 3) for texts in some]

    def _some_pairs(self) -> list[list[str]]:
        drawn = [self._dice.choice(self._dice.choice(self._pairs)) for _ in range(_PAIRS)]
        return [list(pair) for pair in dict(drawn).items()]

    def _strayed(self, learner):
        """How far the likenesses of any texts are from those that the larger model sees."""
        texts = self._dice.sample(self._general, _KEPT)
        with torch.no_grad():
            wanted = _centred(self._vectors(self._larger, texts))
        found = _centred(self._vectors(learner, [self._typed(text) for text in texts]))
        return 20 * ((found @ found.T - wanted @ wanted.T) ** 2).mean()

    def _vectors(self, learner, texts: list[str]):
        cut = [self._pieces.numbers(text, LONGEST) for text in texts]
        # Short and long texts apart: padding would be most of what is worked on.
        order, found = list(batches(cut, _BATCH)), []
        for places in order:
            numbers, lengths = padded([cut[place] for place in places])
            with halved():
                found.append(mean(learner(numbers, lengths)[-1], lengths).float())
        back = np.argsort([place for places in order for place in places])
        return torch.cat(found)[torch.from_numpy(back)]

    def _typed(self, text: str) -> str:
        """As somebody in a hurry types it: small letters, no accents, no marks, a slip."""
        dice = self._dice
        if dice.random() < 0.35:
            return text
        if dice.random() < 0.5:
            text = text.lower()
        if dice.random() < 0.35 and not any("぀" <= letter <= "ヿ" for letter in text):
            letters = unicodedata.normalize("NFD", text)
            text = "".join(letter for letter in letters if not unicodedata.combining(letter))
        if dice.random() < 0.4:
            text = text.rstrip("?;.!？。")
        if dice.random() < 0.25 and len(text) > 8:
            at = dice.randrange(len(text) - 1)
            slip = dice.choice(("", text[at + 1] + text[at], text[at] * 2))
            text = text[:at] + slip + text[at + 1 + (len(slip) == 2 and slip[0] != slip[1]) :]
        return text


def _contrast(vectors, owners):
    vectors = F.normalize(vectors, dim=-1)
    oneself = torch.eye(len(owners), dtype=torch.bool)
    likeness = (vectors @ vectors.T / HEAT).masked_fill(oneself, -1e4)
    chances = likeness - torch.logsumexp(likeness, 1, keepdim=True)
    same = (owners[:, None] == owners[None]) & ~oneself
    return -((chances * same).sum(1) / same.sum(1).clamp_min(1)).mean()


def _centred(vectors):
    return F.normalize(vectors - vectors.mean(0), dim=-1)


def _lying(learner, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Where texts of all our languages lie on average, for what they have in common says nothing;
    and the AXES directions in which they lie apart most, (WIDTH, AXES): the others are noise."""
    general, dice = sources.general(folder), random.Random(2)
    some = [text for language in LANGUAGES for text in dice.sample(general[language], _SEEN)]
    vectors = _means(learner, some)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    middle = vectors.mean(0)
    away = vectors - middle
    away /= np.linalg.norm(away, axis=1, keepdims=True)
    _, directions = np.linalg.eigh(away.T @ away)
    return middle, directions[:, ::-1][:, :AXES].astype("f2")


def _report(learner, topics: list[dict]) -> str:
    """P@1 of the topics kept aside: three ways to ask are known, the other three are asked; then
    each language asked of the English ones."""
    rows = []
    asked = {language: _rows(learner, topics, language) for language in LANGUAGES}
    for language in LANGUAGES:
        own = _hits(asked[language][:, :_KNOWN], asked[language][:, _KNOWN:])
        across = _hits(asked["en"][:, :_KNOWN], asked[language][:, _KNOWN:])
        rows.append(f"{language}  P@1 {own:.3f}  of the English ones {across:.3f}")
    return "\n".join(rows)


def _rows(learner, topics: list[dict], language: str) -> np.ndarray:
    found = _means(learner, [text for topic in topics for text in topic[language]])
    return found.reshape(len(topics), -1, found.shape[1])


def _means(learner, texts: list[str]) -> np.ndarray:
    learner.eval()
    cut = [table().pieces.numbers(text, LONGEST) for text in texts]
    found = np.zeros((len(texts), learner.places.weight.shape[1]), "f4")
    with torch.no_grad(), halved():
        for batch in batches(cut, 6_000):
            numbers, lengths = padded([cut[place] for place in batch])
            found[batch] = mean(learner(numbers, lengths)[-1], lengths).float().numpy()
    return found


def _hits(known: np.ndarray, asked: np.ndarray) -> float:
    middle = known.reshape(-1, known.shape[-1]).mean(0)
    known, asked = (x - middle for x in (known, asked))
    known, asked = (x / np.linalg.norm(x, axis=-1, keepdims=True) for x in (known, asked))
    best = np.einsum("aqw,tkw->aqtk", asked, known).max(-1).argmax(-1)
    return float((best == np.arange(len(asked))[:, None]).mean())
