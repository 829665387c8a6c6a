"""The settings of one process, read from the environment; nothing else reads it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from aftersales.errors import SettingsError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"
HIGHEST_PORT = 65535
LONGEST_MESSAGE = 2000
"""How many characters a customer may send at once."""

Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Settings:
    """What an operator may choose; every field has a default that works on a new machine.

    Times are in the unit their name ends with. frozen_today, when set, stands for today's date
    everywhere, so that tests and demonstrations repeat. web_origins are the sites, besides the web process itself,
    whose pages may send messages, web_frame_ancestors those that may show its pages in a frame; web_secret signs
    what a shop says about its customer, and is made up at each start where it is empty.
    """

    database_url: str
    policies: Path
    rasa_port: int
    actions_port: int
    frozen_today: date | None
    database_timeout_seconds: float
    action_timeout_seconds: float
    confirmation_minutes: int
    lookup_tries: int
    web_port: int
    web_answer_seconds: float
    web_messages_a_minute: int
    web_origins: tuple[str, ...]
    web_frame_ancestors: tuple[str, ...]
    web_secret: str
    web_token_minutes: int
    web_demo: bool

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; a value that cannot be used raises SettingsError naming its variable."""
        read = _Environment(os.environ if environ is None else environ)
        return cls(
            database_url=read.text("DATABASE_URL", f"sqlite:///{PROJECT_ROOT / 'var' / 'aftersales.db'}"),
            policies=Path(read.text("AFTERSALES_POLICIES", str(PROJECT_ROOT / "policies"))),
            rasa_port=read.port("RASA_PORT", 5005),
            actions_port=read.port("ACTIONS_PORT", 5055),
            frozen_today=read.day("AFTERSALES_TODAY"),
            database_timeout_seconds=read.positive("DATABASE_TIMEOUT_SECONDS", 4.0, float),
            action_timeout_seconds=read.positive("ACTION_TIMEOUT_SECONDS", 6.0, float),
            confirmation_minutes=read.positive("CONFIRMATION_MINUTES", 30, int),
            lookup_tries=read.positive("LOOKUP_TRIES", 5, int),
            web_port=read.port("WEB_PORT", 5080),
            web_answer_seconds=read.positive("WEB_ANSWER_SECONDS", 8.0, float),
            web_messages_a_minute=read.positive("WEB_MESSAGES_A_MINUTE", 10, int),
            web_origins=read.words("WEB_ORIGINS"),
            web_frame_ancestors=read.words("WEB_FRAME_ANCESTORS"),
            web_secret=read.text("WEB_SECRET", ""),
            web_token_minutes=read.positive("WEB_TOKEN_MINUTES", 60, int),
            web_demo=read.switch("WEB_DEMO", True),
        )

    def today(self) -> date:
        """Give the day to reckon with: the frozen one, else the calendar's."""
        return self.frozen_today or date.today()  # noqa: DTZ011 the one clock of the project


@dataclass(frozen=True)
class _Environment:
    """Typed reading of variables; an empty variable counts as unset."""

    variables: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        """Give the variable's text, without blanks around it."""
        return self.variables.get(name, "").strip() or default

    def words(self, name: str) -> tuple[str, ...]:
        """Give the words of a list parted by blanks; none where the variable is unset."""
        return tuple(self.text(name, "").split())

    def switch(self, name: str, default: bool) -> bool:
        """Give whether something is on."""
        written = self.text(name, "on" if default else "off").lower()
        if written not in ("on", "off"):
            raise SettingsError(f"{written!r} is neither on nor off", name, "Write on or off.")
        return written == "on"

    def port(self, name: str, default: int) -> int:
        """Give a TCP port."""
        port = self.positive(name, default, int)
        if port > HIGHEST_PORT:
            raise SettingsError(f"{port} is not a port", name, f"Choose a number from 1 to {HIGHEST_PORT}.")
        return port

    def positive(self, name: str, default: Number, kind: Callable[[str], Number]) -> Number:
        """Give a number above zero."""
        written = self.text(name, str(default))
        try:
            number = kind(written)
        except ValueError:
            raise SettingsError(f"{written!r} is not a number", name, f"For example {default}.") from None
        if not 0 < number < float("inf"):
            raise SettingsError(f"{written} is not a number above zero", name, f"For example {default}.")
        return number

    def day(self, name: str) -> date | None:
        """Give a date, or None where the variable is unset."""
        written = self.text(name, "")
        if not written:
            return None
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise SettingsError(f"{written!r} is not a date", name, "Write it as 2025-03-04.") from None
