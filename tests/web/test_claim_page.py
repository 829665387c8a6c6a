"""The page of a claim: what it tells, who it tells it to, files sent from it, withdrawing, and the slip."""

import re

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, Operation
from tests.aftersales.media import files
from tests.web.browsing import client_of
from tests.web.claims import LABEL, claim_for, page_of
from tests.web.sending import refused
from tests.web.visitor import Visitor


@pytest.fixture
def page(engine: Engine, claim: Claim) -> str:
    return page_of(engine, claim)


@pytest.fixture
def reader(address: str) -> httpx.Client:
    """Somebody who has nothing but the address of the page."""
    return client_of(address)


def words(page: httpx.Response) -> str:
    """What the page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_the_page_tells_how_the_claim_stands_and_why(reader: httpx.Client, claim: Claim, page: str) -> None:
    shown = reader.get(page)
    told = words(shown)
    assert shown.status_code == 200
    for part in (
        claim.reference,
        claim.authorisation_number or "missing",
        "1 × Rear view camera, order A-10234",
        "The shop has authorised your claim.",
        "Yes, this is covered.",
        "A photo of the shipping label needed",
        "Write the RMA number clearly on the outside",
        "Authorised by the shop",
        "30 days left",
    ):
        assert part in told, part
    cited = set(re.findall(r'href="#(R-\d+)"', shown.text))
    explained = dict(re.findall(r"<dt>(R-\d+)</dt><dd>(.+?)</dd>", shown.text))
    assert cited
    assert cited <= set(explained)


def test_the_page_is_kept_from_others(reader: httpx.Client, page: str) -> None:
    shown = reader.get(page)
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-robots-tag"] == "noindex"
    assert shown.headers["referrer-policy"] == "same-origin"
    assert "default-src 'self'" in shown.headers["content-security-policy"]
    assert not re.search(r"<script(?! src)|<style| on\w+=| style=", shown.text), "nothing inline"
    assert len(page.removeprefix("/claims/")) >= 32


@pytest.mark.parametrize("token", ["guess", "0" * 32, "..%2f..%2fetc", "' OR 1=1--"])
def test_a_guessed_address_shows_nothing(reader: httpx.Client, page: str, token: str) -> None:
    missing = reader.get(f"/claims/{token}")
    assert missing.status_code == 404
    assert "C-" not in words(missing)
    assert reader.get(f"/claims/{token}/slip.pdf").status_code == 404
    assert reader.post(f"/claims/{token}/withdraw").status_code == 404


def test_a_file_sent_from_the_page_is_on_it_and_in_the_conversation(
    reader: httpx.Client, visitor: Visitor, page: str
) -> None:
    sent = reader.post(
        f"{page}/evidence?item={LABEL}&client_id=from-page", files={"file": ("<i>label.jpg", files.picture())}
    )
    assert sent.status_code == 201
    shown = reader.get(page)
    assert "A photo of the shipping label received" in words(shown)
    assert "&lt;i&gt;label.jpg" in shown.text
    (thumbnail,) = re.findall(r'<img src="([^"]+)"', shown.text)
    assert reader.get(thumbnail).headers["content-type"] == "image/jpeg"
    assert reader.get(thumbnail.removesuffix("/thumbnail")).status_code == 200
    assert sent.json()["told"] in visitor.transcript()


def test_a_page_shows_no_file_of_another_claim(
    reader: httpx.Client, visitor: Visitor, engine: Engine, page: str
) -> None:
    other = page_of(engine, claim_for(engine, visitor, number="A-20003"))
    sent = reader.post(f"{page}/evidence?item={LABEL}&client_id=from-page", files={"file": ("a", files.picture())})
    file = sent.json()["file"]["id"]
    refused(reader.get(f"{other}/evidence/{file}"), 404)
    refused(reader.get(f"{other}/evidence/{file}/thumbnail"), 404)
    refused(reader.get(f"/api/evidence/{file}"), 404)


def withdraw(reader: httpx.Client, page: str) -> tuple[httpx.Response, str]:
    """The question before withdrawing, and the confirmation in it."""
    asked = reader.post(f"{page}/withdraw")
    found = re.search(r'name="yes" value="([^"]+)"', asked.text)
    return asked, found.group(1) if found else ""


def test_withdrawing_asks_first_and_is_done_once(reader: httpx.Client, engine: Engine, claim: Claim, page: str) -> None:
    asked, yes = withdraw(reader, page)
    assert "Withdraw this claim?" in words(asked)
    assert "has authorised your claim" in words(reader.get(page)), "nothing has happened yet"
    for _ in range(2):
        done = reader.post(f"{page}/withdraw", data={"yes": yes})
        assert (done.status_code, done.headers["location"]) == (303, page)
    told = words(reader.get(page))
    assert "You withdrew this claim." in told
    assert "Withdraw this claim" not in told
    assert "Return slip" not in told
    with reading(engine) as session:
        operations = session.scalars(select(Operation).where(Operation.claim_id == claim.id)).all()
        assert sorted(operation.kind for operation in operations) == ["open_claim", "withdraw_claim"]


def test_a_yes_that_is_made_up_or_to_another_claim_withdraws_nothing(
    reader: httpx.Client, visitor: Visitor, engine: Engine, page: str
) -> None:
    other = page_of(engine, claim_for(engine, visitor, number="A-20004"))
    for yes in ("made-up", withdraw(reader, other)[1]):
        answer = reader.post(f"{page}/withdraw", data={"yes": yes})
        assert answer.status_code == 409
        assert "Please say it once more" in words(answer)
        assert "has authorised your claim" in words(reader.get(page))


def test_a_claim_whose_goods_have_arrived_cannot_be_withdrawn(
    reader: httpx.Client, engine: Engine, claim: Claim, page: str
) -> None:
    with writing(engine) as session:
        session.get(Claim, claim.id).state = "arrived"
    asked, yes = withdraw(reader, page)
    assert yes == ""
    assert "Withdraw this claim" not in words(asked)


def test_other_sites_cannot_withdraw(reader: httpx.Client, page: str) -> None:
    assert reader.post(f"{page}/withdraw", headers={"Origin": "https://evil.example"}).status_code == 403


def test_the_slip_is_a_pdf_for_this_claim(reader: httpx.Client, claim: Claim, page: str) -> None:
    slip = reader.get(f"{page}/slip.pdf")
    assert slip.headers["content-type"] == "application/pdf"
    assert claim.authorisation_number in slip.headers["content-disposition"]
    assert slip.headers["cache-control"] == "no-store"
    assert slip.content.startswith(b"%PDF-")
