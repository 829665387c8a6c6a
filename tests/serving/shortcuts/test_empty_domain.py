"""A domain is empty when Rasa says so; and Rasa's own function is still the same."""

import pytest
from rasa.shared.core.domain import Domain

from serving.shortcuts.empty_domain import REPLACEMENT, is_empty

INTENTS = {"intents": ["greet"]}
SLOT = {"slots": {"item": {"type": "text", "mappings": [{"type": "custom"}]}}}


def test_rasa_has_not_changed_underneath() -> None:
    assert REPLACEMENT.fits()


@pytest.mark.parametrize(
    "domain", [Domain.empty(), Domain.from_dict({}), Domain.from_dict(INTENTS), Domain.from_dict(SLOT)]
)
def test_says_what_rasa_says(domain: Domain) -> None:
    assert is_empty(domain) == (domain.as_dict() == Domain.empty().as_dict())


def test_an_intent_is_something() -> None:
    assert is_empty(Domain.empty())
    assert not is_empty(Domain.from_dict(INTENTS))
