"""Remembers which part of the model's graph a target needs; Rasa works it out anew at every message."""

from __future__ import annotations

from rasa.engine.graph import GraphSchema

from serving.shortcuts.replacement import Replacement

_prune = GraphSchema.minimal_graph_schema
_ATTRIBUTE = "_pruned_for"


def minimal_graph_schema(self: GraphSchema, targets: list[str] | None = None) -> GraphSchema:
    """The part of the schema that the targets need. It is kept on the schema itself, and goes with it."""
    pruned: dict[tuple[str, ...], GraphSchema] = self.__dict__.setdefault(_ATTRIBUTE, {})
    wanted = tuple(targets or ())
    if wanted not in pruned:
        pruned[wanted] = _prune(self, targets)
    return pruned[wanted]


REPLACEMENT = Replacement(
    GraphSchema,
    "minimal_graph_schema",
    "58dfb30335499fff7640e0d4ea6c0a715e23abc27e641b05636798db7bb4f9fe",
    minimal_graph_schema,
)
