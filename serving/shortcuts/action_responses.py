"""Checks what an action answers without checking the JSON schema itself each time, which took most of every turn."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

from serving.shortcuts.replacement import Replacement


@lru_cache(maxsize=1)
def response_validator() -> Any:
    """The validator of Rasa's own schema, which is checked here once."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """True for an answer that Rasa's schema allows; raises ValidationError for any other, as Rasa does."""
    error = best_match(response_validator().iter_errors(result))
    if error is not None:
        error.message += f". The action server's answer to {self.name()} is not as Rasa expects it"
        raise error
    return True


REPLACEMENT = Replacement(
    RemoteAction,
    "_validate_action_result",
    "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42",
    validate_action_result,
)
