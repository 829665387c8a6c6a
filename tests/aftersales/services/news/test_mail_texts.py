"""The e-mails: every topic at every shop, in plain text, with what the customer must know and nothing left open."""

import re
from pathlib import Path
from typing import Any

import pytest

from aftersales.records import claim_pages, claims, conversations, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim
from aftersales.services.news.claims import WORTH_A_MAIL
from aftersales.services.news.mail_texts import MAILS, MailText, mail_text

SHOPS = ("qualir", "guarantee", "rma", "saferexpert")


def written(desk: Any, topic: str, shop: str, **about: Any) -> MailText:
    with reading(desk.engine) as session:
        return mail_text(session, desk.policies, "https://chat.shop.example", topic, shop, about)


def confirmation(desk: Any, shop: str) -> tuple[Claim, MailText]:
    claim = desk.open(desk.order(shop))
    return claim, written(desk, "claim.opened", shop, claim=claim.reference)


@pytest.mark.parametrize("shop", SHOPS)
def test_the_confirmation_of_a_claim_tells_all_that_the_chat_told(desk: Any, shop: str) -> None:
    claim, mail = confirmation(desk, shop)
    assert claim.reference in mail.subject
    assert desk.policies[shop].name in mail.subject
    for told in (claim.reference, "A-10234", "1 x Rear view camera", claim.authorisation_number or "", claim.words):
        assert told in mail.text
    for clause in claim.decision["clauses"]:
        assert f"{clause}: {desk.policies[shop].clauses[clause]}" in mail.text
    for item in claim.items:
        assert desk.policies[shop].vocabulary.lists[item.kind][item.code] in mail.text


def test_the_confirmation_tells_the_last_day_and_where_the_address_comes_from(desk: Any) -> None:
    _, mail = confirmation(desk, "rma")
    assert re.search(r"3 April 2025: .*RMA number", mail.text)
    assert "Address: comes by e-mail, with the RMA number" in mail.text


def test_the_confirmation_leads_to_the_claims_page(desk: Any) -> None:
    claim, mail = confirmation(desk, "rma")
    with reading(desk.engine) as session:
        token = claim_pages.known_token(claims.find(session, claim.reference))
    assert token is not None
    assert f"https://chat.shop.example/claims/{token}\n" in mail.text


def test_an_address_comes_by_e_mail_where_the_policy_says_so(desk: Any) -> None:
    _, mail = confirmation(desk, "saferexpert")
    assert "factory in mainland China" in mail.text
    assert "supports@saferexpert.com" in mail.text


@pytest.mark.parametrize("shop", SHOPS)
@pytest.mark.parametrize("state", WORTH_A_MAIL)
def test_every_step_worth_an_e_mail_has_one(desk: Any, shop: str, state: str) -> None:
    claim = desk.open(desk.order(shop))
    topic = "claim.authorised" if state == "authorised" else "claim.changed"
    mail = written(desk, topic, shop, claim=claim.reference, state=state)
    assert claim.reference in mail.subject
    assert desk.policies[shop].name in mail.text


def test_a_refusal_tells_its_reason_and_other_notes_stay_with_the_shop(desk: Any) -> None:
    claim = desk.open(desk.order("guarantee"))
    desk.advance(claim, "arrived", note="box looks odd, watch him")
    desk.advance(claim, "refused", note="The seal was broken.")
    arrived, refused = (
        written(desk, "claim.changed", "guarantee", claim=claim.reference, state=state).text
        for state in ("arrived", "refused")
    )
    assert "The reason: The seal was broken." in refused
    assert not any(note in arrived for note in ("odd", "seal"))
    assert "odd" not in refused


def test_the_rma_number_has_an_e_mail_of_its_own(desk: Any) -> None:
    claim = desk.open(desk.order("rma"))
    mail = written(desk, "claim.authorised", "rma", claim=claim.reference, state="authorised")
    assert mail.subject == f"Your RMA number {claim.authorisation_number} for claim {claim.reference}"
    assert "3 April 2025" in mail.text


@pytest.fixture
def talk(desk: Any) -> str:
    with writing(desk.engine) as session:
        conversations.get_or_start(session, "c1", desk.now)
        for author, text in (("customer", "<b>{{ 7*7 }}</b>\nBcc: x@y.example"), ("agent", "One"), ("agent", "Two")):
            transcript.append(session, "c1", author, text, desk.now)
    return "c1"


def test_the_transcript_is_what_was_said_letter_by_letter(desk: Any, talk: str) -> None:
    mail = written(desk, "conversation.transcript", "rma", conversation=talk, upto=2)
    assert "2025-03-04 10:30 UTC, you:\n<b>{{ 7*7 }}</b>\nBcc: x@y.example\n" in mail.text
    assert "colleague:\nOne" in mail.text
    assert "Two" not in mail.text


def test_an_answer_holds_the_persons_lines_only(desk: Any, talk: str) -> None:
    mail = written(desk, "handover.answered", "rma", conversation=talk, **{"from": 1})
    assert "One\n\nTwo" in mail.text
    assert "7*7" not in mail.text


def test_a_subject_is_one_line(desk: Any) -> None:
    order = desk.order("rma")
    with writing(desk.engine) as session:
        stored = session.get(type(order), order.id)
        stored.number = "A\r\nBcc: everybody@example.com"
    subject = written(desk, "order.cancelled", "rma", order=order.id).subject
    assert "\n" not in subject
    assert "\r" not in subject


@pytest.mark.parametrize("template", sorted(MAILS.glob("[!_]*.txt")), ids=lambda path: path.stem)
def test_no_template_is_marked_up(template: Path) -> None:
    assert not re.search(r"<\w+|&\w+;", template.read_text())


def test_texts_leave_no_gaps(desk: Any) -> None:
    for shop in SHOPS:
        _, mail = confirmation(desk, shop)
        assert "\n\n\n" not in mail.text, mail.text
        assert not re.search(r"None|\{|\}", mail.text), mail.text
