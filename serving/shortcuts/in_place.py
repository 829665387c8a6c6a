"""All shortcuts that replace a function of Rasa's; `without_tensorflow` stands apart, since it comes before Rasa."""

from __future__ import annotations

from serving.shortcuts import (
    action_request,
    action_responses,
    empty_domain,
    form_validation,
    graph_run,
    kept_connections,
    rule_keys,
)

SHORTCUTS = (
    action_request.REPLACEMENT,
    action_responses.REPLACEMENT,
    empty_domain.REPLACEMENT,
    form_validation.REPLACEMENT,
    graph_run.REPLACEMENT,
    kept_connections.REPLACEMENT,
    rule_keys.REPLACEMENT,
)


def put_in_place() -> None:
    """Take every shortcut that fits this Rasa; each that does not says so."""
    for shortcut in SHORTCUTS:
        shortcut.apply()
