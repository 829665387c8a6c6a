"""A graph gives what Rasa's own runner gives, planned once for each target; and Rasa's own is still the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from serving.shortcuts.graph_run import REPLACEMENT, run

Run = Callable[..., dict[str, Any]]


class Text(GraphComponent):
    """Joins what it is given."""

    @classmethod
    def create(cls, **given: Any) -> Text:
        return cls()

    def first(self, start: str) -> str:
        return f"first({start})"

    def join(self, left: str, right: str) -> str:
        return f"{left}+{right}"

    def fail(self, left: str) -> str:
        raise ValueError(left)


def node(fn: str, **needs: str) -> SchemaNode:
    return SchemaNode(needs=needs, uses=Text, fn=fn, constructor_name="create", config={}, eager=True)


@pytest.fixture
def runner(tmp_path: Any) -> DaskGraphRunner:
    # The nodes stand in an order in which none could run.
    schema = GraphSchema(
        {
            "both": node("join", left="one", right="two"),
            "two": node("first", start="words"),
            "one": node("first", start="start"),
            "broken": node("fail", left="one"),
        }
    )
    return DaskGraphRunner(schema, LocalModelStorage(tmp_path), ExecutionContext(schema))


INPUTS = {"start": "a", "words": "b"}


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


@pytest.mark.parametrize("targets", [["both"], ["one"], ["two", "one"], ["both", "both"]])
def test_gives_what_rasa_gives(runner: DaskGraphRunner, targets: list[str]) -> None:
    for _ in range(2):
        assert run(runner, INPUTS, targets) == DaskGraphRunner.run(runner, INPUTS, targets)


def test_gives_what_belongs_together(runner: DaskGraphRunner) -> None:
    assert run(runner, INPUTS, ["both"]) == {"both": "first(a)+first(b)"}


def test_a_run_knows_nothing_of_the_one_before(runner: DaskGraphRunner) -> None:
    run(runner, INPUTS, ["both"])
    assert run(runner, {"start": "c", "words": "d"}, ["both"]) == {"both": "first(c)+first(d)"}


@pytest.mark.parametrize("way", [run, DaskGraphRunner.run])
def test_a_node_that_fails_fails_the_run(runner: DaskGraphRunner, way: Run) -> None:
    with pytest.raises(GraphComponentException):
        way(runner, INPUTS, ["broken"])


@pytest.mark.parametrize("way", [run, DaskGraphRunner.run])
def test_a_missing_input_is_told(runner: DaskGraphRunner, way: Run) -> None:
    with pytest.raises(GraphRunError, match="Missing input"):
        way(runner, {"start": "a"}, ["both"])
