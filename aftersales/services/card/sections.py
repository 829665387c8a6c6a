"""Makes a decision's card: what is told of each verdict, in which order, with the clauses behind every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aftersales.policy.decision import Decision
from aftersales.policy.explain import Said, day_in_words
from aftersales.services.card.costs import cost_lines, place_lines
from aftersales.services.card.decision_card import CHECKLISTS, CardLine, CardSection, DecisionCard, LastDay
from aftersales.services.card.understood import understood
from aftersales.services.wording import responses, words

WORTH_TELLING = ("return_postage", "original_postage", "import_duty", "send_to")
TOLD_BY = {"send_to": "address_from"}
"""Outcomes that need no saying that they are open where another one answers the customer's question."""
GOODS_GO_BACK = ("eligible", "blocked")
MOST_REASONS = 3
MOST_ITEMS = 8
NOTHING_TO_CHOOSE = ("cancellation",)


def card_of(decision: Decision) -> DecisionCard:
    """The card; a refusal tells only what helps, and what the policy is silent on is told where it matters."""
    sections = tuple(section for section in _sections(decision) if section.lines)
    used = {clause for section in sections for line in section.lines for clause in line.clauses}
    clauses = {clause: said for clause, said in decision.request.policy.clauses.items() if clause in used}
    days = tuple(_last_days(decision)) if decision.status in GOODS_GO_BACK else ()
    return DecisionCard(
        decision.status, _verdict(decision), sections, days, words("card_last_days"), words("card_clauses"), clauses
    )


def _sections(decision: Decision) -> Iterator[CardSection]:
    goes_on = decision.status in GOODS_GO_BACK
    if decision.status == "blocked":
        yield _section("in_the_way", _listed(decision, "blocked_by"))
    yield _section("why", _reasons(decision))
    if decision.status != "needs_human":
        yield _section("understood", understood(decision))
    if goes_on:
        yield _remedies(decision)
        yield _section("costs", cost_lines(decision))
        yield _section("place", place_lines(decision))
    yield _section("offers", [*_listed(decision, "remedies", _choice(decision)), *_listed(decision, "offers")])
    yield _section("nearest_yes", _nearest_yes(decision))
    if goes_on:
        yield _section("unsaid", _unsaid(decision))
        for kind in CHECKLISTS:
            yield _section(kind, list(_listed(decision, kind))[:MOST_ITEMS])


def _section(kind: str, lines: Iterable[CardLine], title: str = "") -> CardSection:
    return CardSection(kind, words(title or f"card_{kind}"), tuple(lines))


def _verdict(decision: Decision) -> str:
    """The verdict; for some problems and remedies in words of its own."""
    policy, problem = decision.request.policy, decision.request.case.values.get("problem")
    about = policy.vocabulary.facts["problem"].values.get(str(problem), "")
    subjects = (problem, *decision.lists.get("remedies", ()))
    own = (name for name in (f"card_{decision.status}_{subject}" for subject in subjects) if name in responses())
    return words(next(own, f"card_{decision.status}"), {"shop": policy.name, "about": about})


def _reasons(decision: Decision) -> Iterator[CardLine]:
    """The words of the rules that settle the verdict; where a person decides, of those that say why."""
    reasons = decision.said_on("eligible") if decision.status != "needs_human" else _open_reasons(decision)
    for said in tuple(reasons)[:MOST_REASONS]:
        yield CardLine(said.text, clauses=said.cites)


def _open_reasons(decision: Decision) -> tuple[Said, ...]:
    rules = decision.request.policy.rules
    return tuple(said for said in decision.said_on("eligible") if "eligible" in rules[said.rule].leaves_open)


def _remedies(decision: Decision) -> CardSection:
    remedies = list(_listed(decision, "remedies", (*NOTHING_TO_CHOOSE, *_beyond_choice(decision))))
    chooser = decision.value("remedy_chosen_by") if len(remedies) > 1 else None
    return _section("remedies", remedies, f"card_remedies_{chooser}" if chooser else "card_remedies")


def _choice(decision: Decision) -> tuple[str, ...]:
    """The remedies to choose among, or all of them where the choice is not the customer's."""
    return decision.choosable() or decision.lists.get("remedies", ())


def _beyond_choice(decision: Decision) -> tuple[str, ...]:
    """Help that may do as well, but is no remedy to be chosen."""
    choice = _choice(decision)
    return tuple(remedy for remedy in decision.lists.get("remedies", ()) if remedy not in choice)


def _listed(decision: Decision, kind: str, without: tuple[str, ...] = ()) -> Iterator[CardLine]:
    """The things of a list that are in force, in the vocabulary's order, each with the clauses of its rules."""
    policy = decision.request.policy
    in_force = decision.lists.get(kind, ())
    for code, text in policy.vocabulary.lists[kind].items():
        if code in in_force and code not in without:
            rules = [said for said in decision.said if code in policy.rules[said.rule].adds.get(kind, ())]
            yield CardLine(text, clauses=tuple(dict.fromkeys(clause for said in rules for clause in said.cites)))


def _last_days(decision: Decision) -> Iterator[LastDay]:
    """The last days that are still ahead."""
    today, windows = decision.request.case.today, decision.request.policy.windows
    for deadline in decision.deadlines:
        left = (deadline.last_day - today).days
        if left >= 0:
            day = {"day": day_in_words(deadline.last_day)}
            yield LastDay(
                windows[deadline.what].words,
                deadline.last_day,
                left,
                words("card_days_ahead", {"left": "{left}", **day}),
                words("card_day_tomorrow", day),
                words("card_day_today", day),
                words("card_day_over", day),
            )


def _nearest_yes(decision: Decision) -> Iterator[CardLine]:
    facts = decision.request.policy.vocabulary.facts
    for nearest in decision.nearest_yes[:1] if decision.status == "not_eligible" else ():
        changes = [_change(facts[fact].words, value) for fact, value in nearest.change.items()]
        yield CardLine(words("card_if_only", {"changes": " and ".join(changes)}))


def _change(fact: str, value: object) -> str:
    if value is False:
        return words("change_not_so", {"fact": fact})
    return words("change_day", {"fact": fact, "day": day_in_words(value)})  # type: ignore[arg-type]


def _unsaid(decision: Decision) -> Iterator[CardLine]:
    """What the policy leaves open beside the verdict; only what matters to a claim that stands."""
    outcomes = decision.request.policy.vocabulary.outcomes
    for each in decision.unsettled:
        told_otherwise = decision.value(TOLD_BY.get(each.outcome, each.outcome)) is not None
        if each.outcome in WORTH_TELLING and not told_otherwise:
            yield CardLine(outcomes[each.outcome].words)
