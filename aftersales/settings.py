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
MEGABYTE = 1024 * 1024

Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class MailServer:
    """The SMTP server that takes our e-mails; tls is starttls, on (from the first byte) or off."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    sender: str


@dataclass(frozen=True)
class WebhookTarget:
    """Where events are posted to, and the secret that signs them."""

    url: str
    secret: str


@dataclass(frozen=True)
class Settings:
    """What an operator may choose; every field has a default that works on a new machine.

    Times are in the unit their name ends with. frozen_today, when set, stands for today's date
    everywhere, so that tests and demonstrations repeat. web_origins are the sites, besides the web process itself,
    whose pages may send messages, web_frame_ancestors those that may show its pages in a frame; web_secret signs
    what a shop says about its customer, and is made up at each start where it is empty. mail is None where no server
    takes our e-mails, which then are kept. webhooks are by shop; "" stands for every shop without one of its own.
    outbox_retry_seconds is the wait after the first failure, which doubles with each. metrics_token, where it is set,
    opens /metrics to whoever has it. web_address is where customers reach the web process; evidence_folder is where
    their pictures and videos are kept, and a claim takes so many files and bytes of them.
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
    mail: MailServer | None
    webhooks: Mapping[str, WebhookTarget]
    outbox_tries: int
    outbox_retry_seconds: float
    metrics_token: str
    web_address: str
    evidence_folder: Path
    evidence_files_a_claim: int
    evidence_bytes_a_file: int
    evidence_bytes_a_claim: int

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
            mail=_mail_server(read),
            webhooks=_webhooks(read),
            outbox_tries=read.positive("OUTBOX_TRIES", 10, int),
            outbox_retry_seconds=read.positive("OUTBOX_RETRY_SECONDS", 30.0, float),
            metrics_token=read.text("METRICS_TOKEN", ""),
            web_address=read.text("WEB_ADDRESS", f"http://{LOOPBACK}:{read.port('WEB_PORT', 5080)}").rstrip("/"),
            evidence_folder=Path(read.text("EVIDENCE_FOLDER", str(PROJECT_ROOT / "var" / "evidence"))),
            evidence_files_a_claim=read.positive("EVIDENCE_FILES_A_CLAIM", 10, int),
            evidence_bytes_a_file=read.positive("EVIDENCE_MEGABYTES_A_FILE", 25, int) * MEGABYTE,
            evidence_bytes_a_claim=read.positive("EVIDENCE_MEGABYTES_A_CLAIM", 100, int) * MEGABYTE,
        )

    def webhook_of(self, shop: str) -> WebhookTarget | None:
        """Where a shop's events go; None where nobody wants them."""
        return self.webhooks.get(shop) or self.webhooks.get("")

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

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """Give one of the known values; the first is the default."""
        written = self.text(name, known[0]).lower()
        if written not in known:
            raise SettingsError(f"{written!r} is not possible", name, f"Choose among: {', '.join(known)}.")
        return written

    def by_shop(self, name: str) -> Mapping[str, str]:
        """Give the values of NAME_<SHOP> by the shop's id, and that of NAME itself under ""."""
        named = {each: each[len(name) + 1 :].lower() for each in self.variables if each.startswith(f"{name}_")}
        found = {shop: self.text(each, "") for each, shop in {name: "", **named}.items()}
        return {shop: value for shop, value in found.items() if value}

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


def _mail_server(read: _Environment) -> MailServer | None:
    host, sender = read.text("SMTP_HOST", ""), read.text("MAIL_FROM", "")
    if not host:
        return None
    if not sender:
        raise SettingsError("it is missing", "MAIL_FROM", "Give the address that e-mails come from.")
    tls = read.one_of("SMTP_TLS", ("starttls", "on", "off"))
    user, password = read.text("SMTP_USER", ""), read.text("SMTP_PASSWORD", "")
    return MailServer(host, read.port("SMTP_PORT", 587), user, password, tls, sender)


def _webhooks(read: _Environment) -> Mapping[str, WebhookTarget]:
    urls, secrets = read.by_shop("WEBHOOK_URL"), read.by_shop("WEBHOOK_SECRET")
    targets = {}
    for shop, url in urls.items():
        variable = f"WEBHOOK_URL_{shop.upper()}" if shop else "WEBHOOK_URL"
        secret = secrets.get(shop) or secrets.get("")
        if not url.startswith(("https://", "http://")):
            raise SettingsError(f"{url!r} is no address", variable, "Write it as https://helpdesk.example/events.")
        if secret is None:
            raise SettingsError("its secret is missing", variable, "Set WEBHOOK_SECRET; nothing is sent unsigned.")
        targets[shop] = WebhookTarget(url, secret)
    return targets
