"""Opening hours: read with clear errors, and reckoned in the shop's own time."""

from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from aftersales.errors import SettingsError
from aftersales.policy.loader import load_policies
from aftersales.services.chat.opening_hours import FILE, answers_from, opening_hours
from aftersales.settings import PROJECT_ROOT

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = "shop: {zone: Europe/Berlin, open: {mon: 08:00-18:00, fri: 08:00-16:00}, closed_on: [2025-03-10]}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, WEEK)


def written(folder: Path, text: str) -> Path:
    (folder / FILE).parent.mkdir(exist_ok=True)
    (folder / FILE).write_text(text)
    return folder


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 3, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (berlin(3, 8), None),
        (berlin(3, 17, 59), None),
        (berlin(3, 7, 59), berlin(3, 8)),
        (berlin(3, 18), berlin(7, 8)),
        (berlin(7, 16), berlin(14, 8)),
        (datetime(2025, 3, 3, 6, 59, tzinfo=timezone.utc), berlin(3, 8)),
        (datetime(2025, 3, 3, 7, 0, tzinfo=timezone.utc), None),
        (berlin(28, 17), datetime(2025, 3, 31, 8, tzinfo=BERLIN)),
    ],
    ids=["opens", "last minute", "too early", "closed", "over a holiday", "utc before", "utc open", "summer time"],
)
def test_when_somebody_answers(folder: Path, now: datetime, opens: datetime | None) -> None:
    assert answers_from(folder, "shop", now) == opens


def test_a_shop_without_hours_and_a_folder_without_the_file_promise_nothing(folder: Path, tmp_path: Path) -> None:
    assert answers_from(folder, "another", berlin(3, 3)) is None
    assert answers_from(folder, None, berlin(3, 3)) is None
    assert answers_from(tmp_path / "elsewhere", "shop", berlin(3, 3)) is None


def test_a_shop_that_never_opens_names_no_day(tmp_path: Path) -> None:
    never = written(tmp_path, "shop: {zone: UTC, open: {}}")
    assert answers_from(never, "shop", berlin(3, 3)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("shop: {open: {}}", "zone"),
        ("shop: {zone: UTC, open: {}, hours: 3}", "hours"),
        ("shop: {zone: Mars/Olympus, open: {}}", "no time zone 'mars/olympus'"),
        ("shop: {zone: ../../etc/passwd, open: {}}", "no time zone"),
        ("shop: {zone: UTC, open: {monday: 09:00-17:00}}", "the days are mon"),
        ("shop: {zone: UTC, open: {mon: 9-17}}", "write it as 09:00-17:30"),
        ("shop: {zone: UTC, open: {mon: 17:00-09:00}}", "ends before it begins"),
        ("shop: {zone: UTC, open: {mon: 25:00-26:00}}", "write it as"),
        ("shop: {zone: UTC, open: {}, closed_on: [Christmas]}", "closed_on"),
        ("- shop", "holds no shops"),
        ("shop: [", "no yaml"),
    ],
)
def test_what_is_wrong_is_named_with_the_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as fault:
        answers_from(written(tmp_path, text), "shop", berlin(3, 3))
    assert said in str(fault.value).lower()
    assert str(FILE) in str(fault.value)


def test_every_shop_of_ours_has_hours() -> None:
    policies = PROJECT_ROOT / "policies"
    assert set(opening_hours(policies / FILE)) == set(load_policies(policies))
