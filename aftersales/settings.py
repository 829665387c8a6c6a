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
    everywhere, so that tests and demonstrations repeat.
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
