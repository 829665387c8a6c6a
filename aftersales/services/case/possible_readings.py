"""Which of two readings of a message can be meant at all, by what is known of the order."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales.services import claim_status, withdraw_claim
from aftersales.services.conversation.turn import Turn

ABOUT_A_CLAIM = (claim_status.FLOW.stem, withdraw_claim.FLOW.stem)


def possible_readings(turn: Turn, between: Sequence[str]) -> tuple[str, ...]:
    """The readings without those about a claim, where the order is known and has none."""
    if turn.order is None or not set(between) & {*ABOUT_A_CLAIM}:
        return tuple(between)
    if claim_status.claims_of_conversation(turn.session, turn.policies, turn.conversation.id):
        return tuple(between)
    return tuple(each for each in between if each not in ABOUT_A_CLAIM)
