"""The vocabulary of the policies: facts, outcomes, list items and topics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, field, structs

PROBLEM = "problem"
"""The fact that a request is about."""
NOT_KNOWN = "not_known"
"""What a customer answers who cannot tell."""

Value = bool | str | int | Decimal | date
FactType = Literal["choice", "yes_no", "date", "number", "text"]
Knower = Literal["order", "customer", "step", "inspection"]


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a rule may ask about, who knows it, and how to ask.

    `words_if_not` says the opposite of `words`, for a yes/no fact that customers are told when it is not so.
    `curable` is the value an order's fact can be brought to (an open dispute can be closed), `reversible` marks what
    a customer could have done otherwise; both feed the nearest yes. `heard_as` holds how customers say it, `heard_in`
    (never written, see heard_phrases.py) the file that tells so, `told_by_comments` the words which, in the comments
    of an order, make a yes/no fact true.
    """

    type: FactType
    known_by: Knower
    name: str = ""
    words: str = ""
    words_if_not: str = ""
    question: str = ""
    values: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    curable: bool | None = None
    reversible: bool = False
    heard_as: Any = None
    heard_in: str = ""
    told_by_comments: list[str] = field(default_factory=list)

    @property
    def askable(self) -> bool:
        """Whether a customer may be asked: the customer's own facts, and a record's fact that has a question."""
        return bool(self.question) and self.known_by in ("customer", "order")

    @property
    def may_be_pending(self) -> bool:
        """Whether silence about it means that it has not happened yet."""
        return self.known_by in ("step", "inspection")

    def possible_values(self) -> tuple[Value, ...]:
        """Every value the fact can take that a condition can tell apart; empty for dates, numbers and texts."""
        if self.type == "yes_no":
            return (True, False)
        return tuple(self.values)

    def expand(self, value: Any) -> frozenset[Value]:
        """The values that `value` stands for: itself, the members of a group, or those of a list."""
        if isinstance(value, list):
            return frozenset(single for each in value for single in self.expand(each))
        if isinstance(value, str) and value in self.groups:
            return frozenset(self.groups[value])
        return frozenset([value])

    def allows(self, value: Any) -> bool:
        """Whether the vocabulary knows the value (a group's name is not a value)."""
        if self.type == "yes_no":
            return isinstance(value, bool) or value == NOT_KNOWN
        if self.type == "choice":
            return isinstance(value, str) and value in self.values
        if self.type == "number":
            return isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        return isinstance(value, date if self.type == "date" else str)

    def describe(self, value: Value) -> str:
        """The fact with this value in the customer's words."""
        if self.type == "choice":
            return self.values.get(str(value), str(value))
        if isinstance(value, bool):
            return self.words if value else f"not so: {self.words}"
        return f"{self.words}: {value}"


class Outcome(Struct, frozen=True, forbid_unknown_fields=True, rename={"relevant": "for"}):
    """One thing a policy settles with a single value, such as who pays the return.

    `relevant` (written `for`) is a condition on facts, `only_with` names remedies of which one must be open,
    else the outcome is not reported as missing. `after_refusal` lists the values that still stand when the request
    is refused (None: all of them): nothing is promised to somebody who is refused.
    """

    words: str
    values: list[str] = field(default_factory=list)
    text: bool = False
    relevant: dict[str, Any] = field(default_factory=dict)
    only_with: list[str] = field(default_factory=list)
    only_if_several_remedies: bool = False
    after_refusal: list[str] | None = None


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """A question customers ask without a claim, and what answers it.

    `heard_as` are phrases that ask just this, whatever else the message says.
    """

    words: str
    outcomes: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    heard_as: list[str] = field(default_factory=list)


class Vocabulary(Struct, frozen=True, forbid_unknown_fields=True):
    """All facts, outcomes, list items and topics that rules may use.

    `placeholders` are the names that a rule's words may hold besides windows, with what stands there when unknown;
    `told_in_words` is the evidence that is words and not a file.
    """

    facts: dict[str, Fact]
    outcomes: dict[str, Outcome]
    lists: dict[str, dict[str, str]]
    placeholders: dict[str, str]
    topics: dict[str, Topic]
    told_in_words: tuple[str, ...] = ()

    def extended(self, facts: Mapping[str, Fact], lists: Mapping[str, Mapping[str, str]]) -> Vocabulary:
        """This vocabulary with a shop's own facts and items added."""
        merged = {name: {**items, **lists.get(name, {})} for name, items in self.lists.items()}
        return structs.replace(self, facts={**self.facts, **facts}, lists=merged)

    def list_of(self, item: str) -> str | None:
        """The list an item code belongs to."""
        return next((name for name, items in self.lists.items() if item in items), None)
