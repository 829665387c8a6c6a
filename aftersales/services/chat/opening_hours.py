"""When people answer at a shop: read from policies/desk/opening_hours.yml, and when they answer next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from aftersales.errors import SettingsError

FILE = Path("desk") / "opening_hours.yml"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
LONGEST_REST = timedelta(days=31)
"""How far ahead an opening is looked for; holidays longer than that are told without a day."""


class _ShopText(msgspec.Struct, forbid_unknown_fields=True):
    zone: str
    open: dict[str, str]
    closed_on: list[date] = []


@dataclass(frozen=True)
class Hours:
    """A shop's hours: its time zone, from when until when it is open by day of the week (0 is Monday), and holidays."""

    zone: ZoneInfo
    spans: Mapping[int, tuple[time, time]]
    closed_on: frozenset[date] = frozenset()

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is there; the closing minute itself is over."""
        here = now.astimezone(self.zone)
        span = self._span(here.date())
        return span is not None and span[0] <= here.time() < span[1]

    def next_opening(self, now: datetime) -> datetime | None:
        """When somebody is there next, in the shop's own time; None where that is not within a month."""
        here = now.astimezone(self.zone)
        for ahead in range(LONGEST_REST.days):
            day = here.date() + timedelta(days=ahead)
            span = self._span(day)
            if span is not None and (opens := datetime.combine(day, span[0], self.zone)) > here:
                return opens
        return None

    def _span(self, day: date) -> tuple[time, time] | None:
        return None if day in self.closed_on else self.spans.get(day.weekday())


def answers_from(folder: Path, shop: str | None, now: datetime) -> datetime | None:
    """From when on somebody answers, where nobody is there now; None where somebody is, or nothing is promised."""
    hours = opening_hours(folder / FILE).get(shop or "")
    return None if hours is None or hours.is_open(now) else hours.next_opening(now)


@lru_cache(maxsize=4)
def opening_hours(file: Path) -> Mapping[str, Hours]:
    """The hours by shop; none where there is no such file. Raises SettingsError naming file, shop and mend."""
    if not file.exists():
        return {}
    try:
        read = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")) or {}
    except YAMLError as fault:
        raise SettingsError(f"it is no YAML: {fault}", str(file)) from fault
    if not isinstance(read, dict):
        raise SettingsError("it holds no shops", str(file), "Write a shop's id and under it zone and open.")
    return {str(shop): _hours(told, f"{file}, shop {shop}") for shop, told in read.items()}


def _hours(told: Any, where: str) -> Hours:
    try:
        text = msgspec.convert(told, _ShopText)
    except msgspec.ValidationError as fault:
        raise SettingsError(str(fault), where, "A shop has zone, open and closed_on, nothing else.") from fault
    try:
        zone = ZoneInfo(text.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise SettingsError(f"there is no time zone {text.zone!r}", where, "For example Europe/Berlin.") from fault
    return Hours(zone, dict(_span(day, span, where) for day, span in text.open.items()), frozenset(text.closed_on))


def _span(day: str, written: str, where: str) -> tuple[int, tuple[time, time]]:
    found = SPAN.fullmatch(written)
    if day not in DAYS:
        raise SettingsError(f"there is no day {day!r}", where, f"The days are {', '.join(DAYS)}.")
    if found is None:
        raise SettingsError(f"{day} is {written!r}", where, "Write it as 09:00-17:30.")
    start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if start >= end:
        raise SettingsError(f"{day} ends before it begins ({written})", where, "Hours end on the day they begin.")
    return DAYS.index(day), (start, end)
