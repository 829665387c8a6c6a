"""Files that are sent: known by their content, written anew without anything but the picture, or refused."""

import io
from pathlib import Path

import pytest
from PIL import Image

from aftersales.errors import UnknownKindOfFile, UnreadableFile
from aftersales.media import picture_worker
from aftersales.media.examine import Examined, examine
from tests.aftersales.media import files


def looked_at(content: bytes, bench: Path) -> Examined:
    return examine(io.BytesIO(content), bench)


@pytest.mark.parametrize(("kind", "content"), files.GOOD, ids=[kind for kind, _ in files.GOOD])
def test_what_customers_send_is_known_by_its_content(kind: str, content: bytes, tmp_path: Path) -> None:
    examined = looked_at(content, tmp_path)
    assert examined.kind.name == kind
    assert examined.size == examined.file.stat().st_size > 0
    if examined.kind.is_picture:
        assert (examined.width, examined.height, examined.hints) == (640, 480, ())
        assert Image.open(examined.file).format == "JPEG"
    else:
        assert examined.file.read_bytes() == content


@pytest.mark.parametrize("content", [content for _, content in files.UNKNOWN], ids=[name for name, _ in files.UNKNOWN])
def test_other_kinds_are_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises((UnknownKindOfFile, UnreadableFile)) as refused:
        looked_at(content, tmp_path)
    assert refused.type is UnknownKindOfFile


@pytest.mark.parametrize(
    "content", [content for _, content in files.UNREADABLE], ids=[name for name, _ in files.UNREADABLE]
)
def test_what_cannot_be_read_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        looked_at(content, tmp_path)


def test_a_picture_is_turned_upright_and_loses_all_but_its_pixels(tmp_path: Path) -> None:
    sent = files.with_exif()
    assert b"SECRETMAKER" in sent
    assert b"SECRETCOMMENT" in sent
    examined = looked_at(sent, tmp_path)
    assert (examined.width, examined.height) == (480, 640)
    for kept in (examined.file, examined.thumbnail):
        assert kept is not None
        assert b"SECRET" not in kept.read_bytes()
        assert not Image.open(kept).getexif()
        assert "exif" not in Image.open(kept).info


def test_a_script_behind_a_picture_does_not_survive(tmp_path: Path) -> None:
    examined = looked_at(files.picture() + files.SCRIPT, tmp_path)
    assert b"script" not in examined.file.read_bytes()


def test_transparent_parts_become_white(tmp_path: Path) -> None:
    examined = looked_at(files.picture("PNG", Image.new("RGBA", (50, 50), (255, 0, 0, 0))), tmp_path)
    assert Image.open(examined.file).getpixel((25, 25)) == (255, 255, 255)


def test_a_large_picture_is_made_smaller_and_has_a_small_thumbnail(tmp_path: Path) -> None:
    examined = looked_at(files.picture(image=Image.new("RGB", (6000, 3000), "white")), tmp_path)
    assert (examined.width, examined.height) == (4096, 2048)
    assert examined.thumbnail is not None
    assert max(Image.open(examined.thumbnail).size) == 320


@pytest.mark.parametrize(
    ("content", "hints"),
    [(files.picture(), ()), (files.dark(), ("too_dark",)), (files.blurred(), ("blurred",))],
    ids=["good", "dark", "blurred"],
)
def test_a_poor_picture_is_taken_with_a_hint(content: bytes, hints: tuple[str, ...], tmp_path: Path) -> None:
    assert looked_at(content, tmp_path).hints == hints


def test_the_same_content_has_the_same_hash_whatever_it_becomes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert looked_at(files.picture(), tmp_path / "a").hash == looked_at(files.picture(), tmp_path / "b").hash


def test_the_worker_limits_itself_before_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(picture_worker.resource, "setrlimit", lambda limit, most: done.append("limit"))
    monkeypatch.setattr(picture_worker, "upright", lambda kind, source: done.append("read") or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        picture_worker.main("png", "a", "b", "c")
    assert done == ["limit"] * 5 + ["read"]
