"""The transcript: no gaps, no line twice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from aftersales.records import conversations, transcript
from aftersales.records.database import reading, writing


def test_lines_are_numbered_without_gaps_under_many_threads(
    engine: Engine,
    conversation: str,
    now: datetime,
    together: Callable[..., list[Any]],
) -> None:
    def say(turn: int) -> None:
        with writing(engine) as session:
            transcript.append(session, conversation, "customer", f"message {turn}", now)

    together(say, 20)
    with reading(engine) as session:
        lines = transcript.read(session, conversation)
    assert [line.seq for line in lines] == list(range(1, 21))
    assert {line.text for line in lines} == {f"message {turn}" for turn in range(20)}


def test_a_line_that_was_not_committed_leaves_no_gap(engine: Engine, conversation: str, now: datetime) -> None:
    def fail_after_a_line() -> None:
        with writing(engine) as session:
            transcript.append(session, conversation, "customer", "lost", now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_a_line()
    with writing(engine) as session:
        assert transcript.append(session, conversation, "customer", "kept", now).seq == 1


def test_a_retry_with_the_same_client_id_is_stored_once(
    engine: Engine,
    conversation: str,
    now: datetime,
    together: Callable[..., list[Any]],
) -> None:
    def send(_: int) -> int:
        with writing(engine) as session:
            return transcript.append(session, conversation, "customer", "hello", now, client_id="m1").seq

    assert together(send, 10) == [1] * 10
    with reading(engine) as session:
        assert len(transcript.read(session, conversation)) == 1


def test_each_conversation_has_its_own_numbers_and_ids(engine: Engine, conversation: str, now: datetime) -> None:
    with writing(engine) as session:
        conversations.get_or_start(session, "c2", now)
        for sender in (conversation, "c2"):
            assert transcript.append(session, sender, "customer", "hi", now, client_id="m1").seq == 1


def test_reading_on_from_a_line(engine: Engine, conversation: str, now: datetime) -> None:
    buttons = [{"title": "Yes", "payload": "yes"}]
    with writing(engine) as session:
        for words in ("one", "two", "three"):
            transcript.append(session, conversation, "assistant", words, now, buttons=buttons)
    with reading(engine) as session:
        rest = transcript.read(session, conversation, after=1)
    assert [(line.seq, line.text, line.buttons) for line in rest] == [
        (2, "two", buttons),
        (3, "three", buttons),
    ]


def test_an_unknown_author_is_refused(engine: Engine, conversation: str, now: datetime) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session:
        transcript.append(session, conversation, "robot", "hi", now)


def test_a_line_keeps_the_card_that_it_tells(engine: Engine, conversation: str, now: datetime) -> None:
    card = {"status": "eligible", "clauses": {"Q-01": "One year of warranty."}}
    with writing(engine) as session:
        lines = [transcript.Line("Yes.", card=card), transcript.Line("Shall I?")]
        transcript.append_all(session, conversation, "assistant", lines, now)
    with reading(engine) as session:
        assert [line.card for line in transcript.read(session, conversation)] == [card, None]
