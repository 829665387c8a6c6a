"""Every action: hear, answer, commit, speak; a fault says so, writes nothing, and is never told as something done."""

import asyncio
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from ruamel.yaml import YAML
from sqlalchemy import func, select

import actions
from actions import conversation_action
from actions.case import ActionTakeAnswer
from actions.conversation_action import ConversationAction
from actions.request_action import RequestAction
from aftersales.policy.loader import load_policies
from aftersales.records import conversations, schema, transcript
from aftersales.records.database import open_engine, reading
from aftersales.records.tables import Case, Conversation
from aftersales.services.bootstrap import Premises
from aftersales.services.case.opening import open_request
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.wording import words
from aftersales.settings import PROJECT_ROOT, Settings

TROUBLE = words("trouble")


class Answering(ActionTakeAnswer):
    """Opens a request, and then does what the test says."""

    fault: Exception | None = None
    replies: tuple[Say, ...] = ()

    def respond(self, turn: Turn, heard: Heard) -> Replies:
        """Writes first, so that a fault has something to take back."""
        open_request(turn, "claim_warranty", heard)
        if self.fault is not None:
            raise self.fault
        return [Say("stopped"), *self.replies]


@pytest.fixture
def premises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Premises]:
    settings = Settings.from_environment({"DATABASE_URL": f"sqlite:///{tmp_path}/ledger.db"})
    engine = open_engine(settings.database_url)
    schema.upgrade(engine)
    known = Premises(settings, load_policies(PROJECT_ROOT / "policies"), engine)
    monkeypatch.setattr(conversation_action, "premises", lambda: known)
    yield known
    engine.dispose()


def _tell(action: ConversationAction, text: str, message_id: str) -> list[dict[str, Any]]:
    """Runs the action on a message; gives what is said."""
    event = {"event": "user", "text": text, "message_id": message_id}
    message = {"text": text, "intent": {"name": "give_details", "confidence": 1.0}, "entities": []}
    tracker = Tracker("c1", {}, message, [event], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    asyncio.run(action.run(dispatcher, tracker, {}))
    return list(dispatcher.messages)


def _count(known: Premises, table: Any) -> int:
    with reading(known.engine) as session:
        return int(session.scalar(select(func.count()).select_from(table)))


def test_what_is_said_and_heard_stands_in_the_transcript(premises: Premises) -> None:
    said = [message["text"] for message in _tell(Answering(), "it broke", "m1")]
    assert said == [words("automated_assistant"), words("stopped")]
    with reading(premises.engine) as session:
        lines = [(line.author, line.text) for line in transcript.read(session, "c1")]
    assert lines == [("customer", "it broke"), *(("assistant", text) for text in said)]


@pytest.mark.parametrize("fault", [RuntimeError("boom"), KeyError("x"), TimeoutError()])
def test_a_fault_is_told_as_trouble_and_nothing_is_written(premises: Premises, fault: Exception) -> None:
    action = Answering()
    action.fault = fault
    assert [message["text"] for message in _tell(action, "it broke", "m1")] == [TROUBLE]
    assert (_count(premises, Case), _count(premises, Conversation)) == (0, 0)


def test_a_reply_without_words_is_trouble_and_nothing_is_written(premises: Premises) -> None:
    action = Answering()
    action.replies = (Say("no_such_response"),)
    assert [message["text"] for message in _tell(action, "it broke", "m1")] == [TROUBLE]
    assert _count(premises, Case) == 0


def test_after_a_fault_the_same_message_is_answered_when_it_comes_again(premises: Premises) -> None:
    action = Answering()
    action.fault = RuntimeError("boom")
    _tell(action, "it broke", "m1")
    action.fault = None
    assert _tell(action, "it broke", "m1")[-1]["text"] == words("stopped")


def test_a_database_without_tables_is_trouble(
    premises: Premises, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Premises(premises.settings, premises.policies, open_engine(f"sqlite:///{tmp_path}/empty.db"))
    monkeypatch.setattr(conversation_action, "premises", lambda: empty)
    assert [message["text"] for message in _tell(Answering(), "it broke", "m1")] == [TROUBLE]
    empty.engine.dispose()


def test_the_same_message_is_answered_once(premises: Premises) -> None:
    first = _tell(Answering(), "it broke", "m1")
    assert first
    assert _tell(Answering(), "it broke", "m1") == []
    assert _count(premises, Case) == 1


def test_buttons_go_with_their_message(premises: Premises) -> None:
    shown = _tell(ActionTakeAnswer(), "hm", "m1")
    assert shown[-1]["buttons"][0] == {"title": "Cancel an order", "payload": "Cancel an order"}
    assert all(message["text"] for message in shown)


def test_the_customer_speaks_to_a_machine_is_said_first(premises: Premises) -> None:
    assert _tell(ActionTakeAnswer(), "hm", "m1")[0]["text"] == words("automated_assistant")
    assert words("automated_assistant") not in [each["text"] for each in _tell(ActionTakeAnswer(), "hm", "m2")]


def test_identity_is_kept_by_conversation_and_in_no_slot(premises: Premises) -> None:
    _tell(ActionTakeAnswer(), "it is QA-10234", "m1")
    with reading(premises.engine) as session:
        assert conversations.get(session, "c1").asked["number"] == "QA-10234"
    domain = YAML(typ="safe", pure=True).load((PROJECT_ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert list(domain["slots"]) == ["answer"]


def test_every_action_of_the_domain_is_there_and_no_other() -> None:
    domain = YAML(typ="safe", pure=True).load((PROJECT_ROOT / "domain.yml").read_text(encoding="utf-8"))
    for module in pkgutil.iter_modules(actions.__path__):
        if module.name != "server":
            importlib.import_module(f"actions.{module.name}")
    assert sorted(_names(ConversationAction)) == sorted(domain["actions"])


def _names(kind: type[ConversationAction]) -> Iterator[str]:
    for action in kind.__subclasses__():
        if action is not RequestAction and action is not Answering:
            yield action().name()
        yield from _names(action)
