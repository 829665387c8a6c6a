"""Reading an order file row by row: JSON, JSON Lines and CSV, each row with its line number.

JSON is a list of orders, an object whose `orders` is that list, or a single order. JSON Lines has an order on each
line. CSV has a header and a row for each product (order_tables). All are UTF-8; a byte order mark is allowed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from aftersales.errors import OrderImportError
from aftersales.services.orders.tables import read_table

FileRow = tuple[int, Any]
"""The line an order starts on, and its values, or the OrderImportError that kept them from being read."""

LONGEST_ROW = 1_000_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_orders(file: Path) -> Iterator[FileRow]:
    """The orders of a file, by its ending; raises OrderImportError where the file as a whole cannot be read."""
    readers = {".json": _read_json, ".jsonl": _read_json_lines, ".csv": read_table}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(readers)
        raise OrderImportError(f"files ending in {file.suffix!r} are not known", str(file), f"Give one of {known}.")
    with _open(file) as text:
        yield from reader(text)


def _open(file: Path) -> TextIO:
    try:
        with file.open("rb") as raw:
            start = raw.read(2)
        # What is not UTF-8 becomes lone surrogates, so that only the rows that hold it are refused.
        text = file.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as fault:
        raise OrderImportError(f"it cannot be read ({fault.strerror})", str(file)) from fault
    if start in UTF_16:
        text.close()
        raise OrderImportError("it is in UTF-16", str(file), "Save it as UTF-8.")
    return text


def _read_json_lines(text: TextIO) -> Iterator[FileRow]:
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        if len(line) > LONGEST_ROW:
            yield number, OrderImportError(f"the row has {len(line):,} characters", "", "Is the file JSON Lines?")
            continue
        try:
            yield number, _DECODER.decode(line)
        except (ValueError, RecursionError) as fault:
            yield number, _not_json(fault)


def _read_json(text: TextIO) -> Iterator[FileRow]:
    content = text.read()
    line, counted = 1, 0
    start, fault = _start_of_list(content)
    for place, values in _items(content, start) if fault is None else [(start, _single_order(content) or fault)]:
        line += content.count("\n", counted, place)
        counted = place
        yield line, values


def _items(content: str, place: int) -> Iterator[tuple[int, Any]]:
    """The items of the list that opens at a place, each with its own place; after a broken one comes nothing."""
    place = _skip_blanks(content, place + 1)
    if content[place : place + 1] == "]":
        return
    while True:
        try:
            values, end = _DECODER.raw_decode(content, place)
        except (ValueError, RecursionError) as fault:
            yield place, _broken_off(fault)
            return
        yield place, values
        place = _skip_blanks(content, end)
        if content[place : place + 1] == "]":
            return
        if content[place : place + 1] != ",":
            yield place, _broken_off("a comma or the end of the list is missing")
            return
        place = _skip_blanks(content, place + 1)


def _start_of_list(content: str) -> tuple[int, OrderImportError | None]:
    """Where the list of orders opens, or what is wrong instead."""
    place = _skip_blanks(content, 0)
    if content[place : place + 1] == "[":
        return place, None
    no_list = OrderImportError("there is no list of orders", "", 'Write [order, ...] or {"orders": [order, ...]}.')
    if content[place : place + 1] != "{":
        return place, no_list
    try:
        while content[place] in "{,":
            place = _skip_blanks(content, place + 1)
            if content[place] == "}":
                break
            name, end = _DECODER.raw_decode(content, place)
            colon = _skip_blanks(content, end)
            value = _skip_blanks(content, colon + 1)
            if name == "orders" and content[value] == "[":
                return value, None
            _, end = _DECODER.raw_decode(content, value)
            place = _skip_blanks(content, end)
    except (ValueError, IndexError, RecursionError) as fault:
        return place, _not_json(fault)
    return place, no_list


def _single_order(content: str) -> dict[str, Any] | None:
    """The one order that the file is, if it is one."""
    try:
        values = _DECODER.decode(content)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) and "number" in values else None


def _skip_blanks(content: str, place: int) -> int:
    while content[place : place + 1] in (" ", "\t", "\r", "\n"):
        place += 1
    return place


def _not_json(fault: Exception) -> OrderImportError:
    return OrderImportError(f"it is not JSON ({fault})", "", "Mend the row, or export the file again.")


def _broken_off(fault: object) -> OrderImportError:
    reason = f"the file cannot be read from here on ({fault})"
    return OrderImportError(reason, "", "Mend it, or export the file again.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a field stands twice in one object")
    return values


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a value")


# Numbers with a fraction stay text, so that no amount passes through a float.
_DECODER = json.JSONDecoder(parse_float=str, parse_constant=_refuse, object_pairs_hook=_unique)
