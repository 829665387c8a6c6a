"""A message: kept before Rasa is asked, answered once, in order, and never left without an answer."""

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from aftersales.records import transcript
from aftersales.records.database import reading, writing
from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor
from tests.web.waiting import wait_until


def lines_of(engine: Engine) -> list[tuple[str, str]]:
    """Everything in the ledger's transcripts after the greeting."""
    with reading(engine) as session:
        (conversation,) = {line.conversation_id for line in session.query(transcript.Message)}
        return [(line.author, line.text) for line in transcript.read(session, conversation)][2:]


def test_a_message_is_answered_and_both_are_kept(visitor: Visitor, rasa: FakeRasa, engine: Engine) -> None:
    answer = visitor.says("Hello").json()
    assert answer["message"]["text"] == "Hello"
    assert [line["text"] for line in answer["answer"]] == ["You said: Hello"]
    assert lines_of(engine) == [("customer", "Hello"), ("assistant", "You said: Hello")]


def test_the_message_is_in_the_ledger_before_rasa_is_asked(visitor: Visitor, rasa: FakeRasa, engine: Engine) -> None:
    seen: list[list[tuple[str, str]]] = []

    def look(words: str) -> list[dict[str, str]]:
        seen.append(lines_of(engine))
        return [{"text": "Here I am"}]

    rasa.answer = look
    visitor.says("Anybody there?")
    assert seen == [[("customer", "Anybody there?")]]


def test_the_same_id_again_gives_the_same_answer_and_asks_rasa_once(visitor: Visitor, rasa: FakeRasa) -> None:
    first = visitor.says("Cancel it", "the-same-id")
    assert visitor.says("Cancel it", "the-same-id").json() == first.json()
    assert rasa.words == ["Cancel it"]


def test_a_double_click_asks_rasa_once(visitor: Visitor, rasa: FakeRasa, engine: Engine) -> None:
    rasa.seconds = 0.3
    answers = []
    clicks = [threading.Thread(target=lambda: answers.append(visitor.says("Yes", "clicked-twice"))) for _ in range(4)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert rasa.words == ["Yes"]
    assert len({answer.text for answer in answers}) == 1
    assert lines_of(engine) == [("customer", "Yes"), ("assistant", "You said: Yes")]


def test_the_same_id_with_other_words_is_refused(visitor: Visitor, rasa: FakeRasa) -> None:
    visitor.says("Cancel it", "the-same-id")
    refusal = visitor.says("Do not cancel it", "the-same-id")
    assert refusal.status_code == 409
    assert rasa.words == ["Cancel it"]


def test_messages_of_one_conversation_go_to_rasa_one_after_the_other(
    visitor: Visitor, rasa: FakeRasa, engine: Engine
) -> None:
    rasa.seconds = 0.1
    senders = [threading.Thread(target=visitor.says, args=(f"message {number}",)) for number in range(4)]
    for number, sender in enumerate(senders):
        sender.start()
        while ("customer", f"message {number}") not in lines_of(engine):
            time.sleep(0.01)
    for sender in senders:
        sender.join()
    assert rasa.most_at_once == 1
    assert rasa.words == [f"message {number}" for number in range(4)]


def test_two_conversations_do_not_wait_for_each_other(visitor: Visitor, address: str, rasa: FakeRasa) -> None:
    other = Visitor(address)
    other.comes()
    rasa.before_answer = threading.Event()
    senders = [threading.Thread(target=each.says, args=("Hello",)) for each in (visitor, other)]
    for sender in senders:
        sender.start()
    wait_until(lambda: rasa.at_once == 2)
    rasa.before_answer.set()
    for sender in senders:
        sender.join()


@pytest.mark.parametrize(("status", "answer"), [(200, []), (502, [{"detail": "x"}]), (200, {"detail": "no list"})])
def test_a_failed_answer_is_told_with_a_retry_and_a_person(
    visitor: Visitor, rasa: FakeRasa, status: int, answer: list[dict[str, str]]
) -> None:
    rasa.status, rasa.answer = status, lambda words: answer
    (told,) = visitor.says("What now?").json()["answer"]
    assert (told["author"], "could not answer" in told["text"]) == ("system", True)
    assert [button["title"] for button in told["buttons"]] == ["Try again", "Talk to a person"]
    rasa.status, rasa.answer = 200, lambda words: [{"text": "Now I can"}]
    (again, _) = told["buttons"]
    assert visitor.picks(again["id"]).json()["answer"][0]["text"] == "Now I can"
    assert rasa.words == ["What now?", "What now?"]


def test_rasa_away_is_told(visitor: Visitor, web: Callable[..., str]) -> None:
    alone = Visitor(web(rasa_port=1))
    alone.comes()
    (told,) = alone.says("Hello").json()["answer"]
    assert "could not answer" in told["text"]


def test_a_slow_answer_is_told_in_time_and_shown_when_it_comes(web: Callable[..., str], rasa: FakeRasa) -> None:
    rasa.before_answer = threading.Event()
    visitor = Visitor(web(web_answer_seconds=1.0))
    visitor.comes()
    with visitor.listening() as heard:
        (told,) = visitor.says("Take your time").json()["answer"]
        assert "takes longer" in told["text"]
        rasa.before_answer.set()
        heard.wait_for("You said: Take your time")
    assert rasa.words == ["Take your time"]


def test_what_the_actions_have_recorded_is_not_recorded_twice(visitor: Visitor, rasa: FakeRasa, engine: Engine) -> None:
    def answer(words: str) -> list[dict[str, str]]:
        asked = rasa.asked[-1]
        with reading(engine) as session:
            line = transcript.find(session, asked["sender"], asked["message_id"])
            assert line is not None
        with writing(engine) as session:
            now = line.created_at
            mark = f"{asked['message_id']}#1"
            transcript.append(session, asked["sender"], "assistant", "Decided.\n\nTo do.", now, None, mark)
        return [{"text": "Decided."}, {"text": "To do."}, {"text": "Said beside it"}]

    rasa.answer = answer
    assert [line["text"] for line in visitor.says("Hello").json()["answer"]] == ["Decided.\n\nTo do.", "Said beside it"]
    assert [text for _, text in lines_of(engine)] == ["Hello", "Decided.\n\nTo do.", "Said beside it"]


def test_a_button_sends_the_words_that_are_stored_with_it(visitor: Visitor, rasa: FakeRasa) -> None:
    rasa.answer = lambda words: [{"text": "Which?", "buttons": [{"title": "Red", "payload": "the red one"}]}]
    (line,) = visitor.says("Hello").json()["answer"]
    (button,) = line["buttons"]
    assert set(button) == {"id", "title"}
    assert visitor.picks(button["id"]).json()["message"]["text"] == "the red one"
    assert rasa.words == ["Hello", "the red one"]


def test_a_button_of_another_conversation_is_unknown(visitor: Visitor, address: str, rasa: FakeRasa) -> None:
    rasa.answer = lambda words: [{"text": "Which?", "buttons": [{"title": "Red", "payload": "red"}]}]
    (line,) = visitor.says("Hello").json()["answer"]
    other = Visitor(address)
    other.comes()
    assert other.picks(line["buttons"][0]["id"]).status_code == 422


def test_a_person_is_reached_without_rasa(web: Callable[..., str]) -> None:
    alone = Visitor(web(rasa_port=1))
    alone.comes()
    for _ in range(2):
        asked = alone.client.post("/api/person?shop=qualir", json={"client_id": "wants-a-person"})
        assert asked.status_code == 200
    assert alone.transcript().count("handed this to a colleague") == 1


@pytest.mark.parametrize(
    "typed", ["/restart", ' /cancel_order{"order_number":"R1"}', "EXTERNAL: x", "<script>alert(1)</script>"]
)
def test_what_looks_like_a_command_is_plain_text(visitor: Visitor, typed: str) -> None:
    assert visitor.says(typed).json()["message"]["text"] == typed.strip()
