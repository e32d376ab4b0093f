"""The transformer while it learns, with torch; kit/encoder/network.py reads what it became.

The weights of the layers are rounded to four bits from the first step on, as they will be
kept, so what is measured while fitting is what ships (a straight-through estimate: Bengio,
Léonard and Courville, 2013). The table of pieces does not learn: everything shares it.
"""

import os
from collections.abc import Callable, Iterator

import numpy as np

from lagniappe.kit.encoder import packed
from lagniappe.kit.encoder.network import HEADS, LONGEST, WIDTH
from lagniappe.kit.encoder.pieces import PADDING
from lagniappe.ops.fitting import graph, pieces
from lagniappe.ops.fitting.original import Original
from lagniappe.ops.trouble import Trouble

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError as error:
    raise Trouble('Fitting needs torch: pip install "lagniappe[fitting]".') from error

torch.set_num_threads(len(os.sched_getaffinity(0)))


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.exact = False
        """Whether the weights are used as they are, not as they will be kept."""
        self.ask, self.heard = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.widen, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.heard_norm, self.narrow_norm = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, rows, absent, dropped: float):
        texts, size, _ = rows.shape
        asked = self._product(self.ask, rows).view(texts, size, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        query, key, value = asked
        weights = (query * (WIDTH // HEADS) ** -0.5) @ key.transpose(-1, -2) + absent
        heard = (weights.softmax(-1).to(value.dtype) @ value).transpose(1, 2)
        heard = heard.reshape(texts, size, WIDTH)
        rows = self.heard_norm(rows + self._product(self.heard, heard))
        wide = F.gelu(self._product(self.widen, rows), approximate="tanh")
        narrow = F.dropout(self._product(self.narrow, wide), dropped, self.training)
        return self.narrow_norm(rows + narrow)

    def _product(self, linear, rows):
        return linear(rows) if self.exact else _rounded(linear, rows)


class Learner(nn.Module):
    """`rows` of a batch of texts and their means; `dropped` is the share of numbers left out
    while it learns."""

    def __init__(self, pieces: int, layers: int, *, dropped: float = 0.1) -> None:
        super().__init__()
        self.dropped = dropped
        self.table = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        for still in (self.table, self.places, self.norm):
            still.requires_grad_(False)

    def forward(self, numbers, lengths) -> list:
        """The rows after every layer, of shape (texts, pieces, WIDTH)."""
        rows = F.dropout(self.first(numbers), self.dropped, self.training)
        absent = (~present(numbers.shape[1], lengths))[:, None, None].float() * -1e4
        found = []
        for layer in self.layers:
            rows = layer(rows, absent.to(rows.dtype), self.dropped)
            found.append(rows)
        return found

    def first(self, numbers):
        """The rows before any layer."""
        return self.norm(self.table(numbers) + self.places.weight[: numbers.shape[1]])

    def moving(self) -> list:
        """The weights that learn."""
        return [weights for weights in self.parameters() if weights.requires_grad]


def present(size: int, lengths):
    """Which places of a padded batch hold a piece."""
    return torch.arange(size)[None] < lengths[:, None]


def mean(rows, lengths):
    """The mean row of each text, its padding left out."""
    here = present(rows.shape[1], lengths)[..., None]
    return (rows * here).sum(1) / lengths[:, None]


def larger(original: Original, kept: np.ndarray) -> Learner:
    """All layers of the original over the pieces that are kept; weights are used as they are."""
    learner = begun(original, kept)
    for layer in learner.layers:
        layer.exact = True
    return learner


def begun(original: Original, kept: np.ndarray) -> Learner:
    """A learner that begins as the original, over the pieces that are kept."""
    learner, table = Learner(len(kept), original.layers), pieces.table_of(original, kept)
    rows = packed.unpack(
        table["packed"].reshape(-1, pieces.GROUP // 2), table["scales"].reshape(-1, 1)
    )
    with torch.no_grad():
        learner.table.weight.copy_(torch.from_numpy(rows.reshape(-1, WIDTH)))
        learner.places.weight.copy_(torch.from_numpy(table["places"].astype("f4")))
        _copy_norm(learner.norm, original, "emb.ln")
        for at, layer in enumerate(learner.layers):
            for into, names, width in (
                (layer.ask, ("q", "k", "v"), WIDTH),
                (layer.heard, ("ao",), WIDTH),
                (layer.widen, ("fi",), WIDTH),
                (layer.narrow, ("fo",), 4 * WIDTH),
            ):
                weights = [original.packed(f"l{at}.{name}.w", width) for name in names]
                into.weight.copy_(torch.from_numpy(np.concatenate(weights)))
                biases = [original.plain(f"l{at}.{name}.b") for name in names]
                into.bias.copy_(torch.from_numpy(np.concatenate(biases)))
            _copy_norm(layer.heard_norm, original, f"l{at}.aln")
            _copy_norm(layer.narrow_norm, original, f"l{at}.oln")
    return learner


def together(learners: list[Learner]) -> Learner:
    """The mean of the weights of learners that began alike."""
    states = [learner.state_dict() for learner in learners]
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    learners[0].load_state_dict(mean)
    return learners[0]


def teach(
    weights: list,
    steps: int,
    lesson: Callable[[int], object],
    *,
    pace: float,
) -> None:
    """`steps` steps of AdamW (Loshchilov and Hutter, 2019); `lesson(step)` gives the loss. The
    pace rises over a hundred steps and falls to nothing."""
    groups = weights if isinstance(weights[0], dict) else [{"params": weights}]
    groups = [{"lr": pace, **group} for group in groups]
    optimizer = torch.optim.AdamW(groups, lr=pace, weight_decay=0.01, fused=True)
    paces, seen = [group["lr"] for group in optimizer.param_groups], 0.0
    for step in range(steps):
        share = min(step / 100, 1.0) * max(1 - step / steps, 0.02)
        for group, full in zip(optimizer.param_groups, paces, strict=True):
            group["lr"] = full * share
        loss = lesson(step)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([w for group in groups for w in group["params"]], 1.0)
        optimizer.step()
        seen = 0.98 * seen + 0.02 * loss.item()
        if step % 200 == 199:
            told = f"step {step + 1} of {steps}: {seen / (1 - 0.98 ** (step + 1)):.4f}"
            print(told, flush=True)


def batches(texts: list, budget: int, dice=None) -> Iterator[list[int]]:
    """Places of texts of like length, about `budget` pieces in each batch; with `dice` in a new
    order each time."""
    lengths = np.array([len(text) for text in texts], float)
    order = np.argsort(lengths if dice is None else lengths + dice.uniform(-2, 2, len(lengths)))
    found, some, longest = [], [], 0
    for place in order.tolist():
        longest = max(longest, len(texts[place]))
        if some and longest * (len(some) + 1) > budget:
            found.append(some)
            some, longest = [], len(texts[place])
        some.append(place)
    found.append(some)
    if dice is not None:
        dice.shuffle(found)
    yield from found


def padded(texts: list):
    """(numbers, lengths) of texts that were cut into pieces."""
    longest = max(map(len, texts))
    numbers = np.full((len(texts), longest), PADDING)
    for row, text in enumerate(texts):
        numbers[row, : len(text)] = text
    return torch.from_numpy(numbers), torch.tensor([len(text) for text in texts])


def halved():
    """Half precision, where that is precise enough."""
    return torch.autocast("cpu", torch.bfloat16)


def layers_of(learner: Learner) -> dict[str, np.ndarray]:
    """The layers as kit/encoder/network.py reads them: a graph, its bytes as numbers."""
    return {"graph": np.frombuffer(graph.written([_held(layer) for layer in learner.layers]), "u1")}


def _held(layer: Layer) -> dict[str, np.ndarray]:
    found = {}
    for name in ("ask", "heard", "widen", "narrow"):
        linear = getattr(layer, name)
        found[name] = linear.weight.detach().numpy()
        found[f"{name}_bias"] = linear.bias.detach().numpy()
    return found | {name: _norm_of(getattr(layer, name)) for name in ("heard_norm", "narrow_norm")}


def _rounded(linear, rows):
    """The product with weights as they will be kept: four bits, a scale for every GROUP."""
    weights = linear.weight.view(-1, graph.GROUP)
    with torch.no_grad():
        scales = (weights.abs().amax(1, keepdim=True) / 7).half().float().clamp_min(1e-8)
        levels = (weights / scales).round().clamp_(-7, 7) * scales
    straight = weights + (levels - weights).detach()
    return F.linear(rows, straight.view_as(linear.weight), linear.bias)


def _copy_norm(norm, original: Original, name: str) -> None:
    norm.weight.copy_(torch.from_numpy(original.plain(f"{name}.w").copy()))
    norm.bias.copy_(torch.from_numpy(original.plain(f"{name}.b").copy()))


def _norm_of(norm) -> np.ndarray:
    return np.stack([norm.weight.detach().numpy(), norm.bias.detach().numpy()]).astype("f4")
