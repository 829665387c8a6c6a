"""A decision as a card: verdict, why with clauses, remedies, who pays what, where to, last day, proofs, packing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from actions.wording import bullets, responses, words
from aftersales.policy.decision import Decision
from aftersales.policy.explain import Said, day_in_words

SETTLED_LINES = ("return_postage", "original_postage", "replacement_postage", "import_duty", "missing_parts")
CHECKLISTS = ("evidence", "packing", "steps", "warnings")
WORTH_TELLING = ("return_postage", "original_postage", "import_duty", "send_to")
MOST_REASONS = 3
MOST_ITEMS = 8
GOODS_GO_BACK = ("eligible", "blocked")


def card_texts(decision: Decision) -> list[str]:
    """The card as one or two messages: what is decided, then what to do. What the policy is silent on is left out."""
    verdict = [_verdict(decision), *_reasons(decision)]
    if decision.status in GOODS_GO_BACK:
        verdict += [*_remedies(decision), *_amounts(decision), *_postage(decision), *_destination(decision)]
        verdict += _days(decision)
    verdict += [*_blocks(decision), *_offers(decision), *_nearest_yes(decision), *_open(decision)]
    to_do = list(_checklists(decision)) if decision.status in GOODS_GO_BACK else []
    return ["\n".join(part for part in parts) for parts in (verdict, to_do) if parts]


def _verdict(decision: Decision) -> str:
    """The verdict; for some problems and remedies in words of its own."""
    policy, problem = decision.request.policy, decision.request.case.values.get("problem")
    about = policy.vocabulary.facts["problem"].values.get(str(problem), "")
    subjects = (problem, *decision.lists.get("remedies", ()))
    own = (name for name in (f"card_{decision.status}_{subject}" for subject in subjects) if name in responses())
    return words(next(own, f"card_{decision.status}"), {"shop": policy.name, "about": about})


def _reasons(decision: Decision) -> Iterator[str]:
    """The words of the rules that settle the verdict; where a person decides, of those that say why."""
    reasons = decision.said_on("eligible") if decision.status != "needs_human" else _open_reasons(decision)
    for said in tuple(reasons)[:MOST_REASONS]:
        yield _cited(said.text, [said])


def _cited(text: str, rules: Iterable[Said]) -> str:
    """A text with the clauses of the rules that it rests on."""
    clauses = dict.fromkeys(clause for said in rules for clause in said.cites)
    return words("card_reason", {"text": text, "clauses": ", ".join(clauses)})


def _open_reasons(decision: Decision) -> tuple[Said, ...]:
    rules = decision.request.policy.rules
    return tuple(said for said in decision.said_on("eligible") if "eligible" in rules[said.rule].leaves_open)


def _named(decision: Decision, kind: str) -> list[str]:
    known = decision.request.policy.vocabulary.lists[kind]
    return [known[code] for code in decision.lists.get(kind, ())]


def _named_with_clauses(decision: Decision, kind: str) -> list[str]:
    policy = decision.request.policy
    known = policy.vocabulary.lists[kind]
    return [
        _cited(known[code], [said for said in decision.said if code in policy.rules[said.rule].adds.get(kind, ())])
        for code in decision.lists.get(kind, ())
    ]


def _remedies(decision: Decision) -> Iterator[str]:
    remedies = _named(decision, "remedies")
    if remedies:
        chooser = decision.value("remedy_chosen_by") if len(remedies) > 1 else None
        yield words(f"card_remedies_{chooser}" if chooser else "card_remedies", {"remedies": _either(remedies)})


def _either(items: list[str]) -> str:
    return words("either", {"first": ", ".join(items[:-1]), "last": items[-1]}) if len(items) > 1 else items[0]


def _amounts(decision: Decision) -> Iterator[str]:
    refund = decision.refund
    if refund.amount is not None:
        certain = len(decision.lists.get("remedies", ())) == 1
        yield words(
            "card_refund" if certain else "card_refund_if",
            {"amount": str(refund.amount), "currency": refund.currency or "", "sum": refund.formula or ""},
        )
    for name in ("refund_method", "refund_within"):
        value = decision.value(name)
        if value and {"refund", "cancellation"} & set(decision.lists.get("remedies", ())):
            yield words(f"card_{name}", {"value": value})


def _postage(decision: Decision) -> Iterator[str]:
    if "cancellation" in decision.lists.get("remedies", ()):
        return
    for outcome in SETTLED_LINES:
        value = decision.value(outcome)
        if value and not (outcome == "replacement_postage" and "replacement" not in decision.lists.get("remedies", ())):
            yield _cited(words(f"card_{outcome}_{value}"), decision.said_on(outcome))


def _destination(decision: Decision) -> Iterator[str]:
    place = decision.value("send_to")
    if place:
        warehouse = decision.request.case.values.get("warehouse")
        named = f"card_send_to_{place}" if warehouse or place != "origin_warehouse" else f"card_send_to_{place}_unnamed"
        yield _cited(words(named, {"warehouse": str(warehouse)}), decision.said_on("send_to"))
    source = decision.value("address_from")
    if source:
        named = f"card_address_from_{source}"
        yield words("card_address_from_email", {"email": source}) if "@" in source else words(named)


def _days(decision: Decision) -> Iterator[str]:
    """The last days that are still ahead."""
    case = decision.request.case
    for deadline in decision.deadlines:
        if deadline.last_day >= case.today:
            left = (deadline.last_day - case.today).days
            when = {0: "_today", 1: "_tomorrow"}.get(left, "")
            values = {
                "what": deadline.what.replace("_", " "),
                "day": day_in_words(deadline.last_day),
                "left": str(left),
            }
            yield words(f"card_last_day{when}", values)


def _blocks(decision: Decision) -> Iterator[str]:
    blocks = _named_with_clauses(decision, "blocked_by") if decision.status == "blocked" else []
    if blocks:
        yield words("card_blocked_by", {"blocks": bullets(blocks)})


def _offers(decision: Decision) -> Iterator[str]:
    offers = _named_with_clauses(decision, "offers")
    if offers:
        yield words("card_offers", {"offers": bullets(offers)})


def _nearest_yes(decision: Decision) -> Iterator[str]:
    facts = decision.request.policy.vocabulary.facts
    for nearest in decision.nearest_yes[:1] if decision.status == "not_eligible" else ():
        changes = [_change(facts[fact].words, value) for fact, value in nearest.change.items()]
        yield words("card_nearest_yes", {"changes": " and ".join(changes)})


def _change(fact: str, value: object) -> str:
    if value is False:
        return words("change_not_so", {"fact": fact})
    return words("change_day", {"fact": fact, "day": day_in_words(value)})  # type: ignore[arg-type]


def _open(decision: Decision) -> Iterator[str]:
    """What the policy leaves open beside the verdict; only what matters to a claim that stands."""
    outcomes = decision.request.policy.vocabulary.outcomes
    unsettled = [outcomes[each.outcome].words for each in decision.unsettled if each.outcome in WORTH_TELLING]
    if decision.status in GOODS_GO_BACK and unsettled:
        yield words("card_not_said", {"outcomes": bullets(unsettled)})


def _checklists(decision: Decision) -> Iterable[str]:
    for kind in CHECKLISTS:
        items = _named(decision, kind)
        if items:
            yield words(f"card_{kind}", {"items": bullets(items[:MOST_ITEMS])})
