"""The folder of evidence: nothing half-kept, nothing left over."""

import errno
import os
from collections.abc import Collection
from pathlib import Path

import pytest

from aftersales.errors import NoRoom
from aftersales.media.shelf import HOUR_SECONDS, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "evidence")


def files_in(shelf: Shelf) -> list[Path]:
    return [path for path in shelf.kept.parent.rglob("*") if path.is_file()]


def sent(bench: Path) -> tuple[Path, Path]:
    (bench / "picture").write_bytes(b"picture")
    (bench / "thumbnail").write_bytes(b"thumbnail")
    return bench / "picture", bench / "thumbnail"


def test_a_kept_file_lies_under_a_random_name_with_its_thumbnail(shelf: Shelf) -> None:
    with shelf.bench() as bench, shelf.keeping() as keep:
        names = {keep(*sent(bench)), keep(*sent(bench))}
    assert len(names) == 2
    for name in names:
        assert len(name) == 32
        assert shelf.path(name).read_bytes() == b"picture"
        assert shelf.path(name, is_thumbnail=True).read_bytes() == b"thumbnail"
    assert len(files_in(shelf)) == 4


def test_what_was_kept_is_taken_back_where_the_rest_fails(shelf: Shelf) -> None:
    def fail_after_keeping() -> None:
        with shelf.bench() as bench, shelf.keeping() as keep:
            assert shelf.path(keep(*sent(bench))).exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_keeping()
    assert files_in(shelf) == []


def test_a_full_disk_is_told_plainly_and_leaves_nothing(shelf: Shelf) -> None:
    def fill() -> None:
        with shelf.bench() as bench:
            sent(bench)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(NoRoom):
        fill()
    assert files_in(shelf) == []


def test_the_sweep_takes_orphans_and_unfinished_work_once_they_are_old(shelf: Shelf) -> None:
    with shelf.bench() as bench, shelf.keeping() as keep:
        known, orphan = keep(*sent(bench)), keep(*sent(bench))
    unfinished = shelf.incoming / "stopped"
    unfinished.mkdir()

    def knows(names: Collection[str]) -> set[str]:
        return set(names) & {known}

    assert shelf.sweep(knows) == 0, "it may still be on its way"
    for path in (unfinished, *files_in(shelf)):
        os.utime(path, (0, path.stat().st_mtime - HOUR_SECONDS - 1))
    assert shelf.sweep(knows) == 2
    assert {path.name.removesuffix(".thumbnail") for path in files_in(shelf)} == {known}
    assert not shelf.path(orphan).exists()
    assert not unfinished.exists()


def test_a_shelf_that_was_never_used_is_clean(shelf: Shelf) -> None:
    assert shelf.sweep(lambda names: names) == 0
