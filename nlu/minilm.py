"""The all-MiniLM-L6-v2 sentence encoder, run by onnxruntime on one thread."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from aftersales.errors import SettingsError

Vector = npt.NDArray[np.float32]

DIMENSIONS = 384
MAX_WORD_PIECES = 128
WEIGHTS_KEY = "weights_sha256"
"""Metadata of a graph: the checksum of the weights that it was made from."""

_BUILD = "run `python -m nlu.pipeline build`"


class SentenceEncoder:
    """Turns a text into a vector of unit length; texts of like meaning point the same way."""

    def __init__(self, graph: Path, weights_sha256: str) -> None:
        """Load a graph, and the tokenizer.json beside it; SettingsError if it is missing or of other weights."""
        if not graph.exists():
            raise SettingsError("the sentence encoder has not been built", where=str(graph), mend=_BUILD)
        self._session = onnxruntime.InferenceSession(str(graph), _single_threaded(), providers=["CPUExecutionProvider"])
        made_from = self._session.get_modelmeta().custom_metadata_map.get(WEIGHTS_KEY)
        if made_from != weights_sha256:
            raise SettingsError(f"the encoder was built from weights {made_from}", str(graph), _BUILD)
        self._tokenizer = Tokenizer.from_file(str(graph.with_name("tokenizer.json")))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_WORD_PIECES)

    def encode(self, text: str) -> Vector:
        """The mean over all word pieces, as the weights were trained to be read, at length 1."""
        ids = np.asarray(self._tokenizer.encode(text).ids, dtype=np.int64)
        hidden: Vector = self._session.run(None, {"ids": ids})[0]
        mean: Vector = hidden.mean(axis=0)
        return mean / max(float(np.linalg.norm(mean)), 1e-9)


@functools.lru_cache(maxsize=2)
def load_encoder(graph: Path, weights_sha256: str) -> SentenceEncoder:
    """One copy of the weights in a process, however many components ask."""
    return SentenceEncoder(graph, weights_sha256)


def _single_threaded() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
