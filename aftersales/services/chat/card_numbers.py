"""Hides payment card numbers in what customers write: they are of no use here, and nobody should read them."""

import re

# Digits in a row or in groups, as cards show them; the first digits tell a card from other long numbers, such as the
# serial number of a phone, which has the same check digit.
NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
OF_A_CARD = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|6(?:011|5\d\d)\d{12}"
)
SHOWN_DIGITS = 4
HIDDEN = "•••• "


def hide_card_numbers(text: str) -> str:
    """The text with each card number hidden but for its last four digits."""
    return NUMBER.sub(lambda found: _hidden(found.group()), text)


def _hidden(written: str) -> str:
    digits = re.sub(r"\D", "", written).translate(_PLAIN)
    return f"{HIDDEN}{digits[-SHOWN_DIGITS:]}" if OF_A_CARD.fullmatch(digits) and _adds_up(digits) else written


def _adds_up(digits: str) -> bool:
    """Whether the last digit checks the others (Luhn)."""
    doubled = (int(digit) * 2 if place % 2 else int(digit) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


_PLAIN = {ord(wide): str(value) for value, wide in enumerate("０１２３４５６７８９")}
