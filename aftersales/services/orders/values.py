"""The kinds of value in an order file, and how each is read; a ValueError says what is wrong and how to write it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from aftersales.records.orders import normal_email, number_key

LONGEST_LABEL = 200
LONGEST_TEXT = 4_000
LONGEST_NUMBER = 64
LONGEST_EMAIL = 254
MOST_PIECES = 100_000
SHOWN_OF_A_VALUE = 40

_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,4})?")
_WHOLE = re.compile(r"(\d{1,9})(\.0+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
_YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Label(str):
    """A short text, such as a name or a SKU."""


class LongText(str):
    """A text of several lines, such as an order's comments."""


class OrderNumber(str):
    """An order number: at least one letter or digit."""


class Email(str):
    """An e-mail address in lower case."""


class Currency(str):
    """A currency's three letters."""


class Amount(Decimal):
    """Money of zero or more, exactly as written."""


class Day(date):
    """A day of the calendar."""


class Pieces(int):
    """A quantity of one or more."""


class Whole(int):
    """A whole number of zero or more."""


class YesNo(int):
    """True or false."""


def read_value(kind: type, value: Any) -> Any:
    """Read a value of one of the kinds above; msgspec adds the field's name to the ValueError."""
    return _READERS[kind](value)


def shown(value: Any) -> str:
    """A value as it appears in a message: quoted, printable, and not longer than a line."""
    text = ascii(value) if isinstance(value, str) and _NOT_TEXT.search(value) else repr(value)
    return text if len(text) <= SHOWN_OF_A_VALUE else f"{text[:SHOWN_OF_A_VALUE]}..."


def _text(value: Any, longest: int) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError(f"{shown(value)} is not a text. Write it in quotes")
    text = str(value).strip()
    if not text:
        raise ValueError("it is empty. Fill it in")
    if _NOT_TEXT.search(text):
        raise ValueError(f"{shown(text)} holds bytes that are not text. Save the file as UTF-8")
    if len(text) > longest:
        raise ValueError(f"it has {len(text):,} characters. Shorten it to {longest:,}")
    return text


def _label(value: Any) -> Label:
    return Label(_text(value, LONGEST_LABEL))


def _long_text(value: Any) -> LongText:
    return LongText(_text(value, LONGEST_TEXT))


def _order_number(value: Any) -> OrderNumber:
    number = _text(value, LONGEST_NUMBER)
    if not 0 < len(number_key(number)) <= LONGEST_NUMBER:
        raise ValueError(f"{shown(number)} has no letter or digit. Write the number the customer was given")
    return OrderNumber(number)


def _email(value: Any) -> Email:
    email = normal_email(_text(value, LONGEST_EMAIL))
    if not _EMAIL.fullmatch(email):
        raise ValueError(f"{shown(email)} is not an e-mail address. Write it like anna.keller@example.com")
    return Email(email)


def _currency(value: Any) -> Currency:
    currency = _text(value, LONGEST_LABEL).upper()
    if not _CURRENCY.fullmatch(currency):
        raise ValueError(f"{shown(value)} is not a currency. Write its three letters, such as EUR")
    return Currency(currency)


def _amount(value: Any) -> Amount:
    text = _text(value, LONGEST_LABEL)
    if text.startswith("-"):
        raise ValueError(f"{shown(text)} is negative. Write an amount of zero or more")
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"{shown(text)} is not an amount. Write it like 1234.50: a point, no grouping, no sign")
    return Amount(text)


def _day(value: Any) -> Day:
    text = _text(value, LONGEST_LABEL)
    if not _DAY.fullmatch(text):
        raise ValueError(f"{shown(text)} is not a date. Write it like 2025-03-04")
    try:
        return Day.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is not in the calendar. Write a day that exists, like 2025-03-04") from None


def _pieces(value: Any) -> Pieces:
    pieces = _whole(value)
    if not 1 <= pieces <= MOST_PIECES:
        raise ValueError(f"{pieces} is not a quantity. Write a number from 1 to {MOST_PIECES:,}")
    return Pieces(pieces)


def _whole(value: Any) -> Whole:
    text = _text(value, LONGEST_LABEL)
    if text.startswith("-"):
        raise ValueError(f"{shown(text)} is negative. Write a number of zero or more")
    written = _WHOLE.fullmatch(text)
    if written is None:
        raise ValueError(f"{shown(value)} is not a whole number. Write digits only")
    return Whole(written[1])


def _yes_no(value: Any) -> YesNo:
    answer = _YES_NO.get(str(value).strip().lower())
    if answer is None:
        raise ValueError(f"{shown(value)} is neither true nor false. Write true, false, or nothing if unknown")
    return YesNo(answer)


_READERS: dict[type, Callable[[Any], Any]] = {
    Label: _label,
    LongText: _long_text,
    OrderNumber: _order_number,
    Email: _email,
    Currency: _currency,
    Amount: _amount,
    Day: _day,
    Pieces: _pieces,
    Whole: _whole,
    YesNo: _yes_no,
}
