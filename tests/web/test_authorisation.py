"""Who may do what: every route against nobody, another customer, the customer and an agent.

A route without a row here fails. What belongs to somebody else is answered like what does not exist (404), so that
nobody learns that it is there; the desk asks whoever is not signed in to do so (401), whatever the address.
"""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from aftersales.records import claim_pages
from aftersales.records.database import writing
from aftersales.services.bootstrap import Premises
from aftersales.settings import Settings
from tests.aftersales.media.files import picture
from tests.web.claims import LABEL, claim_for, conversation_id
from tests.web.conftest import POLICIES
from tests.web.desk_agent import signed_in_agents
from tests.web.routes import routes_of
from tests.web.sending import NUMBERS, send
from tests.web.visitor import Visitor
from web.app import create_app

WHO = ("nobody", "another customer", "the customer", "an agent")
SECRET = "my-secret-words"

FREE = (200, 200, 200, 200)
OWN = (404, 200, 200, 404)
"""Everybody reaches a conversation of their own, and no other."""
SEEN_AT_DESK = (404, 404, 200, 200)
DESK_PAGE = (401, 401, 401, 200)
DESK_ACT = (401, 401, 401, 204)

FORM: dict[str, Any] = {"data": {"text": "x"}}
JSON: dict[str, Any] = {"json": {}}

ROWS: dict[tuple[str, str], tuple[tuple[int, int, int, int], dict[str, Any]]] = {
    ("POST", "/api/messages"): (OWN, {"json": {"client_id": "a-message", "text": "Hello"}}),
    ("POST", "/api/person"): (OWN, {"json": {"client_id": "a-person-please"}}),
    ("POST", "/api/typing"): (OWN, JSON),
    ("POST", "/api/email"): (OWN, {"json": {"email": "somebody@example.com"}}),
    ("POST", "/api/rating"): ((404, 404, 404, 404), {"json": {"solved": True}}),
    ("GET", "/api/events"): (OWN, {}),
    ("GET", "/api/transcript"): (OWN, {}),
    ("POST", "/api/transcript/mail"): ((404, 409, 409, 404), JSON),
    ("GET", "/api/evidence"): (OWN, {}),
    ("POST", "/api/evidence"): ((404, 404, 201, 404), {}),
    ("GET", "/api/evidence/{file}"): (SEEN_AT_DESK, {}),
    ("GET", "/api/evidence/{file}/thumbnail"): (SEEN_AT_DESK, {}),
    ("GET", "/health"): (FREE, {}),
    ("GET", "/ready"): (FREE, {}),
    ("GET", "/metrics"): (FREE, {}),
    ("GET", "/openapi.json"): (FREE, {}),
    ("GET", "/static"): (FREE, {}),
    ("GET", "/"): (FREE, {}),
    ("GET", "/demo/{shop}"): (FREE, {}),
    ("GET", "/demo/{shop}/orders"): (FREE, {}),
    # The address of a claim's page is its key: whoever has it may see it, and nothing else opens it.
    ("GET", "/claims/{token}"): (FREE, {}),
    ("GET", "/claims/{token}/slip.pdf"): (FREE, {}),
    ("POST", "/claims/{token}/withdraw"): (FREE, {}),
    ("POST", "/claims/{token}/evidence"): ((201, 201, 201, 201), {}),
    ("GET", "/claims/{token}/evidence/{file}"): (FREE, {}),
    ("GET", "/claims/{token}/evidence/{file}/thumbnail"): (FREE, {}),
    ("GET", "/desk/sign-in"): ((200, 200, 200, 303), {}),
    ("POST", "/desk/sign-in"): ((401, 401, 401, 401), {"data": {"name": "mia", "password": "a wrong one"}}),
    ("GET", "/desk"): (DESK_PAGE, {}),
    ("GET", "/desk/queue"): (DESK_PAGE, {}),
    ("GET", "/desk/events"): (DESK_PAGE, {}),
    ("GET", "/desk/figures"): (DESK_PAGE, {}),
    ("GET", "/desk/outbox"): (DESK_PAGE, {}),
    ("POST", "/desk/outbox/{item:int}/retry"): ((401, 401, 401, 404), {}),
    ("GET", "/desk/conversations/{conversation}"): (DESK_PAGE, {}),
    ("GET", "/desk/conversations/{conversation}/panels"): (DESK_PAGE, {}),
    ("GET", "/desk/conversations/{conversation}/events"): (DESK_PAGE, {}),
    ("POST", "/desk/conversations/{conversation}/take"): (DESK_ACT, {}),
    ("POST", "/desk/conversations/{conversation}/say"): (DESK_ACT, FORM),
    ("POST", "/desk/conversations/{conversation}/typing"): (DESK_ACT, {}),
    ("POST", "/desk/conversations/{conversation}/note"): (DESK_ACT, FORM),
    ("POST", "/desk/conversations/{conversation}/tags"): (DESK_ACT, {"data": {"tags": "urgent"}}),
    ("POST", "/desk/conversations/{conversation}/assign"): (DESK_ACT, {"data": {"to": "mia"}}),
    ("POST", "/desk/conversations/{conversation}/release"): (DESK_ACT, {}),
    ("POST", "/desk/conversations/{conversation}/close"): ((401, 401, 401, 409), {"data": {"outcome": "solved"}}),
    ("POST", "/desk/conversations/{conversation}/give-back"): ((401, 401, 401, 409), {}),
    ("POST", "/desk/claims/{reference}/advance"): (DESK_ACT, {"data": {"state": "arrived"}}),
    ("POST", "/desk/sign-out"): ((303, 303, 303, 303), {}),
    # Last, since whoever comes here has a conversation of their own from then on.
    ("POST", "/api/conversation"): ((201, 200, 200, 201), {"json": {"shop": "rma"}}),
}


@dataclass
class World:
    """A customer with a claim and a file, who waits for a person; and the three others."""

    clients: dict[str, httpx.Client]
    places: dict[str, str]
    content: bytes

    def asks(self, who: str, method: str, path: str, request: dict[str, Any]) -> tuple[int, str]:
        """Status and text; of an endless answer only the status."""
        address = path.replace("{item:int}", "99").format_map(self.places).replace("/static", "/static/desk.css")
        query = {"shop": "rma"}
        if "evidence" in path:
            query |= {"claim": self.places["reference"], "item": LABEL, "client_id": f"file-{next(NUMBERS):06}"}
        if method == "POST" and path.endswith("/evidence"):
            request = {"files": {"file": ("label.png", self.content)}}
        with self.clients[who].stream(method, address, params=query, **request) as answer:
            is_endless = answer.headers.get("content-type", "").startswith("text/event-stream")
            return answer.status_code, "" if is_endless else str(answer.read())


@pytest.fixture
def app(settings: Settings, engine: Engine) -> Starlette:
    return create_app(Premises(settings, POLICIES, engine))


@pytest.fixture
def world(address: str, engine: Engine) -> World:
    customer, other, nobody = (Visitor(address, shop="rma") for _ in range(3))
    for visitor in (customer, other):
        assert visitor.comes().status_code == 201
    customer.says(SECRET)
    claim = claim_for(engine, customer)
    with writing(engine) as session:
        token = claim_pages.token_of(session, claim)
    for visitor in (customer, other):
        visitor.client.post("/api/person?shop=rma", json={"client_id": "wants-a-person"})
    (agent,) = signed_in_agents(address, engine, ("mia",))
    content = picture()
    sent = send(customer, claim, content, shop="rma")
    places = {"file": sent.json()["file"]["id"], "token": token, "shop": "rma"}
    places |= {"conversation": conversation_id(customer), "reference": claim.reference}
    clients = dict(zip(WHO, (nobody.client, other.client, customer.client, agent.client), strict=True))
    return World(clients, places, content)


def test_every_route_has_a_row_and_every_row_a_route(app: Starlette) -> None:
    assert set(routes_of(app)) == set(ROWS)


def test_everybody_gets_what_is_theirs_and_nothing_else(world: World) -> None:
    got = {row: tuple(world.asks(who, *row, request)[0] for who in WHO) for row, (_, request) in ROWS.items()}
    wrong = {row: (got[row], "instead of", expected) for row, (expected, _) in ROWS.items() if got[row] != expected}
    assert wrong == {}


def test_nobody_else_reads_the_customers_words(world: World) -> None:
    for who in WHO[:2]:
        for (method, path), (_, request) in ROWS.items():
            if "{token}" not in path:
                assert SECRET not in world.asks(who, method, path, request)[1], (who, method, path)


def test_what_is_foreign_is_answered_like_what_does_not_exist(world: World) -> None:
    stranger = world.clients["another customer"]
    for path in ("/api/evidence/{}", "/api/evidence/{}/thumbnail"):
        answers = [stranger.get(path.format(name)) for name in (world.places["file"], "0" * 32)]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].json() == answers[1].json()
    unknown = [stranger.get(f"/claims/{token}").status_code for token in ("x" * 43, "")]
    assert unknown == [404, 404]
    for conversation in (world.places["conversation"], "0" * 32):
        assert stranger.get(f"/desk/conversations/{conversation}").json()["status"] == 401
