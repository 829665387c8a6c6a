"""Evidence of a claim: kept once, counted, told about, and open to nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from aftersales.errors import ClaimIsClosed, FileSentBefore, TooManyFiles, UnknownClaim, UnreadableFile
from aftersales.records import audit, claim_pages, claim_steps, claims, conversations, evidence, transcript
from aftersales.records.database import reading, writing
from aftersales.records.tables import Claim, EvidenceFile, StoredFile
from aftersales.services.bootstrap import Premises
from aftersales.services.evidence.add_evidence import Sent, shown_name
from aftersales.services.evidence.files import (
    Added,
    Opener,
    check_sending,
    file_on_disk,
    is_open_to,
    sweep_evidence,
    take_evidence,
)
from aftersales.settings import Settings
from tests.aftersales.media import files

OWN = Opener("c1")
LABEL = "photo_of_label"


@pytest.fixture
def premises(desk: Any, tmp_path: Path) -> Premises:
    settings = replace(
        Settings.from_environment({}),
        evidence_folder=tmp_path / "evidence",
        evidence_files_a_claim=3,
        frozen_today=date(2025, 3, 4),
    )
    return Premises(settings, desk.policies, desk.engine)


@pytest.fixture
def claim(desk: Any) -> Claim:
    with writing(desk.engine) as session:
        conversations.get_or_start(session, "c1", desk.now)
    opened = desk.open(desk.order("guarantee"))
    with writing(desk.engine) as session:
        found = claims.find(session, opened.reference)
        claim_steps.add_items(session, found, "evidence", [LABEL, "photo_of_packaging"])
    return found


def send(
    premises: Premises,
    claim: Claim,
    client_id: str = "file-1",
    content: bytes = files.picture(),
    item: str = LABEL,
    opener: Opener = OWN,
    name: str = "label.jpg",
) -> Added:
    sent = Sent(item, client_id, name, opener.conversation_id)
    return take_evidence(premises, opener, claim.reference, sent, BytesIO(content))


def count(premises: Premises, table: type) -> int:
    with reading(premises.engine) as session:
        return int(session.scalar(select(func.count()).select_from(table)) or 0)


def on_disk(premises: Premises) -> list[Path]:
    return [path for path in premises.settings.evidence_folder.rglob("*") if path.is_file()]


def state_of(session: Session, claim: Claim, code: str = LABEL) -> str:
    found = claims.find(session, claim.reference)
    return next(item.state for item in found.items if item.code == code)


def test_a_file_is_kept_with_its_claim_and_told_about(premises: Premises, claim: Claim) -> None:
    added = send(premises, claim)
    kept = file_on_disk(premises, added.file.id)
    assert kept is not None
    assert kept.path.read_bytes().startswith(b"\xff\xd8\xff")
    with reading(premises.engine) as session:
        assert state_of(session, claim) == "received"
        (line,) = transcript.read(session, "c1")
        assert (line.author, line.text) == ("assistant", added.told)
        assert "“label.jpg” is now with claim" in line.text
        assert "a photo of the original packaging" in line.text, "what is still needed"
        assert "shipping label" not in line.text.partition("Still needed")[2]
        assert audit.about(session, f"claim:{claim.reference}")[-1].action == "add_evidence"


def test_the_same_file_twice_is_stored_once_and_linked_twice(premises: Premises, claim: Claim) -> None:
    first, second = send(premises, claim, "file-1"), send(premises, claim, "file-2")
    assert first.file.id != second.file.id
    assert (count(premises, StoredFile), count(premises, EvidenceFile)) == (1, 2)
    assert len(on_disk(premises)) == 2, "the picture and its thumbnail"


def test_the_same_file_at_once_is_stored_once(
    premises: Premises, claim: Claim, together: Callable[..., list[Any]]
) -> None:
    together(lambda number: send(premises, claim, f"file-{number}"), 3)
    assert (count(premises, StoredFile), count(premises, EvidenceFile)) == (1, 3)


def test_a_retry_adds_nothing_and_another_file_under_its_id_is_refused(premises: Premises, claim: Claim) -> None:
    first, again = send(premises, claim), send(premises, claim)
    assert first.file.id == again.file.id
    with reading(premises.engine) as session:
        assert len(transcript.read(session, "c1")) == 1
    with pytest.raises(FileSentBefore):
        send(premises, claim, content=files.dark())
    assert count(premises, EvidenceFile) == 1


def test_a_full_claim_takes_no_more(premises: Premises, claim: Claim) -> None:
    for number in range(3):
        send(premises, claim, f"file-{number}")
    with pytest.raises(TooManyFiles):
        send(premises, claim, "file-3", files.dark())
    assert count(premises, EvidenceFile) == 3
    assert len(on_disk(premises)) == 2
    assert send(premises, claim, "file-0").file.id, "what was taken stays answered"


def test_three_at_once_into_the_last_place_is_one(
    premises: Premises, claim: Claim, together: Callable[..., list[Any]]
) -> None:
    send(premises, claim, "a")
    send(premises, claim, "b")

    def attempt(number: int) -> bool:
        try:
            send(premises, claim, f"file-{number}", files.mp4(data=bytes([number]) * 500))
        except TooManyFiles:
            return False
        return True

    assert sorted(together(attempt, 3)) == [False, False, True]
    assert len(on_disk(premises)) == 3


def test_bytes_are_counted_too(premises: Premises, claim: Claim) -> None:
    small = Premises(replace(premises.settings, evidence_bytes_a_claim=100), premises.policies, premises.engine)
    send(small, claim, "a", files.mp4())
    with pytest.raises(TooManyFiles):
        send(small, claim, "b", files.mov())


def test_what_cannot_be_read_leaves_neither_row_nor_file(premises: Premises, claim: Claim) -> None:
    with pytest.raises(UnreadableFile):
        send(premises, claim, content=files.bad_atoms())
    assert (count(premises, StoredFile), on_disk(premises)) == (0, [])
    with reading(premises.engine) as session:
        assert state_of(session, claim) == "needed"


def test_a_ledger_that_fails_leaves_no_file(premises: Premises, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "add", lambda *whatever: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(premises, claim)
    assert (count(premises, StoredFile), on_disk(premises)) == (0, [])


@pytest.mark.parametrize(("content", "hint"), [(files.dark(), "too_dark"), (files.blurred(), "blurred")])
def test_a_poor_picture_is_taken_with_a_friendly_hint(
    premises: Premises, claim: Claim, content: bytes, hint: str
) -> None:
    added = send(premises, claim, content=content)
    assert added.file.hints == (hint,)
    assert "stays with the claim either way" in added.told


def test_a_picture_of_another_claim_gets_a_hint(premises: Premises, desk: Any, claim: Claim) -> None:
    send(premises, claim)
    other = desk.open(desk.order("rma"), conversation_id="c1")
    assert send(premises, other, item="photo_of_goods").file.hints == ("used_before",)
    assert send(premises, claim, "file-2").file.hints == ("used_before",)


def test_where_a_person_answers_it_is_no_line_of_the_assistant(premises: Premises, claim: Claim) -> None:
    with writing(premises.engine) as session:
        conversations.get(session, "c1").owner = "agent"
    send(premises, claim)
    with reading(premises.engine) as session:
        assert [line.author for line in transcript.read(session, "c1")] == ["system"]


def test_a_closed_claim_takes_no_files(premises: Premises, desk: Any, claim: Claim) -> None:
    desk.advance(claim, "refused")
    with pytest.raises(ClaimIsClosed):
        send(premises, claim)


def test_only_what_the_claim_asks_for_is_taken(premises: Premises, claim: Claim) -> None:
    for item in ("photo_of_nothing", "all_accessories", ""):
        with pytest.raises(UnknownClaim):
            send(premises, claim, item=item)


def test_a_claim_is_open_to_its_conversation_to_its_page_and_to_nobody_else(
    premises: Premises, desk: Any, claim: Claim
) -> None:
    with writing(premises.engine) as session:
        conversations.get_or_start(session, "stranger", desk.now)
        proven = conversations.get_or_start(session, "came back", desk.now)
        proven.order_id = claim.order_id
        page = Opener(page_token=claim_pages.token_of(session, claims.find(session, claim.reference)))
    file = send(premises, claim).file
    for opener in (OWN, Opener("came back"), page):
        check_sending(premises, opener, claim.reference, Sent(LABEL, "x", "x", None))
        assert is_open_to(premises, opener, file.id)
    for opener in (Opener("stranger"), Opener(page_token="guessed" * 5)):
        with pytest.raises(UnknownClaim):
            check_sending(premises, opener, claim.reference, Sent(LABEL, "x", "x", None))
        assert not is_open_to(premises, opener, file.id)


def test_a_page_opens_its_own_claim_whatever_claim_is_named(premises: Premises, desk: Any, claim: Claim) -> None:
    other = desk.open(desk.order("rma"))
    with writing(premises.engine) as session:
        page = Opener(page_token=claim_pages.token_of(session, claims.find(session, other.reference)))
    assert not is_open_to(premises, page, send(premises, claim).file.id)
    with pytest.raises(UnknownClaim):
        send(premises, claim, "file-2", opener=page)


def test_the_sweep_leaves_what_the_ledger_knows(premises: Premises, claim: Claim) -> None:
    send(premises, claim)
    assert sweep_evidence(premises) == 0
    assert len(on_disk(premises)) == 2


@pytest.mark.parametrize(
    ("original", "shown"),
    [
        ("label.jpg", "label.jpg"),
        ("../../etc/x.jpg", "x.jpg"),
        ("C:\\fakepath\\IMG 1.heic", "IMG 1.heic"),
        ("a.jpg\r\nSet-Cookie: x", "a.jpg Set-Cookie: x"),
        ("x" * 300, "x" * 120),
        ("evil\u202egpj.exe", "evilgpj.exe"),
        ("<b>.jpg", "<b>.jpg"),
        ("..", ".."),
        ("", "file"),
        ("\x00", "file"),
    ],
)
def test_a_name_is_for_reading_only(original: str, shown: str) -> None:
    assert shown_name(original) == shown
