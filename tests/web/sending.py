"""Sending files to the web process as a chat page does, and looking at what is left of them."""

import itertools
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from aftersales.records.database import reading
from aftersales.records.tables import Claim, EvidenceFile, StoredFile
from aftersales.settings import Settings
from tests.web.claims import LABEL
from tests.web.visitor import Visitor

NUMBERS = itertools.count(1)


def address_of(claim: Claim | str, item: str = LABEL, client_id: str = "", shop: str = "qualir") -> str:
    """Where a file for a piece of a claim's evidence goes."""
    reference = claim if isinstance(claim, str) else claim.reference
    return (
        f"/api/evidence?shop={shop}&claim={reference}&item={item}&client_id={client_id or f'file-{next(NUMBERS):06}'}"
    )


def send(visitor: Visitor, claim: Claim | str, content: bytes, name: str = "label.jpg", **place: str) -> httpx.Response:
    """Send a file."""
    return visitor.client.post(address_of(claim, **place), files={"file": (name, content, "image/jpeg")})


def send_raw(visitor: Visitor, claim: Claim, heads: str, content: bytes = b"", is_answered: bool = True) -> bytes:
    """Write a request by hand and hang up; gives the first line of the answer where one is waited for."""
    host = urlsplit(visitor.address)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
    head = (
        f"POST {address_of(claim)} HTTP/1.1\r\nHost: {host.netloc}\r\nOrigin: {visitor.address}\r\n"
        f"Cookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=x\r\n{heads}\r\n\r\n"
    )
    with socket.create_connection((host.hostname, host.port)) as connection:
        connection.sendall(head.encode() + content)
        return connection.recv(200).partition(b"\r\n")[0] if is_answered else b""


def refused(response: httpx.Response, status: int) -> str:
    """The sentence of a refusal with this status."""
    document = response.json()
    assert (response.status_code, document["status"]) == (status, status), document
    assert response.headers["content-type"] == "application/problem+json"
    return str(document["detail"])


def rows(engine: Engine) -> int:
    """How many rows there are about files."""
    with reading(engine) as session:
        return sum(session.scalar(select(func.count()).select_from(table)) for table in (EvidenceFile, StoredFile))


def on_disk(settings: Settings) -> list[Path]:
    """The files in the folder of evidence."""
    return [path for path in settings.evidence_folder.rglob("*") if path.is_file()]
