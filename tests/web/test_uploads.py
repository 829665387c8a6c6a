"""Files over HTTP: how they are taken and told about, and who may see them."""

import logging

import pytest
from sqlalchemy.engine import Engine

from aftersales.records.tables import Claim
from aftersales.settings import Settings
from tests.aftersales.media import files
from tests.web.claims import LABEL, PACKAGING, claim_for, page_of
from tests.web.desk_agent import DeskAgent, add_agents
from tests.web.sending import on_disk, refused, send
from tests.web.visitor import Visitor


@pytest.mark.parametrize(("kind", "content"), files.GOOD, ids=[kind for kind, _ in files.GOOD])
def test_pictures_and_videos_are_taken_whatever_they_are_called(
    visitor: Visitor, claim: Claim, kind: str, content: bytes
) -> None:
    answer = send(visitor, claim, content, "a.jpg.php")
    assert answer.status_code == 201, answer.text
    file = answer.json()["file"]
    given = visitor.client.get(f"/api/evidence/{file['id']}?shop=qualir")
    assert given.status_code == 200
    assert given.headers["content-type"] == file["media_type"]
    assert given.headers["content-disposition"].startswith('attachment; filename="evidence-')
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert given.headers["cache-control"].startswith("private")
    small = visitor.client.get(f"/api/evidence/{file['id']}/thumbnail?shop=qualir")
    assert small.status_code == (200 if file["is_picture"] else 404)
    assert answer.json()["told"] in visitor.transcript()


def test_the_list_tells_what_is_asked_for_and_what_is_there(visitor: Visitor, claim: Claim) -> None:
    send(visitor, claim, files.picture())
    (wanted,) = visitor.client.get("/api/evidence?shop=qualir").json()["claims"]
    pieces = {piece["code"]: piece for piece in wanted["pieces"]}
    assert (wanted["claim"], wanted["room"]) == (claim.reference, 9)
    assert (pieces[LABEL]["state"], pieces[PACKAGING]["state"]) == ("received", "needed")
    assert [file["name"] for file in pieces[LABEL]["files"]] == ["label.jpg"]
    assert not pieces["name"]["is_file"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.jpg", "x.jpg"),
        ("a\r\nSet-Cookie: b.jpg", None),
        ("n" * 300 + ".jpg", "n" * 120),
        ("<b>.jpg", "<b>.jpg"),
    ],
    ids=["with folders", "with line ends", "of 300 letters", "with markup"],
)
def test_a_name_is_never_a_path_nor_a_header(
    visitor: Visitor, claim: Claim, settings: Settings, name: str, shown: str | None
) -> None:
    answer = send(visitor, claim, files.picture(), name)
    assert answer.status_code == 201
    file = answer.json()["file"]
    assert "\n" not in file["name"]
    assert shown is None or file["name"] == shown
    given = visitor.client.get(f"/api/evidence/{file['id']}?shop=qualir")
    assert "set-cookie" not in given.headers
    assert {len(path.name.removesuffix(".thumbnail")) for path in on_disk(settings)} == {32}
    assert all(settings.evidence_folder in path.parents for path in on_disk(settings))


def test_the_place_where_a_picture_was_taken_is_gone(visitor: Visitor, claim: Claim) -> None:
    file = send(visitor, claim, files.with_exif()).json()["file"]
    given = visitor.client.get(f"/api/evidence/{file['id']}?shop=qualir").content
    assert b"SECRET" not in given
    assert b"Exif" not in given


def test_the_same_file_twice_is_one_on_disk(visitor: Visitor, claim: Claim, settings: Settings) -> None:
    first, second = (send(visitor, claim, files.picture(), item=item).json() for item in (LABEL, PACKAGING))
    assert first["file"]["id"] != second["file"]["id"]
    assert len(on_disk(settings)) == 2


def test_a_retry_gets_the_same_answer(visitor: Visitor, claim: Claim) -> None:
    first, again = (send(visitor, claim, files.picture(), client_id="file-again") for _ in range(2))
    assert first.json() == again.json()
    assert visitor.transcript().count("is now with claim") == 1
    refused(send(visitor, claim, files.dark(), client_id="file-again"), 409)


def test_a_file_is_given_to_nobody_else(visitor: Visitor, claim: Claim, engine: Engine, address: str) -> None:
    file = send(visitor, claim, files.picture()).json()["file"]["id"]
    stranger = Visitor(address)
    stranger.comes()
    other_page = page_of(engine, claim_for(engine, stranger, number="A-20002"))
    for who in (stranger, Visitor(address)):
        for path in (f"/api/evidence/{file}", f"/api/evidence/{file}/thumbnail"):
            for query in ("?shop=qualir", "?shop=rma", ""):
                refused(who.client.get(path + query), 404)
    refused(visitor.client.get("/api/evidence/../../etc/passwd?shop=qualir"), 404)
    refused(visitor.client.get(f"/api/evidence/{'0' * 32}?shop=qualir"), 404)
    assert other_page.startswith("/claims/")


def test_a_signed_in_agent_sees_every_file(visitor: Visitor, claim: Claim, engine: Engine, address: str) -> None:
    file = send(visitor, claim, files.picture()).json()["file"]["id"]
    add_agents(engine, "ann")
    ann = DeskAgent(address, "ann")
    refused(ann.client.get(f"/api/evidence/{file}"), 404)
    ann.signs_in()
    assert ann.client.get(f"/api/evidence/{file}").status_code == 200
    assert ann.client.get(f"/api/evidence/{file}/thumbnail").status_code == 200


def test_thousands_of_ranges_are_no_trouble(visitor: Visitor, claim: Claim) -> None:
    file = send(visitor, claim, files.mp4(data=b"\0" * 100_000)).json()["file"]["id"]
    ranges = "bytes=" + ",".join(f"{start}-{start + 1}" for start in range(0, 10_000, 2))
    answer = visitor.client.get(f"/api/evidence/{file}?shop=qualir", headers={"Range": ranges})
    assert answer.status_code in (200, 206, 400, 416)
    assert len(answer.content) < 1_000_000


def test_neither_names_nor_contents_are_logged(
    visitor: Visitor, claim: Claim, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    send(visitor, claim, files.picture(), "anna-keller-passport.jpg")
    send(visitor, claim, files.bad_atoms(), "anna-keller-video.mp4")
    told = "\n".join(f"{record.getMessage()} {getattr(record, 'fields', '')}" for record in caplog.records)
    assert "'route': 'add', 'status': 201" in told
    assert "anna-keller" not in told
