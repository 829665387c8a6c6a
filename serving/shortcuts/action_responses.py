"""Checks what an action answers without checking the JSON schema itself each time, which took most of every turn.

Each event has to fit one of some twenty schemas, and actions tell the same few events again and again: one that was
found right is not tried again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

from serving.shortcuts.replacement import Replacement

MOST_KEPT = 1000
_right: set[str] = set()
"""Events that were found right, as they print."""


@lru_cache(maxsize=1)
def response_validator() -> Any:
    """The validator of Rasa's own schema, which is checked here once."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """True for an answer that Rasa's schema allows; raises ValidationError for any other, as Rasa does."""
    events = _events_to_check(result)
    error = best_match(response_validator().iter_errors(result if events is None else {**result, "events": events}))
    if error is not None:
        error.message += f". The action server's answer to {self.name()} is not as Rasa expects it"
        raise error
    _note_right(events or [])
    return True


def _events_to_check(result: Any) -> list[Any] | None:
    """The answer's events that were not found right before; None where it has no list of them."""
    events = result.get("events") if isinstance(result, dict) else None
    return [event for event in events if repr(event) not in _right] if isinstance(events, list) else None


def _note_right(events: list[Any]) -> None:
    if len(_right) >= MOST_KEPT:
        _right.clear()
    _right.update(map(repr, events))


REPLACEMENT = Replacement(
    RemoteAction,
    "_validate_action_result",
    "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42",
    validate_action_result,
)
