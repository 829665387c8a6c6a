"""Reading the customer's message as the answer to the question on the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from aftersales.policy.decision import WISH
from aftersales.policy.facts import NOT_KNOWN
from aftersales.policy.model import ShopPolicy
from aftersales.records import conversations
from aftersales.records.tables import Case
from aftersales.services import claim_status, order_status
from aftersales.services.ask_policy import SHOP, ask_policy
from aftersales.services.case_confirmation import confirm, decline, done_before
from aftersales.services.case_facts import note, note_heard, take_back_last
from aftersales.services.case_items import choose_line, line_in_passing, line_meant
from aftersales.services.case_opening import end_case, open_request, replace_request
from aftersales.services.case_steps import go_on
from aftersales.services.claim_steps import ask_to_withdraw, confirm_withdrawal, tell_claims
from aftersales.services.flows import FLOWS, flow_about
from aftersales.services.hand_off import hand_over
from aftersales.services.heard import Heard
from aftersales.services.identify_order import IDENTITY, forget_order, look_up_at, note_identifiers
from aftersales.services.questions import ask_what_to_do, offer_person, question_again
from aftersales.services.reply import Choice, Replies, Reply, Say
from aftersales.services.turn import Turn
from aftersales.understanding.answers import Standing, read_answer
from aftersales.understanding.numbers import read_number
from aftersales.understanding.yes_no import Assent, read_assent, refuses

PATIENCE = 2
"""How many messages in a row may go by without being understood before a person is offered."""
OTHER_ORDER = re.compile(r"\border\b", re.IGNORECASE)
PICKED_BY_NUMBER = (
    "fact",
    "line",
    "remedy",
    "flow",
    "shop",
    "claim",
    "confirm",
    "person_offer",
    "facts",
    "which_fact",
    "confirm_withdrawal",
)
FEW_WORDS = 2
SURE_ENOUGH = 0.5
"""From which confidence on a message is taken for another request while a question is on the table."""
INSTEAD = ("instead", "rather", "actually", "i meant", "i mean")


class NotUnderstood(Exception):
    """The message does not answer the question; internal to reading answers."""


def take_answer(turn: Turn, heard: Heard) -> Replies:
    """Takes the message in and goes on: what it tells in passing first, then the answer itself.

    A message that asks for something else queues that, or puts it in place of the request at hand where the customer
    says so. What cannot be read is asked again with its choices, and after that a person is offered.
    """
    case = turn.case
    kind = turn.asked.get("kind", "")
    heard = _with_picked_choice(turn, heard)
    replies = note_identifiers(turn, heard)
    understood = bool(replies or (case and note_heard(turn, case, heard)))
    understood = bool(case and _takes_item(turn, case, heard)) or understood
    try:
        replies += _readers()[kind](turn, heard)
    except NotUnderstood:
        if heard.intent == "hand_off":
            return [*replies, *hand_over(turn, "asked_for")]
        stem = _request_in(heard, turn.asked)
        if stem and (case is None or stem != case.flow):
            replies += _other_request(turn, stem, heard)
        elif not understood:
            return _not_understood(turn)
    turn.conversation.misunderstood = 0
    replies += go_on(turn)
    waits_for_a_wish = case is None and turn.asked.get("kind", "flow") == "flow"
    if waits_for_a_wish and all(_is_order_found(reply) for reply in replies):
        return [*replies, *ask_what_to_do(turn)]
    return replies or question_again(turn)


def _is_order_found(reply: Reply) -> bool:
    return isinstance(reply, Say) and reply.response == "order_found"


def _with_picked_choice(turn: Turn, heard: Heard) -> Heard:
    """The message with a bare number read as the choice in that place, unless a number is what was asked for."""
    choices = turn.asked.get("said", {}).get("choices", [])
    picked = heard.text.strip().rstrip(".)")
    if turn.asked.get("kind") not in PICKED_BY_NUMBER or not picked.isdecimal() or not 1 <= int(picked) <= len(choices):
        return heard
    says, response = choices[int(picked) - 1]
    return replace(heard, text=says or response.removeprefix("choice_"), intent=response.removeprefix("choice_"))


def _request_in(heard: Heard, asked: Mapping[str, object]) -> str | None:
    """The flow that the message asks for, by its intent or else by the problem it tells."""
    if heard.intent in FLOWS and (not asked or heard.confidence >= SURE_ENOUGH):
        return heard.intent
    flows = [flow_about(problem) for problem in heard.values_of("problem")]
    return next((flow.stem for flow in flows if flow), None)


def _readers() -> dict[str, Callable[[Turn, Heard], Replies]]:
    return {
        IDENTITY: _read_identity,
        "line": _read_line,
        "quantity": _read_quantity,
        "fact": _read_fact,
        "facts": _read_facts,
        "which_fact": _read_which_fact,
        "remedy": _read_remedy,
        "confirm": _read_confirmation,
        "person_offer": _read_offer,
        "claim": _read_claim,
        "confirm_withdrawal": _read_withdrawal,
        "flow": _read_nothing,
        SHOP: _read_shop,
        "": _read_nothing,
    }


def _read_nothing(turn: Turn, heard: Heard) -> Replies:
    """Nothing was asked but "anything else?": a no ends it, and a second yes to what was just done is answered."""
    if turn.case is not None:
        raise NotUnderstood
    assent = read_assent(heard.text)
    if assent is Assent.NO or heard.intent == "deny":
        turn.ask_nothing()
        return [Say("no_person_then")]
    if assent is not Assent.YES and heard.intent != "affirm":
        raise NotUnderstood
    return done_before(turn)


def _read_identity(turn: Turn, heard: Heard) -> Replies:
    if heard.order_numbers or heard.emails:
        return []
    if heard.intent == "not_known" or read_assent(heard.text) is Assent.NOT_KNOWN:
        return [Say("where_to_find_order_number")]
    found = look_up_at(turn, heard.shop or turn.shop_called(heard.text))
    if not found:
        raise NotUnderstood
    return found


def _read_line(turn: Turn, heard: Heard) -> Replies:
    if turn.case is None or turn.case.line_id is None:
        raise NotUnderstood
    turn.ask_nothing()
    return []


def _takes_item(turn: Turn, case: Case, heard: Heard) -> bool:
    """Settles item and quantity from what the message names, as soon as the order is known."""
    order = turn.order
    if order is None or case.line_id is not None or not FLOWS[case.flow].needs_item:
        return False
    asked = turn.asked.get("kind") == "line"
    line = line_meant(order, heard.text) if asked else line_in_passing(order, heard.text)
    if line is None:
        return False
    choose_line(turn, case, line)
    if heard.quantities and 1 <= heard.quantities[0] <= line.quantity:
        case.quantity = heard.quantities[0]
    return True


def _read_quantity(turn: Turn, heard: Heard) -> Replies:
    most = int(turn.asked.get("most", 1))
    number = read_number(heard.text, all_of=most)
    if turn.case is None or number is None:
        raise NotUnderstood
    if not 1 <= number <= most:
        return [Say("quantity_impossible", {"most": str(most)})]
    turn.case.quantity = number
    turn.ask_nothing()
    return []


def _read_fact(turn: Turn, heard: Heard) -> Replies:
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    fact = policy.vocabulary.facts[turn.asked["fact"]]
    answer = read_answer(fact, heard.text, turn.today, day_first=policy.day_first)
    if answer.standing is Standing.UNCLEAR or (answer.value is None and answer.standing is Standing.SAID):
        raise NotUnderstood
    value = NOT_KNOWN if answer.standing is Standing.NOT_KNOWN else answer.value
    note(turn, case, fact.name, value, "asked", heard.text)
    turn.ask_nothing()
    return []


def _read_facts(turn: Turn, heard: Heard) -> Replies:
    """One answer to several things together: no to all, or yes to some, which are then named."""
    case, policy, facts = turn.case, turn.policy, turn.asked["facts"]
    if case is None or policy is None:
        raise NotUnderstood
    assent = read_assent(heard.text)
    if _note_those_named(turn, case, policy, facts, heard):
        return []
    if assent is Assent.YES:
        turn.ask("which_fact", facts=facts)
        words = tuple(Choice(policy.vocabulary.facts[fact].words) for fact in facts)
        return [Say("ask_which_of", choices=words)]
    if assent not in (Assent.NO, Assent.NOT_KNOWN):
        raise NotUnderstood
    for fact in facts:
        note(turn, case, fact, NOT_KNOWN if assent is Assent.NOT_KNOWN else False, "asked", heard.text)
    turn.ask_nothing()
    return []


def _read_which_fact(turn: Turn, heard: Heard) -> Replies:
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    if not _note_those_named(turn, case, policy, turn.asked["facts"], heard):
        raise NotUnderstood
    return []


def _note_those_named(turn: Turn, case: Case, policy: ShopPolicy, facts: list[str], heard: Heard) -> bool:
    """Notes the things that the message names as having happened; a plain yes or no names none."""
    if len(heard.text.split()) < FEW_WORDS:
        return False
    known = policy.vocabulary.facts
    said = heard.text.strip().lower()
    named = [fact for fact in facts if known[fact].words.lower() in said or (fact, True) in _values(heard)]
    for fact in named:
        note(turn, case, fact, True, "asked", heard.text)
    if named:
        turn.ask_nothing()
    return bool(named)


def _values(heard: Heard) -> set[tuple[str, object]]:
    return {(each.fact, each.value) for each in heard.facts}


def _read_remedy(turn: Turn, heard: Heard) -> Replies:
    case, policy = turn.case, turn.policy
    if case is None or policy is None:
        raise NotUnderstood
    wish = read_answer(policy.vocabulary.facts[WISH], heard.text, turn.today)
    if wish.value not in turn.asked["options"]:
        raise NotUnderstood
    note(turn, case, WISH, wish.value, "asked", heard.text)
    turn.ask_nothing()
    return []


def _read_confirmation(turn: Turn, heard: Heard) -> Replies:
    case = turn.case
    if case is None:
        raise NotUnderstood
    return confirm(turn, case) if _says_yes(heard) else decline(turn, case)


def _read_withdrawal(turn: Turn, heard: Heard) -> Replies:
    case = turn.case
    if case is None:
        raise NotUnderstood
    return confirm_withdrawal(turn, case) if _says_yes(heard) else decline(turn, case)


def _read_offer(turn: Turn, heard: Heard) -> Replies:
    reason = turn.asked.get("reason", "asked_for")
    if _says_yes(heard):
        return hand_over(turn, reason)
    if turn.case is not None:
        end_case(turn, turn.case, "done")
    turn.ask_nothing()
    return [Say("no_person_then")]


def _read_claim(turn: Turn, heard: Heard) -> Replies:
    if turn.case is None or not heard.claim_numbers:
        raise NotUnderstood
    return ask_to_withdraw(turn, turn.case, heard.claim_numbers[0])


def _read_shop(turn: Turn, heard: Heard) -> Replies:
    shop = heard.shop or turn.shop_called(heard.text)
    if shop is None:
        raise NotUnderstood
    return ask_policy(turn, turn.asked["topic"], shop)


def _says_yes(heard: Heard) -> bool:
    """A plain yes or no; anything else, a hesitant yes or one with a "don't" in it, is not taken for one."""
    assent = read_assent(heard.text)
    agreed = assent is Assent.UNCLEAR and heard.intent == "affirm" and not refuses(heard.text)
    if assent is Assent.YES or agreed:
        return True
    if assent is Assent.NO or heard.intent in ("deny", "stop"):
        return False
    raise NotUnderstood


def _other_request(turn: Turn, stem: str, heard: Heard) -> Replies:
    """Another request: looked up at once where it only asks how things stand, else put in place or queued."""
    words = f" {heard.text.lower()} "
    order = turn.order
    if stem == order_status.FLOW.stem and order is not None:
        return [order_status.tell_order_status(order)]
    if stem == claim_status.FLOW.stem and order is not None:
        return tell_claims(turn)
    if any(f" {word} " in words for word in INSTEAD):
        return replace_request(turn, stem, heard)
    return open_request(turn, stem, heard)


def _not_understood(turn: Turn) -> Replies:
    """Says so once, with the question and its choices again; the next time a person is offered."""
    if heard_too_little(turn):
        return offer_person(turn, "not_understood")
    again = question_again(turn)
    return [Say("not_understood_answer"), *again] if again else [Say("not_understood"), *ask_what_to_do(turn)]


def heard_too_little(turn: Turn) -> bool:
    """Counts a message that was not understood; whether that makes it too many in a row."""
    return conversations.count_misunderstood(turn.session, turn.conversation) >= PATIENCE


def note_answer(turn: Turn, heard: Heard) -> None:
    """Takes a plain answer in, without going on."""
    _readers()[turn.asked["kind"]](turn, heard)


def reads_as_answer(turn: Turn, heard: Heard) -> bool:
    """Whether the message plainly answers a question about facts, a quantity or a remedy."""
    kind, policy = turn.asked.get("kind"), turn.policy
    if policy is None or kind not in ("fact", "facts", "remedy", "quantity"):
        return False
    if kind == "facts":
        return read_assent(heard.text) is not Assent.UNCLEAR
    if kind == "quantity":
        return read_number(heard.text) is not None
    fact = policy.vocabulary.facts[turn.asked.get("fact", WISH)]
    return read_answer(fact, heard.text, turn.today, day_first=policy.day_first).standing is Standing.SAID


def correct(turn: Turn, heard: Heard) -> Replies:
    """The customer takes something back: another order, another item, or a fact told before."""
    case = turn.case
    if heard.order_numbers or heard.emails:
        return [*note_identifiers(turn, heard), *go_on(turn)]
    if case and note_heard(turn, case, heard):
        return [Say("corrected"), *go_on(turn)]
    line = line_meant(turn.order, heard.text) if case and turn.order else None
    if case and line is not None and line.id != case.line_id:
        choose_line(turn, case, line)
        case.quantity = None
        return [Say("corrected"), *go_on(turn)]
    if OTHER_ORDER.search(heard.text):
        forget_order(turn)
        return go_on(turn)
    return take_answer(turn, heard)


def go_back(turn: Turn) -> Replies:
    """Takes the last answer back and asks that again."""
    case = turn.case
    if case is None or take_back_last(turn, case) is None:
        return [Say("nothing_to_go_back_to"), *question_again(turn)]
    turn.ask_nothing()
    return go_on(turn)
