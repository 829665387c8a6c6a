"""How customers say a fact, as `policies/heard_as/<fact>.yml` or the `heard_as` of a shop's own fact writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class HeardAs:
    """Phrases (see phrases.py) by value; a yes_no fact has the values "yes" and "no".

    in_passing: enough on their own, anywhere in a story. as_answer: enough only right after the question.
    denied: for yes_no, enough for a no where they are denied ("never opened or ..."), and nothing where they are not.
    unless: where one of these occurs around it, nothing was said about the fact.
    taken_back: what takes back the value told before it: "it froze a lot, but after the update all is well".
    """

    in_passing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_answer: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    denied: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    taken_back: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, written: Any) -> HeardAs:
        """From the mapping in the file, or nothing from None; ValueError names a key that is not known."""
        written = written or {}
        if unknown := set(written) - {each.name for each in fields(cls)}:
            raise ValueError(f"heard_as has {', '.join(each.name for each in fields(cls))}, not {sorted(unknown)}")
        return cls(
            _by_value(written.get("in_passing", {})),
            _by_value(written.get("as_answer", {})),
            tuple(written.get("denied", ())),
            tuple(written.get("unless", ())),
            _by_value(written.get("taken_back", {})),
        )

    def answering(self) -> dict[str, tuple[str, ...]]:
        """All that counts right after the question."""
        values = [*self.in_passing, *(value for value in self.as_answer if value not in self.in_passing)]
        return {value: (*self.in_passing.get(value, ()), *self.as_answer.get(value, ())) for value in values}


def _by_value(written: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(value): tuple(phrases) for value, phrases in written.items()}
