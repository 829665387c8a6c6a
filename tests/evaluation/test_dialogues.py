"""The conversations that are measured: each about an order of its own, filled in completely."""

from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import orders, schema
from aftersales.records.database import open_engine, reading
from evaluation.dialogues import OrderBook, Script, Turn, endless, read_scripts

TODAY = date(2025, 3, 4)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'ledger.db'}")
    schema.upgrade(engine)
    return engine


def test_there_are_conversations_that_end_and_one_that_does_not() -> None:
    assert len(read_scripts()) >= 4
    assert [script.again_from for script in read_scripts(endless=True)] == [2]


def test_every_conversation_is_about_an_order_of_its_own(engine: Engine) -> None:
    script = Script("cancel", [Turn("cancel {order}", "found {order}"), Turn("{email}", "yes")], like="SX-50678")
    first, second = OrderBook(engine, TODAY).dialogues([script], rounds=2)
    numbers = [dialogue[0].say.removeprefix("cancel ") for dialogue in (first, second)]
    assert len({"SX-50678", *numbers}) == 3
    assert first[0].expect == f"found {numbers[0]}"
    with reading(engine) as session:
        for number in numbers:
            copy = orders.get_by_number(session, "saferexpert", number)
            assert copy.email == first[1].say
            assert [line.name for line in copy.lines] == ["Wi-Fi security camera"]


def test_more_rounds_need_more_orders(engine: Engine) -> None:
    book = OrderBook(engine, TODAY)
    for _ in range(2):
        assert len(list(book.dialogues(read_scripts(), rounds=3))) == 3 * len(read_scripts())


def test_a_conversation_without_end_goes_on_from_where_it_says() -> None:
    turns = [Turn("hello", "hi"), Turn("how long?", "a year"), Turn("who pays?", "you")]
    script = Script("talk", turns, again_from=2)
    said = [turn.say for turn in islice(endless(script, turns), 6)]
    assert said == ["hello", "how long?", "who pays?", "how long?", "who pays?", "how long?"]
