"""The folder where evidence is kept: files come in, are looked at, and stay under a random name, or leave no trace."""

from __future__ import annotations

import errno
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from aftersales.errors import NoRoom

NAME_BYTES = 16
THUMBNAIL = ".thumbnail"
HOUR_SECONDS = 3600.0
"""How old a file without a row has to be before it is an orphan: until then it may be on its way."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)


class Shelf:
    """Kept files under `kept`, those that are being looked at under `incoming`, of one folder."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder / "kept"
        self.incoming = folder / "incoming"

    @contextmanager
    def bench(self) -> Iterator[Path]:
        """An empty folder to work in, which is gone afterwards; raises NoRoom where the disk is full."""
        with told_plainly():
            self.incoming.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=self.incoming) as folder:
                yield Path(folder)

    @contextmanager
    def keeping(self) -> Iterator[Callable[[Path, Path | None], str]]:
        """Gives what keeps a file with its thumbnail and gives the name; all are taken back where the block fails."""
        names: list[str] = []

        def keep(file: Path, thumbnail: Path | None) -> str:
            names.append(secrets.token_hex(NAME_BYTES))
            with told_plainly():
                self._put(file, thumbnail, names[-1])
            return names[-1]

        try:
            yield keep
        except BaseException:
            for name in names:
                self.remove(name)
            raise

    def path(self, name: str, is_thumbnail: bool = False) -> Path:
        """Where a kept file lies, or its thumbnail."""
        return self.kept / name[:2] / (name + THUMBNAIL if is_thumbnail else name)

    def remove(self, name: str) -> None:
        """Take a file and its thumbnail away, as far as they are there."""
        for is_thumbnail in (False, True):
            self.path(name, is_thumbnail).unlink(missing_ok=True)

    def sweep(self, known: Callable[[Collection[str]], Collection[str]], older_than: float = HOUR_SECONDS) -> int:
        """Take away what stopped processes left: unfinished work, and files whose name is not known; gives how many."""
        too_old = time.time() - older_than
        left = [folder for folder in self.incoming.glob("*") if folder.stat().st_mtime < too_old]
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
        swept = len(left)
        for shelf in self.kept.glob("*"):
            names = {file.name.removesuffix(THUMBNAIL) for file in shelf.iterdir() if file.stat().st_mtime < too_old}
            orphans = names - set(known(names)) if names else set()
            for name in orphans:
                self.remove(name)
            swept += len(orphans)
        return swept

    def _put(self, file: Path, thumbnail: Path | None, name: str) -> None:
        place = self.path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        if thumbnail is not None:
            thumbnail.replace(self.path(name, is_thumbnail=True))
        file.replace(place)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn a disk that is full or broken into NoRoom."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise NoRoom(f"the file cannot be kept: {fault.strerror}", "evidence", "Make room on the disk.") from fault
        raise
