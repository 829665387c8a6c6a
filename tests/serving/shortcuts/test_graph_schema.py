"""The remembered part of a graph is the one that Rasa works out; and Rasa's own function is still the same."""

from rasa.engine.graph import GraphComponent, GraphSchema, SchemaNode

from serving.shortcuts.graph_schema import REPLACEMENT, minimal_graph_schema


def node(**needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=GraphComponent, fn="run", constructor_name="create", config={})


def graph() -> GraphSchema:
    return GraphSchema(
        {"words": node(), "intent": node(words="words"), "policy": node(intent="intent"), "other": node()}
    )


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


def test_gives_what_rasa_gives() -> None:
    for targets in (["intent"], ["policy"], ["policy", "other"], ["other"]):
        assert minimal_graph_schema(graph(), targets).nodes == GraphSchema.minimal_graph_schema(graph(), targets).nodes


def test_works_it_out_once_for_each_target() -> None:
    schema = graph()
    assert minimal_graph_schema(schema, ["intent"]) is minimal_graph_schema(schema, ["intent"])
    assert minimal_graph_schema(schema, ["intent"]) is not minimal_graph_schema(schema, ["policy"])


def test_one_graph_knows_nothing_of_another() -> None:
    minimal_graph_schema(graph(), ["intent"])
    smaller = GraphSchema({"intent": node()})
    assert set(minimal_graph_schema(smaller, ["intent"]).nodes) == {"intent"}
