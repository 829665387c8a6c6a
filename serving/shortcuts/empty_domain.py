"""Compares a domain with the empty one that was made once; Rasa makes an empty domain anew for every message."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.shared.core.domain import Domain

from serving.shortcuts.replacement import Replacement


def is_empty(self: Domain) -> bool:
    """Whether nothing stands in the domain, as Rasa tells."""
    return self.as_dict() == _nothing()


@lru_cache(maxsize=1)
def _nothing() -> dict[str, Any]:
    return Domain.empty().as_dict()


REPLACEMENT = Replacement(
    Domain,
    "is_empty",
    "884be90ef485f1d2c0f140657a47f106a7d2785b63b03e46cd699b4072e95369",
    is_empty,
)
