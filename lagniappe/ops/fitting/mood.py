"""lagniappe fit mood: makes the model file of moods anew from the corpora, repeatably."""

import json
from pathlib import Path

import numpy as np

from lagniappe.desk.complaints.mood import model
from lagniappe.desk.complaints.mood.features import LONGEST
from lagniappe.ops.evaluate_mood import auroc
from lagniappe.ops.fitting import corpora as data
from lagniappe.ops.fitting import linear, teacher
from lagniappe.ops.fitting.corpora import FIT, TASKS, TEST, TUNE, Corpora
from lagniappe.ops.fitting.logistic import sigmoid
from lagniappe.ops.fitting.network import Lessons, Network, spell
from lagniappe.ops.fitting.voices import VOICES, calibrated

SEEDS = (1, 2, 3, 4, 5, 6)
SKETCH = 64
# What the networks are asked and the model keeps; the other questions only teach.
KEPT = ("go", "valence", "car", "abuse", "brighter_ro", "emot", "xed_el", "anywhere")
_ASIDE = {"abuse": "abusive", "car": "dissatisfied"}
_OPINION = 0.6
"""What the teacher's opinion of an unlabelled text counts beside a label."""


def run(folder: Path, out: Path, *, vectors: Path | None) -> int:
    """Fit and write; returns the exit status. Raises Trouble for missing data or teacher."""
    corpora = data.read(folder)
    print(f"{len(corpora.texts)} texts; asking the teacher …", flush=True)
    found = teacher.vectors(corpora.texts, vectors)
    here = np.array([part == FIT for part in corpora.parts()])
    seen = linear.seen_in(corpora.texts)
    rare = linear.rarity(seen, here)
    rows = linear.weighed(seen, rare)
    said = teacher.opinions(corpora, found)
    said.update(linear.seconded(corpora, rows, said, here))
    lessons = _lessons(corpora, said, teacher.sketch(found, here, size=SKETCH), here)
    networks = [_trained(lessons, here, seed) for seed in SEEDS]
    rest = np.flatnonzero(~here)
    answers = np.mean([network.answers(lessons, rest) for network in networks], axis=0)
    names = [task.name for task in TASKS] + ["anywhere"]
    sources = {f"net {name}": _spread(answers[:, at], rest, here) for at, name in enumerate(names)}
    heads = _linear(corpora, rows, said, here)
    for name, (weights, bias) in heads.items():
        sources[f"linear {name}"] = rows @ weights + bias
    voices = {voice.name: calibrated(voice, corpora, sources) for voice in VOICES}
    _write(out, networks, names, rare, heads, voices)
    print(_report(corpora, sources, said))
    print(f"Written: {out} ({out.stat().st_size / 1e6:.1f} MB)")
    return 0


def tests(folder: Path, out: Path) -> int:
    """Write the texts that are kept for testing, a file for each question, as `lagniappe
    evaluate mood` reads them; returns the exit status."""
    corpora = data.read(folder)
    out.mkdir(parents=True, exist_ok=True)
    parts = corpora.parts()
    for task in TASKS:
        lines = []
        for place, share in corpora.labels[task.name].items():
            if parts[place] != TEST:
                continue
            line = {"text": corpora.texts[place], "language": task.language, "angry": share > 0.5}
            if task.name in _ASIDE:
                line[_ASIDE[task.name]] = share > 0.5
            lines.append(json.dumps(line, ensure_ascii=False))
        (out / f"{task.name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{task.name:<14}{len(lines):>6}")
    return 0


def _lessons(corpora: Corpora, said: dict, sketch: np.ndarray, here: np.ndarray) -> Lessons:
    words, spelled = spell(corpora.texts, LONGEST)
    languages = np.array(corpora.languages)
    targets = np.zeros((len(words), len(TASKS) + 1), "f4")
    trust = np.zeros_like(targets)
    for at, task in enumerate(TASKS):
        opinion = sigmoid(said[task.name])
        theirs = languages == task.language
        targets[theirs, at] = opinion[theirs]
        trust[theirs, at] = _OPINION * min(1.0, task.trust)
        labels = corpora.labels[task.name]
        places = np.array(list(labels))
        mixed = task.hard * np.array(list(labels.values())) + (1 - task.hard) * opinion[places]
        targets[places, at], trust[places, at] = mixed, task.trust
    targets[:, -1], trust[:, -1] = sigmoid(said["anywhere"]), 0.3
    for place, anger in corpora.service.items():
        for at, task in enumerate(TASKS):
            if task.name in linear.ANGER and task.language == languages[place]:
                targets[place, at], trust[place, at] = anger, linear.SERVED
        targets[place, -1], trust[place, -1] = anger, 1.0
    return Lessons(words, spelled, targets, trust, sketch.astype("f4"))


def _trained(lessons: Lessons, here: np.ndarray, seed: int) -> Network:
    print(f"Network {seed} …", flush=True)
    network = Network(lessons.targets.shape[1] + lessons.sketch.shape[1], seed)
    network.train(lessons, np.flatnonzero(here), lambda line: print(line, flush=True))
    return network


def _linear(corpora: Corpora, rows, said: dict, here: np.ndarray) -> dict:
    heads = {}
    for task in TASKS:
        if task.name in linear.QUESTIONS:
            print(f"Words for {task.name} …", flush=True)
            heads[task.name] = linear.fitted(corpora, rows, said, task, here)
    return heads


def _spread(answers: np.ndarray, rest: np.ndarray, here: np.ndarray) -> np.ndarray:
    found = np.full(len(here), np.nan)
    found[rest] = answers
    return found


def _write(out: Path, networks, names, rare, heads, voices) -> None:
    kept = [names.index(name) for name in KEPT]
    pieces = np.concatenate([network.weights["pieces"] for network in networks], axis=1)
    scales = np.abs(pieces).max(0) / 127
    table = np.array([weights for weights, _ in heads.values()])
    table_scales = np.abs(table).max(1, keepdims=True) / 127
    facts = {
        "version": model.VERSION,
        "net": list(KEPT),
        "linear": list(heads),
        "bias": [bias for _, bias in heads.values()],
        "voices": voices,
    }
    np.savez_compressed(
        out,
        facts=np.frombuffer(json.dumps(facts).encode(), "u1"),
        pieces=np.round(pieces / scales).astype("i1"),
        scales=scales.astype("f4"),
        **{
            name: np.array([network.weights[name] for network in networks]).astype("f2")
            for name in ("filters", "filter_bias")
        },
        out=np.array([network.weights["out"][:, kept] for network in networks]).astype("f2"),
        out_bias=np.array([network.weights["out_bias"][kept] for network in networks], "f4"),
        rare=np.round(rare * 16).astype("u1"),
        table=np.round(table / table_scales).astype("i1"),
        table_scales=table_scales[:, 0].astype("f4"),
    )


def _report(corpora: Corpora, sources: dict, said: dict) -> str:
    """AUROC of every source for every question, on the parts that nothing was fitted on."""
    rows, parts = [], np.array(corpora.parts())
    for task in TASKS:
        labels = corpora.labels[task.name]
        for part in (TUNE, TEST):
            at = np.array([place for place in labels if parts[place] == part])
            truth = np.array([labels[place] > 0.5 for place in at])
            shown = {"teacher": said[task.name][at], "anywhere": sources["net anywhere"][at]}
            for kind in ("net", "linear"):
                if f"{kind} {task.name}" in sources:
                    shown[kind] = sources[f"{kind} {task.name}"][at]
            figures = "  ".join(
                f"{name} {auroc(score, truth) or 0:.4f}" for name, score in shown.items()
            )
            rows.append(f"{task.name:<13}{part:<5} n {len(at):>5}  {figures}")
    return "\n".join(rows)
