"""A smaller model out of one that has learnt: fewer layers, each with a narrower wide part.

Layers that change their rows least are left out (Men and others, "ShortGPT", 2024), and of the wide
part the numbers that say least. What it loses by that it learns again by following the larger one.
"""

import copy
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import nn

from lagniappe.kit.encoder.network import WIDTH
from lagniappe.ops.fitting.learner import Learner, batches, padded, present

_BATCH = 4_000


def narrowed(larger: Learner, texts: list[list[int]], layers: int, wide: int) -> Learner:
    """A learner of so many layers of the larger one, `wide` numbers in the wide part of each, as
    these texts (in pieces) use them. The first and the last layer stay."""
    changed, said = _used(larger, texts)
    inner = sorted(range(1, len(changed) - 1), key=lambda at: -changed[at])
    kept = sorted([0, *inner[: layers - 2], len(changed) - 1])
    smaller = copy.deepcopy(larger)
    smaller.layers = nn.ModuleList(smaller.layers[at] for at in kept)
    for layer, at in zip(smaller.layers, kept, strict=True):
        _narrow(layer, said[at].topk(wide).indices.sort().values)
        layer.exact = False
    return smaller


def _used(larger: Learner, texts: list[list[int]]) -> tuple[list[float], list]:
    """For each layer how far it turns a row on average (1 - cosine), and how much each number of
    its wide part says: its mean size times the length of what it is multiplied with."""
    wide = larger.layers[0].widen.out_features
    turned = torch.zeros(len(larger.layers))
    sizes = torch.zeros(len(larger.layers), wide)
    hooks = [
        layer.narrow.register_forward_pre_hook(lambda _, given, at=at: _add(sizes[at], given[0]))
        for at, layer in enumerate(larger.layers)
    ]
    larger.eval()
    with torch.no_grad():
        for places in batches(texts, _BATCH):
            numbers, lengths = padded([texts[place] for place in places])
            here = present(numbers.shape[1], lengths)
            rows = [larger.first(numbers), *larger(numbers, lengths)]
            for at, (before, after) in enumerate(pairwise(rows)):
                turned[at] += (1 - F.cosine_similarity(before, after, dim=-1))[here].sum()
    for hook in hooks:
        hook.remove()
    lengths = torch.stack([layer.narrow.weight.norm(dim=0) for layer in larger.layers])
    return turned.tolist(), list(sizes * lengths)


def _add(sizes, rows) -> None:
    sizes += rows.float().abs().reshape(-1, rows.shape[-1]).sum(0)


def _narrow(layer, kept) -> None:
    widen, narrow = nn.Linear(WIDTH, len(kept)), nn.Linear(len(kept), WIDTH)
    with torch.no_grad():
        widen.weight.copy_(layer.widen.weight[kept])
        widen.bias.copy_(layer.widen.bias[kept])
        narrow.weight.copy_(layer.narrow.weight[:, kept])
        narrow.bias.copy_(layer.narrow.bias)
    layer.widen, layer.narrow = widen, narrow
