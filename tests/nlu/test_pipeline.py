"""The assembled spaCy pipeline, and the sentence encoder."""

from pathlib import Path

import numpy as np
import pytest

from aftersales.errors import SettingsError
from aftersales.settings import PROJECT_ROOT
from nlu.minilm import load_encoder
from nlu.minilm_graph import WEIGHTS_SHA256, build_graph, installed_weights
from nlu.pipeline import ENCODER_GRAPH, english_pipeline, names_said, shop_names


def test_products_and_shops_are_found_in_any_case() -> None:
    language = english_pipeline(["Dash Camera X2"], ["Voltino"])
    doc = language("my DASH CAMERA x2 from voltino is broken")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("DASH CAMERA x2", "product"), ("voltino", "shop")]


@pytest.mark.parametrize(
    ("product", "names"),
    [
        ("Tablet 10 inch", {"Tablet 10 inch", "Tablet"}),
        ("Mirror monitor 4.3 inch", {"Mirror monitor 4.3 inch", "Mirror monitor"}),
        ("Parking sensors (set of four)", {"Parking sensors (set of four)", "Parking sensors"}),
        ("Rear view camera", {"Rear view camera", "view camera"}),
        ("4K projector", {"4K projector"}),
    ],
)
def test_products_are_known_by_the_names_that_customers_use(product: str, names: set[str]) -> None:
    assert names_said(product) == names


def test_a_shop_named_like_an_ordinary_word_is_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "voltino.yml").write_text("shop: voltino\nname: Voltino\n")
    (tmp_path / "deal.yml").write_text("shop: deal\nname: Deal\n")
    examples = tmp_path / "examples"
    examples.mkdir()
    (examples / "talk.yml").write_text("- is that a deal\n")
    assert shop_names(tmp_path, examples) == ["Voltino", "voltino"]


@pytest.mark.skipif(not ENCODER_GRAPH.exists(), reason="the encoder has not been built: python -m nlu.pipeline build")
def test_texts_of_like_meaning_point_the_same_way() -> None:
    encoder = load_encoder(ENCODER_GRAPH, WEIGHTS_SHA256)
    cancel, stop, broken = (
        encoder.encode(text)
        for text in ("I want to cancel my order", "please stop my purchase", "the camera is broken")
    )
    assert np.linalg.norm(cancel) == pytest.approx(1, abs=1e-5)
    assert cancel @ stop > cancel @ broken + 0.2


def test_an_encoder_that_was_not_built_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"python -m nlu\.pipeline build"):
        load_encoder(tmp_path / "none.onnx", WEIGHTS_SHA256)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(SettingsError, match="checksum"):
        build_graph(tmp_path, tmp_path / "graph.onnx")


def test_the_config_names_the_weights_that_are_built() -> None:
    assert WEIGHTS_SHA256 in (PROJECT_ROOT / "config.yml").read_text("utf-8")
    assert installed_weights().joinpath("tokenizer.json").exists()
