"""Tells the kind of a picture or video from its first bytes; names and what a browser says count for nothing."""

from __future__ import annotations

from dataclasses import dataclass

HEAD_BYTES = 64
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
MOV_BRAND = b"qt  "
MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"M4VH",
    b"M4VP",
    b"MSNV",
)
EARLY_MOV_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip")
EBML = b"\x1aE\xdf\xa3"


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its name, and under which type and ending it is given out again."""

    name: str
    is_picture: bool
    media_type: str
    ending: str


# Every picture is kept as JPEG, which every browser shows.
KINDS = {
    **{name: Kind(name, True, "image/jpeg", "jpg") for name in ("jpeg", "png", "webp", "heic")},
    "mp4": Kind("mp4", False, "video/mp4", "mp4"),
    "mov": Kind("mov", False, "video/quicktime", "mov"),
    "webm": Kind("webm", False, "video/webm", "webm"),
}


def kind_of(head: bytes) -> Kind | None:
    """The kind of the file that begins like this, None where it is none that is taken."""
    name = _name_of(head)
    return KINDS[name] if name else None


def _name_of(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith(EBML):
        return "webm" if b"webm" in head else None
    return _name_of_boxes(head[4:8], head[8:12])


def _name_of_boxes(box: bytes, brand: bytes) -> str | None:
    """The kind of a file that is made of boxes (or atoms, as QuickTime calls them)."""
    if box in EARLY_MOV_ATOMS:
        return "mov"
    if box != b"ftyp":
        return None
    if brand in HEIC_BRANDS:
        return "heic"
    if brand == MOV_BRAND:
        return "mov"
    return "mp4" if brand in MP4_BRANDS else None
