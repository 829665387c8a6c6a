"""Trains a Rasa pipeline on examples and lets it hear messages, one at a time as in a conversation."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from aftersales.settings import PROJECT_ROOT
from evaluation.nlu.figures import Heard
from evaluation.nlu.labels import Case, label_of

OURS = "ours"
CONFIGS = PROJECT_ROOT / "evaluation" / "pipelines"


def config_of(name: str) -> Path:
    """The config of a pipeline by its name; `ours` is the assistant's own."""
    return PROJECT_ROOT / "config.yml" if name == OURS else CONFIGS / f"{name}.yml"


def names() -> list[str]:
    """All pipelines, ours last."""
    return [*sorted(path.stem for path in CONFIGS.glob("*.yml")), OURS]


def train(config: Path, examples: Iterable[tuple[str, str]], folder: Path, changed: Mapping[str, Any] = {}) -> Path:
    """Train a pipeline for understanding alone; `changed` are options set in whichever component has them."""
    from rasa.model_training import train_nlu

    by_intent: dict[str, list[str]] = {}
    for text, intent in examples:
        by_intent.setdefault(intent, []).append(text)
    blocks = [{"intent": name, "examples": "".join(f"- {one}\n" for one in by_intent[name])} for name in by_intent]
    _write(folder / "nlu.yml", {"version": "3.1", "nlu": blocks})
    written = YAML(typ="safe").load(config)
    written["pipeline"] = [{**each, **_known(each, changed)} for each in written["pipeline"]]
    _write(folder / "config.yml", {**written, "policies": []})
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), fixed_model_name="nlu")
    return Path(model or "")


def _known(component: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    return {option: value for option, value in changed.items() if option in component}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    YAML().dump(dict(content), path)


async def hear(model: Path, cases: Sequence[Case]) -> list[Heard]:
    """What the trained pipeline makes of every message."""
    from rasa.core.agent import Agent

    from serving.shortcuts.in_place import put_in_place

    put_in_place()
    agent = Agent.load(str(model))
    for _ in range(20):
        await agent.parse_message("I bought this to warm up")
    return [await _hear_one(agent, case) for case in cases]


async def _hear_one(agent: Any, case: Case) -> Heard:
    started = time.perf_counter()
    parsed = await agent.parse_message(case.text)
    took = (time.perf_counter() - started) * 1000
    ranking = [each for each in parsed.get("intent_ranking", []) if not fnmatch(each["name"], "nlu_*")]
    best = ranking[0]["name"] if ranking else parsed["intent"]["name"] or ""
    sure = sum(each["confidence"] for each in ranking if label_of(each["name"]) == label_of(best))
    between = tuple(parsed.get("between") or ())
    readings = tuple((each["name"], each["confidence"]) for each in ranking)
    return Heard(case, parsed["intent"]["name"] or "", min(sure, 1.0), took, best, between, readings)


def quietly_on_one_core() -> None:
    """Let no library use a second core or fill the screen; to be called before Rasa is imported."""
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        os.environ[threads] = "1"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    from rasa.utils.log_utils import configure_structlog

    logging.getLogger().setLevel(logging.ERROR)
    configure_structlog(logging.ERROR)
