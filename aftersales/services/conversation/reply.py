"""What a service answers: names of responses with their values, and decision cards; never prose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aftersales.policy.decision import Decision


@dataclass(frozen=True)
class Choice:
    """Something a customer can pick, and typing the same words does as well.

    `says` is the words themselves where they come from a policy or a record; else `response` names them.
    """

    says: str = ""
    response: str = ""


CHOICE_YES = Choice(response="choice_yes")
CHOICE_NO = Choice(response="choice_no")
YES_OR_NO = (CHOICE_YES, CHOICE_NO)
YES_NO_OR_NOT_KNOWN = (*YES_OR_NO, Choice(response="choice_not_known"))


@dataclass(frozen=True)
class Say:
    """One response: its name in data/responses without `utter_`, and the values its text needs (lists as bullets)."""

    response: str
    values: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


ANYTHING_ELSE = Say("anything_else")
"""Asked at the end of a request; it is left out where the next one follows."""


@dataclass(frozen=True)
class Card:
    """A decision to show: verdict, why, remedies, who pays, where to, last day, evidence, packing, what next."""

    decision: Decision


Reply = Say | Card
Replies = list[Reply]
