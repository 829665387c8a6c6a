"""Looks at how a video file is built, without decoding it: whether its parts fit together and hold a picture track."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from aftersales.errors import UnreadableFile
from aftersales.media.kinds import EBML, Kind

CONTAINERS = (b"moov", b"trak", b"mdia", b"moof", b"traf")
KNOWN_BOXES = frozenset(
    b"ftyp moov mdat moof mfra mfro free skip wide udta uuid meta pnot PICT sidx ssix styp prft emsg pdin".split()
)
MOST_BOXES = 10_000
SEGMENT = b"\x18\x53\x80\x67"
LONGEST_HEAD = 4096


@dataclass(frozen=True)
class Stretch:
    """A part of a video file: its name, where it begins, where its content begins, and where it ends."""

    name: bytes
    start: int
    content: int
    end: int


def check_video(path: Path, kind: Kind) -> None:
    """Return where the file is built like a video of its kind; raises UnreadableFile where it is not."""
    with path.open("rb") as file:
        size = length_of(file)
        if kind.name == "webm":
            segment_of(file, size)
        elif not _has_picture_track(file, size):
            raise _not_fitting(kind.name)


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Stretch]:
    """The boxes (MOV calls them atoms) that fill a stretch of the file; raises UnreadableFile where they do not."""
    for _ in range(MOST_BOXES):
        if start == end:
            return
        head = read_exactly(file, start, 8)
        length, content = int.from_bytes(head[:4], "big"), start + 8
        if length == 1:
            length, content = int.from_bytes(read_exactly(file, content, 8), "big"), content + 8
        elif length == 0:
            length = end - start
        if length < content - start or start + length > end:
            raise UnreadableFile("a part of the video is longer than the video", "boxes")
        yield Stretch(head[4:], start, content, start + length)
        start += length
    raise UnreadableFile("the video has too many parts", "boxes")


def handler_of(file: BinaryIO, box: Stretch) -> bytes | None:
    """What a track is for, as its handler says: vide, soun, meta; None where it says nothing."""
    for inner in boxes(file, box.content, box.end):
        if inner.name == b"hdlr":
            return read_exactly(file, inner.content + 8, 4)
        if inner.name in CONTAINERS and (handler := handler_of(file, inner)) is not None:
            return handler
    return None


def segment_of(file: BinaryIO, size: int) -> tuple[int, int]:
    """Where the content of a WebM's segment begins and ends.

    Raises UnreadableFile unless an EBML head that says webm is followed by a segment that fits into the file.
    """
    content, length = length_at(file, len(EBML))
    if not length or length >= LONGEST_HEAD or b"webm" not in read_exactly(file, content, length):
        raise _not_fitting("webm")
    place = content + length
    if read_exactly(file, place, len(SEGMENT)) != SEGMENT:
        raise _not_fitting("webm")
    content, length = length_at(file, place + len(SEGMENT))
    end = size if length is None else content + length
    if not content < end <= size:
        raise _not_fitting("webm")
    return content, end


def length_at(file: BinaryIO, place: int) -> tuple[int, int | None]:
    """Where the content of an EBML element begins, and how long it is, None where it does not say."""
    first = read_exactly(file, place, 1)[0]
    if first == 0:
        raise UnreadableFile("a length in the video cannot be read", "EBML")
    width = 9 - first.bit_length()
    most = (1 << 7 * width) - 1
    number = int.from_bytes(read_exactly(file, place, width), "big") & most
    return place + width, None if number == most else number


def read_exactly(file: BinaryIO, place: int, count: int) -> bytes:
    """So many bytes from a place on; raises UnreadableFile where there are fewer."""
    file.seek(place)
    read = file.read(count)
    if len(read) < count:
        raise UnreadableFile("the video ends too early", "video")
    return read


def length_of(file: BinaryIO) -> int:
    """The file's length in bytes."""
    return os.fstat(file.fileno()).st_size


def _has_picture_track(file: BinaryIO, size: int) -> bool:
    """Whether the boxes fill the file, and there are pictures with a track that says how to show them."""
    top = list(boxes(file, 0, size))
    names = {box.name for box in top}
    if not names <= KNOWN_BOXES or not {b"mdat", b"moof"} & names:
        return False
    tracks = [track for box in top if box.name == b"moov" for track in boxes(file, box.content, box.end)]
    return any(track.name == b"trak" and handler_of(file, track) == b"vide" for track in tracks)


def _not_fitting(kind: str) -> UnreadableFile:
    return UnreadableFile("the parts of the video do not fit together", kind)
