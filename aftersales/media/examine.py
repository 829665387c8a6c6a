"""Takes a file that was sent onto the bench and looks at it: its content's hash, its kind, whether it can be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from aftersales.errors import UnknownKindOfFile, UnreadableFile
from aftersales.media.kinds import HEAD_BYTES, Kind, kind_of
from aftersales.media.pictures import rewrite_picture
from aftersales.media.shelf import told_plainly
from aftersales.media.video_metadata import forget_metadata
from aftersales.media.videos import check_video

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True)
class Examined:
    """A file on the bench that may be kept. hash is that of the bytes as they came, size that of what is kept."""

    hash: str
    kind: Kind
    file: Path
    size: int
    thumbnail: Path | None = None
    width: int | None = None
    height: int | None = None
    hints: tuple[str, ...] = ()


def examine(sent: BinaryIO, bench: Path) -> Examined:
    """The file as it may be kept: a picture written anew, a video without what it tells besides its pictures.

    Raises UnknownKindOfFile, UnreadableFile, and NoRoom where the disk is full.
    """
    source = bench / "sent"
    content_hash = _copy(sent, source)
    with source.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES))
    if source.stat().st_size == 0:
        raise UnreadableFile("it is empty", "evidence")
    if kind is None:
        raise UnknownKindOfFile("it is neither a picture nor a video of a kind that is taken", "evidence")
    if not kind.is_picture:
        check_video(source, kind)
        with told_plainly():
            forget_metadata(source, kind)
        return Examined(content_hash, kind, source, source.stat().st_size)
    target, thumbnail = bench / "picture", bench / "thumbnail"
    picture = rewrite_picture(source, kind, target, thumbnail)
    size, hints = target.stat().st_size, tuple(picture.hints)
    return Examined(content_hash, kind, target, size, thumbnail, picture.width, picture.height, hints)


def _copy(sent: BinaryIO, target: Path) -> str:
    """Copy what was sent and give its hash."""
    content = hashlib.sha256()
    with target.open("wb") as copy:
        while chunk := sent.read(CHUNK_BYTES):
            content.update(chunk)
            copy.write(chunk)
    return content.hexdigest()
