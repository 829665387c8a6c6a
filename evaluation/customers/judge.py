"""Judges a conversation by what must hold of every conversation; a verdict names what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import msgspec
from ruamel.yaml import YAML

from aftersales.policy.decision import Decision
from aftersales.policy.facts import NOT_KNOWN, Value
from aftersales.policy.request import read_fact
from aftersales.settings import PROJECT_ROOT
from evaluation.customers.ledger import Rows
from evaluation.customers.talk import Exchange, Talk
from evaluation.customers.truth import (
    SHOWN,
    as_shown,
    decision_on,
    least_questions,
    open_questions,
    remedy_expected,
    remedy_to_choose,
)

CARDS = PROJECT_ROOT / "data" / "responses" / "decision_card.yml"
CLAUSE = re.compile(r"\b[A-Z]-\d\d\b")
COUNTED = ("fact", "facts", "remedy")
"""Kinds of questions that the engine could have asked; who and which item are asked besides."""
MOST_REPEATS = 1
CANCELLATION = "cancellation"
CANCELLED = "cancelled"


@dataclass(frozen=True)
class Fault:
    """A property that does not hold: which, and how."""

    kind: str
    detail: str


@dataclass(frozen=True)
class Verdict:
    """What was found: the faults, and how many questions were asked against how few would have done."""

    faults: tuple[Fault, ...]
    asked: int
    least: int

    @property
    def success(self) -> bool:
        """Whether every property holds."""
        return not self.faults


def judge(talk: Talk, rows: Rows, today: date) -> Verdict:
    """The verdict on a conversation that is over."""
    customer = talk.customer
    known = {**_heard_rightly(talk, rows), **customer.told}
    decision = decision_on(customer.policy, customer.situation, known, today)
    told_first = talk.exchanges[0].told if talk.exchanges else {}
    return Verdict(
        faults=tuple(_faults(talk, rows, decision, today)),
        asked=sum(exchange.asks_anew and exchange.after["kind"] in COUNTED for exchange in talk.exchanges),
        least=least_questions(customer.policy, customer.situation, told_first, today),
    )


def _faults(talk: Talk, rows: Rows, decision: Decision, today: date) -> Iterator[Fault]:
    if rows.order.status == "cancelled" and talk.customer.situation.problem == "cancel" and not rows.operations:
        yield from _ended(talk)
        return
    yield from _decided(talk, rows, decision, today)
    yield from _shown(talk, decision)
    yield from _written(talk, rows, decision)
    yield from _handed_over(talk, rows, decision)
    yield from _heard(talk, rows)
    yield from _asked(talk, today)
    yield from _ended(talk)


def _on_what_was_noted(talk: Talk, rows: Rows, today: date) -> Decision:
    """The engine's decision on the facts that the ledger holds, heard rightly or wrongly."""
    return decision_on(talk.customer.policy, talk.customer.situation, _noted(talk, rows), today)


def _noted(talk: Talk, rows: Rows) -> dict[str, Value]:
    """The facts that the ledger holds, heard rightly or wrongly."""
    policy = talk.customer.policy
    known = {name: value for name, value in rows.facts.items() if value is not None and name != "problem"}
    return {name: read_fact(policy, name, value) for name, value in known.items() if name in policy.vocabulary.facts}


def _heard_rightly(talk: Talk, rows: Rows) -> dict[str, Value]:
    """What the ledger holds and is true, though no word of the customer was meant to tell it.

    Who says that a thing has stopped working says that it did work before.
    """
    truth = talk.customer.situation.facts
    return {name: value for name, value in _noted(talk, rows).items() if name in truth and truth[name] == value}


def _decided(talk: Talk, rows: Rows, decision: Decision, today: date) -> Iterator[Fault]:
    """The decision kept is the engine's on what is true and was told."""
    case = rows.case
    if case is None or case.decision is None:
        yield Fault("no decision", f"the engine says {decision.status}")
        return
    if case.problem != talk.customer.situation.problem:
        yield Fault("another problem", f"{case.problem}, not {talk.customer.situation.problem}")
    elif as_shown(_on_what_was_noted(talk, rows, today)) != {part: case.decision[part] for part in SHOWN}:
        yield Fault("not the engine's", "on the very facts in the ledger the engine decides otherwise")
    differing = [part for part, expected in as_shown(decision).items() if case.decision[part] != expected]
    if differing == ["clauses"]:
        yield Fault("other clauses", "decided alike, by other clauses: something that was said has not been heard")
    elif differing:
        status = f"{case.decision['status']}, the engine says {decision.status}"
        yield Fault("wrong decision", f"{status}; different: {', '.join(differing)}")


def _shown(talk: Talk, decision: Decision) -> Iterator[Fault]:
    """The last card says what was decided, in words that belong to its status, and cites the clauses of this shop."""
    read = talk.read()
    card = _last_card(read)
    if not card:
        yield Fault("no card", "no decision was shown")
        return
    head = _heads().get(decision.status)
    if head is None or not head.match(card):
        yield Fault("wrong decision", f"the card shown is not {decision.status}: {card.splitlines()[0]}")
    if decision.status != "needs_human" and not set(CLAUSE.findall(card)) & set(decision.clauses):
        yield Fault("no clause", "the card cites none of the decision's clauses")
    strange = set(CLAUSE.findall(read)) - set(talk.customer.policy.clauses)
    if strange:
        yield Fault("another shop's clause", ", ".join(sorted(strange)))


def _written(talk: Talk, rows: Rows, decision: Decision) -> Iterator[Fault]:
    """What was confirmed is in the ledger once, as it was confirmed, and nothing else is."""
    situation, confirmed = talk.customer.situation, talk.customer.confirmed is True
    cancels = confirmed and remedy_expected(decision) == CANCELLATION
    claims = confirmed and not cancels
    found = {
        "status": rows.order.status,
        "operations": [operation.kind for operation in rows.operations],
        "claims": [(claim.problem, claim.quantity, claim.order_line_id, claim.remedy) for claim in rows.claims],
    }
    line = rows.order.lines[situation.line or 0]
    pieces = situation.quantity or line.quantity
    expected = {
        "status": CANCELLED if cancels else situation.order.columns["status"],
        "operations": ["cancel_order"] * cancels + ["open_claim"] * claims,
        "claims": [(situation.problem, pieces, line.id, remedy_expected(decision))] * claims,
    }
    for what, rightly in expected.items():
        if found[what] != rightly:
            yield Fault("wrong row", f"{what}: {found[what]}, what was confirmed is {rightly}")
    if decision.status == "eligible" and decision.lists.get("remedies") and talk.customer.confirmed is None:
        yield Fault("not offered", "it stands, but nobody was asked to confirm it")


def _handed_over(talk: Talk, rows: Rows, decision: Decision) -> Iterator[Fault]:
    """Where the policy is silent a person has it; elsewhere only who wanted one."""
    wanted = decision.status == "needs_human" or talk.customer.wants_person is True
    if wanted and not rows.handoffs:
        yield Fault("no person", f"{decision.status}, and nobody was given the conversation")
    if rows.handoffs and not wanted:
        yield Fault("a person without need", rows.handoffs[0].reason)


def _heard(talk: Talk, rows: Rows) -> Iterator[Fault]:
    """No fact stands in the ledger otherwise than it was told, or against the truth."""
    truth: Mapping[str, Value] = {**talk.customer.situation.facts, **talk.customer.told}
    for fact, value in rows.facts.items():
        known = as_json(truth.get(fact))
        if fact in truth and value is not None and value != known and known != NOT_KNOWN:
            yield Fault("heard wrongly", f"{fact} = {value}, but it is {known}")


def _asked(talk: Talk, today: date) -> Iterator[Fault]:
    """No question about what had been told, none that the engine does not need, none over and over."""
    repeats = 0
    for exchange in talk.exchanges:
        if exchange.asks_anew:
            yield from _needless(talk, exchange, today)
        repeats += exchange.act.kind == "again"
    if repeats > MOST_REPEATS:
        yield Fault("not understood", f"{repeats} answers had to be given again")


def _needless(talk: Talk, exchange: Exchange, today: date) -> Iterator[Fault]:
    customer, kind = talk.customer, exchange.after["kind"]
    facts = exchange.after.get("facts") or [exchange.after.get("fact")]
    decision = decision_on(customer.policy, customer.situation, exchange.told, today)
    needed = open_questions(decision)
    if kind in ("fact", "facts"):
        said = [
            fact for fact in facts if fact in exchange.told and exchange.told[fact] == customer.situation.facts[fact]
        ]
        if said:
            yield Fault("asked though said", ", ".join(said))
        elif not set(facts) & set(needed):
            yield Fault("asked without need", ", ".join(facts))
    if kind == "remedy" and not remedy_to_choose(decision):
        yield Fault("asked without need", kind)
    if (kind == "line" and exchange.line_told) or (kind == "quantity" and exchange.quantity_told):
        yield Fault("asked though said", kind)
    if kind in ("flow", "reading", "which_problem") and exchange.problem_told:
        yield Fault("asked though said", "what it is about")


def _ended(talk: Talk) -> Iterator[Fault]:
    if not talk.ended:
        yield Fault("no end", f"{talk.turns} turns, and {talk.exchanges[-1].after.get('kind')} is still asked")


def as_json(value: Any) -> Any:
    """A fact's value as the ledger holds it."""
    return msgspec.to_builtins(value)


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    """How the card of each status begins; what is filled into its sentence may be anything."""
    responses: dict[str, Any] = YAML(typ="safe", pure=True).load(CARDS)["responses"]
    return {
        status: re.compile(
            "|".join(
                "^" + re.sub(r"\\{\w+\\}", ".+", re.escape(variation["text"]))
                for name, variations in responses.items()
                if re.fullmatch(rf"utter_card_{status}(_[a-z_]+)?", name)
                for variation in variations
            ),
            re.MULTILINE,
        )
        for status in ("eligible", "not_eligible", "blocked", "needs_human")
    }


def _last_card(read: str) -> str:
    """What was said from the head of the last card on; empty where none was shown."""
    begins = [found.start() for head in _heads().values() for found in head.finditer(read)]
    return read[max(begins) :] if begins else ""
