"""What the labels of a file of customers' messages mean in our intents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from ruamel.yaml import YAML

NOT_UNDERSTOOD = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
TOPIC = "ask_*"
SEVERAL_WAYS = "exchange_item"
"""A label that several of our requests serve, so that none of them counts for it alone."""
DEFECT = ("report_dead_on_arrival", "claim_warranty")

RIGHT_FOR: dict[str, tuple[str, ...]] = {
    "report_defect": DEFECT,
    "wrong_item": ("report_wrong_item",),
    "exchange_item": (*DEFECT, "return_item", "report_wrong_item"),
    "human_agent": ("hand_off",),
    "order_status": ("order_status", "identify_order"),
    "ask_policy": (TOPIC,),
    "return_address": (TOPIC,),
    "return_shipping_cost": (TOPIC,),
}
"""Labels that are not one of our intents by the same name, and the intents that are right for them.

Our own examples carry our intents as labels; there the two ways of reporting a fault are told apart by what is asked
next, and each topic is an intent of its own, so that both count as one label, too.
"""
TRANSACTIONAL = frozenset(
    {"cancel_order", "return_item", "report_defect", "wrong_item", "refund_status", "order_status"}
    | {"out_of_stock", "exchange_item", "return_address", "return_shipping_cost"}
)


@dataclass(frozen=True)
class Case:
    """A message and what it is; style and source are the file's own words for how it came about."""

    text: str
    label: str
    style: str = "own"
    source: str = "own"


def is_right(label: str, intent: str) -> bool:
    """Whether an intent of ours answers a label."""
    return any(fnmatch(intent, pattern) for pattern in RIGHT_FOR.get(label, (label,)))


def label_of(intent: str) -> str:
    """The label an intent counts for: that of a wrong guess, or of one of our own examples."""
    labels = (label for label in RIGHT_FOR if label != SEVERAL_WAYS)
    return next((label for label in labels if is_right(label, intent)), intent)


def read_cases(path: Path) -> list[Case]:
    """The messages of a file of JSON Lines with text and label, and style and source where they are told."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Case(row["text"], row["label"], row.get("style", ""), row.get("source", "")) for row in rows]


def read_examples(folder: Path) -> list[tuple[str, str]]:
    """Our own examples: text and intent."""
    files = [YAML(typ="safe").load(path) for path in sorted(folder.glob("*.yml"))]
    blocks = [block for file in files for block in file["nlu"]]
    return [(line[2:], block["intent"]) for block in blocks for line in block["examples"].splitlines()]


def overlap(cases: Iterable[Case], examples: Iterable[tuple[str, str]]) -> list[Case]:
    """Messages that stand word for word in our examples: they measure nothing."""
    known = {_plain(text) for text, _ in examples}
    return [case for case in cases if _plain(case.text) in known]


def _plain(text: str) -> str:
    return " ".join("".join(c for c in text.lower() if c.isalnum() or c.isspace()).split())
