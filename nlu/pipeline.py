"""Builds what the pipeline loads: `python -m nlu.pipeline build`.

The spaCy pipeline knows the products and the shops by name; the sentence encoder is made from its weights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import spacy
import typer
from ruamel.yaml import YAML
from spacy.language import Language

from aftersales.errors import SettingsError
from aftersales.services.orders.products import product_names
from aftersales.settings import PROJECT_ROOT, Settings
from nlu.minilm import load_encoder

SPACY_MODEL = PROJECT_ROOT / "models" / "spacy" / "aftersales"
ENCODER_GRAPH = PROJECT_ROOT / "models" / "embeddings" / "minilm.int8.onnx"
TOKENIZER = ENCODER_GRAPH.with_name("tokenizer.json")
"""Knows the common words, which are no slips."""
EXAMPLES = PROJECT_ROOT / "data" / "nlu"
SHOP = "shop"
"""The label of a shop's name."""
VOCABULARY = "facts.yml"

command = typer.Typer(help="Build the models that the pipeline loads.", no_args_is_help=True)


def english_pipeline(products: Sequence[str], shops: Sequence[str]) -> Language:
    """English words, and an EntityRuler that finds the names of products and shops in any case."""
    language = spacy.blank("en", meta={"name": "aftersales"})
    ruler = language.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    said = sorted({name for product in products for name in names_said(product)})
    patterns = [{"label": "product", "pattern": name} for name in said]
    patterns += [{"label": SHOP, "pattern": name} for name in shops]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return language


def names_said(product: str) -> set[str]:
    """A product's name, the name without its measures, and its last two words: "Rear view camera", "view camera".

    One common last word ("battery", "case") would be heard where something else is meant.
    """
    plain = re.sub(r"\([^)]*\)", "", product).split()
    words = plain[: next((at for at, word in enumerate(plain) if at and word[0].isdigit()), len(plain))]
    return {product, " ".join(words), " ".join(words[-2:])}


def shop_names(policies: Path, examples: Path = EXAMPLES) -> list[str]:
    """The shops as customers know them; not a name that customers' examples use as a word, such as "guarantee"."""
    shops = [YAML(typ="safe").load(path) for path in sorted(policies.glob("*.yml")) if path.name != VOCABULARY]
    names = {str(shop[key]) for shop in shops for key in ("shop", "name")}
    said = {word.lower() for path in examples.glob("*.yml") for word in re.findall(r"\w+", path.read_text("utf-8"))}
    return sorted(name for name in names if name.lower() not in said)


@command.callback()
def _main() -> None:
    """Keep `build` a word of its own."""


@command.command()
def build() -> None:
    """Build the spaCy pipeline anew, and the sentence encoder unless it is there already and of the right weights."""
    # Only here: what builds the encoder brings a library for algebra along, which would make every start longer.
    from nlu.minilm_graph import WEIGHTS_SHA256, build_graph, installed_weights

    settings = Settings.from_environment()
    language = english_pipeline(product_names(settings), shop_names(settings.policies))
    SPACY_MODEL.parent.mkdir(parents=True, exist_ok=True)
    language.to_disk(SPACY_MODEL)
    typer.echo(f"Built {SPACY_MODEL.relative_to(PROJECT_ROOT)}")
    try:
        load_encoder(ENCODER_GRAPH, WEIGHTS_SHA256)
    except SettingsError:
        build_graph(installed_weights(), ENCODER_GRAPH, WEIGHTS_SHA256)
        typer.echo(f"Built {ENCODER_GRAPH.relative_to(PROJECT_ROOT)}")


if __name__ == "__main__":
    command()
