"""From trained weights to the file that ships: the same network written out plainly, its weights in eight bits.

Weights are rounded for each column, activations for each row of their own, so that a sentence's scores never depend
on the sentences that were read with it, which the usual rounding of whole tensors does not give. Weights take seven
of the eight bits: sums of products then fit every processor's integer instructions, and all of them agree.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from network import Network, probabilities
from onnx import ModelProto, NodeProto, helper, numpy_helper
from torch import Tensor, nn

OPSET = 17
LARGEST = 63
"""Of a weight in seven bits."""


class Plain(nn.Module):
    """`Network` without what only training needs, its embeddings in eight bits."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        config = network.encoder.config
        self.heads = config.num_attention_heads
        self.size = config.hidden_size // self.heads
        table = network.encoder.embeddings.word_embeddings.weight.detach()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.joint = nn.ModuleList(_joint(layer.attention.self) for layer in network.encoder.encoder.layer)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Shape: (sentences, pieces, scores) and (sentences, scores), both as probabilities."""
        network, embeddings = self.network, self.network.encoder.embeddings
        hidden = self.table[ids].float() * self.scale[ids]
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = hidden + embeddings.token_type_embeddings.weight[0] + embeddings.position_embeddings(places)
        hidden = embeddings.LayerNorm(hidden)
        away = (1.0 - mask.float()) * -1e9
        for layer, joint in zip(network.encoder.encoder.layer, self.joint, strict=True):
            hidden = self._layer(layer, joint(hidden), hidden, away[:, None, None, :])
        pieces = network.pieces(hidden)
        masked = pieces + (1.0 - mask.float()).unsqueeze(-1) * -30.0
        sentence = network.sentence(hidden[:, 0]) + network.weight * masked.amax(dim=1)
        return probabilities(pieces), probabilities(sentence)

    def _layer(self, layer: nn.Module, joint: Tensor, hidden: Tensor, away: Tensor) -> Tensor:
        query, key, value = (self._split(part) for part in joint.chunk(3, dim=-1))
        weights = (query @ key.transpose(-1, -2) / self.size**0.5 + away).softmax(dim=-1)
        joined = (weights @ value).transpose(1, 2).flatten(2)
        hidden = layer.attention.output.LayerNorm(layer.attention.output.dense(joined) + hidden)
        inner = nn.functional.gelu(layer.intermediate.dense(hidden))
        return layer.output.LayerNorm(layer.output.dense(inner) + hidden)

    def _split(self, hidden: Tensor) -> Tensor:
        return hidden.unflatten(-1, (self.heads, self.size)).transpose(1, 2)


def export(network: Network, path: Path) -> None:
    """Writes `network` to `path` as ONNX in eight bits."""
    plain = Plain(network.eval()).eval()
    ids = torch.ones((3, 20), dtype=torch.long)
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            plain,
            (ids, torch.ones_like(ids)),
            str(path),
            input_names=["ids", "mask"],
            output_names=["pieces", "sentence"],
            dynamic_axes={
                "ids": {0: "sentences", 1: "length"},
                "mask": {0: "sentences", 1: "length"},
                "pieces": {0: "sentences", 1: "length"},
                "sentence": {0: "sentences"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
    made = rounded(onnx.load(str(path)))
    made.producer_name = made.producer_version = made.doc_string = ""
    for node in made.graph.node:
        node.doc_string = ""
    onnx.save(made, str(path))


def _joint(seen: nn.Module) -> nn.Linear:
    """Query, key and value as one step."""
    parts = (seen.query, seen.key, seen.value)
    joint = nn.Linear(seen.query.in_features, 3 * seen.query.out_features)
    joint.weight.data = torch.cat([part.weight.data for part in parts])
    joint.bias.data = torch.cat([part.bias.data for part in parts])
    return joint


def rounded(model: ModelProto) -> ModelProto:
    """The model with every product by constant weights done in integers, each row with a scale of its own."""
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[NodeProto] = []
    seen: dict[str, tuple[str, str]] = {}
    for name, value in (
        ("rounded.least", np.float32(1e-8)),
        ("rounded.range", np.float32(127)),
        ("rounded.middle", np.float32(128)),
        ("rounded.zero", np.uint8(128)),
    ):
        graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
    for node in graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            nodes.append(node)
            continue
        given, matrix = node.input[0], numpy_helper.to_array(weights[node.input[1]])
        if given not in seen:
            seen[given] = _rounding(given, nodes)
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / LARGEST
        whole = np.round(matrix / scale).astype(np.int8)
        name = node.output[0]
        graph.initializer.append(numpy_helper.from_array(whole, f"{name}.weights"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"))
        graph.initializer.remove(weights.pop(node.input[1]))
        integers, row = seen[given]
        nodes += [
            helper.make_node("MatMulInteger", [integers, f"{name}.weights", "rounded.zero"], [f"{name}.sums"]),
            helper.make_node("Cast", [f"{name}.sums"], [f"{name}.floats"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Mul", [row, f"{name}.scale"], [f"{name}.both"]),
            helper.make_node("Mul", [f"{name}.floats", f"{name}.both"], [name]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)
    return model


def _rounding(given: str, nodes: list[NodeProto]) -> tuple[str, str]:
    """The names of `given` in integers and of its scale by row; what makes them is added to `nodes`."""
    nodes += [
        helper.make_node("Abs", [given], [f"{given}.size"]),
        helper.make_node("ReduceMax", [f"{given}.size"], [f"{given}.largest"], axes=[-1], keepdims=1),
        helper.make_node("Max", [f"{given}.largest", "rounded.least"], [f"{given}.bounded"]),
        helper.make_node("Div", [f"{given}.bounded", "rounded.range"], [f"{given}.row"]),
        helper.make_node("Div", [given, f"{given}.row"], [f"{given}.scaled"]),
        helper.make_node("Round", [f"{given}.scaled"], [f"{given}.round"]),
        helper.make_node("Add", [f"{given}.round", "rounded.middle"], [f"{given}.positive"]),
        helper.make_node("Cast", [f"{given}.positive"], [f"{given}.integers"], to=onnx.TensorProto.UINT8),
    ]
    return f"{given}.integers", f"{given}.row"
