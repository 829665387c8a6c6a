"""Order numbers, e-mail addresses, RMA and claim numbers in every spelling, each in one plain form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aftersales.understanding.text import same_length

Kind = Literal["order_number", "email", "rma_number", "claim_number"]

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}\s?@\s?(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])", re.IGNORECASE)

# "number", "no.", "#", "id", "is", ":" between the word and the number itself; few of them, so that a long row of
# such signs is not gone through again from each of them.
_SIGNS = r"[\s:#=.]{0,5}"
_SAYS = rf"{_SIGNS}(?:(?:number|num|nr|nbr|no|id|ref(?:erence)?|code|is|was|as|the|it'?s)\b{_SIGNS}){{0,5}}"
_CODE = r"(?P<code>(?=[a-z-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*)"
_PREFIX = r"[a-z]{1,5}"
_SPACED = r"\d(?:[ -]\d){3,11}|\d{1,3}(?:[ .,]\d{3}){1,3}|(?=(?:\d ?){5,8}(?![ \d]))\d{1,3}(?: \d{1,3}){2,4}|\d{3,12}"

_CUES = "order|ordernr|orderno|ordernumber|ord|purchase|reference|number|num|nr|nbr|no"
_SHORT_WORDS = "am|an|as|at|be|by|do|go|he|hi|id|if|in|is|it|me|mm|my|no|nr|of|ok|on|or|pm|rs|so|to|up|us|we"
_DIGITS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9",
}  # fmt: skip
_DIGIT_WORD = "|".join((*_DIGITS, "oh", "nought"))

# Numbers that we gave out: a prefix and ten characters, which need not hold a digit.
_OURS = r"[0-9a-z]{10}"
_NO_ORDERS = r"(?!(?!(?:rma|rs|c|cl|clm)-)[a-z]{2,5}[-_]\d{4,12}(?![\w-]))"
"""Behind "rma" or "claim": no order's number, as in "from RMA ON-41275" and "I want to claim: GU-20418"."""
_RMA = re.compile(rf"\b(?P<whole>(?:rma|rs)-{_OURS}\b)|\brma{_SAYS}[-_ ]?{_NO_ORDERS}{_CODE}", re.IGNORECASE)
_CLAIM = re.compile(
    rf"(?<![\w-])(?P<whole>c-{_OURS}\b|c(?:lm?)?-[a-z0-9-]*\d[a-z0-9-]*)"
    rf"|(?<!\bto\s)(?<!\bi\s)(?<!\bwe\s)\b(?:claim|case\s(?=number|no\b|nr|id|#)){_SAYS}{_NO_ORDERS}{_CODE}",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:customer|client|member(?:ship)?|user|tracking|parcel|shipment|serial|model|article|item|part|product|ticket)"
    rf" ?(?:(?:number|num|nr|no|id|code)\b|#){_SAYS}{_CODE}(?![\w.+%-]*@)",
    re.IGNORECASE,
)
"""A number said to be another one than the order's: of the customer, of the parcel on its way, of the model."""
_OTHER_NUMBER = "".join(
    rf"(?<!\b{word}\s)" for word in ("phone", "telephone", "mobile", "cell", "tel", "fax", "account", "card", "house")
)
_OTHER_CUE = "".join(
    rf"(?<!\b{word}\s)"
    for word in ("tel", "phone", "model", "zip", "postcode", "code", "at", "paid", "cost", "costs", "serial")
)
_CUED_ORDER = re.compile(
    rf"{_OTHER_NUMBER}(?:\b(?:{_CUES})\b|#){_SAYS}"
    rf"(?P<number>(?:{_PREFIX}[-_./]?)?(?:{_SPACED}))"
    r"(?![\w@%]|[.,]\d|\s*(?:€|\$|euros?|dollars?|gb|days|weeks|pieces|pcs))",
    re.IGNORECASE,
)
_PREFIXED_ORDER = re.compile(
    r"(?<![\w-])(?<!\bmodel\s)(?<!\btype\s)(?<!\bserial\s)(?P<number>[a-z]{2,5}(?:[-_]\d{4,12}|[./]\d{5,12}))(?![\w-])",
    re.IGNORECASE,
)
_APART_ORDER = re.compile(
    rf"(?<![\w-])(?!(?:{_SHORT_WORDS})\s)(?P<number>[a-z]{{2}}\s\d{{5,8}})(?![\w@%-]|[.,]\d|\s*(?:€|\$|£))",
    re.IGNORECASE,
)
_SAID_DIGITS = re.compile(rf"\b(?P<number>(?:{_DIGIT_WORD})(?:[\s,-]+(?:{_DIGIT_WORD})){{4,11}})\b", re.IGNORECASE)
_JOINED_ORDER = re.compile(
    r"(?<![\w-])(?<!\bmodel\s)(?<!\btype\s)(?<!\bserial\s)(?P<number>(?:[a-z]{2}|ord)\d{5,12})(?![\w-])", re.IGNORECASE
)
_BARE_ORDER = re.compile(
    rf"(?<![\w@€$£+.,/-])(?<!\d\s){_OTHER_CUE}(?!0\d{{8}})(?P<number>\d{{5,12}}|\d(?:-\d){{4,7}})"
    r"(?![\w@%/-]|[.,]\d|\s*(?:€|\$|£|euros?|dollars?|gb|mb|mah|rpm|lumens?))",
    re.IGNORECASE,
)
_ONLY_A_NUMBER = re.compile(rf"\W*(?P<number>(?:{_PREFIX}[-_]?)?(?:{_SPACED}))\W*", re.IGNORECASE)
_GENERIC_PREFIX = re.compile(r"^(?:ORDER|ORD|NO|NR)-?(?=\d)")


@dataclass(frozen=True)
class Identifier:
    """One identifier: its kind, its plain form, and where in the message it stands (character offsets)."""

    kind: Kind
    value: str
    start: int
    end: int


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """All identifiers of a message in their order; a place is read as one kind only."""
    plain = same_length(text)
    found: list[Identifier] = []
    taken = [match.span("code") for match in _OTHERS.finditer(plain)]  # no order's, whatever it looks like
    for identifier in _candidates(plain):
        if all(identifier.end <= start or end <= identifier.start for start, end in taken):
            found.append(identifier)
            taken.append((identifier.start, identifier.end))
    return tuple(sorted(found, key=lambda identifier: identifier.start))


def other_numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Where the message names a number said to be another one than the order's, with the words that say so."""
    return tuple(match.span() for match in _OTHERS.finditer(same_length(text)))


def order_number_key(number: str) -> str:
    """What two spellings of an order number have in common, to compare what was said with the record.

    Upper case, no spaces or signs, and without a prefix that only says "order": "#10 234", "ORD-10234" and
    "10234" are one; "QA-10234" keeps its letters.
    """
    joined = re.sub(r"[^0-9A-Z]", "", same_length(number).upper())
    return _GENERIC_PREFIX.sub("", joined)


def _candidates(text: str) -> Iterator[Identifier]:
    """Surest kinds first, so that a claim's number is not taken for an order's."""
    for match in _EMAIL.finditer(text):
        yield Identifier("email", re.sub(r"\s", "", match[0]).lower(), *match.span())
    for match in _RMA.finditer(text):
        yield _given_out("rma_number", "RMA-", match)
    for match in _CLAIM.finditer(text):
        yield _given_out("claim_number", "C-", match)
    alone = _ONLY_A_NUMBER.fullmatch(text)
    for match in (alone,) if alone else _order_matches(text):
        yield Identifier("order_number", _plain_order_number(match["number"]), *match.span("number"))


def _given_out(kind: Kind, prefix: str, match: re.Match[str]) -> Identifier:
    """A number of ours, with the prefix that the customer may have left out."""
    group = "whole" if match["whole"] else "code"
    said = match[group].upper()
    return Identifier(kind, said if "-" in said else prefix + said, *match.span(group))


def _order_matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_CUED_ORDER, _PREFIXED_ORDER, _APART_ORDER, _JOINED_ORDER, _BARE_ORDER, _SAID_DIGITS):
        yield from pattern.finditer(text)


def _plain_order_number(written: str) -> str:
    """Digits joined, letters before them in upper case with a hyphen: "qa 10 234" becomes "QA-10234"."""
    if _SAID_DIGITS.fullmatch(written):
        return "".join(_DIGITS.get(word.lower(), "0") for word in re.findall(r"[A-Za-z]+", written))
    letters = re.match(r"[A-Za-z]*", written)
    digits = re.sub(r"\D", "", written)
    prefix = letters[0].upper() if letters else ""
    number = f"{prefix}-{digits}" if prefix else digits
    return _GENERIC_PREFIX.sub("", number)
