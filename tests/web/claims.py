"""A claim on record for a visitor of the web process, opened as a yes in the chat opens it."""

from datetime import date, datetime, timedelta, timezone

from sqlalchemy.engine import Engine

from aftersales.policy.decision import decide
from aftersales.policy.loader import load_policies
from aftersales.records import cases, claim_pages, claim_steps, confirmations, conversations
from aftersales.records.database import writing
from aftersales.records.tables import Claim
from aftersales.services.claims.open_claim import open_claim
from aftersales.services.orders.requests import request_for_order
from aftersales.settings import PROJECT_ROOT
from tests.aftersales.camera_order import three_cameras
from tests.web.visitor import Visitor
from web.visitors import conversation_of, cookie_name

POLICIES = load_policies(PROJECT_ROOT / "policies")
TODAY = date(2025, 3, 4)
LABEL, PACKAGING = "photo_of_label", "photo_of_packaging"
TOLD = {
    "qualir": {
        "problem": "wrong_item",
        "removed_from_app": True,
        "unused": True,
        "as_received": True,
    },
    "highvalue": {"problem": "defective", "cause": "manufacturing", "wants": "replacement"},
    "rma": {
        "problem": "defective",
        "cause": "manufacturing",
        "original_packaging": True,
        "all_accessories": True,
        "wants": "replacement",
    },
}


def conversation_id(visitor: Visitor) -> str:
    """The conversation that the visitor's cookie stands for."""
    return conversation_of(visitor.client.cookies[cookie_name(visitor.shop)])


def claim_for(engine: Engine, visitor: Visitor, shop: str = "rma", number: str = "A-10234") -> Claim:
    """A claim on one camera of a new order, opened in the visitor's conversation; it also asks for two photos."""
    policy, now = POLICIES[shop], datetime.now(timezone.utc)
    order = three_cameras(shop, number)
    with writing(engine) as session:
        session.add(order)
        session.flush()
        conversation = conversations.get_or_start(session, conversation_id(visitor), now)
        case = cases.open_case(session, conversation.id, "claim_warranty", now)
        yes = confirmations.prepare(session, case, "open_claim", {}, "Shall I?", now, timedelta(minutes=30))
        told, line = TOLD[shop], order.lines[0]
        decision = decide(request_for_order(policy, order, line, 1, told, TODAY))
        claim = open_claim(
            session, policy, order, line, 1, "claim_warranty", None, decision,
            {name: {"value": value, "source": "said"} for name, value in told.items()},
            "\n".join(said.text for said in decision.said), yes, conversation.id, TODAY, now,
        )  # fmt: skip
        claim_steps.add_items(session, claim, "evidence", [LABEL, PACKAGING])
    return claim


def page_of(engine: Engine, claim: Claim) -> str:
    """The path of the claim's page."""
    with writing(engine) as session:
        return f"/claims/{claim_pages.token_of(session, claim)}"
