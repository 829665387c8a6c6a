"""Server-sent events: every page shows the same lines in order, whenever it comes."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timezone

from sqlalchemy import select
from sqlalchemy.engine import Engine

from aftersales.records import transcript
from aftersales.records.database import writing
from aftersales.records.tables import Conversation
from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor
from tests.web.waiting import wait_until


def test_a_page_that_comes_late_sees_everything_in_order(visitor: Visitor) -> None:
    visitor.says("One")
    visitor.says("Two")
    with visitor.listening() as heard:
        heard.wait_for("You said: Two")
        assert [seq for seq, _ in heard.lines] == [1, 2, 3, 4, 5, 6]
        assert [text for _, text in heard.lines][2:] == ["One", "You said: One", "Two", "You said: Two"]


def test_a_page_that_reconnects_sees_what_it_missed_and_nothing_twice(visitor: Visitor) -> None:
    visitor.says("One")
    visitor.says("Two")
    with visitor.listening(after=0, last_event_id="4") as heard:
        heard.wait_for("You said: Two")
        assert [seq for seq, _ in heard.lines] == [5, 6]


def test_two_pages_show_the_same_lines_as_they_come(visitor: Visitor, rasa: FakeRasa) -> None:
    rasa.seconds = 0.2
    with visitor.listening() as one, visitor.listening() as two:
        visitor.says("Hello")
        for heard in (one, two):
            heard.wait_for("You said: Hello")
        assert one.lines == two.lines
        typing = [data for _, kind, data in one.events if kind == "typing"]
        assert typing[:2] == ["off", "on"]


def test_a_connection_that_is_lost_again_and_again_misses_nothing_and_shows_nothing_twice(
    visitor: Visitor, rasa: FakeRasa
) -> None:
    """One page stays, the other loses its connection after each of the messages that come meanwhile."""
    rasa.seconds = 0.05
    seen: list[tuple[int, str]] = []
    with visitor.listening() as steady:
        for number in range(8):
            sender = threading.Thread(target=visitor.says, args=(f"message {number}",))
            sender.start()
            last = str(seen[-1][0]) if seen else ""
            with visitor.listening(last_event_id=last) as heard:
                heard.wait_for(f"message {number}")
            seen += heard.lines
            sender.join()
        with visitor.listening(last_event_id=str(seen[-1][0])) as heard:
            wait_until(lambda: [*seen, *heard.lines][-1][1] == "You said: message 7")
            seen += heard.lines
        steady.wait_for("You said: message 7")
    assert [number for number, _ in seen] == list(range(1, 2 + 2 * 8 + 1))
    assert seen == steady.lines


def test_lines_carry_their_number_as_the_events_id(visitor: Visitor) -> None:
    with visitor.listening() as heard:
        heard.wait_for("What can I do")
        assert [number for number, kind, _ in heard.events if kind == "line"] == ["1", "2"]


def test_a_decision_comes_as_a_card_beside_its_text(visitor: Visitor, engine: Engine) -> None:
    card = {"status": "not_eligible", "verdict": "No.", "clauses": {"Q-08": "Opened."}}
    with writing(engine) as session:
        (conversation,) = session.scalars(select(Conversation.id))
        lines = [transcript.Line("No. (Q-08)", card=card)]
        transcript.append_all(session, conversation, "assistant", lines, datetime.now(timezone.utc))
    with visitor.listening() as heard:
        heard.wait_for("No. (Q-08)")
        assert [data["card"] for _, kind, data in heard.events if kind == "line"] == [None, None, card]
    assert "No. (Q-08)" in visitor.transcript()


def test_a_line_of_another_process_is_shown(visitor: Visitor, web: Callable[..., str]) -> None:
    elsewhere = Visitor(web())
    elsewhere.client.cookies = visitor.client.cookies
    with visitor.listening() as heard:
        elsewhere.says("From another process")
        heard.wait_for("You said: From another process")


def test_a_number_that_is_none_is_refused(visitor: Visitor) -> None:
    for after in ("x", "-1", "1e3", "9" * 30, "²"):
        assert visitor.client.get("/api/events", params={"shop": "qualir", "after": after}).status_code == 400


def test_more_pages_than_one_customer_needs_are_refused(visitor: Visitor) -> None:
    with ExitStack() as pages:
        for _ in range(12):
            pages.enter_context(visitor.listening()).wait_for("What can I do")
        assert visitor.client.get("/api/events?shop=qualir").status_code == 429
