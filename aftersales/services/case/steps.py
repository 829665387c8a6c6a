"""The next step of a case: the first thing that is missing is asked, then the decision is shown and carried out."""

from __future__ import annotations

from aftersales.policy.decision import WISH, Decision
from aftersales.records import operations
from aftersales.records.tables import Case, Order
from aftersales.services import claim_status, order_status
from aftersales.services.case.cancelling_today import cancelling_if_asked_for
from aftersales.services.case.confirmation import ask_to_confirm
from aftersales.services.case.decision import decide_case, is_news, remember
from aftersales.services.case.items import line_in_passing, settle_item
from aftersales.services.case.opening import end_case, queue_reasons, take_next, take_reasons_apart
from aftersales.services.case.which_problem import ask_which_problem
from aftersales.services.claims.steps import ask_which_claim, tell_claims
from aftersales.services.conversation.questions import ask_among, offer_person
from aftersales.services.conversation.reply import ANYTHING_ELSE, YES_NO_OR_NOT_KNOWN, Card, Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.flows import FLOWS
from aftersales.services.hand_off import hand_over
from aftersales.services.identify_order import IDENTITY, ask_for_order, is_locked

WHY_A_PERSON = {
    "silent": "policy_silent",
    "discretion": "policy_discretion",
    "conflict": "policy_conflict",
    "unknown": "fact_unknown",
}
MOST_CHOICES = 6
ENDED = ("handed_over", "stopped", "done")


def go_on(turn: Turn) -> Replies:
    """Takes the case as far as it goes without the customer, then asks; ended cases make room for waiting ones.

    What waits goes on waiting while a person has the conversation.
    """
    replies: Replies = []
    while turn.is_assistants:
        case = turn.case
        if case is not None:
            replies += _step(turn, case)
            if turn.asked or not turn.is_assistants:
                return replies
        elif turn.asked.get("kind") == IDENTITY and turn.order is None:
            return [*replies, *_find_order(turn)]
        following = take_next(turn)
        if not following:
            return replies
        replies += following
    return replies


def _step(turn: Turn, case: Case) -> Replies:
    """One step; it leaves a question on the table, or else the case has ended."""
    order = turn.order
    if order is None:
        return _find_order(turn)
    flow = FLOWS[case.flow]
    if not flow.problems:
        replies = _look_up(turn, case, order)
    elif case.flow == "cancel_order" and order.status == "cancelled":
        replies = _already_cancelled(turn, order)
    else:
        replies = settle_item(turn, case, order, flow.item_before_dispatch) if flow.needs_item else []
        replies = replies or ask_which_problem(turn, case, order) or _decide_on_item(turn, case, order)
    if not turn.asked and case.status not in ENDED:
        end_case(turn, case, "done")
    return replies


def _decide_on_item(turn: Turn, case: Case, order: Order) -> Replies:
    """The case is decided once its item is settled; what was told along with it about another item waits its turn."""
    others = take_reasons_apart(turn, case, lambda words: line_in_passing(order, words))
    return [*others, *_decide(turn, case, order)]


def _find_order(turn: Turn) -> Replies:
    return hand_over(turn, "not_identified") if is_locked(turn) else ask_for_order(turn)


def _look_up(turn: Turn, case: Case, order: Order) -> Replies:
    if case.flow == order_status.FLOW.stem:
        return [order_status.tell_order_status(order), *cancelling_if_asked_for(turn, case, order)]
    if case.flow == claim_status.FLOW.stem:
        return _claims(turn, case)
    asked = ask_which_claim(turn, case)
    return [*asked, *queue_reasons(turn, case)] if asked == [Say("nothing_to_withdraw")] else asked


def _claims(turn: Turn, case: Case) -> Replies:
    """How the claims stand; where there is none, a fault told along with the question is taken up."""
    has_claims = claim_status.claims_of_conversation(turn.session, turn.policies, turn.conversation.id)
    return [*tell_claims(turn), *(() if has_claims else queue_reasons(turn, case))]


def _already_cancelled(turn: Turn, order: Order) -> Replies:
    done = operations.cancellation_of(turn.session, order.id)
    if done is None:
        return [Say("already_cancelled", {"order_number": order.number}), ANYTHING_ELSE]
    values = {"order_number": order.number, "day": f"{done.created_at:%d %B %Y}".lstrip("0")}
    return [Say("already_cancelled_here", values), ANYTHING_ELSE]


def _decide(turn: Turn, case: Case, order: Order) -> Replies:
    decision = decide_case(turn, case, turn.policies[order.shop], order)
    questions = _questions(decision)
    if questions:
        return [ask_for_facts(turn, decision, questions)]
    shown: Replies = [Card(decision)] if is_news(case, decision) else []
    remember(turn, case, decision)
    if decision.status == "needs_human":
        return [*shown, *hand_over(turn, _reason(decision))]
    if decision.status == "not_eligible":
        return [*shown, *offer_person(turn, "offer" if decision.lists.get("offers") else "objection")]
    if decision.status == "blocked" or not decision.lists.get("remedies"):
        return [*shown, *offer_person(turn, "objection")]
    return [*shown, *_carry_on(turn, case, decision)]


def _questions(decision: Decision) -> list[str]:
    """What the decision still waits for; the wish only where all hangs on it, since a choice is offered later."""
    if decision.status not in ("needs_info", "eligible"):
        return []
    facts = [fact for fact in decision.ask if fact != WISH]
    return facts or [fact for fact in decision.ask if decision.status == "needs_info"]


def _reason(decision: Decision) -> str:
    because = next((each.because for each in decision.unsettled if each.outcome == "eligible"), "unknown")
    return WHY_A_PERSON[because]


def ask_for_facts(turn: Turn, decision: Decision, questions: list[str]) -> Say:
    """Asks the best question; things the customer may have done, of which usually none is true, are asked together."""
    known = decision.request.policy.vocabulary.facts
    done = [fact for fact in questions if known[fact].type == "yes_no" and known[fact].reversible]
    if questions[0] not in done or len(done) == 1:
        return ask_fact(turn, decision, questions[0])
    turn.ask("facts", facts=done)
    return Say("ask_any_of", {"things": [known[fact].words for fact in done]}, YES_NO_OR_NOT_KNOWN)


def ask_fact(turn: Turn, decision: Decision, fact: str) -> Say:
    """Asks for a fact in the vocabulary's words, with its values as choices."""
    turn.ask("fact", fact=fact)
    known = decision.request.policy.vocabulary.facts[fact]
    if known.type == "yes_no":
        return Say("ask_yes_no", {"question": known.question}, YES_NO_OR_NOT_KNOWN)
    titles = tuple(Choice(words) for words in known.values.values())
    return Say("ask_fact", {"question": known.question}, titles)


def _carry_on(turn: Turn, case: Case, decision: Decision) -> Replies:
    """An eligible request: the customer chooses the remedy where the policy leaves the choice, then confirms."""
    remedies = decision.lists["remedies"]
    wish = decision.request.case.values.get(WISH)
    options = decision.choosable()
    if len(options) > 1 and wish not in options:
        turn.ask("remedy", options=list(options))
        words = decision.request.policy.vocabulary.lists["remedies"]
        return [ask_among("ask_remedy", [words[remedy] for remedy in options[:MOST_CHOICES]])]
    remedy = remedies[0] if len(remedies) == 1 else (str(wish) if options else None)
    return ask_to_confirm(turn, case, decision, remedy)
