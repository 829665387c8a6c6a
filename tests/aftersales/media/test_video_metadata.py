"""What a video tells besides its pictures is gone from what is kept; the pictures stay where they were."""

import io
import struct
from pathlib import Path

import pytest

from aftersales.errors import UnreadableFile
from aftersales.media.examine import examine
from aftersales.media.kinds import kind_of
from aftersales.media.videos import check_video
from tests.aftersales.media.files import box

PLACE = b"+52.5200+013.4050/SECRET"
DATA = b"PICTURES" * 40
HEAD = b"\x42\x82\x84webm"
TAGS, ATTACHMENTS, CLUSTER, BLOCK = b"\x12\x54\xc3\x67", b"\x19\x41\xa4\x69", b"\x1f\x43\xb6\x75", b"\xa3"
NOT_SAID = b"\x01" + b"\xff" * 7


def handled(handler: bytes, *more: bytes) -> bytes:
    """A track with a handler."""
    return box(b"trak", box(b"tkhd", b"\0" * 84), *more, box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 12)))


def film(brand: bytes, *in_moov: bytes, behind: bytes = b"") -> bytes:
    """A film of boxes."""
    moov = box(b"moov", box(b"mvhd", b"\0" * 100), *in_moov)
    return box(b"ftyp", brand, b"\0\0\x02\0") + moov + box(b"mdat", DATA) + behind


def long_box(name: bytes, content: bytes) -> bytes:
    """A box that says its length in eight bytes."""
    return struct.pack(">I", 1) + name + struct.pack(">Q", len(content) + 16) + content


def element(name: bytes, content: bytes) -> bytes:
    """An element of WebM."""
    return name + (0x4000 | len(content)).to_bytes(2, "big") + content


def recording(*elements: bytes, length: bytes = NOT_SAID) -> bytes:
    """A WebM of these elements."""
    return element(b"\x1aE\xdf\xa3", HEAD) + b"\x18S\x80g" + length + b"".join(elements)


SET_DOWN = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7" + PLACE))
KEYED = box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", PLACE))
PICTURES = handled(b"vide")
FILMS = {
    "MP4, as Android writes it": film(b"isom", PICTURES, SET_DOWN),
    "MOV, as Apple writes it": film(b"qt  ", PICTURES, KEYED, SET_DOWN),
    "in a track": film(b"isom", handled(b"vide", SET_DOWN)),
    "a track of places": film(b"qt  ", PICTURES, handled(b"meta", SET_DOWN, box(b"name", PLACE))),
    "behind all": film(b"isom", PICTURES, behind=box(b"uuid", PLACE) + box(b"meta", PLACE)),
    "with a long length": film(b"isom", PICTURES, long_box(b"udta", PLACE * 9000)),
    "WebM": recording(element(CLUSTER, element(BLOCK, DATA)), element(TAGS, PLACE), element(ATTACHMENTS, PLACE * 20)),
    "WebM, written as it is filmed": recording(
        CLUSTER + NOT_SAID, element(BLOCK, DATA), element(TAGS, PLACE * 9), CLUSTER + NOT_SAID, element(BLOCK, DATA)
    ),
    "WebM with the shortest tags": recording(element(BLOCK, DATA), TAGS + b"\x80", element(TAGS, PLACE)),
}


@pytest.mark.parametrize("sent", FILMS.values(), ids=FILMS.keys())
def test_it_is_blanked_and_nothing_else_moves(sent: bytes, tmp_path: Path) -> None:
    assert b"SECRET" in sent
    examined = examine(io.BytesIO(sent), tmp_path)
    kept = examined.file.read_bytes()
    assert b"SECRET" not in kept
    assert b"52.52" not in kept
    assert len(kept) == len(sent) == examined.size
    assert kept.index(DATA) == sent.index(DATA)
    check_video(examined.file, examined.kind)


@pytest.mark.parametrize(
    "sent",
    [
        recording(element(CLUSTER, DATA), TAGS + b"\x49\x00" + PLACE),
        recording(element(CLUSTER, DATA), TAGS + NOT_SAID + PLACE),
        recording(element(CLUSTER, DATA), b"\x01" + PLACE),
        recording(element(CLUSTER, DATA), b"\x12"),
        film(b"isom", PICTURES, box(b"trak", b"\0\0\0\x63mdia")),
    ],
    ids=["tags longer than the file", "tags without a length", "no name", "half a name", "a track cut off"],
)
def test_what_cannot_be_followed_to_its_end_is_refused(sent: bytes, tmp_path: Path) -> None:
    assert kind_of(sent[:64]) is not None
    with pytest.raises(UnreadableFile):
        examine(io.BytesIO(sent), tmp_path)
