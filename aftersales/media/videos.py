"""Looks at how a video file is built, without decoding it: whether its parts fit together and hold a picture track."""

from __future__ import annotations

import os
from collections.abc import Iterator
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
UNKNOWN_LENGTH = -1
LONGEST_HEAD = 4096


def check_video(path: Path, kind: Kind) -> None:
    """Return where the file is built like a video of its kind; raises UnreadableFile where it is not."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if not (_is_webm(file, size) if kind.name == "webm" else _has_picture_track(file, size)):
            raise UnreadableFile("the parts of the video do not fit together", kind.name)


def _has_picture_track(file: BinaryIO, size: int) -> bool:
    """Whether the boxes fill the file, and there are pictures with a track that says how to show them."""
    top = list(_boxes(file, 0, size))
    names = [name for name, _, _ in top]
    if not set(names) <= KNOWN_BOXES or not {b"mdat", b"moof"} & set(names):
        return False
    return any(name == b"moov" and _holds_video(file, start, end) for name, start, end in top)


def _holds_video(file: BinaryIO, start: int, end: int) -> bool:
    """Whether a track in the box handles video."""
    for name, inner, inner_end in _boxes(file, start, end):
        if name in CONTAINERS and _holds_video(file, inner, inner_end):
            return True
        if name == b"hdlr" and _read(file, inner + 8, 4) == b"vide":
            return True
    return False


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes that fill a stretch of the file: name, where the content begins and where it ends."""
    for _ in range(MOST_BOXES):
        if start == end:
            return
        head = _read(file, start, 8)
        length, content = int.from_bytes(head[:4], "big"), start + 8
        if length == 1:
            length, content = int.from_bytes(_read(file, content, 8), "big"), content + 8
        elif length == 0:
            length = end - start
        if length < content - start or start + length > end:
            raise UnreadableFile("a part of the video is longer than the video", "boxes")
        yield head[4:], content, start + length
        start += length
    raise UnreadableFile("the video has too many parts", "boxes")


def _is_webm(file: BinaryIO, size: int) -> bool:
    """Whether an EBML head that says webm is followed by a segment that fits into the file."""
    content, length = _length_at(file, len(EBML))
    if not 0 < length < LONGEST_HEAD or b"webm" not in _read(file, content, length):
        return False
    place = content + length
    if _read(file, place, len(SEGMENT)) != SEGMENT:
        return False
    content, length = _length_at(file, place + len(SEGMENT))
    return content < size and (length == UNKNOWN_LENGTH or 0 < length <= size - content)


def _length_at(file: BinaryIO, place: int) -> tuple[int, int]:
    """Where the content of an EBML element begins and how long it is; its length is a number of variable size."""
    first = _read(file, place, 1)[0]
    if first == 0:
        raise UnreadableFile("a length in the video cannot be read", "EBML")
    width = 9 - first.bit_length()
    number = int.from_bytes(_read(file, place, width), "big") & ((1 << 7 * width) - 1)
    return place + width, UNKNOWN_LENGTH if number == (1 << 7 * width) - 1 else number


def _read(file: BinaryIO, place: int, count: int) -> bytes:
    file.seek(place)
    read = file.read(count)
    if len(read) < count:
        raise UnreadableFile("the video ends too early", "video")
    return read
