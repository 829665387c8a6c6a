"""The summary of a handing over in words: who, which order, what was asked, the facts, the decision, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aftersales.policy.facts import Vocabulary
from aftersales.policy.model import ShopPolicy


@dataclass(frozen=True)
class FactShown:
    """A fact in the vocabulary's words; source tells where it comes from, quote what the customer said."""

    words: str
    value: str
    source: str
    quote: str | None


@dataclass(frozen=True)
class Open:
    """What the policy leaves open, and why: silent, discretion, conflict or unknown; waits_for are missing facts."""

    words: str
    because: str
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The summary as an agent reads it; status is None where nothing was decided, remedies are in words."""

    customer: Mapping[str, Any]
    order: Mapping[str, Any]
    said: tuple[str, ...]
    flow: str | None
    problem: str | None
    item: Mapping[str, Any] | None
    facts: tuple[FactShown, ...]
    status: str | None
    remedies: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]
    unsettled: tuple[Open, ...]


def summary_of(stored: Mapping[str, Any], policy: ShopPolicy | None) -> Summary:
    """The stored summary in the words of the shop's policy; codes stay where there is no policy."""
    request, decision = stored.get("request") or {}, stored.get("decision") or {}
    known, clauses = (policy.vocabulary, policy.clauses) if policy else (None, {})
    return Summary(
        customer=stored.get("customer") or {},
        order=stored.get("order") or {},
        said=tuple(stored.get("said") or ()),
        flow=request.get("flow"),
        problem=_value_in_words(known, "problem", request["problem"]) if request.get("problem") else None,
        item=request.get("item"),
        facts=tuple(_fact(known, name, entry) for name, entry in (request.get("facts") or {}).items()),
        status=decision.get("status"),
        remedies=tuple(_listed(known, "remedies", code) for code in decision.get("remedies") or ()),
        clauses=tuple((clause, clauses.get(clause, "")) for clause in decision.get("clauses") or ()),
        unsettled=tuple(_open(known, each) for each in decision.get("unsettled") or ()),
    )


def _fact(known: Vocabulary | None, name: str, entry: Mapping[str, Any]) -> FactShown:
    value = _value_in_words(known, name, entry.get("value"))
    return FactShown(_fact_words(known, name), value, str(entry.get("source", "")), entry.get("quote"))


def _open(known: Vocabulary | None, entry: Mapping[str, Any]) -> Open:
    name = entry["outcome"]
    words = known.outcomes[name].words if known and name in known.outcomes else _plain(name)
    return Open(words, entry["because"], tuple(_fact_words(known, fact) for fact in entry.get("facts") or ()))


def _fact_words(known: Vocabulary | None, name: str) -> str:
    return known.facts[name].words if known and name in known.facts else _plain(name)


def _value_in_words(known: Vocabulary | None, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    fact = known.facts.get(name) if known else None
    return fact.values.get(str(value), _plain(str(value))) if fact else _plain(str(value))


def _listed(known: Vocabulary | None, kind: str, code: str) -> str:
    return known.lists[kind].get(code, _plain(code)) if known else _plain(code)


def _plain(code: str) -> str:
    return code.replace("_", " ")
