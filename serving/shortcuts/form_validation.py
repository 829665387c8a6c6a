"""Leaves the action server alone where a form has caught nothing that could be validated."""

from __future__ import annotations

from typing import Any

from rasa.core.actions.forms import FormAction
from rasa.shared.core.events import Event

from serving.shortcuts.replacement import Replacement

_validate = FormAction.validate_slots


async def validate_slots(self: FormAction, slot_candidates: dict[str, Any], *rest: Any) -> list[Event]:
    """As Rasa's, but without a call where there is no value: our validation would have nothing to say to that."""
    return await _validate(self, slot_candidates, *rest) if slot_candidates else []


REPLACEMENT = Replacement(
    FormAction,
    "validate_slots",
    "b00dc863e49a8fde42276ac936821e49b02c6af596862d9ad2ffa595611b9d12",
    validate_slots,
)
