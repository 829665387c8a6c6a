"""Emptying the outbox: one sender an item, later and later tries, and the reason kept where it is given up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aftersales.records import outbox
from aftersales.records.database import reading, writing
from aftersales.records.tables import OutboxItem
from aftersales.services.bootstrap import Premises
from aftersales.services.news.delivery import note_failure, note_sent, take_due, wait_after
from aftersales.services.news.outbox import post_event, post_mail
from aftersales.services.news.outbox_view import forget_sent, outbox_lines, try_again
from aftersales.settings import MailServer, Settings, WebhookTarget

SERVER = MailServer("localhost", 25, "", "", "off", "service@shop.example")
HOOK = {"": WebhookTarget("http://localhost", "signs")}
SETTINGS = replace(Settings.from_environment({}), mail=SERVER, webhooks=HOOK, outbox_tries=3)


@pytest.fixture
def premises(desk: Any) -> Premises:
    return Premises(SETTINGS, desk.policies, desk.engine)


@pytest.fixture
def claim(desk: Any) -> Any:
    return desk.open(desk.order("guarantee"))


def stored(premises: Premises, kind: str) -> OutboxItem:
    with reading(premises.engine) as session:
        (item,) = outbox.list_items(session, kind=kind)
        return item


def test_what_is_due_is_taken_once_with_its_text(premises: Premises, desk: Any, claim: Any) -> None:
    mail, event = take_due(premises, desk.now)
    assert claim.reference in mail.payload["subject"]
    assert mail.recipient == "anna.keller@example.com"
    assert (event.topic, event.payload["claim"]) == ("claim.opened", claim.reference)
    assert take_due(premises, desk.now) == []


def test_many_senders_at_once_send_nothing_twice(
    premises: Premises, desk: Any, together: Callable[..., list[Any]]
) -> None:
    with writing(premises.engine) as session:
        for number in range(15):
            post_event(session, "claim.changed", str(number), "rma", {}, desk.now)
    taken = [each for batch in together(lambda _: take_due(premises, desk.now), 6) for each in batch]
    while rest := take_due(premises, desk.now):
        taken += rest
    assert sorted(each.event_id for each in taken) == sorted(f"claim.changed:{number}" for number in range(15))


def test_without_a_mail_server_e_mails_stay_and_can_be_read(premises: Premises, desk: Any, claim: Any) -> None:
    without = replace(premises, settings=replace(SETTINGS, mail=None))
    assert [each.kind for each in take_due(without, desk.now)] == ["webhook"]
    (line,) = outbox_lines(premises, kind="mail")
    assert (line.state, line.attempts, line.recipient) == ("waiting", 0, "anna.keller@example.com")
    assert line.text is not None
    assert claim.reference in line.text.text
    assert len(take_due(premises, desk.now)) == 1, "it goes once there is a server"


def test_events_that_nobody_wants_are_dropped(premises: Premises, desk: Any, claim: Any) -> None:
    only_rma = replace(premises, settings=replace(SETTINGS, webhooks={"rma": HOOK[""]}))
    assert [each.kind for each in take_due(only_rma, desk.now)] == ["mail"]
    with reading(premises.engine) as session:
        assert outbox.list_items(session, kind="webhook") == []


def test_a_failure_is_tried_again_later_and_given_up_after_the_last_try(
    premises: Premises, desk: Any, claim: Any
) -> None:
    now = desk.now
    for attempt in (1, 2, 3):
        (mail,) = take_due(premises, now, ("mail",))
        assert note_failure(premises, mail, f"451 try\r\n{attempt}", False, now) is (attempt == 3)
        item = stored(premises, "mail")
        assert (item.attempts, item.last_error) == (attempt, f"451 try {attempt}")
        if attempt < 3:
            assert now < item.next_try_at <= now + timedelta(seconds=30) * 2 ** (attempt - 1) * 1.5
            now = item.next_try_at
    assert stored(premises, "mail").state == "failed"
    assert take_due(premises, now + timedelta(days=9), ("mail",)) == []


def test_what_is_no_use_is_given_up_at_once(premises: Premises, desk: Any, claim: Any) -> None:
    (mail,) = take_due(premises, desk.now, ("mail",))
    assert note_failure(premises, mail, "550 no such user", True, desk.now)
    assert (stored(premises, "mail").state, stored(premises, "mail").last_error) == ("failed", "550 no such user")


def test_a_sender_that_dies_leaves_its_item_to_the_next(premises: Premises, desk: Any, claim: Any) -> None:
    take_due(premises, desk.now, ("mail",))
    assert take_due(premises, desk.now + timedelta(seconds=119), ("mail",)) == []
    (mail,) = take_due(premises, desk.now + timedelta(seconds=121), ("mail",))
    note_sent(premises, mail, desk.now)
    assert (stored(premises, "mail").state, stored(premises, "mail").attempts) == ("sent", 2)


def test_an_e_mail_that_was_tried_stays_as_it_was_written(premises: Premises, desk: Any, claim: Any) -> None:
    (mail,) = take_due(premises, desk.now, ("mail",))
    note_failure(premises, mail, "451", False, desk.now)
    desk.advance(claim, "authorised")
    later = desk.now + timedelta(hours=1)
    again = next(each for each in take_due(premises, later, ("mail",)) if each.topic == "claim.opened")
    assert again.payload == mail.payload


def test_an_e_mail_that_cannot_be_written_is_given_up_and_the_others_go(premises: Premises, desk: Any) -> None:
    with writing(premises.engine) as session:
        post_mail(session, "claim.opened", "x", "rma", "a@b.example", {"claim": "C-NONE"}, desk.now)
        post_mail(session, "no.template", "y", "rma", "a@b.example", {"conversation": "c1", "from": 1}, desk.now)
        post_event(session, "claim.opened", "z", "rma", {}, desk.now)
    assert [each.kind for each in take_due(premises, desk.now)] == ["webhook"]
    reasons = {line.last_error for line in outbox_lines(premises, ("failed",))}
    assert len(reasons) == 2
    assert any("no claim C-NONE" in str(reason) for reason in reasons)


def test_waits_double_up_to_six_hours_with_a_spread(premises: Premises) -> None:
    middle = [wait_after(SETTINGS, attempt, 0.5).total_seconds() for attempt in (1, 2, 3, 40)]
    assert middle == [30, 60, 120, 6 * 3600]
    assert wait_after(SETTINGS, 1, 0).total_seconds() == 15
    assert wait_after(SETTINGS, 1, 1).total_seconds() == 45
    assert len({wait_after(SETTINGS, 5) for _ in range(20)}) > 10


def test_what_was_given_up_can_be_tried_again_and_what_was_sent_forgotten(
    premises: Premises, desk: Any, claim: Any
) -> None:
    mail, event = take_due(premises, desk.now)
    note_failure(premises, mail, "550", True, desk.now)
    note_sent(premises, event, desk.now)
    with writing(premises.engine) as session:
        try_again(session, mail.item.id, desk.now)
        assert forget_sent(session, desk.now + timedelta(days=2), 1) == 1
    assert len(take_due(premises, desk.now)) == 1
