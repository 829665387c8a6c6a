"""Brings settings, policies and the ledger together, once a process and only when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache

from sqlalchemy.engine import Engine

from aftersales.policy.loader import Policies, load_policies
from aftersales.records.database import open_engine, writing
from aftersales.services.conversation.message import begin_turn
from aftersales.services.conversation.turn import Turn
from aftersales.services.wording import responses
from aftersales.settings import Settings


@dataclass(frozen=True)
class Premises:
    """What every turn works with: the settings, the shops' policies, and the way into the ledger."""

    settings: Settings
    policies: Policies
    engine: Engine

    @contextmanager
    def turn(self, conversation_id: str) -> Iterator[Turn]:
        """A turn of a conversation; what it wrote is committed at the end, or not at all where anything failed."""
        with writing(self.engine) as session:
            now = datetime.now(timezone.utc)
            yield begin_turn(session, self.policies, self.settings, conversation_id, self.settings.today(), now)


@lru_cache(maxsize=1)
def premises() -> Premises:
    """The premises as the environment describes them."""
    settings = Settings.from_environment()
    engine = open_engine(settings.database_url, settings.database_timeout_seconds)
    return Premises(settings, load_policies(settings.policies), engine)


def prepare() -> Premises:
    """The premises with every policy and every text read, so that no customer waits for that; raises what is wrong."""
    known = premises()
    for shop in known.policies:
        known.policies[shop]
    responses()
    return known
