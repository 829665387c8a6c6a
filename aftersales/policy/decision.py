"""The decision on a request: what the policy settles, what it leaves open, and what to ask next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aftersales.policy.amounts import NO_REFUND, Refund, refund_of
from aftersales.policy.case import Case
from aftersales.policy.engine import Evaluation, evaluate
from aftersales.policy.explain import Deadline, NearestYes, Said, deadlines_of, nearest_yes, said_by, trace_of
from aftersales.policy.facts import Outcome
from aftersales.policy.questions import can_be_settled, missing_facts, ranked_questions, settled_anyway, unknowns_of
from aftersales.policy.relevance import BLOCKED, lists_waiting, open_outcomes, relevant_outcomes, remedy_is_uncertain
from aftersales.policy.request import Request
from aftersales.policy.settlement import SILENT, Finding

Status = Literal["eligible", "not_eligible", "needs_info", "blocked", "needs_human"]
SHOWN_UNLESS_REFUSED = ("evidence", "packing")
WISH = "wants"


@dataclass(frozen=True)
class Unsettled:
    """An outcome the policy does not settle: why, and the facts that would."""

    outcome: str
    because: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What a shop's policy says to one request.

    `findings` holds every outcome, `lists` the codes in force, `ask` the facts to ask (best first), `said` the words
    of the rules in force. `to_json` gives the contract's shape.
    """

    request: Request
    status: Status
    findings: Mapping[str, Finding]
    lists: Mapping[str, tuple[str, ...]]
    refund: Refund
    deadlines: tuple[Deadline, ...]
    ask: tuple[str, ...]
    unsettled: tuple[Unsettled, ...]
    clauses: tuple[str, ...]
    said: tuple[Said, ...]
    nearest_yes: tuple[NearestYes, ...]
    evaluation: Evaluation

    def value(self, outcome: str) -> str | None:
        """The outcome's settled value."""
        return self.findings[outcome].value

    def said_on(self, outcome: str) -> tuple[Said, ...]:
        """The words of the rules that settle an outcome."""
        return tuple(said for said in self.said if said.rule in self.findings[outcome].rules)

    def choosable(self) -> tuple[str, ...]:
        """The remedies among which the customer chooses: those of the rules that leave the choice to the customer."""
        if self.value("remedy_chosen_by") != "customer":
            return ()
        rules = [self.request.policy.rules[name] for name in self.findings["remedy_chosen_by"].rules]
        named = {remedy for rule in rules for remedy in rule.adds.get("remedies", ())}
        remedies = self.lists.get("remedies", ())
        return tuple(remedy for remedy in remedies if remedy in named) or remedies

    def question(self, fact: str) -> str:
        """The words in which a fact is asked."""
        return self.request.policy.vocabulary.facts[fact].question

    @property
    def send_to(self) -> str | None:
        """The destination; returns to the warehouse of origin name it."""
        place, warehouse = self.value("send_to"), self.request.case.values.get("warehouse")
        return f"{place}:{warehouse}" if place == "origin_warehouse" and warehouse else place

    def to_json(self) -> dict[str, Any]:
        """The decision in the contract's shape; null where the policy does not settle something."""
        lists = {
            name: list(self.lists.get(name, ())) for name in self.request.policy.vocabulary.lists if name != BLOCKED
        }
        return {
            "status": self.status,
            "remedies": lists.pop("remedies"),
            "remedy_chosen_by": self.value("remedy_chosen_by"),
            "offers": lists.pop("offers"),
            "postage": {side: self.value(f"{side}_postage") for side in ("return", "original", "replacement")},
            "import_duty": self.value("import_duty"),
            "missing_parts": self.value("missing_parts"),
            "fees": lists.pop("fees"),
            "refund": self.refund.to_json(),
            "send_to": self.send_to,
            "address_from": self.value("address_from"),
            "authorisation": self.value("authorisation"),
            "deadlines": [deadline.to_json() for deadline in self.deadlines],
            **lists,
            "ask": [{"fact": fact, "question": self.question(fact)} for fact in self.ask],
            "unsettled": [
                {"outcome": each.outcome, "because": each.because, "facts": list(each.facts)} for each in self.unsettled
            ],
            "clauses": list(self.clauses),
            "trace": trace_of(self.evaluation),
            "nearest_yes": [each.to_json() for each in self.nearest_yes],
            "policy_version": self.request.policy.version,
        }


def decide(request: Request) -> Decision:
    """Decides a request under its shop's policy. Pure: nothing is looked up, nothing is written."""
    evaluation = evaluate(request.case)
    findings = _findings(evaluation)
    status = _status(evaluation, findings["eligible"])
    lists = _shown_lists(evaluation, status)
    refunds = status in ("eligible", "blocked") and bool({"refund", "cancellation"} & set(lists.get("remedies", ())))
    refund = refund_of(request.order, request.pieces, findings) if refunds else NO_REFUND
    return Decision(
        request=request,
        status=status,
        findings=findings,
        lists=lists,
        refund=refund,
        deadlines=deadlines_of(evaluation),
        ask=_questions(evaluation, findings, lists) if status != "needs_human" else (),
        unsettled=_unsettled(evaluation, findings, refund, status),
        clauses=_clauses(evaluation),
        said=said_by(request.case, evaluation.settlement.live, _names(request)),
        nearest_yes=_nearest_yes(evaluation) if status in ("not_eligible", "blocked") else (),
        evaluation=evaluation,
    )


def _findings(evaluation: Evaluation) -> dict[str, Finding]:
    """What is settled on every outcome; of a refused request only what a refusal leaves standing."""
    findings = {outcome: settled_anyway(evaluation, outcome) for outcome in evaluation.settlement.findings}
    if findings["eligible"].value != "no":
        return findings
    outcomes = evaluation.case.policy.vocabulary.outcomes
    return {name: finding if _stands(outcomes[name], finding) else SILENT for name, finding in findings.items()}


def _stands(outcome: Outcome, finding: Finding) -> bool:
    return outcome.after_refusal is None or finding.value in outcome.after_refusal


def _status(evaluation: Evaluation, eligible: Finding) -> Status:
    if eligible.kind == "settled":
        if eligible.value == "no":
            return "not_eligible"
        if evaluation.settlement.lists.get(BLOCKED):
            return "blocked"
        if lists_waiting(evaluation):
            return "needs_info"
        return "needs_human" if remedy_is_uncertain(evaluation) else "eligible"
    if eligible.kind != "open":
        return "needs_human"
    return "needs_info" if can_be_settled(evaluation, "eligible") else "needs_human"


def _status_of(case: Case) -> str:
    evaluation = evaluate(case)
    return _status(evaluation, settled_anyway(evaluation, "eligible"))


def _nearest_yes(evaluation: Evaluation) -> tuple[NearestYes, ...]:
    return nearest_yes(evaluation, _status_of)


def _shown_lists(evaluation: Evaluation, status: Status) -> dict[str, tuple[str, ...]]:
    """The codes in force; remedies only once the request stands, the way of a return unless it is refused."""
    lists = {name: tuple(codes) for name, codes in evaluation.settlement.lists.items()}
    if status not in ("eligible", "blocked"):
        lists.pop("remedies", None)
    if status == "not_eligible":
        for name in SHOWN_UNLESS_REFUSED:
            lists.pop(name, None)
        lists["steps"] = _steps_after_refusal(evaluation)
    return lists


def _steps_after_refusal(evaluation: Evaluation) -> tuple[str, ...]:
    """What the refusing rules themselves advise; how a return would go is of no use to somebody who cannot return."""
    rules = evaluation.case.policy.rules
    steps = evaluation.settlement.lists.get("steps", {})
    return tuple(code for code, adders in steps.items() if any(rules[rule].speaks_on("eligible") for rule in adders))


def _questions(
    evaluation: Evaluation, findings: Mapping[str, Finding], lists: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """What to ask, best first; the wish comes last, where the customer chooses among several remedies."""
    settled = {name for name, finding in findings.items() if finding.kind != "open"}
    if findings["eligible"].value == "no":
        return ()
    facts = ranked_questions(evaluation, lambda each: open_outcomes(each) - settled)
    choice = findings["remedy_chosen_by"].value == "customer" and len(lists.get("remedies", ())) > 1
    if choice and WISH not in (*evaluation.case.values, *facts):
        facts = [*facts, WISH]
    return tuple(facts)


def _unsettled(
    evaluation: Evaluation, findings: Mapping[str, Finding], refund: Refund, status: Status
) -> tuple[Unsettled, ...]:
    """The relevant outcomes without a value, then what keeps the refund from having an amount."""
    case = evaluation.case
    found = []
    for outcome in relevant_outcomes(evaluation) if status != "not_eligible" else []:
        finding = findings[outcome]
        if finding.kind == "open":
            facts = missing_facts(case, unknowns_of(evaluation, finding.rules))
            found.append(Unsettled(outcome, "unknown", tuple(facts)))
        elif finding.kind != "settled":
            found.append(Unsettled(outcome, finding.kind))
    if status == "eligible" and (maybe := evaluation.settlement.possible.get(BLOCKED)):
        rules = tuple(rule for rules in maybe.values() for rule in rules)
        found.append(Unsettled(BLOCKED, "unknown", tuple(missing_facts(case, unknowns_of(evaluation, rules)))))
    named = {each.outcome for each in found}
    missing = tuple(part for part in refund.missing if part not in named)
    return (*found, *((Unsettled("refund_amount", "unknown", missing),) if missing else ()))


def _clauses(evaluation: Evaluation) -> tuple[str, ...]:
    """The clauses that rules in force rest on, in the order of the policy."""
    policy = evaluation.case.policy
    cited = {clause for rule_id in evaluation.settlement.live for clause in policy.rules[rule_id].cites}
    return tuple(clause for clause in policy.clauses if clause in cited)


def _names(request: Request) -> dict[str, str]:
    """What rules' words may name besides dates."""
    order = request.order
    names = {
        "order_number": str(order.number) if order and order.number is not None else None,
        "warehouse": order.warehouse if order else None,
        "products": ", ".join(f"{piece.quantity} x {piece.line.name}" for piece in request.pieces),
    }
    unnamed = request.policy.vocabulary.placeholders
    return {name: value or unnamed[name] for name, value in names.items()}
