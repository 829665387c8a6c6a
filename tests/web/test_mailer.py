"""E-mails through a real SMTP server: what arrives, what is refused for now or for good, and no way into the header."""

import asyncio
import ssl
import subprocess
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from aftersales.records.tables import OutboxItem
from aftersales.services.news.delivery import Delivery
from aftersales.settings import MailServer
from tests.live.system import free_ports
from tests.web.mail_server import Postbox, mail_server
from web.mailer import Mailer
from web.undelivered import Undelivered

AT = datetime(2025, 3, 4, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def running() -> Iterator[Postbox]:
    with mail_server() as postbox:
        yield postbox


@pytest.fixture
def postbox(running: Postbox) -> Postbox:
    running.refusals.clear()
    running.mails.clear()
    running.envelopes.clear()
    return running


def delivery(recipient: str = "anna.keller@example.com", subject: str = "Your claim C-1", text: str = "") -> Delivery:
    payload = {"subject": subject, "text": text or "It is open – since today.\n"}
    return Delivery("mail", "claim.opened", "claim.opened:C-1", "rma", recipient, payload, AT, OutboxItem())


def send(server: MailServer, mail: Delivery) -> None:
    asyncio.run(Mailer(server).send(mail))


def refusal(server: MailServer, mail: Delivery) -> Undelivered:
    with pytest.raises(Undelivered) as refused:
        send(server, mail)
    return refused.value


def test_an_e_mail_arrives_as_it_was_written(postbox: Postbox) -> None:
    send(postbox.settings(), delivery(subject="Your claim – fünf"))
    (mail,) = postbox.mails
    assert mail["To"] == "anna.keller@example.com"
    assert mail["From"] == "Shop service <service@shop.example>"
    assert mail["Subject"] == "Your claim – fünf"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == "It is open – since today.\n"
    assert postbox.envelopes[0].mail_from == "service@shop.example"


def test_a_second_try_is_known_by_its_message_id(postbox: Postbox) -> None:
    for _ in range(2):
        send(postbox.settings(), delivery())
    first, second = postbox.mails
    assert first["Message-ID"] == second["Message-ID"] == first["Message-ID"].strip()
    assert first["Message-ID"].endswith("@shop.example>")


@pytest.mark.parametrize(
    ("step", "answer", "is_final"),
    [
        ("RCPT", "550 5.1.1 no such user", True),
        ("RCPT", "451 4.7.1 greylisted", False),
        ("DATA", "554 5.6.0 not wanted", True),
        ("DATA", "452 4.3.1 mailbox full", False),
        ("DATA", "421 4.3.0 going down", False),
    ],
)
def test_what_the_server_says_is_kept_and_whether_for_good(
    postbox: Postbox, step: str, answer: str, is_final: bool
) -> None:
    postbox.refusals[step] = [answer]
    refused = refusal(postbox.settings(), delivery())
    assert refused.is_final is is_final
    assert answer[4:] in refused.message
    send(postbox.settings(), delivery())
    assert len(postbox.mails) == 1


def test_a_server_that_is_away_is_tried_again(postbox: Postbox) -> None:
    assert not refusal(postbox.settings(port=free_ports(1)[0]), delivery()).is_final


@pytest.mark.parametrize(
    "recipient",
    [
        "anna@example.com\r\nBcc: all@example.com",
        "anna@example.com, ben@example.com",
        "anna@example.com\n",
        "Anna <anna@example.com>",
        "anna",
        "",
        "anna@example.com>\r\nRCPT TO:<ben@example.com",
    ],
)
def test_an_address_that_is_none_is_given_up_without_asking_the_server(postbox: Postbox, recipient: str) -> None:
    assert refusal(postbox.settings(), delivery(recipient=recipient)).is_final
    assert postbox.envelopes == []


def test_a_subject_cannot_begin_another_header(postbox: Postbox) -> None:
    assert refusal(postbox.settings(), delivery(subject="Hello\r\nBcc: all@example.com")).is_final
    assert postbox.envelopes == []


def test_a_text_cannot_end_the_e_mail_or_begin_a_command(postbox: Postbox) -> None:
    text = "One\n.\nQUIT\nBcc: all@example.com\n"
    send(postbox.settings(), delivery(text=text))
    (mail,) = postbox.mails
    assert mail.get_content().replace("\r\n", "\n") == text
    assert mail["Bcc"] is None


def test_a_password_is_given_and_a_wrong_one_can_be_mended() -> None:
    with mail_server(needs_password=True) as postbox:
        send(postbox.settings(user="shop", password="right"), delivery())
        refused = refusal(postbox.settings(user="shop", password="wrong"), delivery())
        assert not refused.is_final
        assert "535" in str(refused)
        assert len(postbox.mails) == 1


def test_a_password_is_never_sent_in_the_clear_where_tls_is_asked_for() -> None:
    with mail_server(needs_password=True) as postbox:
        for tls in ("starttls", "on"):
            assert not refusal(postbox.settings(user="shop", password="right", tls=tls), delivery()).is_final
        assert (postbox.passwords, postbox.mails) == ([], [])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine that nobody vouches for."""
    folder = tmp_path_factory.mktemp("tls")
    key, chain = folder / "key.pem", folder / "chain.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", chain], check=True, capture_output=True)
    return key, chain


def test_tls_is_used_with_a_certificate_that_holds_only(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    key, chain = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    with mail_server(tls=context) as postbox:
        assert "CERTIFICATE_VERIFY_FAILED" in refusal(postbox.settings(tls="starttls"), delivery()).message
        monkeypatch.setenv("SSL_CERT_FILE", str(chain))
        send(postbox.settings(tls="starttls"), delivery())
        assert len(postbox.mails) == 1
