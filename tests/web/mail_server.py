"""A real SMTP server on this machine, which keeps what it gets and refuses what a test tells it to refuse."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from aftersales.settings import LOOPBACK, MailServer
from tests.live.system import free_ports

SENDER = "Shop service <service@shop.example>"


@dataclass
class Postbox:
    """`refusals` are the server's answers to the next e-mails or recipients; None lets one in."""

    port: int
    refusals: dict[str, list[str | None]] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    passwords: list[bytes] = field(default_factory=list)

    def settings(self, **changed: Any) -> MailServer:
        usual = {"host": LOOPBACK, "port": self.port, "user": "", "password": "", "tls": "off", "sender": SENDER}
        return MailServer(**{**usual, **changed})

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        refusal = self._refusal("RCPT")
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        refusal = self._refusal("DATA")
        if refusal is None:
            self.envelopes.append(envelope)
            self.mails.append(message_from_bytes(envelope.content or b"", policy=policy.default))  # type: ignore[arg-type]
        return refusal or "250 Kept"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.passwords.append(data.password)
        return AuthResult(success=data.password == b"right", handled=False)

    def _refusal(self, step: str) -> str | None:
        waiting = self.refusals.get(step)
        return waiting.pop(0) if waiting else None


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, needs_password: bool = False) -> Iterator[Postbox]:
    """Runs for as long as the block lasts."""
    (port,) = free_ports(1)
    postbox = Postbox(port)
    controller = Controller(
        postbox,
        hostname=LOOPBACK,
        port=port,
        tls_context=tls,
        require_starttls=tls is not None,
        auth_required=needs_password,
        auth_require_tls=False,
        authenticator=postbox.authenticate if needs_password else None,
    )
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()
