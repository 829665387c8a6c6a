"""Hands e-mails to the SMTP server of the settings: plain text, one recipient each."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import aiosmtplib

from aftersales.services.news.delivery import Delivery
from aftersales.settings import MailServer
from web.undelivered import Undelivered

TIMEOUT_SECONDS = 20.0
PERMANENT = 500


class Mailer:
    """One SMTP server; each e-mail has a connection of its own."""

    def __init__(self, server: MailServer) -> None:
        self.server = server

    async def send(self, delivery: Delivery) -> None:
        """Send an e-mail; raises Undelivered, final where the server wants neither this one nor a second try."""
        server = self.server
        message = message_of(delivery, server.sender)
        try:
            await aiosmtplib.send(
                message,
                sender=parseaddr(server.sender)[1],
                recipients=[str(delivery.recipient)],
                hostname=server.host,
                port=server.port,
                username=server.user or None,
                password=server.password or None,
                use_tls=server.tls == "on",
                start_tls=server.tls == "starttls",
                timeout=TIMEOUT_SECONDS,
            )
        except (aiosmtplib.SMTPException, OSError) as fault:
            raise Undelivered(f"{type(fault).__name__}: {fault}", is_final=is_permanent(fault)) from fault


def message_of(delivery: Delivery, sender: str) -> EmailMessage:
    """The e-mail; a retry has the same Message-ID. Raises Undelivered where the address is none."""
    message = EmailMessage()
    try:
        message["To"] = Address(addr_spec=str(delivery.recipient))
        message["From"] = sender
        message["Subject"] = delivery.payload["subject"]
    except (ValueError, IndexError, MessageError) as fault:
        raise Undelivered(f"it cannot be addressed: {type(fault).__name__}", is_final=True) from fault
    mark = hashlib.sha256(delivery.event_id.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{mark}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Date"] = datetime.now(timezone.utc)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(delivery.payload["text"])
    return message


def is_permanent(fault: Exception) -> bool:
    """Whether the server says of this very e-mail that it will never take it; a wrong password can be mended."""
    if isinstance(fault, aiosmtplib.SMTPRecipientsRefused):
        return all(refused.code >= PERMANENT for refused in fault.recipients)
    refused = (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError)
    return isinstance(fault, refused) and fault.code >= PERMANENT
