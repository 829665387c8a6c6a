"""From the moment of handing over, Rasa is not asked, and what it says too late is kept but not shown."""

import threading
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.engine import Engine

from aftersales.records.database import reading
from aftersales.records.tables import Conversation, Message
from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor
from tests.web.waiting import wait_until


def asks_for_a_person(visitor: Visitor) -> None:
    response = visitor.client.post(f"/api/person?shop={visitor.shop}", json={"client_id": "wants-a-person"})
    assert response.status_code == 200


def hidden_lines(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [line.text for line in session.scalars(select(Message).order_by(Message.seq)) if not line.shown]


def owner(engine: Engine) -> str:
    with reading(engine) as session:
        return str(session.scalars(select(Conversation.owner)).one())


def test_after_handing_over_rasa_is_not_asked(visitor: Visitor, rasa: FakeRasa, engine: Engine) -> None:
    asks_for_a_person(visitor)
    exchange = visitor.says("It is about my camera").json()
    assert exchange["answer"] == []
    assert rasa.words == []
    assert owner(engine) == "waiting"
    assert "It is about my camera" in visitor.transcript()


def test_an_answer_that_comes_too_late_is_kept_and_not_shown(visitor: Visitor, rasa: FakeRasa, engine: Engine) -> None:
    let_it_answer = threading.Event()
    rasa.seconds = 0.0
    rasa.before_answer = let_it_answer
    sender = threading.Thread(target=visitor.says, args=("Cancel it",))
    sender.start()
    wait_until(lambda: rasa.words == ["Cancel it"])
    asks_for_a_person(visitor)
    let_it_answer.set()
    sender.join()
    wait_until(lambda: hidden_lines(engine) == ["You said: Cancel it"])
    assert "You said" not in visitor.transcript()
    with visitor.listening() as heard:
        heard.wait_for("handed this to a colleague")
        assert not any("You said" in text for _, text in heard.lines)


def test_a_message_behind_the_one_that_hands_over_does_not_reach_rasa(
    visitor: Visitor, rasa: FakeRasa, engine: Engine
) -> None:
    let_it_answer = threading.Event()
    rasa.before_answer = let_it_answer
    senders = [threading.Thread(target=visitor.says, args=(words,)) for words in ("One", "Two")]
    senders[0].start()
    wait_until(lambda: rasa.words == ["One"])
    senders[1].start()
    wait_until(lambda: "Two" in visitor.transcript())
    asks_for_a_person(visitor)
    let_it_answer.set()
    for sender in senders:
        sender.join()
    assert rasa.words == ["One"]


def test_trouble_is_not_told_once_a_person_has_the_conversation(
    visitor: Visitor, rasa: FakeRasa, web: Callable[..., str]
) -> None:
    let_it_answer = threading.Event()
    rasa.before_answer, rasa.status = let_it_answer, 502
    sender = threading.Thread(target=visitor.says, args=("One",))
    sender.start()
    wait_until(lambda: rasa.words == ["One"])
    asks_for_a_person(visitor)
    let_it_answer.set()
    sender.join()
    assert "could not answer" not in visitor.transcript()
    assert "takes longer" not in visitor.transcript()
