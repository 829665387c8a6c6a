"""Turns the rules and windows as written in a policy file into the engine's model."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field

from aftersales.errors import PolicyError
from aftersales.policy.facts import Fact, Vocabulary
from aftersales.policy.model import (
    AllOf,
    AnyOf,
    Because,
    Condition,
    FactIs,
    InWindow,
    Limit,
    NotSo,
    Rule,
    Told,
    Unit,
    Window,
)

UNITS: tuple[Unit, ...] = ("days", "business_days", "months", "years")
Length = int | str | UnsetType


class LimitText(Struct, forbid_unknown_fields=True, rename={"start": "from"}):
    """One limit of a window as written."""

    start: str | list[str]
    days: Length = UNSET
    business_days: Length = UNSET
    months: Length = UNSET
    years: Length = UNSET
    at_least: int | None = None
    at_most: int | None = None


class RuleText(Struct, forbid_unknown_fields=True):
    """One rule as written."""

    cites: list[str]
    say: str
    when: dict[str, Any] = field(default_factory=dict)
    then: dict[str, Any] = field(default_factory=dict)
    may: dict[str, Any] = field(default_factory=dict)
    unclear: dict[str, Literal["silent", "conflict"]] = field(default_factory=dict)
    over: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


class Reader:
    """Reads one file's rules against its vocabulary; `where` says in messages where the reader is."""

    def __init__(self, vocabulary: Vocabulary, windows: set[str]) -> None:
        self.vocabulary = vocabulary
        self.windows = windows

    def rule(self, rule_id: str, text: RuleText, line: int, where: str) -> Rule:
        """The rule, every name in it checked."""
        if not text.cites:
            raise PolicyError(f"rule `{rule_id}` cites no clause", where, "name the clauses it rests on under `cites`")
        lists, then = self.vocabulary.lists, text.then
        settles = {key: self._outcome(key, value, where) for key, value in then.items() if key not in lists}
        adds = {key: self._items(key, value, where) for key, value in then.items() if key in lists}
        leaves_open = self._leaves_open(text, where)
        for outcome in settles.keys() & leaves_open.keys():
            message = f"rule `{rule_id}` both settles `{outcome}` and leaves it open"
            raise PolicyError(message, where, "keep one, or make two rules of it")
        return Rule(
            id=rule_id,
            cites=tuple(text.cites),
            when=self.condition(text.when, where),
            settles=settles,
            adds=adds,
            leaves_open=leaves_open,
            over=tuple(text.over),
            about=tuple(self._topics(text.about, where)),
            say=text.say,
            line=line,
        )

    def _leaves_open(self, text: RuleText, where: str) -> dict[str, Because]:
        leaves_open: dict[str, Because] = {}
        for outcome, value in text.may.items():
            self._outcome(outcome, value, where)
            leaves_open[outcome] = "discretion"
        for outcome, because in text.unclear.items():
            self._known_outcome(outcome, where)
            leaves_open[outcome] = because
        return leaves_open

    def condition(self, text: Any, where: str) -> Condition:
        """A `when` mapping: all its entries must hold."""
        if not isinstance(text, dict):
            raise PolicyError(f"a condition must be a mapping, not {text!r}", where, "write `fact: value`")
        parts = tuple(self._entry(key, value, where) for key, value in text.items())
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _entry(self, key: str, value: Any, where: str) -> Condition:
        if key in ("in", "past"):
            return self._in_windows(value, key == "in", where)
        if key == "told":
            return self._told(value, where)
        if key == "not":
            return NotSo(self.condition(value, where))
        if key in ("any", "all"):
            return self._joined(key, value, where)
        return self._fact(key, value, where)

    def _in_windows(self, value: Any, inside: bool, where: str) -> Condition:
        names = value if isinstance(value, list) else [value]
        if not names:
            raise PolicyError("it names no window", where, "name a window, or take `in` or `past` out")
        windows = tuple(InWindow(self._window(name, where), inside) for name in names)
        return windows[0] if len(windows) == 1 else AnyOf(windows)

    def _told(self, value: Any, where: str) -> Condition:
        if not isinstance(value, dict) or not value:
            raise PolicyError(f"`told` needs a mapping, not {value!r}", where, "write `told: {fact: value}`")
        facts = [self._fact(name, each, where) for name, each in value.items()]
        return AllOf(tuple(Told(fact.fact, fact.accepted) for fact in facts))

    def _joined(self, key: str, value: Any, where: str) -> Condition:
        if not isinstance(value, (dict, list)) or not value:
            raise PolicyError(f"`{key}` needs conditions, not {value!r}", where, f"write `{key}: [{{fact: value}}]`")
        entries = value if isinstance(value, list) else [{name: each} for name, each in value.items()]
        parts = tuple(self.condition(entry, where) for entry in entries)
        return AnyOf(parts) if key == "any" else AllOf(parts)

    def _fact(self, name: str, value: Any, where: str) -> FactIs:
        fact = self.vocabulary.facts.get(name)
        if fact is None:
            raise PolicyError(f"the fact `{name}` is not declared", where, "declare it under `facts` or mend its name")
        values = value if isinstance(value, list) else [value]
        if not values or any(isinstance(each, (dict, list)) for each in values):
            raise PolicyError(f"`{name}` cannot be {value!r}", where, "write one value, or a list of values")
        accepted = fact.expand(values)
        strays = [each for each in accepted if not fact.allows(each)]
        if strays or fact.type in ("date", "text"):
            raise PolicyError(f"`{name}` cannot be {strays or value!r}", where, f"it can be {_allowed(fact)}")
        return FactIs(name, accepted)

    def _window(self, name: Any, where: str) -> str:
        if not isinstance(name, str) or name not in self.windows:
            raise PolicyError(
                f"the window `{name}` is not declared", where, "declare it under `windows` or mend its name"
            )
        return name

    def _outcome(self, name: str, value: Any, where: str) -> str:
        self._known_outcome(name, where)
        outcome = self.vocabulary.outcomes[name]
        if not isinstance(value, str) or not (outcome.text or value in outcome.values):
            raise PolicyError(
                f"`{name}` cannot be {value!r}", where, f"it can be {', '.join(outcome.values) or 'a text'}"
            )
        return value

    def _known_outcome(self, name: str, where: str) -> None:
        if name not in self.vocabulary.outcomes:
            known = ", ".join((*self.vocabulary.outcomes, *self.vocabulary.lists))
            raise PolicyError(f"there is no outcome `{name}`", where, f"use one of {known}")

    def _items(self, name: str, value: Any, where: str) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [value]
        if not items:
            raise PolicyError(f"`{name}` is empty", where, "name what the rule adds, or take it out")
        strays = [item for item in items if not isinstance(item, str) or item not in self.vocabulary.lists[name]]
        if strays:
            raise PolicyError(f"`{name}` has no {strays}", where, f"declare it under `lists` / `{name}` with its words")
        return tuple(items)

    def _topics(self, topics: list[str], where: str) -> list[str]:
        strays = [topic for topic in topics if topic not in self.vocabulary.topics]
        if strays:
            raise PolicyError(f"there is no topic {strays}", where, f"use one of {', '.join(self.vocabulary.topics)}")
        return topics

    def window(self, name: str, text: Any, line: int, where: str, limits: list[LimitText]) -> Window:
        """The window with its limits, every date and length checked."""
        tested = self._date(str(text.get("tested", "")), where)
        if text.get("is_reading", True) is not True:
            raise PolicyError("`is_reading` is not `true`", where, "write true, or leave it out")
        return Window(
            name,
            tuple(self._limit(limit, where) for limit in limits),
            tested,
            str(text.get("words", "")),
            line,
            "is_reading" in text,
        )

    def _limit(self, text: LimitText, where: str) -> Limit:
        starts = text.start if isinstance(text.start, list) else [text.start]
        lengths = [(unit, getattr(text, unit)) for unit in UNITS if getattr(text, unit) is not UNSET]
        if len(lengths) != 1:
            raise PolicyError("a window has one length", where, f"give exactly one of {', '.join(UNITS)}")
        unit, length = lengths[0]
        if isinstance(length, int) and length < 0:
            raise PolicyError(f"{length} {unit} is not a length", where, "give a number that is not negative")
        if isinstance(length, str) and getattr(self.vocabulary.facts.get(length), "type", "") != "number":
            raise PolicyError(
                f"`{length}` is neither a number nor a number fact", where, f"write {unit} as a whole number"
            )
        if not starts:
            raise PolicyError("the window has no start", where, "name a date under `from`")
        if text.at_least is not None and text.at_most is not None and text.at_least > text.at_most:
            message = f"the length is at least {text.at_least} and at most {text.at_most}"
            raise PolicyError(message, where, "mend one of them")
        return Limit(tuple(self._date(start, where) for start in starts), unit, length, text.at_least, text.at_most)

    def _date(self, name: str, where: str) -> str:
        fact = self.vocabulary.facts.get(name)
        if fact is None or fact.type != "date":
            raise PolicyError(f"`{name}` is not a declared date", where, "use a fact of type date")
        return name


def _allowed(fact: Fact) -> str:
    if fact.type == "yes_no":
        return "true or false"
    return ", ".join((*fact.values, *fact.groups)) or f"used only in windows, being a {fact.type}"
