"""Layers as a graph that onnxruntime reads (kit/encoder/network.py).

Weights keep their four bits on disk and in memory, and are unpacked as they are multiplied with.
"""

import numpy as np

from lagniappe.kit.encoder import packed
from lagniappe.kit.encoder.network import HEADS, WIDTH
from lagniappe.ops.trouble import Trouble

try:
    import onnx
    from onnx import TensorProto, helper, numpy_helper
except ImportError as error:
    raise Trouble('Fitting needs onnx: pip install "lagniappe[fitting]".') from error

GROUP = 64
"""So many weights share a scale."""
_TINY = 1e-12
# Operations beyond the standard have a name of their own; versions are the oldest that will do.
_MORE, _VERSIONS, _FORMAT = "com.microsoft", {"": 18, "com.microsoft": 1}, 9


def written(layers: list[dict[str, np.ndarray]]) -> bytes:
    """`rows` (texts, pieces, WIDTH) and `lengths` (texts) in, `read` out: rows after the last.

    Of a layer: matrices (out, in) `ask` for query, key and value at once, `heard`, `widen` and
    `narrow`, a bias for each (`ask_bias` …), and `heard_norm` and `narrow_norm` (2, WIDTH): times
    the first, plus the second.
    """
    graph, rows = _Graph(), "rows"
    for at, layer in enumerate(layers):
        rows = _through(_Layer(graph, f"{at}.", layer), rows)
    return graph.written(rows)


def _through(layer: "_Layer", rows: str) -> str:
    query, key, value = layer.parts("asked", layer.product("ask", rows), 3)
    said = (query, key, value, layer.weights("ask_bias"), "lengths")
    attended = layer.more("MultiHeadAttention", "attended", *said, num_heads=HEADS)
    rows = layer.settled("heard", attended, rows)
    wide = layer.product("widen", rows)
    return layer.settled(
        "narrow", layer.more("FastGelu", "bent", wide, layer.weights("widen_bias")), rows
    )


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.held: list[onnx.TensorProto] = []

    def written(self, last: str) -> bytes:
        self.nodes.append(helper.make_node("Identity", [last], ["read"]))
        kind, shape = TensorProto.FLOAT, ["texts", "pieces", WIDTH]
        graph = helper.make_graph(
            self.nodes,
            "layers",
            [
                helper.make_tensor_value_info("rows", kind, shape),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
            ],
            [helper.make_tensor_value_info("read", kind, shape)],
            self.held,
        )
        versions = [helper.make_opsetid(*version) for version in _VERSIONS.items()]
        model = helper.make_model(graph, opset_imports=versions, ir_version=_FORMAT)
        return model.SerializeToString()


class _Layer:
    """Adds the steps of one layer to the graph; each gives the name of what it makes."""

    def __init__(self, graph: _Graph, at: str, given: dict[str, np.ndarray]) -> None:
        self._graph, self._at, self._given = graph, at, given

    def weights(self, name: str) -> str:
        return self._hold(name, self._given[name].astype("f4"))

    def product(self, name: str, rows: str) -> str:
        into, width = self._given[name].shape
        levels, scales = packed.pack(self._given[name], group=GROUP)
        self._hold(f"{name}.levels", levels.reshape(into, -1, GROUP // 2))
        halves = self._hold(f"{name}.halves", scales.reshape(into, -1))
        whole = self._step("Cast", f"{name}.scales", halves, to=TensorProto.FLOAT)
        matrix = {"K": width, "N": into, "bits": 4, "block_size": GROUP}
        given = (rows, f"{self._at}{name}.levels", whole)
        return self.more("MatMulNBits", name, *given, **matrix)

    def settled(self, name: str, rows: str, before: str) -> str:
        """What `name` makes of the rows, on top of what they were, normed."""
        times, plus = self._given[f"{name}_norm"].astype("f4")
        norm = (self._hold(f"{name}.times", times), self._hold(f"{name}.plus", plus))
        given = (self.product(name, rows), before, *norm, self.weights(f"{name}_bias"))
        return self.more("SkipLayerNormalization", f"{name}.settled", *given, epsilon=_TINY)

    def parts(self, name: str, rows: str, count: int) -> list[str]:
        names = [f"{self._at}{name}{part}" for part in range(count)]
        node = helper.make_node("Split", [rows], names, axis=-1, num_outputs=count)
        self._graph.nodes.append(node)
        return names

    def more(self, kind: str, name: str, *given: str, **how) -> str:
        return self._step(kind, name, *given, domain=_MORE, **how)

    def _step(self, kind: str, name: str, *given: str, **how) -> str:
        made = self._at + name
        self._graph.nodes.append(helper.make_node(kind, given, [made], name=made, **how))
        return made

    def _hold(self, name: str, values: np.ndarray) -> str:
        self._graph.held.append(numpy_helper.from_array(values, self._at + name))
        return self._at + name
