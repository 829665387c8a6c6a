"""What the shortcuts inside Rasa save: `python -m evaluation.shortcuts` times Rasa's own functions beside ours.

Both do the same work with the trained model, one call after the other in turns. What a shortcut saves besides its own
time (connections, calls of the action server, a start without TensorFlow) is told in docs/rasa_shortcuts.md.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import typer
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from aftersales.settings import PROJECT_ROOT
from evaluation.machine import circumstances, watched
from evaluation.nlu.pipelines import quietly_on_one_core
from serving.shortcuts import action_request, action_responses, empty_domain, graph_run, rule_keys
from serving.shortcuts.replacement import Replacement

MODEL = PROJECT_ROOT / "models" / "aftersales.tar.gz"
CALLS = 300
MILLISECONDS = 1000
SAID = "my tablet stopped working after two weeks, who pays for sending it back?"
ACTION = RemoteAction("action_claim_warranty", EndpointConfig("http://127.0.0.1"))
ANSWER = {
    "events": [{"event": "slot", "timestamp": None, "name": name, "value": None} for name in ("answer", "product")],
    "responses": [{"text": "Shall I?", "buttons": [{"title": word, "payload": word} for word in ("Yes", "No")]}],
}
TURNS = 50
"""Turns of the conversation that an action is called in."""

Way = Callable[..., Any]
Use = Callable[[Way], Any]
"""Calls one of the two functions with what a turn would give it."""


def uses(agent: Agent) -> dict[Replacement, Use]:
    """How each function that can be called alone is used in a turn."""
    runner, talk = agent.processor.graph_runner, _conversation(agent)
    message = {PLACEHOLDER_MESSAGE: [UserMessage(SAID)]}
    components = (node._component for node in runner._instantiated_nodes.values())
    policy = next(each for each in components if isinstance(each, RulePolicy))
    states = policy._prediction_states(talk, agent.domain)
    return {
        action_request.REPLACEMENT: lambda way: json.dumps(way(ACTION, talk, agent.domain)),
        action_responses.REPLACEMENT: lambda way: way(ACTION, ANSWER),
        empty_domain.REPLACEMENT: lambda way: way(agent.domain),
        graph_run.REPLACEMENT: lambda way: way(runner, message, [agent.processor.model_metadata.nlu_target]),
        rule_keys.REPLACEMENT: lambda way: way(policy, policy.lookup[RULES], states),
    }


def _conversation(agent: Agent) -> DialogueStateTracker:
    turn: list[Event] = [
        ActionExecuted("action_listen"),
        UserUttered(SAID, intent={"name": "claim_warranty"}),
        ActionExecuted("action_claim_warranty"),
        SlotSet("answer", None),
        BotUttered("Shall I?"),
    ]
    return DialogueStateTracker.from_events("measured", turn * TURNS, agent.domain.slots)


def milliseconds(use: Use, own: Way, ours: Way) -> tuple[float, float]:
    """The median time of Rasa's own function and of ours, called in turns."""
    times: dict[Way, list[float]] = {own: [], ours: []}
    for _ in range(CALLS):
        for way, taken in times.items():
            began = time.perf_counter()
            use(way)
            taken.append((time.perf_counter() - began) * MILLISECONDS)
    return statistics.median(times[own]), statistics.median(times[ours])


def main() -> None:
    """Print the milliseconds of Rasa's own functions and of ours."""
    quietly_on_one_core()
    typer.echo(circumstances())
    with watched() as disturbance:
        for replacement, use in uses(Agent.load(str(MODEL))).items():
            own = getattr(replacement.owner, replacement.name)
            theirs, ours = milliseconds(use, own, replacement.function)
            typer.echo(f"{replacement.owner.__name__}.{replacement.name:<25} {theirs:8.3f} ms, ours {ours:8.3f} ms")
    typer.echo(f"{disturbance}")


if __name__ == "__main__":
    typer.run(main)
