"""One turn: what was heard and said is kept with what came of it, in one transaction, once."""

from collections.abc import Mapping
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from aftersales.errors import DatabaseUnavailable
from aftersales.policy.model import ShopPolicy
from aftersales.records import conversations, transcript
from aftersales.records.database import open_engine, reading, writing
from aftersales.records.tables import Conversation
from aftersales.services.bootstrap import Premises
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.message import Answered, begin_turn, converse, record_replies
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.settings import Settings

SETTINGS = Settings.from_environment({"AFTERSALES_TODAY": "2025-03-04"})
NOW = datetime(2025, 3, 4, 10, 30, tzinfo=timezone.utc)


@pytest.fixture
def premises(sqlite: Engine, policies: Mapping[str, ShopPolicy]) -> Premises:
    return Premises(SETTINGS, policies, sqlite)


def _ask(turn: Turn, heard: Heard) -> Replies:
    turn.ask("line", details="kept")
    return [Say("ask_item", choices=(Choice("Dash cam"),))]


def _kept(engine: Engine) -> Conversation:
    with reading(engine) as session:
        return conversations.get(session, "c1")


def test_a_turn_starts_the_conversation_and_reckons_with_the_day_of_the_settings(premises: Premises) -> None:
    with premises.turn("c1") as turn:
        assert turn.today == date(2025, 3, 4)
        assert (turn.case, turn.order, turn.policy, turn.asked) == (None, None, None, {})
    assert _kept(premises.engine).owner == "bot"


def test_a_turn_that_fails_leaves_nothing(premises: Premises) -> None:
    with pytest.raises(ZeroDivisionError), premises.turn("c1") as turn:
        converse(turn, Heard("hello"), "m1", lambda turn, heard: [*_ask(turn, heard), Say(str(1 // 0))])
    with reading(premises.engine) as session:
        assert session.get(Conversation, "c1") is None


def test_a_database_without_tables_is_named_with_the_mend(policies: Mapping[str, ShopPolicy], tmp_path: Path) -> None:
    empty = Premises(SETTINGS, policies, open_engine(f"sqlite:///{tmp_path}/empty.db"))
    with pytest.raises(DatabaseUnavailable, match="aftersales db upgrade"), empty.turn("c1"):
        pass


def test_the_question_is_kept_in_the_words_it_was_asked_in(premises: Premises) -> None:
    with premises.turn("c1") as turn:
        converse(turn, Heard("it broke"), "m1", _ask)
    assert _kept(premises.engine).asked == {
        "kind": "line",
        "details": "kept",
        "said": {"response": "ask_item", "values": {}, "choices": [["Dash cam", ""]]},
    }


def test_a_message_is_answered_once(premises: Premises) -> None:
    for answered in (True, False):
        with premises.turn("c1") as turn:
            replies = converse(turn, Heard("it broke"), "m1", _ask)
            record_replies(turn, "m1", [Answered("Which?")] if replies else [])
            assert bool(replies) is answered
    with reading(premises.engine) as session:
        assert [line.text for line in transcript.read(session, "c1")] == ["it broke", "Which?"]


def test_messages_without_an_id_are_all_answered(premises: Premises) -> None:
    for _ in range(2):
        with premises.turn("c1") as turn:
            assert converse(turn, Heard("yes"), None, _ask)


def test_buttons_stand_in_the_transcript_with_the_words_they_stand_for(premises: Premises) -> None:
    with premises.turn("c1") as turn:
        converse(turn, Heard("it broke"), "m1", _ask)
        record_replies(turn, "m1", [Answered("Which?", [{"title": "Dash cam", "payload": "Dash cam"}])])
    with reading(premises.engine) as session:
        (button,) = transcript.read(session, "c1")[-1].buttons
    assert (button["title"], button["words"]) == ("Dash cam", "Dash cam")


@pytest.mark.parametrize(
    ("words", "shop"),
    [
        ("at Qualir, please", "qualir"),
        ("SAFEREXPERT", "saferexpert"),
        ("the RMA shop", "rma"),
        ("for your information", None),
        ("", None),
    ],
)
def test_a_shop_is_known_by_its_name(
    sqlite: Engine, policies: Mapping[str, ShopPolicy], words: str, shop: str | None
) -> None:
    with writing(sqlite) as session:
        turn = begin_turn(session, policies, SETTINGS, "c1", date(2025, 3, 4), NOW)
        assert turn.shop_called(words) == shop
