"""lagniappe fit voices: how the parts of the model speak together for a language, on which scale.

A voice is a weighted sum of answers. It is laid on the tuning part, on what the desk shows: the
model as it was written, and beside it the phrases that are found in a text. At 6 of 10 as many
texts are called angry as people called angry, which is where precision and recall are alike.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lagniappe.desk.complaints.mood.estimate import Heard, heard_in
from lagniappe.desk.complaints.mood.fitted import Fitted
from lagniappe.desk.complaints.mood.windows import together
from lagniappe.ops.fitting import corpora as data
from lagniappe.ops.fitting.corpora import TASKS, TUNE, Corpora
from lagniappe.ops.fitting.logistic import Dense, fit


@dataclass(frozen=True, slots=True)
class Voice:
    """`parts` are the answers' weights, each answer spread alike; `judged` the tasks whose labels
    lay it; `line` the probability shown where precision and recall are alike."""

    name: str
    parts: dict[str, float]
    judged: tuple[str, ...]
    line: float = 0.6
    share: float | None = None
    """How many are called so at the line, where the labels call far too many so."""


# How much words count in a language is what was best on the tuning part. Its 137 Romanian lines
# decide too little: on the 863 of the fit, each judged without its label, words add nothing to
# the teacher's opinion. What German lines and English films taught hears anger in Romanian as
# well as the few Romanian ones did, and errs elsewhere.
VOICES = (
    Voice("en", {"go": 1.0, "words go": 0.3}, ("go",)),
    Voice("ro", {"brighter_ro": 1.0, "brighter_de": 1.0, "xed_en": 1.0}, ("brighter_ro",)),
    Voice("id", {"emot": 1.0, "words emot": 1.5}, ("emot",)),
    # A third of all film lines are labelled angry; of customers' lines far fewer are.
    Voice("el", {"xed_el": 1.0, "words xed_el": 0.5, "anywhere": 0.5}, ("xed_el",), share=0.1),
    # The same of tweets.
    Voice("", {"anywhere": 1.0}, ("brighter_de", "brighter_es"), share=0.15),
    Voice("abuse", {"abuse": 1.0, "words abuse": 1.0}, ("abuse",), 0.5),
    Voice("dissatisfied", {"car": 1.0, "words car": 1.0, "valence": 0.5}, ("car",)),
)


def run(folder: Path, file: Path, out: Path) -> int:
    """Lay the voices of a model's file anew; returns the exit status. Raises Trouble for missing
    data."""
    lay(file, data.read(folder), out)
    print(f"Written: {out} ({out.stat().st_size / 1e6:.1f} MB)")
    return 0


def lay(file: Path, corpora: Corpora, out: Path) -> None:
    """Write the model with its voices laid; words that no voice listens to are left out."""
    with np.load(file) as read:
        content = dict(read)
    facts = json.loads(content["facts"].tobytes())
    model = Fitted(content)
    facts["voices"] = {voice.name: _laid(voice, corpora, model) for voice in VOICES}
    wanted = {name for voice in VOICES for name in voice.parts}
    kept = [at for at, name in enumerate(facts["words"]) if f"words {name}" in wanted]
    for name in ("words", "words_bias"):
        facts[name] = [facts[name][at] for at in kept]
    for name in ("words", "words_scales"):
        content[name] = content[name][kept]
    content["facts"] = np.frombuffer(json.dumps(facts).encode(), "u1")
    np.savez_compressed(out, **content)


def _laid(voice: Voice, corpora: Corpora, model: Fitted) -> dict:
    """The voice as the model's file has it: {"parts", "slope", "offset"}; log-odds of the
    scale are slope * sum + offset."""
    texts, truth = _tuning(voice, corpora)
    rude = voice.name == "abuse"
    whole = max if rude else together
    answers = [model.answers(heard.texts()) for heard in texts]
    parts = {
        name: float(weight / np.std([each[name] for said in answers for each in said]))
        for name, weight in voice.parts.items()
    }
    total = np.array([whole([_sum(parts, each) for each in said]) for said in answers])
    (slope,), _ = fit(Dense(total[:, None]), truth, strength=10.0)
    shown = slope * total + np.array([heard.rude if rude else heard.told for heard in texts])
    cut = np.quantile(shown, 1 - (voice.share or (truth > 0.5).mean()))
    reach = math.log(voice.line / (1 - voice.line))
    return {"parts": parts, "slope": float(slope), "offset": float(reach - cut)}


def _tuning(voice: Voice, corpora: Corpora) -> tuple[list[Heard], np.ndarray]:
    """The texts that lay a voice, and the share of people who said yes of each."""
    belongs, found = corpora.parts(), []
    for task in TASKS:
        if task.name in voice.judged:
            for place, share in corpora.labels[task.name].items():
                if belongs[place] == TUNE:
                    found.append((heard_in(corpora.texts[place], task.language), share))
    found = [(heard, share) for heard, share in found if heard.passages]
    return [heard for heard, _ in found], np.array([share for _, share in found])


def _sum(parts: dict[str, float], answers: dict[str, float]) -> float:
    return sum(weight * answers[name] for name, weight in parts.items())
