"""The next steps of a claim, as an agent takes them: the transition table, less what is not the shop's to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from aftersales.errors import RequestError
from aftersales.records import claims
from aftersales.records.database import writing
from aftersales.services.bootstrap import Premises
from aftersales.services.claims.life import NEXT_STATES, advance

NOT_THE_SHOPS = ("sent", "withdrawn", "expired")
"""Steps that the customer takes, or time."""
RESULTS = ("faulty", "not_faulty")


@dataclass(frozen=True)
class Step:
    """A step that an agent can take: the state it leads to, what the inspection found, whether a reason is needed."""

    state: str
    inspection: str | None = None
    needs_reason: bool = False


def steps_from(state: str) -> list[Step]:
    """The steps that an agent can take from a state."""
    steps = []
    for following in NEXT_STATES[state]:
        if following == "inspected":
            steps += [Step(following, result) for result in RESULTS]
        elif following not in NOT_THE_SHOPS:
            steps.append(Step(following, needs_reason=following == "refused"))
    return steps


def take_step(
    premises: Premises, reference: str, agent: str, state: str, inspection: str | None, reason: str | None
) -> str:
    """Takes a claim's next step and gives the id of the claim's conversation, "" where it has none.

    What the step teaches goes back through the shop's policy. Raises UnknownClaim, ForbiddenStep, StaleClaim as
    services.claims.life.advance does, RequestError where a refusal gives no reason.
    """
    if state == "refused" and not (reason or "").strip():
        raise RequestError("a refusal needs its reason", "reason", "Tell the customer why.")
    now = datetime.now(timezone.utc)
    facts = {"inspection": inspection} if inspection else None
    with writing(premises.engine) as session:
        claim = claims.find(session, reference)
        advance(session, premises.policies, claim, state, agent, premises.settings.today(), now, reason or None, facts)
        return claim.conversation_id or ""
