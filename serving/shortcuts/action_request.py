"""Sends an action the latest message instead of the whole conversation, which it would only throw away."""

from __future__ import annotations

from typing import Any

import rasa
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from serving.shortcuts.replacement import Replacement


def action_call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """The request to the action server: as Rasa's, but of the events only the customer's last message.

    What happened before stands in the ledger, where the actions read it.
    """
    state = tracker.current_state(EventVerbosity.NONE)
    state["events"] = [tracker.latest_message.as_dict()] if tracker.latest_message else []
    request = {
        "next_action": self._name,
        "sender_id": tracker.sender_id,
        "tracker": state,
        "version": rasa.__version__,
    }
    if not self._is_selective_domain_enabled() or domain.does_custom_action_explicitly_need_domain(self.name()):
        request["domain"] = domain.as_dict()
    return request


REPLACEMENT = Replacement(
    RemoteAction,
    "_action_call_format",
    "428795b944f22edba142d278ec47a30098975b01463ba337ec447dade52a0492",
    action_call_format,
)
