"""Runs the model's graph node after node in an order worked out once; Rasa plans it anew for every message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

from serving.shortcuts.replacement import Replacement

Plan = list[tuple[str, tuple[str, ...]]]
"""The nodes to run, each with those whose output it takes, in an order in which these come before it."""

_PLANS = "_plans"


def run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """The outputs of the targets, as Rasa's own runner gives them; raises GraphRunError as it does."""
    wanted = tuple(targets or self._graph_schema.target_names)
    given: dict[str, tuple[str, Any]] = {}
    self._add_inputs_to_graph(inputs, given)
    done = dict(given)
    try:
        for name, needs in _plan(self, wanted):
            if name not in done:
                done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
    except RuntimeError as fault:
        raise GraphRunError("Error running runner.") from fault
    return dict(done[target] for target in wanted)


def _plan(runner: DaskGraphRunner, targets: tuple[str, ...]) -> Plan:
    """The plan for the targets, kept on the runner and gone with it."""
    plans: dict[tuple[str, ...], Plan] = runner.__dict__.setdefault(_PLANS, {})
    if targets not in plans:
        schema = runner._graph_schema.minimal_graph_schema(list(targets))
        plans[targets] = [(name, tuple(schema.nodes[name].needs.values())) for name in _in_order(schema)]
    return plans[targets]


def _in_order(schema: GraphSchema) -> Iterable[str]:
    """The schema's nodes, each after those it needs."""
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in schema.nodes and name not in ordered:
            for need in schema.nodes[name].needs.values():
                visit(need)
            ordered[name] = None

    for name in schema.nodes:
        visit(name)
    return ordered


REPLACEMENT = Replacement(
    DaskGraphRunner,
    "run",
    "45f0f52f574f3aa9546a552bf671183e171092c18b66e97f5771a7fa295de37e",
    run,
)
