"""Wishes told in plain words beside something else: to return, to talk to a person, or one of two."""

from __future__ import annotations

import re

from aftersales.understanding.text import normalised

_I_WANT = (
    r"\b(?:i|we) (?:' d )?(?:just |only |also |really )*"
    r"(?:want|would like|like|wanna|need|have|wish|am going) to (?:just |also )?"
)
_BACK = r"(?:return\b|(?:send|give|bring|ship) (?:\w+ ){0,4}back\b)"
_RETURN = re.compile(_I_WANT + _BACK)
_THE_OTHER_BACK = re.compile(
    rf"\bthe other (?:one |two )?(?:, )?{_I_WANT}{_BACK}|{_I_WANT}(?:return|send back|give back) the other\b"
)
_SUPPOSED = re.compile(r"\b(?:if|when|in case|unless|whether|suppose|before|until|do not|never)\b[^.,;!?]*$")

_SOMEBODY = (
    r"(?:(?:a|an|some|one of your|your|the) )?(?:real |live |actual |human )*"
    r"(?:human(?: being)?|person|people|agent|someone|somebody|anyone|colleague|manager|supervisor|representative|rep)"
)
_PERSON = re.compile(
    rf"\b(?:talk|speak|chat) (?:to|with) {_SOMEBODY}\b"
    rf"|\b(?:get|give|put|connect|pass|transfer|hand) (?:me|us|this) (?:on |over |through )*(?:to |with )?{_SOMEBODY}\b"
    rf"|\b(?:want|need|would like|prefer) {_SOMEBODY} (?:real|to (?:call|contact|help|look)|instead|please|now)\b"
    rf"|\b(?:can|could|may) {_SOMEBODY} (?:please )?(?:call|ring|contact) (?:me|us)\b"
)
_REFUSED = re.compile(r"\b(?:do not|no|not|never|without) (?:\w+ ){0,4}$")

_CANCEL = r"cancel\w*"
_GO_BACK = r"(?:return\w*|(?:send|sent|give|take|taken|bring) (?:(?:it|this|them|the \w+) )?back)"
_EITHER = re.compile(
    rf"\b(?:{_CANCEL}\b.{{0,25}}\bor\b.{{0,15}}\b{_GO_BACK}|{_GO_BACK}\b.{{0,25}}\bor\b.{{0,15}}\b{_CANCEL})\b"
)


def wants_to_return(text: str) -> bool:
    """Whether the words say outright that something is to go back: "I want to return the bell, who pays?"."""
    return _is_wished(_RETURN, text, _SUPPOSED)


def wants_to_return_the_other(text: str) -> bool:
    """Whether of several things another one than that told of is to go back: "and the other I want to return"."""
    return _THE_OTHER_BACK.search(normalised(text)) is not None


def wants_a_person(text: str) -> bool:
    """Whether a person is asked for in so many words, whatever else is told."""
    return _is_wished(_PERSON, text, _SUPPOSED, _REFUSED)


def cancels_or_returns(text: str) -> bool:
    """Whether the words leave it open whether to cancel or to return: "cancel it or send it back"."""
    return _EITHER.search(normalised(text)) is not None


def _is_wished(wish: re.Pattern[str], text: str, *unless_behind: re.Pattern[str]) -> bool:
    """Whether the wish is told at least once without any of these in front of it."""
    words = normalised(text)
    told = (words[: match.start()] for match in wish.finditer(words))
    return any(not any(undoing.search(before) for undoing in unless_behind) for before in told)
