"""Numbers of pieces in a customer's words: "two of them", "all 3", "just one", "qty 2"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftersales.understanding.text import same_length

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12,
}  # fmt: skip
NUMBER = r"\d{1,4}|" + "|".join(WORDS)
FAULTY = r"broken|dead|faulty|defective|damaged|cracked|smashed|bad|wrong|useless"
_UNIT = r"pieces?|pcs|pc|units?|items?|articles?|copies"
# Behind a number in a verbose pattern: it counts no pieces.
NO_PIECES = r"""(?!\s*(?:%|percent|days?|weeks?|months?|years?|hours?|minutes?|moments?|seconds?|euros?|dollars?
    |gb|mb|tb|inch|of\s+my\s+life|things?|questions?|more\b))"""
_EACH = r"(?<!every\s)(?<!each\s)(?<!single\s)(?<!another\s)"
"""Not before "one": that means all of them, or one more."""
_COUNTED = re.compile(
    rf"""\b(?:
        (?<!has\s)(?<!have\s)(?<!is\s)(?<!'s\s)(?<!with\s)(?<!the\s)(?:all|just|only|both\sof\sthe)\s+
            (?P<limited>{NUMBER})\b{NO_PIECES}
      | {_EACH}(?P<of_them>{NUMBER})\s+(?:(?:out\s+)?of\s+(?:them|these|those|the\s+(?:{NUMBER}|{_UNIT}))
            |out\s+of\s+(?:{NUMBER})|of\s+(?:my|our)\s+(?:{NUMBER})\s+[a-z]{{4,}}s)\b
      | (?<!in\s)(?P<units>{NUMBER})\s*(?:{_UNIT})\b
      | (?P<ones>{NUMBER})\s+(?:{FAULTY})\s+ones?\b
      | (?<!\d\sand\s)(?<!number\s)(?P<faulty>{NUMBER})\s+(?:are|were)\s+(?:all\s+|both\s+)?(?:{FAULTY})\b
      | (?:qty|quantity|amount)\s*(?:is|:|=|of)?\s*(?P<quantity>{NUMBER})\b
      | (?P<times>\d{{1,3}})\s?x\s+(?=[a-z])
      | (?P<both>both)\b(?!\s+(?:sides?|ways|times|hands|ends|ears?|channels?|speakers?|eyes))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = r"(?!\s+(?:days?|weeks?|months?|years?|hours?|minutes?))"
_BARE = re.compile(rf"(?<![\w.,/-]){_EACH}(?P<number>{NUMBER})(?![\w/-]|[.,]\d){_TIME}", re.IGNORECASE)
_NO_TIME = r"(?! (?:day|night|week|evening|afternoon|along)\b)"
_LOT = r"the (?:(?:whole|complete|entire) )?(?:lot|order)"
_ALL = re.compile(rf"\b(?:all{_NO_TIME}|everything|(?:every|each)(?: single)? one|{_LOT})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """A number of pieces and where in the message it stands (character offsets)."""

    value: int
    start: int
    end: int


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Numbers that can only mean pieces; a number of days, a price or a memory size is none."""
    return tuple(
        Quantity(_value_of(match), match.start(), match.end()) for match in _COUNTED.finditer(same_length(text))
    )


def read_number(text: str, all_of: int | None = None) -> int | None:
    """The whole number that answers "how many?", in digits or words; "all" needs `all_of`.

    None when there is none, or more than one that differs.
    """
    plain = same_length(text)
    counted = {quantity.value for quantity in find_quantities(plain)}
    found = counted or {as_int(match["number"]) for match in _BARE.finditer(plain)}
    if not found and all_of is not None and _ALL.search(plain):
        return all_of
    return found.pop() if len(found) == 1 else None


def _value_of(match: re.Match[str]) -> int:
    kind = match.lastgroup or ""
    return 2 if kind == "both" else as_int(match[kind])


def as_int(written: str) -> int:
    """The number that stands in digits or words, as NUMBER finds it."""
    return WORDS.get(written.lower()) or int(written)
