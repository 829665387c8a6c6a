"""The texts of e-mails: templates in mails/, the first line the subject, filled from the ledger as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from sqlalchemy.orm import Session

from aftersales.policy.model import ShopPolicy
from aftersales.records import claim_pages, claim_steps, claims, conversations, operations, orders, transcript
from aftersales.records.tables import Claim
from aftersales.services.claims.letter import claim_letter
from aftersales.services.wording import MissingWords, words
from aftersales.settings import PROJECT_ROOT

MAILS = PROJECT_ROOT / "mails"
LONGEST_SUBJECT = 150


@dataclass(frozen=True)
class MailText:
    """What an e-mail says; the subject is one line."""

    subject: str
    text: str


def mail_text(
    session: Session,
    policies: Mapping[str, ShopPolicy],
    web_address: str,
    topic: str,
    shop: str,
    about: Mapping[str, Any],
) -> MailText:
    """The e-mail of a topic about some records; web_address is where the claims' pages are found.

    Raises MissingWords where its template lacks something.
    """
    policy = policies.get(shop)
    values = {"shop": policy.name if policy else "", **_values(session, policies, web_address, about)}
    try:
        written = _templates().get_template(f"{topic.replace('.', '_')}.txt").render(values)
    except TemplateError as fault:
        raise MissingWords(f"its e-mail cannot be written: {fault}", f"mails, {topic}", "Mend the template.") from fault
    subject, _, text = written.strip().partition("\n")
    return MailText(" ".join(subject.split())[:LONGEST_SUBJECT], text.strip() + "\n")


def _values(
    session: Session, policies: Mapping[str, ShopPolicy], web_address: str, about: Mapping[str, Any]
) -> dict[str, Any]:
    if "claim" in about:
        claim = claims.find(session, about["claim"])
        policy = policies[orders.get(session, claim.order_id).shop]
        token = claim_pages.known_token(claim)
        page = f"{web_address}/claims/{token}" if token else ""
        state = about.get("state", claim.state)
        letter = claim_letter(session, policy, claim)
        return {"claim": letter, "page": page, "state": state, "reason": _reason(session, claim, state)}
    if "order" in about:
        order = orders.get(session, about["order"])
        done = operations.cancellation_of(session, order.id)
        return {"order_number": order.number, "refund": done.result["refund"] if done else {"amount": None}}
    return _conversation_values(session, about)


def _reason(session: Session, claim: Claim, state: str) -> str:
    """Why a claim was refused; the notes on other steps are for colleagues."""
    refusals = [step.note for step in claim_steps.events(session, claim) if step.to_state == state == "refused"]
    return (refusals[-1] or "") if refusals else ""


def _conversation_values(session: Session, about: Mapping[str, Any]) -> dict[str, Any]:
    lines = transcript.read(session, conversations.get(session, about["conversation"]).id)
    if "upto" in about:
        return {"lines": [line for line in lines if line.seq <= about["upto"]]}
    return {"lines": [line for line in lines if line.seq >= about["from"] and line.author == "agent"]}


@lru_cache(maxsize=1)
def _templates() -> Environment:
    """Plain text: nothing is escaped, and a value that is missing is a fault."""
    templates = Environment(
        loader=FileSystemLoader(MAILS), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.globals["say"] = words
    return templates
