"""An agent at the desk: one browser with its cookies, sending what the desk's pages send."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import lru_cache

import httpx
from sqlalchemy.engine import Engine

from aftersales.records import agents
from aftersales.records.database import writing
from aftersales.services.desk.passwords import hash_password
from tests.web.browsing import client_of

PASSWORD = "a long enough one"


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of every agent's password, made once, since that is slow."""
    return hash_password(PASSWORD)


def add_agents(engine: Engine, *names: str) -> None:
    """Put agents on record; customers read their names with a capital."""
    with writing(engine) as session:
        for name in names:
            agents.add(session, name, name.title(), password_hash(), datetime.now(timezone.utc))


@dataclass
class DeskAgent:
    """`client` keeps the cookies and follows no redirect."""

    address: str
    name: str
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = client_of(self.address)

    def signs_in(self, name: str | None = None, password: str = PASSWORD) -> httpx.Response:
        return self.sends("/desk/sign-in", name=self.name if name is None else name, password=password)

    def sends(self, path: str, **form: str) -> httpx.Response:
        return self.client.post(path, data=form)

    def acts(self, conversation_id: str, act: str, **form: str) -> httpx.Response:
        """An act in a conversation, as its page sends it."""
        return self.sends(f"/desk/conversations/{conversation_id}/{act}", **form)

    def page(self, conversation_id: str) -> str:
        """A conversation's page."""
        return self.client.get(f"/desk/conversations/{conversation_id}", headers={"Accept": "text/html"}).text


def signed_in_agents(address: str, engine: Engine, names: Iterable[str]) -> list[DeskAgent]:
    """Agents on record who are signed in."""
    add_agents(engine, *names)
    signed_in = [DeskAgent(address, name) for name in names]
    for agent in signed_in:
        assert agent.signs_in().status_code == 303
    return signed_in
