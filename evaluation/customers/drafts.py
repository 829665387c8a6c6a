"""A conversation that went wrong, written as a story for `rasa test`, to be finished by hand."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from aftersales.settings import PROJECT_ROOT
from evaluation.customers.crowd import Judged
from evaluation.customers.report import flow_of
from evaluation.customers.talk import Exchange

FOLDER = PROJECT_ROOT / "tests" / "conversations"
DIGRESSION = "ask_who_pays_return"
"""Stands for whatever was asked beside the point: which question it was has to be put in by hand."""
INTENTS = {"correction": "correct", "digression": DIGRESSION, "hesitation": "not_known", "farewell": "goodbye"}
ANSWERS = {"identity": "identify_order"}
ACTIONS = {"correct": "action_correct", "goodbye": "action_small_talk", DIGRESSION: "action_ask_policy"}


def save_draft(one: Judged, folder: Path = FOLDER) -> Path:
    """Write the story; the file's name says that it is a draft, so that `rasa test` leaves it alone."""
    path = folder / f"draft_{one.talk.sender}.yml"
    story = {"story": f"{flow_of(one)}: {_faults(one)}", "steps": list(_steps(one))}
    writer = YAML(pure=True)
    writer.default_flow_style = False
    writer.width = 120
    writer.dump({"version": LiteralScalarString("3.1"), "stories": [story]}, path)
    return path


def _faults(one: Judged) -> str:
    return "; ".join(f"{fault.kind} ({fault.detail})" for fault in one.verdict.faults) or "nothing found"


def _steps(one: Judged) -> list[dict[str, object]]:
    """Each message with the intent it was meant with and the actions that usually follow."""
    steps: list[dict[str, object]] = []
    for place, exchange in enumerate(one.talk.exchanges):
        intent = _intent(one, exchange)
        steps.append({"user": LiteralScalarString(exchange.said + "\n"), "intent": intent})
        if action := f"action_{intent}" if place == 0 else ACTIONS.get(intent):
            steps.append({"action": action})
        steps.append({"action": "case_form"})
        if place == 0:
            steps += [{"active_loop": "case_form"}, {"slot_was_set": [{"requested_slot": "answer"}]}]
    return [*steps, {"active_loop": None}]


def _intent(one: Judged, exchange: Exchange) -> str:
    if exchange.act.kind in INTENTS:
        return INTENTS[exchange.act.kind]
    kind = exchange.before.get("kind")
    return flow_of(one) if kind in (None, "flow") else ANSWERS.get(str(kind), "give_details")
