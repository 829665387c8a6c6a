"""Files that are refused over HTTP: with a status and a sentence, and nothing of them is left."""

import itertools
import resource
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from aftersales.records.tables import Claim
from aftersales.settings import MEGABYTE
from tests.aftersales.media import files
from tests.web.claims import claim_for
from tests.web.sending import address_of, refused, send, send_raw
from tests.web.visitor import Visitor
from web import uploads


@pytest.mark.usefixtures("nothing_is_left")
@pytest.mark.parametrize("content", [content for _, content in files.UNKNOWN], ids=[name for name, _ in files.UNKNOWN])
def test_other_kinds_are_refused(visitor: Visitor, claim: Claim, content: bytes) -> None:
    assert "nothing else" in refused(send(visitor, claim, content), 415)


@pytest.mark.usefixtures("nothing_is_left")
@pytest.mark.parametrize(
    "content", [content for _, content in files.UNREADABLE], ids=[name for name, _ in files.UNREADABLE]
)
def test_what_cannot_be_read_is_refused(visitor: Visitor, claim: Claim, content: bytes) -> None:
    refused(send(visitor, claim, content), 422)


@pytest.mark.usefixtures("nothing_is_left")
def test_51_megabytes_are_refused_before_they_are_read(visitor: Visitor, claim: Claim) -> None:
    assert (
        send_raw(visitor, claim, f"Content-Length: {51 * MEGABYTE}", b"--x") == b"HTTP/1.1 413 Request Entity Too Large"
    )


@pytest.mark.usefixtures("nothing_is_left")
def test_a_file_that_does_not_say_how_long_it_is_is_cut_off(web: Callable[..., str], engine: Engine) -> None:
    visitor = Visitor(web(evidence_bytes_a_file=MEGABYTE))
    visitor.comes()
    claim = claim_for(engine, visitor, number="A-20001")
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    pieces = itertools.chain([head], itertools.repeat(b"\0" * 65536, 100))
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert "1 MB" in refused(visitor.client.post(address_of(claim), content=pieces, headers=kind), 413)


@pytest.mark.usefixtures("nothing_is_left")
def test_an_upload_cut_off_half_way_leaves_nothing(visitor: Visitor, claim: Claim) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    send_raw(visitor, claim, "Content-Length: 2000000", head + files.picture() * 10, is_answered=False)
    assert visitor.says("And now?").status_code == 200


@pytest.mark.usefixtures("nothing_is_left")
@pytest.mark.parametrize("limit", ["IDLE_SECONDS", "LONGEST_SECONDS"])
def test_an_upload_that_is_too_slow_is_told_so_and_leaves_nothing(
    visitor: Visitor, claim: Claim, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """Half a picture comes, and then nothing more: either limit ends the waiting."""
    monkeypatch.setattr(uploads, limit, 0.2)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    answer = send_raw(visitor, claim, "Content-Length: 2000000", head + files.picture()[:3000])
    assert answer == b"HTTP/1.1 408 Request Timeout"
    assert visitor.says("And now?").status_code == 200


@pytest.mark.usefixtures("nothing_is_left")
@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("multipart/form-data", b"--x\r\n", 400),
        ("multipart/form-data; boundary=x", b"no boundary in here", 400),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 422),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n", 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\na\r\n' * 1000 + b"--x--\r\n",
            400,
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nwords\r\n--x--\r\n',
            422,
        ),
        ("image/jpeg", b"\xff\xd8\xff", 415),
        ("application/json", b"{}", 415),
    ],
    ids=["no boundary", "no part", "empty", "no name", "1,000 parts", "no file", "no multipart", "JSON"],
)
def test_what_is_no_file_in_a_form_is_refused(
    visitor: Visitor, claim: Claim, kind: str, content: bytes, status: int
) -> None:
    response = visitor.client.post(address_of(claim), content=content, headers={"Content-Type": kind})
    refused(response, status)


@pytest.mark.usefixtures("nothing_is_left")
@pytest.mark.parametrize("length", ["-5", "many", "5, 6"])
def test_a_wrong_content_length_ends_the_request(visitor: Visitor, claim: Claim, length: str) -> None:
    assert send_raw(visitor, claim, f"Content-Length: {length}").startswith(b"HTTP/1.1 400")


def test_the_eleventh_file_is_refused(visitor: Visitor, claim: Claim) -> None:
    for number in range(10):
        assert send(visitor, claim, files.mp4(data=bytes([number]) * 99)).status_code == 201
    assert "as many files as it can" in refused(send(visitor, claim, files.picture()), 422)


@pytest.mark.usefixtures("nothing_is_left")
def test_a_foreign_or_unknown_claim_is_not_there(visitor: Visitor, claim: Claim, engine: Engine, address: str) -> None:
    stranger = Visitor(address)
    stranger.comes()
    for who, what in ((stranger, claim), (visitor, "C-0000000000"), (visitor, ""), (stranger, "' OR 1=1--")):
        assert send(who, what, files.picture()).status_code == 404
    assert send(Visitor(address), claim, files.picture()).status_code == 404, "without a cookie"
    assert send(visitor, claim, files.picture(), item="photo_of_nothing").status_code == 404
    foreign_page = visitor.client.post(
        address_of(claim), files={"file": ("a.jpg", files.picture())}, headers={"Origin": "https://evil.example"}
    )
    assert foreign_page.status_code == 403


@pytest.mark.usefixtures("nothing_is_left")
def test_a_full_disk_is_told_and_leaves_nothing(visitor: Visitor, claim: Claim) -> None:
    """The limit on the size of files stands for the end of the disk: what is beyond cannot be written."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    big = files.mp4(data=b"\0" * (6 * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * MEGABYTE, before[1]))
    try:
        detail = refused(send(visitor, claim, big), 507)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "nothing of it was" in detail


def test_thirty_files_a_minute_are_enough(visitor: Visitor, claim: Claim) -> None:
    statuses = [send(visitor, claim, b"hello").status_code for _ in range(31)]
    assert statuses == [415] * 30 + [429]
