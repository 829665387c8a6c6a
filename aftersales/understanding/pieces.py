"""How many pieces of a product are meant ("two of the cameras"), and which number puts another one right."""

from __future__ import annotations

import re
from collections.abc import Callable

from aftersales.understanding.numbers import FAULTY, NO_PIECES, NUMBER, as_int, find_quantities
from aftersales.understanding.text import same_length

_OF_SEVERAL = rf"(?:out\s+)?of\s+(?:the|my|our|these|those)\s+(?:(?:{NUMBER})\s+)?"
_ALL_IN_ALL = ("ordered", "bought", "purchased", "got", "received", "have", "had", "of")
_OWNED = "".join(rf"(?<!\b{word}\s)" for word in _ALL_IN_ALL)
_ALONE = r"(?<![\w.,/€$£-])"
_OF_A_KIND = re.compile(
    rf"{_ALONE}(?P<some>{NUMBER})\s+(?:{_OF_SEVERAL}|(?:{FAULTY})\s+){{1,2}}(?P<those>[a-z]+)"
    rf"|{_ALONE}{_OWNED}(?P<all>{NUMBER})\s+(?:(?=[a-z]*\d)\w*[a-z]\w*\s+)?(?P<these>[a-z]+)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    rf"""\b(?:
        (?P<so>{NUMBER})\s*,?\s*(?:and\s+)?(?:not|instead\s+of|rather\s+than)\s+(?:{NUMBER})\b
      | not\s+(?:{NUMBER})\b\W*(?:but\s+)?(?:only\s+|just\s+|it'?s\s+)?(?P<but>{NUMBER})\b{NO_PIECES}
      | (?:meant|mean|make\s+(?:it|that)|should\s+be|it'?s|it\s+is|they\s+are|there\s+are|only|just)\s+
            (?P<meant>{NUMBER})\b{NO_PIECES}
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def count_kind(text: str, is_meant: Callable[[str], bool]) -> set[int]:
    """The numbers that stand before a thing of the kind meant: "two cameras", "3 of the broken lamps".

    What was ordered or is owned in all ("I have 4 cameras") is no number of pieces concerned.
    """
    found = (match.groupdict() for match in _OF_A_KIND.finditer(same_length(text)))
    counted = ((told["some"] or told["all"], told["those"] or told["these"]) for told in found)
    return {as_int(number) for number, kind in counted if is_meant(kind)}


def read_correction(text: str) -> int | None:
    """The number of pieces that puts another one right: "three not two", "I meant 2", "no, only two of them".

    None where there is none, or more than one that differs.
    """
    plain = same_length(text)
    told = {as_int(match[match.lastgroup or 0]) for match in _CORRECTION.finditer(plain)}
    found = told or {quantity.value for quantity in find_quantities(plain)}
    return found.pop() if len(found) == 1 else None
