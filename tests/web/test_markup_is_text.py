"""Thirty scripts as messages, names of files, notes and more: wherever they are shown again, they are text."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from aftersales.records import conversations, orders
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, Conversation
from aftersales.services.evidence.add_evidence import shown_name
from aftersales.services.orders.demo_orders import fill_demo_orders
from aftersales.settings import Settings
from tests.aftersales.media import files
from tests.web.attacks import XSS, Page
from tests.web.claims import claim_for, conversation_id, page_of
from tests.web.desk_agent import DeskAgent, signed_in_agents
from tests.web.mail_server import mail_server
from tests.web.sending import send
from tests.web.visitor import Visitor
from tests.web.waiting import wait_until
from web.embed_token import EmbedTokens

HTML = {"Accept": "text/html"}


@pytest.fixture
def address(web: Callable[..., str]) -> str:
    return web(web_messages_a_minute=100, evidence_files_a_claim=40)


@pytest.fixture
def mia(address: str, engine: Engine) -> DeskAgent:
    (mia,) = signed_in_agents(address, engine, ["mia"])
    return mia


def check(html: str, *attacks: str) -> None:
    """Each attack stands in the page as text, and nothing in the page could run."""
    page = Page(html)
    assert page.dangers == []
    assert [attack for attack in attacks if attack not in page.text] == []


def wants_a_person(visitor: Visitor, words: str) -> str:
    """Says something, is handed over, and gives the conversation's id."""
    assert visitor.says(words).status_code == 200
    path = f"/api/person?shop={visitor.shop}"
    assert visitor.client.post(path, json={"client_id": "wants-a-person"}).status_code == 200
    return conversation_id(visitor)


def proves_to_own(engine: Engine, visitor: Visitor, claim: Claim) -> None:
    """From here on the conversation is about the claim's order."""
    with writing(engine) as session:
        conversation = conversations.lock(session, conversation_id(visitor))
        conversations.identify(session, conversation, orders.get(session, claim.order_id))


def test_in_the_queue(mia: DeskAgent, address: str) -> None:
    for attack in XSS:
        visitor = Visitor(address)
        visitor.comes()
        wants_a_person(visitor, "Hello")
        visitor.says(attack)
    check(mia.client.get("/desk", headers=HTML).text, *XSS)
    check(mia.client.get("/desk/queue").text, *XSS)


def test_in_a_conversations_page(mia: DeskAgent, address: str) -> None:
    for attack in XSS:
        visitor = Visitor(address)
        visitor.comes()
        talk = wants_a_person(visitor, attack)
        mia.acts(talk, "take")
        assert mia.acts(talk, "note", text=f"note {attack}").status_code == 204
        assert mia.acts(talk, "say", text=f"say {attack}").status_code == 204
        assert mia.acts(talk, "close", outcome="solved").status_code == 204
        rating = {"solved": True, "comment": f"rated {attack}"}
        assert visitor.client.post("/api/rating?shop=qualir", json=rating).status_code == 200
        check(mia.page(talk), attack, f"note {attack}", f"rated {attack}")
        assert f"say {attack}" in visitor.transcript()


def test_as_names_of_files(mia: DeskAgent, visitor: Visitor, engine: Engine) -> None:
    claim = claim_for(engine, visitor)
    for number, attack in enumerate(XSS):
        assert send(visitor, claim, files.mp4(data=bytes([number]) * 99), attack).status_code == 201
    shown = [shown_name(attack.replace('"', "%22")) for attack in XSS]  # as browsers name files in a form
    check(visitor.client.get(page_of(engine, claim), headers=HTML).text, *shown)
    listed = visitor.client.get("/api/evidence?shop=qualir")
    assert listed.headers["content-type"] == "application/json"
    proves_to_own(engine, visitor, claim)
    check(mia.page(wants_a_person(visitor, "Hello")), *shown)
    assert all(name in visitor.transcript() for name in shown)


def test_as_the_reason_of_a_refusal(mia: DeskAgent, visitor: Visitor, engine: Engine) -> None:
    talk = wants_a_person(visitor, "Hello")
    mia.acts(talk, "take")
    for number, attack in enumerate(XSS):
        claim = claim_for(engine, visitor, number=f"A-{20000 + number}")
        proves_to_own(engine, visitor, claim)
        step = {"state": "refused", "reason": attack, "conversation": talk}
        assert mia.sends(f"/desk/claims/{claim.reference}/advance", **step).status_code == 204
        check(mia.page(talk), attack)
        check(visitor.client.get(page_of(engine, claim), headers=HTML).text, claim.reference)
    check(mia.client.get("/desk/outbox", headers=HTML).text, *XSS[-10:])  # it shows the newest e-mails


def test_in_an_e_mail(web: Callable[..., str], engine: Engine, settings: Settings) -> None:
    with writing(engine) as session:
        fill_demo_orders(session, settings.today())
    token = EmbedTokens(settings).make("qualir", "ben.brown@example.com", "QA-10318")
    with mail_server() as postbox:
        visitor = Visitor(web(mail=postbox.settings(), web_messages_a_minute=100))
        visitor.comes(token=token)
        for attack in XSS:
            visitor.says(attack)
        assert visitor.client.post("/api/transcript/mail?shop=qualir", json={}).status_code == 202
        wait_until(lambda: bool(postbox.mails))
        (mail,) = postbox.mails
    check_plain(mail)
    assert [attack for attack in XSS if attack not in mail.get_content()] == []


def check_plain(mail: EmailMessage) -> None:
    """No mail program takes any of it for markup."""
    assert not mail.is_multipart()
    assert mail.get_content_type() == "text/plain"
    assert "<" not in str(mail["Subject"])


def test_nothing_of_it_changes_who_has_the_conversation(mia: DeskAgent, visitor: Visitor, engine: Engine) -> None:
    wants_a_person(visitor, XSS[0])
    with reading(engine) as session:
        assert session.scalars(select(Conversation.owner)).one() == "waiting"
