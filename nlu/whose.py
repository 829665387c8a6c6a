"""Whose words and whose things: what others say, and what befell another thing, tells nothing of the customer's own."""

from __future__ import annotations

from collections.abc import Sequence

SAYING = "said say says saying tell tells told claim claims claimed thinks thought reckons suggests suggested insists"
SAYING_AS_WELL = "insisted believes mentioned commented complains complain wrote write writes writing reports assumed"
FAMILY = (
    "brother sister wife husband son daughter father mother dad mum mom uncle aunt cousin girlfriend boyfriend friend"
)
NEAR = "mate mates flatmate roommate housemate buddy pal nephew niece grandson granddaughter parents cousins partner"
CALLINGS = (
    "courier driver postman colleague colleagues boss technician mechanic repairman electrician agent staff seller"
)
TRADES = "engineer expert dealer manufacturer salesman workshop chap bloke lad fella ups dhl fedex hermes evri gls dpd"
SOURCES = "support hotline reviewer reviewers reviews review forum internet article reddit youtube neighbour neighbor"
PRINTED = "ad advert advertisement page website site listing leaflet brochure flyer policy terms banner"
ADVISERS = "barber teacher plumber hairdresser doctor"
ANYBODY = "he she they you someone somebody everyone everybody people guy guys man woman lady"
TIMES = "day days week weeks weekend month months year years night time times hour minute moment summer winter"
NEARBY = "friend mate flatmate roommate housemate buddy pal neighbour neighbor colleague boss coworker classmate"
IN_LAWS = "brother-in-law sister-in-law mother-in-law father-in-law landlord"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
ORDERS = "order orders purchase delivery parcel package shipment claim return message mail email answer question"
NO_NAMES = "update straw few two three couple and is was , ."

_SAY = frozenset(f"{SAYING} {SAYING_AS_WELL}".split())
_OTHERS = frozenset(f"{FAMILY} {NEAR} {CALLINGS} {TRADES} {SOURCES} {PRINTED} {ADVISERS} {ANYBODY}".split())
_HEARSAY = frozenset({"read", "heard"})
_WHOSE = frozenset({"my", "our", "his", "her", "their", "the", "an", "a", "your"})
_EARLIER = frozenset({"old", "previous", "former", "earlier", "prior", "last"})
_NO_THING = frozenset(f"{TIMES} {WEEKDAYS} {ORDERS} {NO_NAMES}".split())
"""What is called the last or the old one without being another thing."""
_THEIRS = frozenset({"his", "her", "hers", "their", "theirs"})
_OWNED = frozenset({"his", "hers", "theirs"})
_OUTSIDE_HOME = frozenset(f"{NEARBY} {IN_LAWS} brother sister cousin".split())
"""Whose things are seldom the ones bought here, unlike a son's or a wife's."""
_POSSESSIVES = frozenset({"'s", "’s", "s"})
_NO_POSSESSION = frozenset({"been", "just", "got", "not", "a", "the", "never", "already", "also", "now", "here", "had"})
_STATES = frozenset({"is", "was", "has", "had", "'s", "broke", "died", "got", "stopped", "works", "worked", "fell"})
_ELSEWHERE = frozenset({"office", "school", "gym", "church", "club", "hotel", "canteen", "staffroom", "work"})
_NEXT_DOOR = ("next door", "upstairs", "downstairs", "across the street", "over the road")
_NO_THING_OF_OWN = frozenset({"fault", "faults", "mistake", "mistakes", "error", "doing", "stupidity", "bad"})
_PEOPLE_HERE = frozenset({"i", "we", "it", "mine"})
_FIRST_REACHES = 8
"""Within so many words "the first one I had" is told from "the first week"."""
_BEGINNING = 3
"""Within so many words of a clause stands the thing that it is about."""


def are_anothers_words(before: Sequence[str]) -> bool:
    """Whether the words before a match give what somebody else says: "the courier told me that ..."."""
    if "according" in before or ("that" in before and _HEARSAY.intersection(before)):
        return True
    return any(word in _SAY and _speaker(before[:at]) in _OTHERS for at, word in enumerate(before))


def is_about_another(before: Sequence[str], within: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the clause is about another thing than the one at hand: "my old one broke", "he rooted his tablet"."""
    words = [*before, *within, *after]
    if words[0] in _OWNED and words[1:2] and words[1] in _STATES:
        return True
    if after and after[0] in _THEIRS and "it" not in after:
        return True
    if _names_an_outsiders(words[: _BEGINNING + 2]) or _names_the_first(words):
        return True
    if _names_one_elsewhere(words[:_FIRST_REACHES]) or _names_ones_own(words):
        return True
    return any(_names_an_earlier(words, at) for at in range(min(_BEGINNING, len(words))))


def _speaker(before_speech: Sequence[str]) -> str:
    """Who speaks: the last of those words that stand for people, the customer among them."""
    people = [word for word in before_speech if word in _OTHERS or word in ("i", "we")]
    return people[-1] if people else ""


def _names_an_outsiders(words: Sequence[str]) -> bool:
    """Whether it is of "my neighbour's drone" that something is said."""
    threes = zip(words, words[1:], words[2:], strict=False)
    return any(
        who in _OUTSIDE_HOME and has in _POSSESSIVES and thing not in _NO_POSSESSION for who, has, thing in threes
    )


def _names_the_first(words: Sequence[str]) -> bool:
    """Whether it is of "the first one I had" or "the one I sent back" that something is said."""
    opening = words[:_FIRST_REACHES]
    if opening[:1] == ["the"] and "before" in opening and "had" in opening and {"i", "we"}.intersection(opening):
        return True
    if opening[:1] != ["the"] or not {"first", "one", "other"}.intersection(opening[1:3]):
        return False
    return bool({"i", "we", "you"}.intersection(opening)) and bool({"had", "back", "returned"}.intersection(opening))


def _names_one_elsewhere(opening: Sequence[str]) -> bool:
    """Whether it is of "the printer in our office" or what they have next door that something is said."""
    if " ".join(opening).startswith(_NEXT_DOOR):
        return True
    place = next((at for at, word in enumerate(opening) if word in _ELSEWHERE), 0)
    leading = opening[:place]
    return leading[:1] != [] and leading[0] in _WHOSE and "in" in leading and not _PEOPLE_HERE.intersection(leading)


def _names_ones_own(words: Sequence[str]) -> bool:
    """Whether it is of "my own cable", not of one bought here, that something is said."""
    named = words[:2] == ["my", "own"] and len(words) > 3
    return named and words[2] not in _NO_THING_OF_OWN and words[3] in _STATES


def _names_an_earlier(words: Sequence[str], at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    named = words[at] in _EARLIER and following not in _NO_THING
    return named and at > 0 and words[at - 1] in _WHOSE
