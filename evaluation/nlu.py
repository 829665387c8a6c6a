"""Measures how well customers are understood: `python -m evaluation.nlu CUSTOMERS.jsonl`.

Each line of the file has a `text` and a `label`. Prints accuracy, precision and recall by label, the confusions, what
happens to messages that are none of our business, and the time a message takes.
"""

from __future__ import annotations

import asyncio
import json
import logging
import statistics
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

from aftersales.settings import PROJECT_ROOT

NOT_UNDERSTOOD = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
TOPIC = "ask_"
DEFECT = frozenset({"report_dead_on_arrival", "claim_warranty"})

# Labels that are not one of our intents by the same name, and the intents that are right for them.
RIGHT_FOR = {
    "report_defect": DEFECT,
    "wrong_item": frozenset({"report_wrong_item"}),
    "exchange_item": DEFECT | {"return_item", "report_wrong_item"},
    "human_agent": frozenset({"hand_off"}),
    "order_status": frozenset({"order_status", "identify_order"}),
}
TOPIC_LABELS = frozenset({"ask_policy", "return_address", "return_shipping_cost"})
TRANSACTIONAL = frozenset(
    {"cancel_order", "return_item", "report_defect", "wrong_item", "refund_status", "order_status"}
    | {"out_of_stock", "exchange_item", "return_address", "return_shipping_cost"}
)


@dataclass(frozen=True)
class Heard:
    """A message, what it was, and what it was taken for."""

    text: str
    label: str
    intent: str
    confidence: float
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """Whether the intent is one that is right for the label; a fallback is right for what is out of scope."""
        if self.label == OUT_OF_SCOPE and self.intent == NOT_UNDERSTOOD:
            return True
        return is_right(self.label, self.intent)


def is_right(label: str, intent: str) -> bool:
    """Whether an intent of ours answers a label of the file."""
    if label in TOPIC_LABELS:
        return intent.startswith(TOPIC)
    return intent in RIGHT_FOR.get(label, {label})


def label_of(intent: str) -> str:
    """The label an intent would count for, to tell what a wrong guess cost."""
    if intent.startswith(TOPIC):
        return "ask_policy"
    return next((label for label, intents in RIGHT_FOR.items() if intent in intents), intent)


async def hear(model: Path, cases: list[tuple[str, str]]) -> list[Heard]:
    """Run every message through the trained pipeline, one at a time."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model))
    await agent.parse_message("warm up")
    return [await _hear_one(agent, text, label) for text, label in cases]


async def _hear_one(agent: object, text: str, label: str) -> Heard:
    started = time.perf_counter()
    parsed = await agent.parse_message(text)  # type: ignore[attr-defined]
    took = (time.perf_counter() - started) * 1000
    return Heard(text, label, parsed["intent"]["name"] or "", parsed["intent"]["confidence"], took)


def read_cases(path: Path) -> list[tuple[str, str]]:
    """The texts and labels of the file."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [(row["text"], row["label"]) for row in rows]


def overlap(cases: list[tuple[str, str]], examples: Path) -> list[str]:
    """Messages of the file that stand word for word in our examples: they measure nothing."""
    files = [YAML(typ="safe").load(path) for path in sorted(examples.glob("*.yml"))]
    known = {_plain(line[2:]) for file in files for block in file["nlu"] for line in block["examples"].splitlines()}
    return sorted({text for text, _ in cases if _plain(text) in known})


def _plain(text: str) -> str:
    return " ".join("".join(c for c in text.lower() if c.isalnum() or c.isspace()).split())


def by_label(heard: list[Heard]) -> Table:
    """Precision and recall of every label, and what it was mistaken for most."""
    table = Table("label", "messages", "recall", "precision", "mistaken for")
    claimed: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        claimed[one.label if one.is_right else label_of(one.intent)].append(one)
    for label in sorted({one.label for one in heard}):
        own = [one for one in heard if one.label == label]
        wrong = Counter(one.intent for one in own if not one.is_right).most_common(4)
        precise = share(claimed[label])
        mistaken = ", ".join(f"{intent} {count}" for intent, count in wrong)
        table.add_row(label, str(len(own)), percent(share(own)), percent(precise), mistaken)
    return table


def share(heard: list[Heard]) -> float:
    """The share that was understood rightly."""
    return sum(one.is_right for one in heard) / len(heard) if heard else 0.0


def percent(part: float) -> str:
    """A share in percent."""
    return f"{100 * part:.1f} %"


def summary(heard: list[Heard]) -> list[str]:
    """The figures of one line each."""
    transactional = [one for one in heard if one.label in TRANSACTIONAL]
    within = [one for one in heard if one.label != OUT_OF_SCOPE]
    refused = [one for one in heard if one.intent in (OUT_OF_SCOPE, NOT_UNDERSTOOD)]
    outside = [one for one in heard if one.label == OUT_OF_SCOPE]
    unsure = sum(one.intent == NOT_UNDERSTOOD for one in within)
    times = sorted(one.milliseconds for one in heard)
    rightly_refused = sum(one.label == OUT_OF_SCOPE for one in refused) / max(len(refused), 1)
    return [
        f"accuracy {percent(share(heard))} of {len(heard)}, transactional {percent(share(transactional))}",
        f"in scope: asked again {percent(unsure / max(len(within), 1))}",
        f"out of scope: recall {percent(share(outside))}, precision {percent(rightly_refused)}",
        f"time a message: median {statistics.median(times):.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms",
    ]


def main(
    customers: Annotated[Path, typer.Argument(help="JSON Lines with text and label")],
    model: Annotated[Path, typer.Option(help="A trained model or a folder of them")] = PROJECT_ROOT / "models",
    confusions: Annotated[int, typer.Option(help="How many wrongly understood messages to show")] = 0,
) -> None:
    """Print the figures of the model on the customers' messages."""
    console = Console()
    cases = read_cases(customers)
    heard = asyncio.run(hear(model, cases))
    console.print(*summary(heard), sep="\n")
    console.print(f"word for word in our examples too: {len(overlap(cases, PROJECT_ROOT / 'data' / 'nlu'))}")
    console.print(by_label(heard))
    wrong = sorted((one for one in heard if not one.is_right), key=lambda one: -one.confidence)
    for one in wrong[:confusions]:
        console.print(f"{one.confidence:.2f} {one.label} taken for {one.intent}: {one.text[:120]}", markup=False)


if __name__ == "__main__":
    typer.run(main)
