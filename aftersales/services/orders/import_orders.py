"""Importing orders from a file: what is good is written, what is bad is reported with its line and reason."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from aftersales.errors import OrderImportError
from aftersales.records.database import writing
from aftersales.records.order_batches import BATCH, IncomingOrder, write
from aftersales.services.orders.files import read_orders
from aftersales.services.orders.rows import incoming, read_order

Item = TypeVar("Item")


@dataclass(frozen=True)
class BadRow:
    """An order that was not imported: the line it starts on, its number where it could be read, and why."""

    line: int
    number: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"line {self.line}{f' ({self.number})' if self.number else ''}: {self.reason}"


@dataclass
class ImportReport:
    """How many orders were created, updated and left as they were, and what was bad."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)


@dataclass(frozen=True)
class OrderImport:
    """An import that is about to happen: which shops there are, which day it is, and how strict it is.

    With all_or_nothing one bad row keeps every row out. With corrections an order's status may go back.
    """

    shops: Collection[str]
    today: date
    all_or_nothing: bool = False
    corrections: bool = False

    def run(self, engine: Engine, file: Path) -> ImportReport:
        """Import the file; raises OrderImportError where it cannot be read as a whole.

        Running it again changes nothing. Each order is written whole or not at all.
        """
        if self.all_or_nothing:
            return self._all_or_nothing(engine, file)
        report = ImportReport()
        for batch in _batches(self._good(file, report)):
            with writing(engine) as session:
                self._write(session, batch, report)
        report.bad.sort(key=lambda row: row.line)
        return report

    def _all_or_nothing(self, engine: Engine, file: Path) -> ImportReport:
        checked = ImportReport()
        for _ in self._good(file, checked):
            pass
        if checked.bad:
            return checked
        report = ImportReport()
        with writing(engine) as session:
            for batch in _batches(self._good(file, report)):
                self._write(session, batch, report)
            if report.bad:
                session.rollback()
                return ImportReport(bad=report.bad)
        return report

    def _good(self, file: Path, report: ImportReport) -> Iterator[tuple[int, IncomingOrder]]:
        """The orders that can be written, each with its line; the others go into the report."""
        line_of: dict[tuple[str, str], int] = {}
        for line, values in read_orders(file):
            try:
                order = incoming(self._read(values))
                if (first := line_of.get(order.key)) is not None:
                    raise OrderImportError(f"the order stands on line {first} already", "number", "Keep one.")
                line_of[order.key] = line
            except OrderImportError as fault:
                report.bad.append(BadRow(line, _number(values), str(fault)))
            else:
                yield line, order

    def _read(self, values: Any) -> Any:
        if isinstance(values, OrderImportError):
            raise values
        return read_order(values, self.shops, self.today)

    def _write(self, session: Session, batch: list[tuple[int, IncomingOrder]], report: ImportReport) -> None:
        outcomes = write(session, [order for _, order in batch], self.corrections)
        for (line, order), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, OrderImportError):
                report.bad.append(BadRow(line, order.columns["number"], str(outcome)))
            else:
                setattr(report, outcome, getattr(report, outcome) + 1)


def _number(values: Any) -> str:
    number = values.get("number", "") if isinstance(values, dict) else ""
    return str(number)[:64].encode("ascii", "backslashreplace").decode() if number else ""


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch
