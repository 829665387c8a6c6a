"""Blanks what a video tells besides its pictures: where it was taken, with what and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from aftersales.errors import UnreadableFile
from aftersales.media.kinds import EBML, Kind
from aftersales.media.videos import Stretch, boxes, handler_of, length_at, length_of, read_exactly, segment_of

TELLING_BOXES = (b"udta", b"meta", b"uuid")
"""User data (with the place), metadata by key, and what programs add, such as XMP."""
HOLDERS = (b"moov", b"trak")
TELLING_ELEMENTS = (b"\x12\x54\xc3\x67", b"\x19\x41\xa4\x69")
"""WebM's tags and attachments."""
CLUSTER = b"\x1f\x43\xb6\x75"
VOID = b"\xec"
SHORT = 127
MOST_ELEMENTS = 500_000
CHUNK_BYTES = 64 * 1024


def forget_metadata(path: Path, kind: Kind) -> None:
    """Blank the parts of a video that hold metadata, where they stand; raises UnreadableFile.

    Nothing moves, so that every pointer into the file stays good. A track of metadata, as phones write beside the
    pictures, is blanked as well: its samples stay among the data, but no player finds them.
    """
    with path.open("r+b") as file:
        size = length_of(file)
        if kind.name == "webm":
            for element in list(_telling_elements(file, size)):
                _write(file, element.start, _void(element.end - element.start))
        else:
            for box in list(_telling_boxes(file, 0, size)):
                _write(file, box.start + 4, b"free")
                _blank(file, box.content, box.end)


def _telling_boxes(file: BinaryIO, start: int, end: int) -> Iterator[Stretch]:
    for box in boxes(file, start, end):
        if box.name in TELLING_BOXES or (box.name == b"trak" and handler_of(file, box) == b"meta"):
            yield box
        elif box.name in HOLDERS:
            yield from _telling_boxes(file, box.content, box.end)


def _telling_elements(file: BinaryIO, size: int) -> Iterator[Stretch]:
    """The elements that tell, of all those that follow each other in the segment."""
    start, end = segment_of(file, size)
    for _ in range(MOST_ELEMENTS):
        if start >= end:
            return
        name = _name_at(file, start)
        content, length = length_at(file, start + len(name))
        if length is None and name == CLUSTER:
            # One that is written as it is filmed: what is in it follows, and ends where the next begins.
            start = content
            continue
        if length is None or content + length > end:
            raise UnreadableFile("a part of the video is longer than the video", "EBML")
        if name in TELLING_ELEMENTS:
            yield Stretch(name, start, content, content + length)
        start = content + length
    raise UnreadableFile("the video has too many parts", "EBML")


def _name_at(file: BinaryIO, place: int) -> bytes:
    """An element's name: one to four bytes, as its first one says."""
    width = 9 - read_exactly(file, place, 1)[0].bit_length()
    if width > len(EBML):
        raise UnreadableFile("a name in the video cannot be read", "EBML")
    return read_exactly(file, place, width)


def _void(length: int) -> bytes:
    """An element of this length that says nothing."""
    if length - 2 < SHORT:
        return VOID + bytes([0x80 | (length - 2)]) + bytes(length - 2)
    return VOID + b"\x01" + (length - 9).to_bytes(7, "big") + bytes(length - 9)


def _blank(file: BinaryIO, start: int, end: int) -> None:
    for place in range(start, end, CHUNK_BYTES):
        _write(file, place, bytes(min(CHUNK_BYTES, end - place)))


def _write(file: BinaryIO, place: int, content: bytes) -> None:
    file.seek(place)
    file.write(content)
